import { sql } from 'kysely';
import type {
  AgendaItem,
  OwnSession,
  SessionAttendance,
  SessionConsole,
  StaffSession,
} from '#features/sessions/contract.ts';
import { newId } from '#kernel/ids.ts';
import type { Bytes, Person } from '#platform/server/feature.ts';
import { anAcademy, type Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

const minuteMs = 60_000;

export function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * minuteMs).toISOString();
}

/** An item of a run sheet as it is sent. */
export function item(title: string, more: Partial<AgendaItem> & { note?: string; say?: string } = {}) {
  return { title, minutes: 10, kind: 'talk', note: '', ...more } as const;
}

/** An academy with one session that begins in ten minutes; Inês planned it, Omar teaches too, Paula administers. */
export async function aSessionClass(
  rooms: Rooms,
  {
    students = ['amara', 'jonas'],
    ...planned
  }: { students?: readonly string[] } & Record<string, unknown> = {},
): Promise<SessionClass> {
  const cast = { students, instructors: ['ines', 'omar'], admins: ['paula'] };
  const school = new SessionClass(rooms, await anAcademy(rooms, cast));
  school.sessionId = (await school.schedule(planned)).session.id;
  return school;
}

/** What people do with one session, in words of the school. */
export class SessionClass {
  readonly rooms: Rooms;
  readonly academy: Academy;
  sessionId = '';

  constructor(rooms: Rooms, academy: Academy) {
    this.rooms = rooms;
    this.academy = academy;
  }

  person(name: string): Person {
    return this.academy.person(name);
  }

  /** Plans another session. */
  schedule(planned: Record<string, unknown> = {}, by = 'ines'): Promise<StaffSession> {
    const { cohortId } = this.academy;
    const whole = { cohortId, title: 'First steps', startsAt: inMinutes(10), minutes: 60, ...planned };
    return this.rooms.perform(this.person(by), 'session:schedule', whole) as Promise<StaffSession>;
  }

  act(name: string, command: string, input: object = {}, commandId?: string): Promise<unknown> {
    const of = { sessionId: this.sessionId, ...input };
    return this.rooms.perform(this.person(name), command, of, commandId);
  }

  asStaff(command: string, input: object = {}): Promise<StaffSession> {
    return this.act('ines', command, input) as Promise<StaffSession>;
  }

  /** Puts a run sheet in place of the newest. */
  async setAgenda(agenda: readonly object[]): Promise<StaffSession> {
    const { revision } = await this.console();
    return this.asStaff('session:set-agenda', { revision, agenda });
  }

  attend(...names: string[]): Promise<unknown> {
    return Promise.all(names.map((name) => this.act(name, 'session:attend')));
  }

  one(name: string): Promise<OwnSession> {
    const of = { sessionId: this.sessionId };
    return this.rooms.look(this.person(name), 'session:one', of) as Promise<OwnSession>;
  }

  console(name = 'ines'): Promise<SessionConsole> {
    const of = { sessionId: this.sessionId };
    return this.rooms.look(this.person(name), 'session:console', of) as Promise<SessionConsole>;
  }

  attendance(): Promise<SessionAttendance> {
    const of = { sessionId: this.sessionId };
    return this.rooms.look(this.person('ines'), 'session:attendance', of) as Promise<SessionAttendance>;
  }

  /** A file that a view answers with, as text. */
  async file(name: string, view: string, input: object): Promise<string> {
    const { bytes } = (await this.rooms.look(this.person(name), view, input)) as Bytes;
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes as Uint8Array);
  }

  /** Moves the session, its stays and leases into the past: the database's clock is the only one that counts. */
  async pass(minutes: number): Promise<void> {
    const ago = sql`${minutes} * interval '1 minute'`;
    const { sessionId } = this;
    await sql`
      update live_session set starts_at = starts_at - ${ago}, started_at = started_at - ${ago},
        ended_at = ended_at - ${ago}
      where id = ${sessionId}`.execute(this.rooms.db.query);
    await sql`
      update attendance_span set began_at = began_at - ${ago}, seen_at = seen_at - ${ago},
        until_at = until_at - ${ago}
      where session_id = ${sessionId}`.execute(this.rooms.db.query);
  }

  /** What was told of one type on one topic, in order. */
  told<Event>(topic: string, type: string): Event[] {
    return this.rooms.announced
      .filter((event) => event.topic === topic && event.type === type)
      .sort((a, b) => a.seq - b.seq)
      .map(({ data }) => JSON.parse(data) as Event);
  }

  get topics(): { session: string; staff: string; cohort: string } {
    const session = `session/${this.sessionId}`;
    return { session, staff: `${session}/staff`, cohort: `cohort/${this.academy.cohortId}` };
  }
}

/** Minutes of everybody's attendance from the rows alone, by a way of counting that shares nothing with the room's. */
export async function recountSeconds({ db }: Rooms, sessionId: string): Promise<Map<string, number>> {
  const { rows: sessions } = await sql<{ startedAt: Date | null; endedAt: Date | null }>`
    select started_at as "startedAt", ended_at as "endedAt" from live_session where id = ${sessionId}`.execute(
    db.query,
  );
  const { startedAt, endedAt } = sessions[0]!;
  const { rows } = await sql<{ personId: string; beganUs: number; seenUs: number }>`
    select person_id as "personId", (extract(epoch from began_at) * 1000000)::bigint as "beganUs",
      (extract(epoch from seen_at) * 1000000)::bigint as "seenUs"
    from attendance_span where session_id = ${sessionId} and not is_open`.execute(db.query);
  const microseconds = new Map<string, number>();
  for (const { personId, beganUs, seenUs } of rows) {
    const from = Math.max(Number(beganUs), startedAt ? startedAt.getTime() * 1_000 : Infinity);
    const to = Math.min(Number(seenUs), endedAt ? endedAt.getTime() * 1_000 : Infinity);
    microseconds.set(personId, (microseconds.get(personId) ?? 0) + Math.max(0, to - from));
  }
  return new Map([...microseconds].map(([personId, counted]) => [personId, counted / 1_000_000]));
}

/** Comes in as a guest, with a name alone; the session has to take guests. */
export async function guestOf(school: SessionClass, name: string): Promise<Person> {
  const { joinCode } = await school.console();
  await school.rooms.perform({ kind: 'anonymous' }, 'session:enter', {
    ...{ code: joinCode!, name, zone: 'Africa/Lagos', language: 'en' },
  });
  const { id: userId } = (await school.console()).guests.at(-1)!;
  return { kind: 'person', userId, sessionId: newId(), platformAdmin: false, isGuest: true };
}
