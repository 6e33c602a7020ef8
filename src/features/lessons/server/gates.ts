import { Refusal } from '#kernel/refusal.ts';
import type { OutlineLesson } from '#features/cohorts/server/courseStore.ts';
import type { LessonGate } from '#features/cohorts/server/gate.ts';
import type { LessonGatePage } from '../contract.ts';

/** A gate in the words of the page, which names lessons by their titles. */
export function gateOnPage(gate: LessonGate, lessons: readonly OutlineLesson[]): LessonGatePage {
  if (gate.state === 'not-yet') return { state: 'not-yet', opensAt: gate.opensAt.toISOString() };
  if (gate.state === 'open') return gate;
  const titles = new Map(lessons.map(({ id, title }) => [id, title]));
  return {
    state: 'after',
    lessons: gate.lessonIds.map((id) => ({ id, title: titles.get(id) ?? '' })),
  };
}

/** @throws Refusal `not_yet` with the moment where one opens it; `not_found` for a lesson that is not there */
export function requireOpen(gate: LessonGate | undefined): void {
  if (!gate) throw new Refusal('not_found', 'This lesson is not part of the course.');
  if (gate.state === 'not-yet')
    throw new Refusal('not_yet', 'This lesson is not open yet.', { opensAt: gate.opensAt });
  if (gate.state === 'after')
    throw new Refusal('not_yet', 'Other lessons are to be completed before this one.');
}
