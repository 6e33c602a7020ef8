import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';

/** In a cohort of more people than this, those who are here are counted and not named. */
export const namesUpTo = 50;
/** A browser that nobody has touched for this long rests. */
export const restsAfterMs = 5 * 60_000;

/**
 * `online`: a page is open, and somebody is at it; `idle`: one is open, and nobody has touched it for a while;
 * `away`: none is open, or the person does not wish it to be seen. Nobody can tell which.
 */
export const presenceState = z.enum(['online', 'idle', 'away']);
export type PresenceState = z.output<typeof presenceState>;

const hereState = z.enum(['online', 'idle']);

/** How one person of a cohort stands, for its staff. */
export const presenceLine = z
  .object({
    id,
    state: presenceState,
    /** When somebody who is away was seen last; null: while here, and for whoever never was. */
    seenAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PresenceLine' });
export type PresenceLine = z.output<typeof presenceLine>;

/** Who is here, for everybody in the cohort: nothing of who is not. */
export const whoIsHere = z
  .object({
    cohortId: id,
    online: z.number().int().meta({ example: 7 }),
    idle: z.number().int().meta({ example: 2 }),
    /** In the order of their ids; null: the cohort is large, and they are counted alone. */
    people: z.array(z.object({ id, name: z.string(), state: hereState })).nullable(),
  })
  .meta({ id: 'WhoIsHere' });
export type WhoIsHere = z.output<typeof whoIsHere>;

export const ownPresence = z
  .object({
    /** Whether this person is away to everybody, whatever they do. */
    hidden: z.boolean(),
  })
  .meta({ id: 'OwnPresence' });
export type OwnPresence = z.output<typeof ownPresence>;

const ofCohort = z.strictObject({ cohortId: id });

/** Who of a cohort is here: online, idle or away, and when somebody was seen last. */
export const presence = contract('presence', {
  commands: {
    'presence:rest': command({
      summary: 'Say that nobody touches this browser at present, or that somebody does again.',
      http: ['PUT', '/api/me/presence/rest'],
      input: z.strictObject({ resting: z.boolean() }),
      output: z.object({ resting: z.boolean() }),
      who: ['person'],
      rate: { times: 60, perMs: 60_000 },
      // It shows with the next frame of the cohort, like coming and going.
      tells: [],
    }),
    'presence:hide': command({
      summary: 'Be away to everybody from now on, staff included, or be seen again.',
      http: ['PUT', '/api/me/presence/hidden'],
      input: z.strictObject({ hidden: z.boolean() }),
      output: ownPresence,
      who: ['person'],
      rate: { times: 20, perMs: 60_000 },
      tells: ['presence:own', 'presence:moved', 'presence:here'],
    }),
  },
  views: {
    'presence:mine': view({
      summary: 'Whether others see that you are here.',
      http: '/api/me/presence',
      input: z.strictObject({}),
      data: ownPresence,
      who: ['person'],
      follows: ['presence:own'],
    }),
    'presence:cohort': view({
      summary: 'Who of a cohort is here: in a small one by name, in a large one how many.',
      http: '/api/cohorts/:cohortId/presence',
      input: ofCohort,
      data: whoIsHere,
      who: ['student', 'instructor', 'organisationAdmin'],
      follows: ['presence:here'],
    }),
    'presence:people': view({
      summary: 'How everybody of a cohort stands, and when those who are away were seen last.',
      http: '/api/cohorts/:cohortId/presence/people',
      input: ofCohort,
      data: z.object({
        cohortId: id,
        /** Whoever belongs to the cohort, in the order of their ids. */
        people: z.array(presenceLine),
      }),
      who: ['instructor', 'organisationAdmin'],
      follows: ['presence:moved', 'enrolment:changed'],
    }),
  },
  events: {
    'presence:moved': event({
      summary: 'These people of the cohort came, went or rest; all of the last five seconds in one.',
      kind: 'fact',
      delivery: 'presence',
      data: z.object({ cohortId: id, changes: z.array(presenceLine) }),
      on: [cohorts.topics.cohortStaff],
    }),
    'presence:here': event({
      summary: 'So many of the cohort are here now, and, where they are few, who.',
      kind: 'state',
      delivery: 'presence',
      data: whoIsHere,
      key: (data) => data.cohortId,
      on: [cohorts.topics.cohort],
    }),
    'presence:own': event({
      summary: 'Whether others see that you are here is now this.',
      kind: 'state',
      delivery: 'presence',
      data: ownPresence,
      key: () => 'own',
      on: [identity.topics.person],
    }),
  },
});
