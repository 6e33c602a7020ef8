import type { EnrolmentLine, EnrolmentState, PersonChange } from '../../contract.ts';

/** What can be done about somebody from where they stand. */
export type PersonAct =
  | PersonChange
  /** Brings in who is out, waits or was invited. */
  | 'enrol'
  | 'makeInstructor'
  | 'makeStudent'
  | 'transfer'
  | 'lastDay';

const actsOf: Record<EnrolmentState, readonly PersonAct[]> = {
  invited: ['enrol', 'remove'],
  waiting: ['transfer', 'lastDay', 'remove'],
  active: ['pause', 'finish', 'makeInstructor', 'transfer', 'lastDay', 'remove'],
  paused: ['resume', 'finish', 'transfer', 'lastDay', 'remove'],
  finished: ['resume', 'transfer', 'remove'],
  removed: ['enrol'],
};

/** What may be tried; where there is room, and whether somebody is the last instructor, the server says. */
export function actsFor({ role, state }: Pick<EnrolmentLine, 'role' | 'state'>): readonly PersonAct[] {
  if (role === 'student') return actsOf[state];
  if (state === 'active') return ['makeStudent', 'remove'];
  return state === 'removed' ? ['enrol'] : ['enrol', 'remove'];
}

/** What can be done to all of them at once. */
export function actsForAll(people: readonly EnrolmentLine[]): readonly PersonAct[] {
  const together = ['pause', 'resume', 'finish', 'transfer', 'lastDay', 'remove', 'enrol'] as const;
  return together.filter(
    (act) => people.length > 0 && people.every((person) => actsFor(person).includes(act)),
  );
}

/** How somebody stood before a change, and what brings them back there; absent where nothing does. */
export type WayBack = { act: 'enrol' } | { act: 'change'; changes: readonly PersonChange[] };

export function wayBack(before: EnrolmentState, change: PersonChange): WayBack | undefined {
  if (change === 'remove') {
    // Who waited would stand at the end of the row, and an invitation that was revoked stays revoked.
    if (before === 'waiting' || before === 'invited') return undefined;
    return { act: 'enrol' };
  }
  if (before === 'active') return { act: 'change', changes: ['resume'] };
  if (before === 'paused')
    return { act: 'change', changes: change === 'finish' ? ['resume', 'pause'] : ['pause'] };
  return before === 'finished' ? { act: 'change', changes: ['finish'] } : undefined;
}

/** What is left to do once somebody who was removed is in again. */
export function thenAgain(before: EnrolmentState): readonly PersonChange[] {
  if (before === 'paused') return ['pause'];
  return before === 'finished' ? ['finish'] : [];
}
