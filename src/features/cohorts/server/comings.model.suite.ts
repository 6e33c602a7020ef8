import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { Refusal } from '#kernel/refusal.ts';
import type { Person } from '#platform/server/feature.ts';
import type { Academy } from '../../../../tests/support/academy.ts';
import { cohortActs, type CohortActs } from '../../../../tests/support/cohortActs.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { EnrolmentState } from '../contract.ts';
import { endExpired } from './enrolments.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
type Name = (typeof names)[number];

/** What should be: written anew and simply, sharing nothing with the code that it judges. */
class Model {
  capacity: number | null = null;
  readonly states = new Map<Name, EnrolmentState>();
  row: Name[] = [];
  readonly withdrew = new Set<Name>();

  get taken(): number {
    return [...this.states.values()].filter((state) => state === 'active' || state === 'paused').length;
  }
  get hasRoom(): boolean {
    return this.capacity === null || this.taken < this.capacity;
  }

  comes(name: Name): void {
    const state = this.states.get(name);
    if (state === 'active' || state === 'waiting') return;
    if (state === 'paused') return this.set(name, 'active');
    if (this.hasRoom) return this.set(name, 'active');
    if (state === 'finished') return;
    this.set(name, 'waiting');
    this.row.push(name);
  }

  becomes(name: Name, to: EnrolmentState, from: readonly EnrolmentState[]): void {
    const state = this.states.get(name);
    if (state && from.includes(state)) this.set(name, to);
  }

  set(name: Name, state: EnrolmentState): void {
    this.row = this.row.filter((other) => other !== name);
    this.states.set(name, state);
    this.withdrew.delete(name);
  }

  /** Who waits comes in as far as there is room. */
  moveUp(): void {
    while (this.row.length > 0 && this.hasRoom) this.set(this.row[0]!, 'active');
  }
}

interface World {
  academy: Academy;
  acts: CohortActs;
  rooms: Rooms;
  people: Record<Name, Person>;
  token: string;
}

type Step =
  | { what: 'enrol' | 'remove' | 'pause' | 'resume' | 'finish' | 'join' | 'leave' | 'expire'; who: Name }
  | { what: 'limit'; capacity: number | null };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      what: fc.constantFrom(
        'enrol',
        'remove',
        'pause',
        'resume',
        'finish',
        'join',
        'join',
        'leave',
        'expire',
      ),
      who: fc.constantFrom(...names),
    }) as fc.Arbitrary<Step>,
  },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constant('limit' as const),
      capacity: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 5 }),
    }),
  },
);

const inside: readonly EnrolmentState[] = ['invited', 'waiting', 'active', 'paused', 'finished'];

/** What a step does in the model. */
function imagine(model: Model, one: Step): void {
  switch (one.what) {
    case 'limit':
      if (one.capacity === null || model.taken <= one.capacity) model.capacity = one.capacity;
      break;
    case 'enrol':
      model.comes(one.who);
      break;
    case 'join': {
      const state = model.states.get(one.who);
      if (state === undefined || (state === 'removed' && model.withdrew.has(one.who))) model.comes(one.who);
      break;
    }
    case 'leave': {
      if (model.states.get(one.who) !== 'waiting') break;
      model.set(one.who, 'removed');
      model.withdrew.add(one.who);
      break;
    }
    case 'expire': {
      const state = model.states.get(one.who);
      if (state === 'waiting') model.set(one.who, 'removed');
      if (state === 'active' || state === 'paused') model.set(one.who, 'finished');
      break;
    }
    case 'remove':
      model.becomes(one.who, 'removed', inside);
      break;
    case 'pause':
      model.becomes(one.who, 'paused', ['active']);
      break;
    case 'finish':
      model.becomes(one.who, 'finished', ['active', 'paused']);
      break;
    case 'resume':
      if (model.states.get(one.who) !== 'finished' || model.hasRoom)
        model.becomes(one.who, 'active', ['paused', 'finished']);
      break;
  }
  model.moveUp();
}

async function really({ academy, acts, rooms, people, token }: World, one: Step): Promise<void> {
  const { cohortId, person } = academy;
  if (one.what === 'limit') return acts.limit(academy, one.capacity);
  const who = people[one.who];
  switch (one.what) {
    case 'enrol':
      await acts.enrol(academy, who);
      break;
    case 'remove':
      await acts.remove(academy, who);
      break;
    case 'join':
      await rooms.perform(who, 'cohorts:join', { token });
      break;
    case 'leave':
      await rooms.perform(who, 'cohorts:answer', { cohortId, coming: false });
      break;
    case 'expire': {
      const input = { cohortId, userIds: [who.userId], expiresOn: '2026-01-01' };
      await rooms.perform(person('ines'), 'cohorts:set-expiry', input);
      await endExpired(rooms.db.query, rooms.log, {});
      break;
    }
    default:
      await acts.change(academy, one.what, who);
  }
}

/** How the cohort stands after every step, against a model of it. */
export function comingsModelSuite(open: OpenDatabase, numRuns: number): void {
  test('CO16 CO18 CO19 whatever happens in a row, places, row and count are those of the model', async () => {
    const rooms = await openRooms(open);
    const acts = cohortActs(rooms);
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
          const academy = await acts.aClass();
          const people = {} as Record<Name, Person>;
          for (const name of names) people[name] = await academy.stranger(name);
          const { cohortId } = academy;
          const { url } = (await rooms.perform(academy.person('ines'), 'cohorts:open-invitation', {
            cohortId,
            kind: 'link',
          })) as { url: string };
          const world = { academy, acts, rooms, people, token: url.split('/').at(-1)! };
          const model = new Model();
          for (const one of steps) {
            imagine(model, one);
            await really(world, one).catch((reason: unknown) => {
              if (!(reason instanceof Refusal)) throw reason;
            });
            const lines = (await acts.lines(academy)).filter(({ role }) => role === 'student');
            const states = Object.fromEntries(lines.map(({ name, state }) => [name, state]));
            expect({ one, states }).toEqual({ one, states: Object.fromEntries(model.states) });
            expect({ one, row: await acts.waiting(academy) }).toEqual({ one, row: model.row });
          }
          const { rows } = await sql<{ taken: number; capacity: number | null }>`
              select taken, capacity from cohort_places where cohort_id = ${cohortId}`.execute(
            rooms.db.query,
          );
          expect(rows).toEqual([{ taken: model.taken, capacity: model.capacity }]);
        }),
        { numRuns },
      );
    } finally {
      await rooms.close();
    }
  }, 600_000);
}
