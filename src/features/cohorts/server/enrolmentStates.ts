import type { CohortRole, EnrolmentState } from '../contract.ts';

/** Where a place may go from where it stands; `none`: there is no place yet. */
const ways: Record<EnrolmentState | 'none', readonly EnrolmentState[]> = {
  none: ['invited', 'waiting', 'active'],
  invited: ['waiting', 'active', 'removed'],
  waiting: ['active', 'removed'],
  active: ['paused', 'finished', 'removed'],
  paused: ['active', 'finished', 'removed'],
  finished: ['active', 'removed'],
  removed: ['invited', 'waiting', 'active'],
};

/** An instructor neither waits nor pauses nor finishes. */
const forInstructors: readonly EnrolmentState[] = ['invited', 'active', 'removed'];

export interface Standing {
  role: CohortRole;
  state: EnrolmentState;
}

/** Whether a place may become what is wished. What it is already is no way. */
export function mayBecome(before: Standing | undefined, { role, state }: Standing): boolean {
  if (role === 'instructor' && !forInstructors.includes(state)) return false;
  // In another role somebody stands where they stood, and comes in as anybody does.
  if (before && before.role !== role && before.state === state)
    return state === 'active' || state === 'invited';
  return ways[before?.state ?? 'none'].includes(state);
}

/** Whether one of the cohort's places is taken by it: whoever pauses keeps theirs, instructors need none. */
export function takesPlace(standing: Standing | undefined): boolean {
  return standing?.role === 'student' && (standing.state === 'active' || standing.state === 'paused');
}

/** Whether somebody who finds no room waits, rather than stay what they are. */
export function waitsForRoom(before: Standing | undefined): boolean {
  return before === undefined || ['invited', 'waiting', 'removed'].includes(before.state);
}
