import { Refusal } from '#kernel/refusal.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import type { CompletionRule } from '#features/cohorts/server/courseStore.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import type { Gate } from '#features/cohorts/server/gate.ts';
import { note } from '#features/cohorts/server/hold.ts';
import { cohort as cohortOf } from '#features/cohorts/server/store.ts';
import { identity } from '#features/identity/contract.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { CommandContext, Person } from '#platform/server/feature.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import { progress, type CompletedBy, type ProgressUpdated } from '../contract.ts';
import * as store from './store.ts';
import { isMet, type QuizzesIn } from './rules.ts';

/** What the room asks of others. */
export interface ProgressParts {
  gate: Gate;
  quizzesIn: QuizzesIn;
}

/** A lesson of a student whose place, and whose course, stand still until the commit. */
export interface HeldLesson extends store.Place {
  enrolmentId: string;
  completes: CompletionRule;
  /** All lessons that count. */
  lessonIds: readonly string[];
}

interface Lesson {
  cohortId: string;
  lessonId: string;
}

export function commandsOf({ gate, quizzesIn }: ProgressParts) {
  /** Marks a lesson completed for the student who asks; again is as good as once. */
  async function complete(
    { actor, tx, tell }: CommandContext,
    { cohortId, lessonId }: Lesson,
  ): Promise<ProgressUpdated | Told<ProgressUpdated>> {
    const lesson = await hold(tx, { cohortId, lessonId, studentId: actor.userId });
    const { isComplete } = await store.stateOf(tx, lesson);
    if (isComplete) return store.standing(tx, lesson, lesson.lessonIds);
    await requireOpen(tx, gate, actor, lesson);
    if (!(await isMet(tx, lesson, lesson.completes, quizzesIn)))
      throw new Refusal('conflict', lacking(lesson.completes));
    return completeBy({ tx, tell }, lesson, 'button');
  }

  /** Takes a completion back; the lesson's next one is a new one. */
  async function undo({ actor, tx, tell }: CommandContext, { cohortId, lessonId }: Lesson) {
    return takeBack({ tx, tell }, await hold(tx, { cohortId, lessonId, studentId: actor.userId }));
  }

  /** Completes a lesson for a student, or takes it back, whatever the lesson asks for; it is audited. */
  async function setFor(
    { actor, tx, tell, address }: CommandContext,
    { completed, ...place }: store.Place & { completed: boolean },
  ): Promise<ProgressUpdated | Told<ProgressUpdated>> {
    const lesson = await hold(tx, place).catch(notTheirs);
    const { isComplete } = await store.stateOf(tx, lesson);
    if (isComplete === completed) return store.standing(tx, lesson, lesson.lessonIds);
    const cohort = (await cohortOf(tx, place.cohortId))!;
    const details = { cohortId: cohort.id, lessonId: place.lessonId, completed };
    const about = { kind: 'person', id: place.studentId } as const;
    await note({ tx, tell, actor, address }, 'progress:set-for', cohort, about, details);
    return completed ? completeBy({ tx, tell }, lesson, 'staff') : takeBack({ tx, tell }, lesson);
  }

  return { complete, undo, setFor };
}

/**
 * Holds the student's place and the course's version until commit: meanwhile the student cannot be removed, nor
 * the lessons that count be others.
 */
export async function hold(tx: Tx, place: store.Place): Promise<HeldLesson> {
  const { enrolmentId } = await enrolments.holdStudent(tx, place.cohortId, place.studentId);
  const lesson = await heldLesson(tx, place, enrolmentId);
  if (!lesson) throw new Refusal('not_found', 'This lesson is not part of the course.');
  return lesson;
}

/** @returns undefined for a lesson that does not count */
export async function heldLesson(
  tx: Tx,
  { cohortId, studentId, lessonId }: store.Place,
  enrolmentId: string,
): Promise<HeldLesson | undefined> {
  const rules = await courses.completionRules(tx, cohortId);
  const completes = rules.get(lessonId);
  return completes && { cohortId, studentId, lessonId, enrolmentId, completes, lessonIds: [...rules.keys()] };
}

/** @throws Refusal `not_yet` for a lesson that is not open to the student */
export async function requireOpen(
  tx: Tx,
  gate: Gate,
  actor: Person,
  { cohortId, lessonId }: store.Place,
): Promise<void> {
  const state = (await gate.of(tx, actor, cohortId)).get(lessonId);
  if (state?.state === 'not-yet')
    throw new Refusal('not_yet', 'This lesson is not open yet.', { opensAt: state.opensAt });
  if (state?.state === 'after')
    throw new Refusal('not_yet', 'This lesson opens once the lessons before it are completed.');
}

/** Completes a held lesson; again is as good as once. */
export async function completeBy(
  { tx, tell }: { tx: Tx; tell: Tell },
  lesson: HeldLesson,
  by: CompletedBy,
): Promise<ProgressUpdated | Told<ProgressUpdated>> {
  // Another tab may be doing the same: the row tells which of the two comes first.
  if (!(await store.record(tx, lesson, by))) return store.standing(tx, lesson, lesson.lessonIds);
  return tellStanding(tell, lesson);
}

async function takeBack(
  { tx, tell }: { tx: Tx; tell: Tell },
  lesson: HeldLesson,
): Promise<ProgressUpdated | Told<ProgressUpdated>> {
  if (!(await store.takeBack(tx, lesson))) return store.standing(tx, lesson, lesson.lessonIds);
  return tellStanding(tell, lesson);
}

function tellStanding(tell: Tell, lesson: HeldLesson): Told<ProgressUpdated> {
  const { cohortId, studentId, enrolmentId, lessonIds } = lesson;
  const topics = [
    identity.topics.person.of({ userId: studentId }),
    cohorts.topics.enrolment.of({ enrolmentId }),
    cohorts.topics.cohortStaff.of({ cohortId }),
  ];
  // Read once the log holds the topics: two tabs finishing two lessons in the same moment would otherwise
  // each tell a figure without the other's.
  return tell(progress, 'progress:updated', topics, (held) => store.standing(held, lesson, lessonIds));
}

function lacking(rule: CompletionRule): string {
  switch (rule.by) {
    case 'dwell':
      return `This lesson is completed by spending ${rule.minutes} minutes in it.`;
    case 'video':
      return `This lesson is completed by playing ${rule.percent} % of it.`;
    case 'quiz':
      return 'This lesson is completed by passing its quiz.';
    case 'button':
      throw new Error('a word of the student completes this lesson');
  }
}

/** Of somebody else: that they are no active student is no matter of the actor's own rights. */
function notTheirs(reason: unknown): never {
  if (reason instanceof Refusal && reason.code === 'forbidden')
    throw new Refusal('not_found', 'This person is not an active student of the cohort.');
  throw reason;
}
