import type { StaffSession } from '#features/sessions/contract.ts';
import { newId } from '#kernel/ids.ts';
import type { Academy, TestHouse, TestPerson } from './house.ts';
import { inMinutes, item } from './liveSessions.ts';

interface Held {
  sessionId: string;
  itemId: string;
  recordingId: string;
}

/** Sessions of the north that are planned, live and over, and one of the south that is over. */
export type SessionsHeld = Record<'planned' | 'live' | 'over' | 'south', Held>;

/** Whoever has no account and came into a session by its code; the door is open from then on. */
export async function aGuest(
  house: TestHouse,
  { name, sessionId, by }: { name: string; sessionId: string; by: TestPerson },
): Promise<TestPerson> {
  const { joinCode: code } = await house.send<StaffSession>(by, 'PUT', `/api/sessions/${sessionId}/guests`, {
    on: true,
  });
  const { status, headers } = await house.ask('POST', '/api/sessions/guests', {
    body: { code, name, zone: 'Africa/Lagos', language: 'en' },
  });
  if (status !== 200) throw new Error(`${name} was not let in: ${status}`);
  const cookie = headers.get('set-cookie')!.split(';')[0]!;
  const { data } = await house.view<{ user: { id: string } }>('/api/me', {
    cookie,
    userId: '',
    sessionId: '',
  });
  return { userId: data.user.id, sessionId: '', cookie };
}

export async function sessionsHeld(
  house: TestHouse,
  { ines, ivo }: Record<'ines' | 'ivo', TestPerson>,
): Promise<SessionsHeld> {
  const send = async (as: TestPerson, method: string, path: string, body: object): Promise<StaffSession> => {
    const answer = await house.ask(method, path, { as, body });
    if (answer.status !== 200)
      throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return (answer.body as { data: StaffSession }).data;
  };
  const hold = async (as: TestPerson, { cohortId }: Academy, ...moves: string[]): Promise<Held> => {
    const whole = { title: 'A session', startsAt: inMinutes(10), minutes: 60 };
    const { session } = await send(as, 'POST', `/api/cohorts/${cohortId}/sessions`, whole);
    const path = `/api/sessions/${session.id}`;
    const sheet = { revision: 0, agenda: [item('Hello')] };
    const { session: withSheet } = await send(as, 'PUT', `${path}/agenda`, sheet);
    for (const move of moves) await send(as, 'POST', `${path}/${move}`, {});
    let recordingId = newId();
    if (moves.includes('end')) {
      const film = { title: 'All of it', url: 'https://films.test/1' };
      const { session: filmed } = await send(as, 'POST', `${path}/recordings`, film);
      recordingId = filmed.recordings[0]!.id;
    }
    return { sessionId: session.id, itemId: withSheet.agenda[0]!.id, recordingId };
  };
  return {
    planned: await hold(ines, house.north),
    live: await hold(ines, house.north, 'start'),
    over: await hold(ines, house.north, 'start', 'end'),
    south: await hold(ivo, house.south, 'start', 'end'),
  };
}

interface SessionsExample {
  about: 'the cohort' | 'nothing in particular';
  input: Record<string, unknown>;
  passes?: string;
}

/** Something to ask with for every command, view and topic of the session room. */
export function sessionsExamples(
  { cohortId, lessonIds }: Academy,
  { planned, live, over }: SessionsHeld,
): Record<string, SessionsExample[]> {
  const one = (input: Record<string, unknown>, passes?: string): SessionsExample[] => [
    { about: 'the cohort', input, ...(passes !== undefined && { passes }) },
  ];
  const nothing = (input: Record<string, unknown> = {}, passes?: string): SessionsExample[] => [
    { about: 'nothing in particular', input, ...(passes !== undefined && { passes }) },
  ];
  const ofLive = { sessionId: live.sessionId };
  const recording = { sessionId: over.sessionId, recordingId: over.recordingId };
  const refused = '409 conflict';
  return {
    'session:schedule': one({
      cohortId,
      title: 'Another',
      startsAt: inMinutes(60),
      minutes: 30,
      lessonId: lessonIds[0],
    }),
    'session:change': one({ sessionId: planned.sessionId, title: 'Renamed', lessonId: lessonIds[1] }),
    'session:cancel': one({ ...ofLive, reason: 'None.' }, refused),
    'session:set-agenda': one({ sessionId: planned.sessionId, revision: 99, agenda: [] }, refused),
    'session:rehearse': one({ ...ofLive, on: true }, refused),
    'session:start': one(ofLive, refused),
    'session:end': one({ sessionId: planned.sessionId }, refused),
    'session:show': one({ ...ofLive, itemId: live.itemId }),
    'session:blank': one({ ...ofLive, on: true }),
    'session:take-over': one(ofLive),
    // Nobody of the staff has this id.
    'session:hand-over': one({ ...ofLive, personId: newId() }, '404 not_found'),
    'session:attend': one(ofLive),
    'session:leave': one(ofLive),
    'session:join': nothing({ code: '000 000' }, '404 not_found'),
    'session:enter': nothing({ code: '000 000', zone: 'Africa/Lagos', language: 'en' }, '404 not_found'),
    'session:take-guests': one({ ...ofLive, on: true }),
    'session:remove-guest': one({ ...ofLive, guestId: newId() }),
    'session:visits': nothing(),
    'session:add-recording': one({
      sessionId: over.sessionId,
      title: 'Part two',
      url: 'https://films.test/2',
    }),
    'session:remove-recording': one({ sessionId: over.sessionId, recordingId: newId() }, '404 not_found'),
    'session:keep-position': one({ ...recording, seconds: 61 }),
    'session:make-feed': nothing(),
    'session:revoke-feed': nothing(),
    'session:list': one({ cohortId }),
    'session:timetable': one({ cohortId }),
    'session:one': one(ofLive),
    'session:console': one(ofLive),
    'session:attendance': one(ofLive),
    'session:attendance-file': one(ofLive),
    'session:feed': nothing(),
    'session:calendar': nothing({ token: 'x'.repeat(43) }, '404 not_found'),
    'session/:sessionId': one(ofLive),
    'session/:sessionId/staff': one(ofLive),
  };
}
