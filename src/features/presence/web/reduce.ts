import { belongs, type EnrolmentLine } from '#features/cohorts/contract.ts';
import { liveRoom, type LiveRoom } from '#platform/web/query/liveRoom.ts';
import { presence, type OwnPresence, type PresenceLine, type WhoIsHere } from '../contract.ts';

type Place = Pick<EnrolmentLine, 'userId' | 'state'>;

interface People {
  cohortId: string;
  people: PresenceLine[];
}

/** Everybody in the same place, changed where they are named; whoever does not belong (any more) is let be. */
function withChanges(data: People, changes: readonly PresenceLine[]): People {
  const byId = new Map(changes.map((line) => [line.id, line]));
  if (!data.people.some(({ id }) => byId.has(id))) return data;
  return { ...data, people: data.people.map((line) => byId.get(line.id) ?? line) };
}

/** How whoever came stands, the event does not say. */
function withEnrolment(data: People, { userId, state }: Place): People | 'refetch' {
  return belongs(state) === data.people.some(({ id }) => id === userId) ? data : 'refetch';
}

/** How events keep what is shown of people true. */
export const presenceLive: LiveRoom = liveRoom(presence, {
  'presence:mine': { 'presence:own': (_data: OwnPresence, own: OwnPresence) => own },
  'presence:cohort': { 'presence:here': (_data: WhoIsHere, now: WhoIsHere) => now },
  'presence:people': {
    'presence:moved': (data: People, { changes }: { changes: PresenceLine[] }) => withChanges(data, changes),
    'enrolment:changed': (data: People, { enrolment }: { enrolment: Place }) =>
      withEnrolment(data, enrolment),
  },
});
