import { Refusal } from '#kernel/refusal.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import type { CompletionRule } from '#features/cohorts/server/courseStore.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import { identity } from '#features/identity/contract.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { CommandContext, ViewContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { progress, type LessonStay } from '../contract.ts';
import { isMet, type QuizzesIn } from './rules.ts';
import { completeBy, hold, requireOpen, type HeldLesson, type ProgressParts } from './service.ts';
import * as stayStore from './stayStore.ts';
import * as store from './store.ts';

interface Report {
  cohortId: string;
  lessonId: string;
  seconds: number;
  played?: stayStore.Played | undefined;
}

export function staysOf({ gate, quizzesIn }: ProgressParts) {
  const stayIn = (db: Queryable, place: store.Place, rule: CompletionRule): Promise<LessonStay> =>
    stayOf(db, place, rule, quizzesIn);

  /** Takes in what a browser says of a lesson that was open; where that meets the rule, the lesson is completed. */
  async function report(
    { actor, tx, tell }: CommandContext,
    { cohortId, lessonId, seconds, played }: Report,
  ): Promise<LessonStay | Told<LessonStay>> {
    const lesson = await hold(tx, { cohortId, lessonId, studentId: actor.userId });
    await requireOpen(tx, gate, actor, lesson);
    const counted = await stayStore.wind(tx, lesson, seconds);
    if (counted > 0) await stayStore.addTime(tx, lesson, counted, await zoneOf(tx, cohortId));
    if (played) await stayStore.play(tx, lesson, played);
    if (counted === 0 && !played) return stayIn(tx, lesson, lesson.completes);

    await completeWhereMet({ tx, tell }, lesson, quizzesIn);
    const topics = [
      identity.topics.person.of({ userId: actor.userId }),
      cohorts.topics.enrolment.of({ enrolmentId: lesson.enrolmentId }),
    ];
    // Read once the log holds the topics, so that of two devices the last word told is how it stands.
    return tell(progress, 'progress:noted', topics, (held) => stayIn(held, lesson, lesson.completes));
  }

  /** What the reader did in one lesson. */
  async function stay(
    { actor, tx }: ViewContext,
    { cohortId, lessonId }: { cohortId: string; lessonId: string },
  ): Promise<LessonStay> {
    const completes = (await courses.completionRules(tx, cohortId)).get(lessonId);
    if (!completes) throw new Refusal('not_found', 'This lesson is not part of the course.');
    return stayIn(tx, { cohortId, lessonId, studentId: actor.userId }, completes);
  }

  return { report, stay };
}

/** Completes a lesson whose rule is met, unless its student took that back before. */
async function completeWhereMet(
  { tx, tell }: Pick<CommandContext, 'tx' | 'tell'>,
  lesson: HeldLesson,
  quizzesIn: QuizzesIn,
): Promise<void> {
  const { completes } = lesson;
  if (completes.by !== 'dwell' && completes.by !== 'video') return;
  const { isComplete, wasUndone } = await store.stateOf(tx, lesson);
  if (isComplete || wasUndone || !(await isMet(tx, lesson, completes, quizzesIn))) return;
  await completeBy({ tx, tell }, lesson, completes.by);
}

async function stayOf(
  db: Queryable,
  { cohortId, studentId, lessonId }: store.Place,
  rule: CompletionRule,
  quizzesIn: QuizzesIn,
): Promise<LessonStay> {
  const place = { cohortId, studentId, lessonId };
  return {
    ...place,
    seconds: await stayStore.secondsIn(db, place),
    isMet: await isMet(db, place, rule, quizzesIn),
    media: await stayStore.mediaIn(db, place),
  };
}

async function zoneOf(db: Queryable, cohortId: string): Promise<string> {
  return (await courses.head(db, cohortId))!.cohort.zone;
}
