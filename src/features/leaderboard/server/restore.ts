import type { PollSolved } from '#features/polls/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { pointsFor } from '../contract.ts';
import * as ledger from './ledger.ts';

/** What a quiz paid in a session that was held, as a demo brings it; nobody is told. */
export async function restorePoints(
  tx: Tx,
  { questionId, sessionId, cohortId, seconds, right }: Omit<PollSolved, 'pollId'>,
): Promise<void> {
  await ledger.openQuestion(tx, { questionId, sessionId, cohortId });
  const earned = right.map(({ personId, afterMs }) => ({
    personId,
    points: pointsFor({ afterMs, seconds }),
  }));
  await ledger.pay(tx, questionId, earned);
}
