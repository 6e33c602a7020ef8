import { useState } from 'react';
import { ApiProblem } from '#platform/web/api/problem.ts';
import type { Api } from '#platform/web/api/client.ts';
import {
  cohorts,
  mostPeopleAtOnce,
  type ChangedPerson,
  type EnrolmentLine,
  type PersonChange,
} from '../../contract.ts';
import type { Done } from './DoneNotice.tsx';
import { thenAgain, wayBack, type PersonAct } from './peopleActs.ts';

type Before = readonly EnrolmentLine[];

/** What is remembered of a change, so that it can be undone. */
type Undo =
  | { what: 'change'; change: PersonChange; before: Before }
  | { what: 'transfer'; toCohortId: string; before: Before }
  | { what: 'lastDay'; before: Before };

export interface PeopleActs {
  busy: ReadonlySet<string>;
  kept: ReadonlySet<string>;
  done: Done | null;
  fault: string | null;
  change: (change: PersonChange, people: Before) => Promise<void>;
  transfer: (to: { id: string; title: string }, people: Before) => Promise<void>;
  setLastDay: (expiresOn: string | null, people: Before) => Promise<void>;
  enrol: (people: Before, role?: EnrolmentLine['role']) => Promise<void>;
  undo: () => Promise<void>;
  /** Forgets what was done: the reader turns to something else. */
  settle: () => void;
}

/** Changes of people from the People page, each with its way back as long as the page stands. */
export function usePeopleActs(api: Api, cohortId: string, unknownFailure: string): PeopleActs {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [kept, setKept] = useState<ReadonlySet<string>>(new Set());
  const [done, setDone] = useState<Done | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [way, setWay] = useState<Undo | null>(null);

  /** Does it, while the rows of those whom it is about wait. */
  const working = async (people: Before, work: () => Promise<void>): Promise<void> => {
    setFault(null);
    setBusy(new Set(people.map(({ userId }) => userId)));
    try {
      await work();
    } catch (problem) {
      setFault(problem instanceof ApiProblem ? problem.message : unknownFailure);
    } finally {
      setBusy(new Set());
    }
  };
  const tell = (
    act: Extract<PersonAct, Done['act']>,
    people: Before,
    changed: readonly ChangedPerson[],
    undo: (before: Before) => Undo,
    more: { cohort?: string; isLost?: (person: EnrolmentLine) => boolean } = {},
  ): void => {
    const outcomes = new Map(changed.map(({ userId, outcome }) => [userId, outcome]));
    const was = people.filter(({ userId }) => outcomes.get(userId) === 'done');
    const before = was.filter((person) => !more.isLost?.(person));
    const refused = people.filter(({ userId }) => outcomes.get(userId) === 'refused');
    setKept(new Set(was.map(({ userId }) => userId)));
    setWay(undo(before));
    setDone({
      act,
      names: was.map(({ name }) => name),
      refused: refused.map(({ name }) => name),
      ...(more.cohort !== undefined && { cohort: more.cohort }),
      canUndo: before.length > 0,
      undo: 'ready',
    });
  };
  const changeAll = (change: PersonChange, people: Before) =>
    inParts(people, (userIds) =>
      api.command(cohorts, 'cohorts:change-people', { cohortId, userIds, change }),
    );

  const undoIt = async (one: Undo): Promise<boolean> => {
    if (one.what === 'lastDay') {
      const days = new Set(one.before.map(({ expiresOn }) => expiresOn));
      for (const expiresOn of days) {
        const people = one.before.filter((person) => person.expiresOn === expiresOn);
        await inParts(people, (userIds) =>
          api.command(cohorts, 'cohorts:set-expiry', { cohortId, userIds, expiresOn }),
        );
      }
      return true;
    }
    if (one.what === 'transfer') {
      const back = await inParts(one.before, (userIds) =>
        api.command(cohorts, 'cohorts:transfer', { cohortId: one.toCohortId, userIds, toCohortId: cohortId }),
      );
      return back.every(({ outcome }) => outcome !== 'refused');
    }
    return undoChange(one.change, one.before);
  };
  const undoChange = async (change: PersonChange, before: Before): Promise<boolean> => {
    let isWhole = true;
    for (const person of before) {
      const back = wayBack(person.state, change);
      if (!back) continue;
      const { userId, role } = person;
      let changes = back.act === 'change' ? back.changes : thenAgain(person.state);
      if (back.act === 'enrol') {
        const line = await api.command(cohorts, 'cohorts:enrol', { cohortId, userId, role });
        if (line.state === 'waiting') [isWhole, changes] = [false, []];
      }
      for (const next of changes) {
        const [answer] = await changeAll(next, [person]);
        if (answer?.outcome === 'refused') isWhole = false;
      }
    }
    return isWhole;
  };

  return {
    busy,
    kept,
    done,
    fault,
    change: (change, people) =>
      working(people, async () => {
        const changed = await changeAll(change, people);
        tell(change, people, changed, (before) => ({ what: 'change', change, before }), {
          isLost: ({ state }) => wayBack(state, change) === undefined,
        });
      }),
    transfer: (to, people) =>
      working(people, async () => {
        const changed = await inParts(people, (userIds) =>
          api.command(cohorts, 'cohorts:transfer', { cohortId, userIds, toCohortId: to.id }),
        );
        const undo = (before: Before): Undo => ({ what: 'transfer', toCohortId: to.id, before });
        tell('transfer', people, changed, undo, {
          cohort: to.title,
          // Back, they would be active: who waited or had finished would not stand where they stood.
          isLost: ({ state }) => state !== 'active',
        });
      }),
    setLastDay: (expiresOn, people) =>
      working(people, async () => {
        const changed = await inParts(people, (userIds) =>
          api.command(cohorts, 'cohorts:set-expiry', { cohortId, userIds, expiresOn }),
        );
        tell('lastDay', people, changed, (before) => ({ what: 'lastDay', before }));
      }),
    enrol: (people, role) =>
      working(people, async () => {
        setDone(null);
        for (const person of people) {
          const input = { cohortId, userId: person.userId, role: role ?? person.role };
          await api.command(cohorts, 'cohorts:enrol', input);
        }
        setKept(new Set(people.map(({ userId }) => userId)));
      }),
    async undo() {
      if (!way || !done) return;
      setDone({ ...done, undo: 'undoing' });
      let isWhole = false;
      await working(way.before, async () => {
        isWhole = await undoIt(way);
      });
      setDone({ ...done, undo: isWhole ? 'undone' : 'part' });
    },
    settle() {
      setDone(null);
      setKept(new Set());
    },
  };
}

/** Asks for so many at a time as one command takes. */
async function inParts(
  people: Before,
  ask: (userIds: string[]) => Promise<{ people: ChangedPerson[] }>,
): Promise<ChangedPerson[]> {
  const changed: ChangedPerson[] = [];
  for (let from = 0; from < people.length; from += mostPeopleAtOnce) {
    const part = people.slice(from, from + mostPeopleAtOnce).map(({ userId }) => userId);
    changed.push(...(await ask(part)).people);
  }
  return changed;
}
