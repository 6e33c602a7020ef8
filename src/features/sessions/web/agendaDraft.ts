import { sessionLimits, type AgendaItem, type AgendaKind, type StaffSession } from '../contract.ts';

/** An item of the run sheet while it is written. */
export interface AgendaRow {
  /** Stays with the row while it is moved; of an item that was there before, its id. */
  key: string;
  /** Absent for a new one. */
  id?: string;
  title: string;
  /** As it was typed. */
  minutes: string;
  kind: AgendaKind;
  note: string;
  /** What is meant to be said to everybody there. */
  say: string;
}

/** In the order in which they are offered. */
export const agendaKinds: readonly AgendaKind[] = ['talk', 'exercise', 'questions', 'break', 'other'];

export interface AgendaDraft {
  /** The run sheet that was changed. */
  revision: number;
  rows: readonly AgendaRow[];
}

type Kept = Pick<StaffSession, 'revision' | 'notes' | 'says'> & {
  session: { agenda: readonly AgendaItem[] };
};

export function draftOf({ revision, notes, says, session }: Kept): AgendaDraft {
  const rows = session.agenda.map(({ id, title, minutes, kind }) => ({
    key: id,
    id,
    title,
    minutes: String(minutes),
    kind,
    note: notes[id] ?? '',
    say: says[id] ?? '',
  }));
  return { revision, rows };
}

export function withRow(
  draft: AgendaDraft,
  key: string,
  what: Partial<Omit<AgendaRow, 'key' | 'id'>>,
): AgendaDraft {
  return { ...draft, rows: draft.rows.map((row) => (row.key === key ? { ...row, ...what } : row)) };
}

export function withNewRow(draft: AgendaDraft, key: string): AgendaDraft {
  const row: AgendaRow = { key, title: '', minutes: '10', kind: 'talk', note: '', say: '' };
  return { ...draft, rows: [...draft.rows, row] };
}

export function withoutRow(draft: AgendaDraft, key: string): AgendaDraft {
  return { ...draft, rows: draft.rows.filter((row) => row.key !== key) };
}

/** Back where it was before it was taken out. */
export function withRowBack(draft: AgendaDraft, row: AgendaRow, place: number): AgendaDraft {
  return { ...draft, rows: [...draft.rows.slice(0, place), row, ...draft.rows.slice(place)] };
}

/** So many places further down (up, when negative); at the ends it stays. */
export function withRowMoved(draft: AgendaDraft, key: string, by: number): AgendaDraft {
  const from = draft.rows.findIndex((row) => row.key === key);
  const to = Math.min(draft.rows.length - 1, Math.max(0, from + by));
  const row = draft.rows[from];
  if (!row || from === to) return draft;
  const others = draft.rows.filter((one) => one !== row);
  return { ...draft, rows: [...others.slice(0, to), row, ...others.slice(to)] };
}

export type RowFault = 'title' | 'minutes';

export function rowFault({ title, minutes }: AgendaRow): RowFault | undefined {
  if (title.trim() === '' || title.trim().length > sessionLimits.titleLength) return 'title';
  return minutesTyped(minutes) === undefined ? 'minutes' : undefined;
}

function minutesTyped(typed: string): number | undefined {
  const minutes = Number(typed);
  const isWhole = /^\s*\d{1,4}\s*$/.test(typed);
  return isWhole && minutes >= 1 && minutes <= sessionLimits.agendaItemMinutes ? minutes : undefined;
}

/** Minutes of all rows together; a row that cannot be read counts nothing. */
export function minutesInAll(rows: readonly AgendaRow[]): number {
  return rows.reduce((sum, { minutes }) => sum + (minutesTyped(minutes) ?? 0), 0);
}

/** When each row begins if the ones before it keep to their minutes, in ms since 1970. */
export function rowStarts(rows: readonly AgendaRow[], startsAt: string): number[] {
  return rows.map((_row, place) => Date.parse(startsAt) + minutesInAll(rows.slice(0, place)) * 60_000);
}

/** What `session:set-agenda` takes. */
export function agendaOf(rows: readonly AgendaRow[]) {
  return rows.map(({ id, title, minutes, kind, note, say }) => ({
    ...(id !== undefined && { id }),
    title: title.trim(),
    minutes: minutesTyped(minutes) ?? 0,
    kind,
    note: note.trim(),
    say: say.trim(),
  }));
}

export function isChanged(draft: AgendaDraft, kept: Kept): boolean {
  const words = (rows: readonly AgendaRow[]): string => JSON.stringify(agendaOf(rows));
  return words(draft.rows) !== words(draftOf(kept).rows);
}

/**
 * The same rows, to be put in place of a run sheet that somebody changed meanwhile. Items that are no longer
 * in it become new ones.
 */
export function rebased(draft: AgendaDraft, kept: Kept): AgendaDraft {
  const there = new Set(kept.session.agenda.map(({ id }) => id));
  const rows = draft.rows.map(({ id, ...row }) => (id !== undefined && there.has(id) ? { ...row, id } : row));
  return { revision: kept.revision, rows };
}
