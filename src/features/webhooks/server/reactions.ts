import type { Contract, EventData, EventName } from '#kernel/contract.ts';
import { certificates } from '#features/certificates/contract.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { progress } from '#features/progress/contract.ts';
import { quizzes } from '#features/quizzes/contract.ts';
import { sessions, type LiveSession } from '#features/sessions/contract.ts';
import { noting, type LoggedEvent, type Reaction } from '#platform/server/log/events.ts';
import { send, type Leaving } from './sending.ts';

/** Makes an event of a room into what leaves the house, or into nothing. */
const leaves = <C extends Contract, N extends EventName<C>>(
  contract: C,
  name: N,
  leavingOf: (data: EventData<C, N>, event: LoggedEvent) => Leaving | undefined,
): Reaction =>
  noting(contract, name, async (tx, data, event) => {
    const leaving = leavingOf(data, event);
    if (leaving) await send(tx, leaving, event);
  });

/** The organisation whose topic is the first that these events are told on. */
function toldTo({ topic }: LoggedEvent): { organisationId: string } {
  const { organisationId } = cohorts.topics.organisation.match(topic)!;
  return { organisationId: organisationId! };
}

/** What may leave the house, event by event; whatever is not here never does. */
export const webhooksReactions: readonly Reaction[] = [
  leaves(cohorts, 'enrolment:changed', ({ cohortId, enrolment: { enrolmentId, userId, role, state } }) => ({
    type: 'enrolment.changed',
    of: { cohortId },
    data: { enrolmentId, personId: userId, role, state },
  })),
  leaves(cohorts, 'cohort:created', ({ cohortId, clonedFrom }) => ({
    type: 'cohort.created',
    of: { cohortId },
    data: { clonedFrom },
  })),
  leaves(cohorts, 'cohort:changed', ({ cohortId, zone, startsOn, endsOn, capacity, archived }) => ({
    type: 'cohort.changed',
    of: { cohortId },
    data: { zone, startsOn, endsOn, capacity, archived },
  })),
  leaves(cohorts, 'course:published', ({ courseId, title, version }, event) => ({
    type: 'course.published',
    of: toldTo(event),
    data: { courseId, title, version },
  })),
  leaves(sessions, 'session:changed', sessionLeaving),
  leaves(progress, 'progress:updated', ({ cohortId, lessonId, studentId, completedAt }) =>
    completedAt === null
      ? undefined
      : { type: 'lesson.completed', of: { cohortId }, data: { lessonId, personId: studentId, completedAt } },
  ),
  leaves(quizzes, 'quiz:graded', ({ cohortId, quizId, attemptId, studentId, title, released, score }) => {
    // Until its result is released, nobody outside hears that there is one.
    if (!released) return undefined;
    const { percent, passed } = score;
    const data = { quizId, attemptId, personId: studentId, title, percent, passed };
    return { type: 'quiz.graded', of: { cohortId }, data };
  }),
  leaves(certificates, 'certificate:changed', ({ id, cohortId, studentId, state, issuedAt }) => ({
    type: 'certificate.changed',
    of: { cohortId },
    data: { certificateId: id, personId: studentId, state, issuedAt },
    // Told again with another reason it is what it was.
    once: `${id}/${state}`,
  })),
];

/** A session is told of with every step of its run sheet; what leaves is that it began, ended, or does not take place. */
function sessionLeaving(session: LiveSession): Leaving | undefined {
  const { id, cohortId, title, startsAt, state, startedAt, endedAt } = session;
  const of = { cohortId };
  const data = { sessionId: id, title, startsAt };
  if (state === 'live' && startedAt !== null)
    return { type: 'session.started', of, data: { ...data, startedAt }, once: `${id}/${startedAt}` };
  if (state === 'ended' && endedAt !== null)
    return { type: 'session.ended', of, data: { ...data, endedAt }, once: `${id}/${endedAt}` };
  if (state === 'cancelled') return { type: 'session.cancelled', of, data, once: `${id}/${startsAt}` };
  return undefined;
}
