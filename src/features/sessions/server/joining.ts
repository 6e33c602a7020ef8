import { Refusal } from '#kernel/refusal.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import { codeIn } from './joinCodes.ts';
import * as store from './store.ts';

/**
 * Finds a session by its six digits. That there is none, that it is over and that it is not the actor's sounds all
 * the same: a code that is tried out says nothing.
 */
export async function join(
  { actor, tx }: CommandContext,
  { code }: { code: string },
): Promise<{ sessionId: string; cohortId: string }> {
  const found = await store.byCode(tx, codeIn(code));
  if (!found || !(await enrolments.roleOf(tx, actor, found.cohortId)))
    throw new Refusal('not_found', 'No session of yours has this code.');
  return found;
}
