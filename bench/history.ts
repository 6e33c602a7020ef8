import type { Envelope } from '#kernel/envelope.ts';
import { contracts } from '#app/contracts.ts';
import { figureOf, type Figure, type ProgressUpdated } from '#features/progress/contract.ts';
import { decodeCursor } from '#platform/server/delivery/cursor.ts';

/**
 * Judges what a run has written down against what the database holds in the end. The rules are the letters
 * of docs/SPEC.md's DEL and LOG rooms; nothing of the server's delivery is used but the reading of a cursor.
 */

/** What one reader wrote down, in the order in which it happened. */
export type Note =
  /** A connection began, going on from this cursor. What arrives twice across a cut is dropped by number. */
  | { kind: 'opened'; door: 'stream' | 'socket' | 'poll'; cursor: string }
  | { kind: 'cursor'; cursor: string }
  /** Topics start over; the cursor says where they stand now. */
  | { kind: 'resync'; topics: readonly string[]; cursor: string }
  | { kind: 'heard'; envelope: Envelope };

export interface ReaderHistory {
  name: string;
  /** What the reader follows, which is all that it may hear. */
  topics: readonly string[];
  notes: readonly Note[];
  /** How far it was to come before it stopped, by topic; absent: to the end of the log. */
  until?: ReadonlyMap<string, number>;
}

export interface CommandHistory {
  commandId: string;
  studentId: string;
  lessonId: string;
  /** undefined: no answer ever came, so both outcomes are right. */
  answer: ProgressUpdated | undefined;
}

export interface Logged {
  seq: number;
  type: string;
  data: unknown;
}

export interface History {
  /** The log as the database has it in the end, by topic. */
  log: ReadonlyMap<string, { epoch: string; events: readonly Logged[] }>;
  /** Who has completed what in the end: `<student> <lesson>`. */
  completions: ReadonlySet<string>;
  /** The figures that views show in the end, by student. */
  figures: ReadonlyMap<string, Figure>;
  commands: readonly CommandHistory[];
  readers: readonly ReaderHistory[];
}

export interface Fault {
  rule:
    | 'lost'
    | 'doubled'
    | 'order'
    | 'content'
    | 'stopped short'
    | 'epoch'
    | 'foreign'
    | 'acknowledged'
    | 'figure';
  words: string;
}

/** Every fault, in no order; none is what a run should end with. */
export function faultsIn(history: History): Fault[] {
  return [
    ...[...history.log].flatMap(([topic, { events }]) => faultsOfLog(topic, events)),
    ...history.commands.flatMap((command) => faultsOfCommand(history, command)),
    ...faultsOfFigures(history),
    ...history.readers.flatMap((reader) => faultsOfReader(history, reader)),
  ];
}

function faultsOfLog(topic: string, events: readonly Logged[]): Fault[] {
  return events.flatMap(({ seq }, place) => {
    const expected = (events[0]?.seq ?? 1) + place;
    return seq === expected
      ? []
      : [{ rule: 'lost' as const, words: `log of ${topic}: ${seq} where ${expected} belongs` }];
  });
}

/** What was acknowledged is there, once, and says what the answer said. */
function faultsOfCommand(
  { log, completions }: History,
  { commandId, studentId, lessonId, answer }: CommandHistory,
): Fault[] {
  if (!answer) return [];
  const completion = `${studentId} ${lessonId}`;
  const told = (log.get(`user/${studentId}`)?.events ?? []).filter(
    ({ type, data }) => type === 'progress:updated' && (data as ProgressUpdated).lessonId === lessonId,
  );
  const fault = (words: string): Fault => ({ rule: 'acknowledged', words: `command ${commandId}: ${words}` });
  if (!completions.has(completion)) return [fault('acknowledged, and not there')];
  if (told.length !== 1) return [fault(`told ${told.length} times`)];
  return isSame(told[0]!.data, answer) ? [] : [fault('the answer says something else than what was told')];
}

/** What views show is what was completed, and what was told last. */
function faultsOfFigures({ log, completions, figures }: History): Fault[] {
  const counted = new Map<string, number>();
  for (const completion of completions) {
    const studentId = completion.split(' ')[0]!;
    counted.set(studentId, (counted.get(studentId) ?? 0) + 1);
  }
  return [...figures].flatMap(([studentId, shown]) => {
    const { total } = shown;
    const own = figureOf(counted.get(studentId) ?? 0, total);
    const last = log.get(`user/${studentId}`)?.events.findLast(({ type }) => type === 'progress:updated');
    const wrong = (what: string): Fault => ({ rule: 'figure', words: `${studentId}: ${what}` });
    const faults: Fault[] = [];
    if (!isSame(figureIn(shown), own))
      faults.push(wrong(`${shown.completed} is shown, ${own.completed} are there`));
    if (last && !isSame(figureIn(last.data as Figure), own)) {
      faults.push(wrong(`${(last.data as Figure).completed} was told last, ${own.completed} are there`));
    }
    return faults;
  });
}

interface Standing {
  epoch: string;
  /** The last number applied. */
  seq: number;
}

function faultsOfReader({ log }: History, { name, topics, notes, until }: ReaderHistory): Fault[] {
  const faults: Fault[] = [];
  const fault = (rule: Fault['rule'], words: string): void =>
    void faults.push({ rule, words: `${name}: ${words}` });
  const standing = new Map<string, Standing>();
  /** The last number heard on the connection that is open, where it began. */
  let heard = new Map<string, number>();

  for (const note of notes) {
    if (note.kind === 'heard') {
      hear(note.envelope);
      continue;
    }
    const positions = decodeCursor(note.cursor);
    if (!positions) {
      fault('epoch', `the cursor ${note.cursor} cannot be read`);
      continue;
    }
    if (note.kind === 'opened') heard = new Map([...positions].map(([topic, { seq }]) => [topic, seq]));
    for (const [topic, { epoch, seq }] of positions) {
      const own = standing.get(topic);
      if (note.kind === 'resync' && note.topics.includes(topic)) {
        standing.set(topic, { epoch, seq });
        heard.set(topic, Math.max(seq, 0));
      } else if (!own) standing.set(topic, { epoch, seq });
      else if (own.epoch !== epoch)
        fault('epoch', `${topic} went from ${own.epoch} to ${epoch} without a resync`);
    }
  }

  for (const topic of topics) {
    const end = log.get(topic) ?? { epoch: undefined, events: [] };
    const own = standing.get(topic);
    const last = until?.get(topic) ?? end.events.at(-1)?.seq ?? 0;
    if (!own) fault('stopped short', `never stood anywhere on ${topic}`);
    else if (end.epoch !== undefined && own.epoch !== end.epoch)
      fault('epoch', `${topic} ends in ${end.epoch}, the reader is in ${own.epoch}`);
    else if (own.seq < last) fault('stopped short', `${topic} ends at ${last}, the reader at ${own.seq}`);
  }
  return faults;

  function hear({ topic, seq, from = seq, type, data }: Envelope): void {
    if (!topics.includes(topic)) return fault('foreign', `heard ${topic}`);
    if (seq === undefined || from === undefined) return; // A signal.
    const before = heard.get(topic);
    if (before !== undefined) {
      if (seq === before || (from <= before && seq > before))
        fault('doubled', `${topic} ${from}…${seq} after ${before}`);
      else if (seq < before) fault('order', `${topic} ${seq} after ${before}`);
      else if (from > before + 1) fault('lost', `${topic} ${from}…${seq} after ${before}`);
    }
    heard.set(topic, seq);
    const own = standing.get(topic);
    if (own && seq <= own.seq) return; // Told apart by its number, and dropped.
    if (own && from > own.seq + 1) fault('lost', `${topic} ${from}…${seq}, the reader stood at ${own.seq}`);
    if (own) own.seq = seq;

    const end = log.get(topic);
    // Numbers of an epoch that a restore has ended stand for nothing in the log any more.
    if (own && end && own.epoch !== end.epoch) return;
    const events = end?.events ?? [];
    const first = events[0]?.seq ?? 1;
    const kept = events[seq - first];
    if (!kept || kept.type !== type || !isSame(kept.data, data))
      fault('content', `${topic} ${seq} is not what the log holds`);
    for (let hidden = from; hidden < seq; hidden++) {
      const event = events[hidden - first];
      const isReplaced = event && events.slice(hidden - first + 1).some((later) => replaces(later, event));
      if (!isReplaced) fault('lost', `${topic} ${hidden} is covered by ${seq}, and nothing replaces it`);
    }
  }
}

const specs = new Map(contracts.flatMap(({ events }) => Object.entries(events)));

/** Whether the later one is all that is left to know: the same state, of the same thing. */
function replaces(later: Logged, earlier: Logged): boolean {
  const keyOf = specs.get(earlier.type)?.key as ((data: unknown) => string) | undefined;
  return later.type === earlier.type && keyOf !== undefined && keyOf(later.data) === keyOf(earlier.data);
}

function figureIn({ completed, total, percent }: Figure): Figure {
  return { completed, total, percent };
}

function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
