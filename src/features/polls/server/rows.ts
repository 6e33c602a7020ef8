import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Queryable } from '#platform/server/db/database.ts';
import type {
  DeskPoll,
  OpenPoll,
  PollAnonymity,
  PollChoose,
  PollKind,
  PollOption,
  PollRange,
  PollResults,
} from '../contract.ts';
import { talliesOf, type Counted } from './tally.ts';

/** A poll without what was voted. */
export interface PollRow {
  id: string;
  sessionId: string;
  kind: PollKind;
  prompt: string;
  options: (PollOption & { isRight: boolean })[];
  choose: PollChoose;
  range: PollRange | null;
  results: PollResults;
  anonymity: PollAnonymity;
  seconds: number | null;
  state: 'draft' | 'open' | 'closed';
  edition: number;
  revoteOf: string | null;
  openedAt: Date | null;
  closesAt: Date | null;
  closedAt: Date | null;
  revealedAt: Date | null;
  putAwayAt: Date | null;
  agendaItemId: string | null;
  place: number;
  /** Whether its time has run out, by the database's clock as it was read. */
  isPast: boolean;
  /** Whether staff are trying its session out. */
  isRehearsed: boolean;
}

export type CountedPoll = PollRow & Counted;

type Flat = Omit<PollRow, 'choose' | 'range'> & {
  leastChosen: number;
  mostChosen: number;
  rangeLeast: number | null;
  rangeMost: number | null;
  rangeUnit: string | null;
};

export const ofSession = (sessionId: string): RawBuilder<SqlBool> => sql`poll.session_id = ${sessionId}`;
export const withId = (pollId: string): RawBuilder<SqlBool> => sql`poll.id = ${pollId}`;
export const amongIds = (pollIds: readonly string[]): RawBuilder<SqlBool> =>
  sql`poll.id = any (${pollIds}::uuid[])`;
const isAsked = sql<SqlBool>`poll.state <> 'draft'`;

/** Polls in the order of their ids. `hold` keeps them as they are, or from everybody else, until commit. */
export async function pollsWhere(
  db: Queryable,
  which: RawBuilder<SqlBool>,
  hold?: 'for share' | 'for update',
): Promise<PollRow[]> {
  const { rows } = await sql<Flat>`
    select poll.id, poll.session_id as "sessionId", poll.kind, poll.prompt, poll.results, poll.anonymity,
      (select coalesce(json_agg(json_build_object('id', id, 'label', label, 'isRight', is_right) order by place), '[]')
        from poll_option where poll_id = poll.id) as options,
      poll.least_chosen as "leastChosen", poll.most_chosen as "mostChosen",
      poll.range_least as "rangeLeast", poll.range_most as "rangeMost", poll.range_unit as "rangeUnit",
      poll.seconds, poll.state, poll.edition, poll.revote_of as "revoteOf",
      poll.opened_at as "openedAt", poll.closes_at as "closesAt", poll.closed_at as "closedAt",
      poll.revealed_at as "revealedAt", poll.put_away_at as "putAwayAt",
      poll.agenda_item_id as "agendaItemId", poll.place,
      coalesce(poll.closes_at <= clock_timestamp(), false) as "isPast",
      (select state = 'rehearsal' from live_session where id = poll.session_id) as "isRehearsed"
    from poll where ${which}
    order by poll.id ${hold ? sql.raw(`${hold} of poll`) : sql``}`.execute(db);
  return rows.map(({ leastChosen, mostChosen, rangeLeast, rangeMost, rangeUnit, ...row }) => ({
    ...row,
    choose: { least: leastChosen, most: mostChosen },
    range: rangeLeast === null ? null : { least: rangeLeast, most: rangeMost!, unit: rangeUnit! },
  }));
}

async function counted(db: Queryable, rows: readonly PollRow[]): Promise<CountedPoll[]> {
  const tallies = await talliesOf(db, rows);
  return rows.map((row) => ({ ...row, ...tallies.get(row.id)! }));
}

/** The polls of a session with what was voted, in the order of their ids. */
export async function pollsOf(db: Queryable, sessionId: string): Promise<CountedPoll[]> {
  return counted(db, await pollsWhere(db, ofSession(sessionId)));
}

/** As `pollsOf`, without drafts. */
export async function askedIn(db: Queryable, sessionId: string): Promise<CountedPoll[]> {
  return counted(db, await pollsWhere(db, sql`${ofSession(sessionId)} and ${isAsked}`));
}

/** @throws Error for a poll that does not exist */
export async function pollWith(db: Queryable, pollId: string): Promise<CountedPoll> {
  const [poll] = await counted(db, await pollsWhere(db, withId(pollId)));
  if (!poll) throw new Error('the poll is not there');
  return poll;
}

/** Whether everybody in the session may see what a poll comes to. */
export function isShownToAll({
  state,
  results,
  revealedAt,
}: Pick<PollRow, 'state' | 'results' | 'revealedAt'>): boolean {
  return state !== 'draft' && (results === 'live' || revealedAt !== null);
}

/** Whether staff may see it: of an anonymous poll, only what can no longer grow vote by vote. */
export function isShownToStaff({ state, anonymity }: Pick<PollRow, 'state' | 'anonymity'>): boolean {
  return state === 'closed' || (state === 'open' && anonymity !== 'anonymous');
}

/** What everybody and staff are shown alike. */
function shared(row: CountedPoll) {
  const { id, sessionId, kind, prompt, choose, range, results, anonymity, revoteOf, edition, voters } = row;
  return {
    ...{ id, sessionId, kind, prompt, choose, range, results, anonymity, revoteOf, edition, voters },
    options: row.options.map(({ id: optionId, label }) => ({ id: optionId, label })),
    closesAt: row.closesAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    revealedAt: row.revealedAt?.toISOString() ?? null,
    putAwayAt: row.putAwayAt?.toISOString() ?? null,
  };
}

const rightOf = ({ options }: PollRow): string[] =>
  options.filter(({ isRight }) => isRight).map(({ id }) => id);

/** As everybody sees it. @throws Error for a draft */
export function openOf(row: CountedPoll): OpenPoll {
  const { state, openedAt, kind, revealedAt, tally } = row;
  if (state === 'draft') throw new Error('a draft is not for everybody');
  return {
    ...shared(row),
    state,
    openedAt: openedAt!.toISOString(),
    rightOptionIds: kind === 'quiz' && revealedAt ? rightOf(row) : null,
    tally: isShownToAll(row) ? tally : null,
  };
}

/** As staff see it. */
export function deskOf(row: CountedPoll): DeskPoll {
  const { state, openedAt, seconds, tally, agendaItemId, place } = row;
  return {
    ...shared(row),
    ...{ state, seconds, agendaItemId, place },
    openedAt: openedAt?.toISOString() ?? null,
    rightOptionIds: rightOf(row),
    tally: isShownToStaff(row) ? tally : null,
  };
}
