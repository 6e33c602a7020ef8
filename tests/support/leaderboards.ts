import { sql, type RawBuilder } from 'kysely';
import type {
  Adjustment,
  Board,
  CohortBoard,
  OwnEntry,
  OwnStanding,
  SessionBoard,
} from '#features/leaderboard/contract.ts';
import type { DeskPoll } from '#features/polls/contract.ts';
import { aSessionClass } from './liveSessions.ts';
import { PollClass } from './polls.ts';
import type { Rooms } from './rooms.ts';

/** A class with one session and whoever plays in it; whoever is not said is Amara, Jonas and Mina. */
export async function aBoardClass(
  rooms: Rooms,
  students: readonly string[] = ['amara', 'jonas', 'mina'],
): Promise<BoardClass> {
  return new BoardClass(await aSessionClass(rooms, { students }));
}

/** What people do about the boards of one session and its cohort, in words of the school. */
export class BoardClass extends PollClass {
  get cohortId(): string {
    return this.school.academy.cohortId;
  }

  /** A quiz of which the second option is right. */
  quiz(more: object = {}): Promise<DeskPoll> {
    return this.launch({ kind: 'quiz', right: [1], ...more });
  }

  /** Chooses an option by its place, so long after the opening: the database's clock is the only one that counts. */
  async answer(name: string, quiz: DeskPoll, place: number, afterMs = 0): Promise<void> {
    await this.vote(name, quiz, place);
    await sql`
      update poll_ballot set cast_at = poll.opened_at + ${afterMs} * interval '1 millisecond'
      from poll where poll.id = ${quiz.id} and poll_id = poll.id and person_id = ${this.person(name).userId}`.execute(
      this.rooms.db.query,
    );
  }

  /** A quiz that these people answered right after so many ms, and whose result is shown. */
  async solved(afterMs: Readonly<Record<string, number>>, more: object = {}): Promise<DeskPoll> {
    const quiz = await this.quiz(more);
    for (const [name, ms] of Object.entries(afterMs)) await this.answer(name, quiz, 1, ms);
    return this.asStaff('reveal', quiz);
  }

  board(name = 'ines', sessionId = this.sessionId): Promise<SessionBoard> {
    return this.look(name, 'leaderboard:session', { sessionId });
  }

  cohortBoard(name = 'ines'): Promise<CohortBoard> {
    return this.look(name, 'leaderboard:cohort', { cohortId: this.cohortId });
  }

  async standing(name: string): Promise<OwnStanding | null> {
    return (await this.board(name)).own;
  }

  async entries(name: string): Promise<OwnEntry[]> {
    return (await this.look<{ entries: OwnEntry[] }>(name, 'leaderboard:own')).entries;
  }

  async adjustments(): Promise<Adjustment[]> {
    return (await this.look<{ adjustments: Adjustment[] }>('ines', 'leaderboard:adjustments')).adjustments;
  }

  adjust(name: string, points: number, reason = 'for helping'): Promise<Adjustment> {
    const input = { sessionId: this.sessionId, personId: this.person(name).userId, points, reason };
    return this.act('ines', 'leaderboard:adjust', input) as Promise<Adjustment>;
  }

  switchBoard(on: boolean): Promise<unknown> {
    return this.act('ines', 'leaderboard:switch', { sessionId: this.sessionId, on });
  }

  takePart(name: string, takesPart: boolean): Promise<unknown> {
    return this.act(name, 'leaderboard:take-part', { cohortId: this.cohortId, takesPart });
  }

  async takeName(name: string, madeUp: boolean): Promise<string | null> {
    const input = { cohortId: this.cohortId, madeUp };
    const answer = await this.act(name, 'leaderboard:take-name', input);
    return (answer as { pseudonym: string | null }).pseudonym;
  }
}

/** What is in the lines of a board, by name. */
export const pointsIn = ({ lines }: Board): Record<string, number> =>
  Object.fromEntries(lines.map(({ name, points }) => [name, points]));

/**
 * What each board of a cohort has to show, from the rows of the ledger alone: one by one, in a way that shares nothing
 * with the room's. By person, and without those who are not to be seen.
 */
export async function rebuildFromLedger(
  { db }: Rooms,
  cohortId: string,
): Promise<{ cohort: Map<string, number>; sessions: Map<string, Map<string, number>> }> {
  const { rows: entries } = await sql<{ sessionId: string; personId: string; points: number }>`
    select event.session_id as "sessionId", entry.person_id as "personId", entry.points
    from points_entry entry, points_event event
    where event.id = entry.event_id and event.cohort_id = ${cohortId}`.execute(db.query);
  const ids = async (query: RawBuilder<{ id: string }>): Promise<Set<string>> =>
    new Set((await query.execute(db.query)).rows.map(({ id }) => id));
  const off = await ids(
    sql<{ id: string }>`select session_id as id from leaderboard_session where not is_on`,
  );
  const out = await ids(
    sql<{
      id: string;
    }>`select person_id as id from leaderboard_player where boards_of = ${cohortId} and is_out`,
  );
  const students = await ids(sql<{ id: string }>`
    select user_id as id from enrolment where cohort_id = ${cohortId} and role = 'student' and state = 'active'`);
  const cohort = new Map<string, number>();
  const sessions = new Map<string, Map<string, number>>();
  for (const { sessionId, personId, points } of entries) {
    if (off.has(sessionId) || out.has(personId) || !students.has(personId)) continue;
    const session = sessions.get(sessionId) ?? new Map<string, number>();
    sessions.set(sessionId, session);
    for (const board of [cohort, session]) board.set(personId, (board.get(personId) ?? 0) + points);
  }
  return { cohort, sessions };
}

/** How many have how many points, as a board says it. */
export function standingsFrom(points: ReadonlyMap<string, number> | undefined): Board['standings'] {
  const people = new Map<number, number>();
  for (const value of points?.values() ?? []) people.set(value, (people.get(value) ?? 0) + 1);
  return [...people].sort(([a], [b]) => b - a).map(([value, count]) => ({ points: value, people: count }));
}
