import { Refusal } from '#kernel/refusal.ts';
import type { EnrolmentLine } from '#features/cohorts/contract.ts';
import type { Person } from '#platform/server/feature.ts';
import { anAcademy } from '../../tests/support/academy.ts';
import type { Rooms } from '../../tests/support/rooms.ts';

const places = 12;
const taken = 2;
const comers = 50;

export interface JoinRound {
  came: number;
  waiting: number;
  /** What was not as promised, in words. */
  faults: string[];
}

/**
 * Fifty people press one link at once, at two nodes, for the last ten places of a cohort. Then place after place
 * becomes free, several at a time: who waited comes in, in the order of their numbers.
 */
export async function joinRound(rooms: Rooms): Promise<JoinRound> {
  const first = ['amara', 'jonas'].slice(0, taken);
  const academy = await anAcademy(rooms, { students: first, instructors: ['ines'], admins: ['paula'] });
  const { cohortId, person } = academy;
  const ines = person('ines');
  await rooms.perform(person('paula'), 'cohorts:edit', { cohortId, capacity: places });
  const { url } = (await rooms.perform(ines, 'cohorts:open-invitation', { cohortId, kind: 'link' })) as {
    url: string;
  };
  const token = url.split('/').at(-1)!;
  const people: Person[] = [];
  for (let index = 0; index < comers; index++) people.push(await academy.stranger(`comer-${index}`));
  const lines = async (): Promise<EnrolmentLine[]> => {
    const view = await rooms.look(ines, 'cohorts:enrolments', { cohortId });
    return (view as { enrolments: EnrolmentLine[] }).enrolments.filter(({ role }) => role === 'student');
  };
  const inState = (all: readonly EnrolmentLine[], state: string) =>
    all.filter((line) => line.state === state);

  const answers = await Promise.all(
    people.map((who) => rooms.perform(who, 'cohorts:join', { token }).catch((cause: unknown) => cause)),
  );
  const faults: string[] = [];
  const expect = (found: unknown, wanted: unknown, what: string): void => {
    if (JSON.stringify(found) !== JSON.stringify(wanted))
      faults.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  };
  for (const answer of answers) if (answer instanceof Refusal) faults.push(`refused: ${answer.message}`);
  const after = await lines();
  const [came, waiting] = [inState(after, 'active').length - taken, inState(after, 'waiting')];
  expect(came, places - taken, 'places given');
  expect(waiting.length, comers - came, 'people waiting');
  expect(new Set(waiting.map(({ ticket }) => ticket)).size, waiting.length, 'numbers given once');
  expect(
    answers.filter((answer) => (answer as { state?: string }).state === 'active').length,
    came,
    'people told that they came in',
  );

  const row = waiting.sort((a, b) => a.ticket! - b.ticket!).map(({ name }) => name);
  // What was announced last about each is how they stand, and numbers were given in the order of the log.
  const told = rooms.announced
    .filter(({ topic, type }) => topic === `cohort/${cohortId}/staff` && type === 'enrolment:changed')
    .sort((a, b) => a.seq - b.seq)
    .map(({ data }) => (JSON.parse(data) as { enrolment: EnrolmentLine }).enrolment)
    .filter(({ state }) => state === 'waiting')
    .map(({ name }) => name);
  expect(told, row, 'order of the row as it was told');

  for (let atOnce = 1; row.length > 0; atOnce = (atOnce % 4) + 1) {
    const leaving = inState(await lines(), 'active').slice(0, atOnce);
    await Promise.all(
      leaving.map(({ userId }) => rooms.perform(ines, 'cohorts:remove', { cohortId, userId })),
    );
    row.splice(0, leaving.length);
    const now = await lines();
    const left = inState(now, 'waiting')
      .sort((a, b) => a.ticket! - b.ticket!)
      .map(({ name }) => name);
    expect(left, row, 'who still waits');
    expect(inState(now, 'active').length, places, 'places taken');
    if (faults.length > 0) break;
  }
  return { came, waiting: waiting.length, faults };
}
