import { activeStudents } from '#features/cohorts/server/belonging.ts';
import type { PollSolved } from '#features/polls/contract.ts';
import { pointsFor } from '../contract.ts';
import * as ledger from './ledger.ts';
import { holdBoards, stateOf } from './store.ts';
import { tellBoards, type Write } from './tell.ts';

/**
 * Pays whoever was right, each person once and each question once: what was asked before, in whatever round, is known
 * to everybody by now, and so it is when nobody was paid because the board was off.
 */
export async function payQuestion(
  { tx, tell }: Write,
  { questionId, sessionId, cohortId, seconds, right }: PollSolved,
): Promise<void> {
  await holdBoards(tx, cohortId, 'for share');
  if (!(await ledger.openQuestion(tx, { questionId, sessionId, cohortId }))) return;
  if (right.length === 0 || !(await stateOf(tx, sessionId)).isOn) return;
  const students = new Set((await activeStudents(tx, cohortId)).map(({ id }) => id));
  const earned = right
    .filter(({ personId }) => students.has(personId))
    .map(({ personId, afterMs }) => ({ personId, points: pointsFor({ afterMs, seconds }) }));
  const paid = await ledger.pay(tx, questionId, earned);
  if (paid.length > 0) tellBoards(tell, cohortId, [sessionId], paid);
}
