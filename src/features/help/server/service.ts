import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import { note } from '#features/cohorts/server/hold.ts';
import { cohort as cohortOf } from '#features/cohorts/server/store.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { help, type HelpAnswer, type HelpOffer, type HelpOutcome, type OwnHelpOffer } from '../contract.ts';
import * as store from './store.ts';
import { tellStaff, tellStudent } from './tell.ts';

/**
 * @throws Refusal `not_found` for whoever is not an active student of the cohort, `conflict` where an offer to them
 *   stands already
 */
export async function offer(
  context: CommandContext,
  { cohortId, studentId, text }: { cohortId: string; studentId: string; text: string },
): Promise<Told<HelpOffer>> {
  const { actor, tx, tell } = context;
  if (!(await enrolments.holdIfStudent(tx, cohortId, studentId)))
    throw new Refusal('not_found', 'This person is not an active student of the cohort.');
  const { name } = await accounts.byId(tx, actor.userId);
  const row = await store.insert(tx, {
    ...{ id: newId(), cohortId, studentId, text },
    ...{ offeredBy: actor.userId, byName: name },
  });
  if (!row) throw new Refusal('conflict', 'Somebody has offered help already, and that offer stands.');
  await noteAct(context, 'help:offer', row);
  tell(help, 'help:offered', [], { helpOfferId: row.id, cohortId, studentId, by: actor.userId });
  tellStudent(context, row);
  return tellStaff(context, row);
}

/** @throws Refusal `conflict` for one that is closed */
export async function answer(
  context: CommandContext,
  { helpOfferId, answer, reply }: { helpOfferId: string; answer: HelpAnswer; reply: string },
): Promise<OwnHelpOffer | Told<OwnHelpOffer>> {
  const { tx, tell } = context;
  const before = await store.hold(tx, helpOfferId);
  if (before.state === 'closed') throw new Refusal('conflict', 'This offer does not stand any more.');
  if (before.state === answer && before.reply === reply) return store.shownToStudent(before);
  const row = await store.answer(tx, helpOfferId, answer, reply);
  const { cohortId, studentId, offeredBy, answers } = row;
  tell(help, 'help:answered', [], { helpOfferId, cohortId, studentId, offeredBy, times: answers });
  tellStaff(context, row);
  return tellStudent(context, row);
}

/** Ends an offer; what came of it can be said anew. */
export async function close(
  context: CommandContext,
  { helpOfferId, outcome }: { helpOfferId: string; outcome: HelpOutcome },
): Promise<HelpOffer | Told<HelpOffer>> {
  const { tx, tell } = context;
  const before = await store.hold(tx, helpOfferId);
  if (before.outcome === outcome) return store.shownToStaff(before);
  const row = await store.close(tx, helpOfferId, outcome);
  await noteAct(context, 'help:close', row);
  if (before.state !== 'closed') {
    tell(help, 'help:closed', [], { helpOfferId });
    tellStudent(context, row);
  }
  return tellStaff(context, row);
}

/** The audit says that it was done, and no word that was written. */
async function noteAct(context: CommandContext, act: string, row: store.OfferRow): Promise<void> {
  const cohort = (await cohortOf(context.tx, row.cohortId))!;
  const details = { cohortId: row.cohortId, helpOfferId: row.id, outcome: row.outcome };
  await note(context, act, cohort, { kind: 'person', id: row.studentId }, details);
}
