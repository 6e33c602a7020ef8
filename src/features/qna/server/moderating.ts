import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import { cohort as cohortOf } from '#features/cohorts/server/store.ts';
import { identity } from '#features/identity/contract.ts';
import { audit } from '#platform/server/audit.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { isOpen, qna, type DeskQuestion } from '../contract.ts';
import {
  heldSession,
  holdInTurn,
  requireNoTrial,
  requireOnDesk,
  type HeldQuestion,
  type HeldSession,
} from './hold.ts';
import { holdRoot, separate, tellRoot } from './merging.ts';
import { deskOf, questionWith, restoresTo, type QuestionRow } from './rows.ts';
import * as store from './store.ts';
import { tellChange, tellDesk, tellMine } from './tell.ts';

interface OfQuestion {
  questionId: string;
}

type Answer = DeskQuestion | Told<DeskQuestion>;

/** Lets a question through that waits; again is as good as once. */
export async function publish(context: CommandContext, { questionId }: OfQuestion): Promise<Answer> {
  const held = await holdForStaff(context, questionId);
  if (isOpen(held.question.state)) return deskOf(held.question);
  if (held.question.state !== 'pending')
    throw new Refusal('conflict', `This question is ${held.question.state}.`);
  await store.setState(context.tx, questionId, 'published');
  return changed(context, held);
}

/** Hides a question. A second time gives another reason. */
export async function dismiss(
  context: CommandContext,
  { questionId, reason }: OfQuestion & { reason: string },
): Promise<Answer> {
  const held = await holdForStaff(context, questionId);
  if (held.question.state === 'merged') throw new Refusal('conflict', 'This question is merged.');
  await store.dismiss(context.tx, questionId, reason);
  await note(context, 'qa:dismiss', held);
  return changed(context, held);
}

/** Answers a question in writing, or notes that it was answered aloud; also once the session is over. */
export async function answer(
  context: CommandContext,
  { questionId, text }: OfQuestion & { text: string | null },
): Promise<Answer> {
  const held = await holdForStaff(context, questionId);
  requireOpen(held.question);
  await store.keepAnswer(context.tx, questionId, { byId: context.actor.userId, text });
  await store.setState(context.tx, questionId, 'answered');
  context.tell(qna, 'qa:answered', [], {
    ...{ cohortId: held.session.cohortId, sessionId: held.session.id, questionId },
    askedBy: await store.askersOf(context.tx, questionId),
    answeredBy: context.actor.userId,
  });
  return changed(context, held);
}

/** Says that a question is being answered now; the one before it is published as it was. */
export async function answerNow(context: CommandContext, { questionId }: OfQuestion): Promise<Answer> {
  const { tx, actor } = context;
  const held = await holdForStaff(context, questionId);
  const { question, session, at } = held;
  if (at.isOver) throw new Refusal('conflict', 'This session is over.');
  await requireNoTrial(tx, actor, session);
  requireOpen(question);
  if (question.state === 'answering') return deskOf(question);
  if (question.state === 'answered') throw new Refusal('conflict', 'This question is answered.');
  const otherId = await store.holdAnswering(tx, session.id);
  if (otherId !== undefined) {
    const other = await questionWith(tx, otherId);
    await store.setState(tx, otherId, 'published');
    await changed(context, { ...held, question: other });
  }
  await store.setState(tx, questionId, 'answering');
  return changed(context, held);
}

export async function pin(
  context: CommandContext,
  { questionId, on }: OfQuestion & { on: boolean },
): Promise<Answer> {
  const held = await holdForStaff(context, questionId);
  requireOpen(held.question);
  await store.pin(context.tx, questionId, on);
  return different(context, held);
}

export async function label(
  context: CommandContext,
  { questionId, labels }: OfQuestion & { labels: readonly string[] },
): Promise<Answer> {
  const held = await holdForStaff(context, questionId);
  await store.label(context.tx, questionId, [...new Set(labels)]);
  return different(context, held);
}

/** Puts an answered question to a lesson that counts in the cohort's course. */
export async function attach(
  context: CommandContext,
  { questionId, lessonId }: OfQuestion & { lessonId: string | null },
): Promise<Answer> {
  const { tx } = context;
  const held = await holdForStaff(context, questionId);
  if (held.question.state !== 'answered')
    throw new Refusal('conflict', 'Only what is answered is put to a lesson.');
  if (lessonId !== null) await requireLesson(tx, held.session, lessonId);
  await store.attach(tx, questionId, lessonId);
  return different(context, held);
}

interface Attached {
  sessionId: string;
  lessonId: string;
  /** How many questions. */
  attached: number;
}

/** Puts all that was answered in a session to a lesson; what stands at one already stays there. */
export async function attachAnswered(
  context: CommandContext,
  { sessionId, lessonId }: { sessionId: string; lessonId: string },
): Promise<Attached> {
  const { tx } = context;
  const session = await heldSession(tx, sessionId);
  await requireLesson(tx, session, lessonId);
  await store.holdTurn(tx, sessionId);
  const ids = await store.answeredApart(tx, sessionId);
  for (const questionId of ids) {
    const held = await holdForStaff(context, questionId);
    await store.attach(tx, questionId, lessonId);
    await different(context, held);
  }
  return { sessionId, lessonId, attached: ids.length };
}

async function requireLesson(tx: Tx, { cohortId }: HeldSession, lessonId: string): Promise<void> {
  if (!(await courses.lessonIds(tx, cohortId)).includes(lessonId))
    throw new Refusal('not_found', 'This lesson is not part of the course.');
}

/** Takes the last change of state back. */
export async function restore(context: CommandContext, { questionId }: OfQuestion): Promise<Answer> {
  const { tx } = context;
  const held = await holdForStaff(context, questionId);
  const { question, at } = held;
  const { state, mergedInto } = question;
  if (state === 'withdrawn') throw new Error('a question that was withdrawn is on no desk');
  const to = restoresTo({ ...question, state });
  if (to === null) throw new Refusal('conflict', 'There is nothing to take back.');
  if (mergedInto !== null) {
    const rootId = await holdRoot(context, mergedInto);
    const told = await separate(context, question, at);
    await tellRoot(context, rootId, at);
    return told;
  }
  if (state === 'answered') await store.dropAnswer(tx, questionId);
  await store.setState(tx, questionId, to as 'pending' | 'published' | 'answered');
  return changed(context, held);
}

/**
 * Keeps whoever asked this from asking for a while. It hangs on the question: nobody learns who it is, nor which
 * other questions are theirs.
 */
export async function mutePerson(
  context: CommandContext,
  { questionId, minutes }: OfQuestion & { minutes: number },
): Promise<Answer> {
  const { tx, tell } = context;
  const held = await holdForStaff(context, questionId);
  const { question } = held;
  await store.mute(tx, questionId, minutes);
  await note(context, 'qa:mute-person', held, { minutes });
  const { author, sessionId } = question;
  tell(qna, 'qa:muted', [identity.topics.person.of({ userId: author.id })], async (now) => ({
    sessionId,
    until: (await store.mutedUntil(now, sessionId, author.id))?.toISOString() ?? null,
  }));
  return tellDesk(tell, question);
}

async function holdForStaff({ tx }: CommandContext, questionId: string): Promise<HeldQuestion> {
  const held = await holdInTurn(tx, questionId);
  requireOnDesk(held.question);
  return held;
}

function requireOpen({ state }: QuestionRow): void {
  if (state === 'pending') throw new Refusal('conflict', 'This question is not published yet.');
  if (!isOpen(state)) throw new Refusal('conflict', `This question is ${state}.`);
}

/** Tells that a question is in another state, its author among the others. */
async function changed(context: CommandContext, held: HeldQuestion): Promise<Told<DeskQuestion>> {
  tellMine(context.tell, held.question);
  return different(context, held);
}

/** Tells that something about a question is different that its author does not see apart. */
async function different(
  { tx, tell }: CommandContext,
  { question: before, at }: HeldQuestion,
): Promise<Told<DeskQuestion>> {
  return tellChange({ tx, tell }, before, await questionWith(tx, before.id), at);
}

/** Notes what staff did, about the question: whoever asked it stands nowhere. */
async function note(
  { tx, actor, address }: CommandContext,
  act: string,
  { session, question }: HeldQuestion,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const { organisationId } = (await cohortOf(tx, session.cohortId))!;
  await audit(tx, {
    ...{ actorId: actor.userId, act, organisationId, address },
    about: { kind: 'question', id: question.id },
    details: { sessionId: session.id, ...details },
  });
}
