import { testType, type OutgoingData, type OutgoingType } from '../contract.ts';

/** What one reads in a chat of an event: one sentence, and what was named by people kept apart from it. */
export interface Sentence {
  words: string;
  /** What stands for `{0}`, `{1}` in it, as people wrote it. */
  named: readonly string[];
}

const sentence = (words: string, ...named: string[]): Sentence => ({ words, named });

const places = {
  invited: 'was offered',
  waiting: 'is on the waiting list',
  active: 'was taken',
  paused: 'is paused',
  finished: 'is finished',
  removed: 'was given up',
} as const;

const sentences: { [T in OutgoingType]: (data: OutgoingData<T>) => Sentence } = {
  'enrolment.changed': ({ cohort, role, state }) =>
    sentence(`A place as ${role} in {0} ${places[state]}.`, cohort.title),
  'cohort.created': ({ cohort }) => sentence('There is a new cohort: {0}.', cohort.title),
  'cohort.changed': ({ cohort, archived }) =>
    sentence(archived ? '{0} was put away.' : '{0} was changed.', cohort.title),
  'course.published': ({ title, version }) => sentence(`Version ${version} of {0} was published.`, title),
  'session.started': ({ cohort, title }) => sentence('{0} of {1} has begun.', title, cohort.title),
  'session.ended': ({ cohort, title }) => sentence('{0} of {1} is over.', title, cohort.title),
  'session.cancelled': ({ cohort, title }) =>
    sentence('{0} of {1} does not take place.', title, cohort.title),
  'lesson.completed': ({ cohort }) => sentence('Somebody in {0} completed a lesson.', cohort.title),
  'quiz.graded': ({ cohort, title, passed }) =>
    sentence(
      `An attempt at {0} in {1} was graded: ${passed ? 'passed' : 'not passed'}.`,
      title,
      cohort.title,
    ),
  'certificate.changed': ({ cohort, state }) => {
    const became = { valid: 'issued', revoked: 'taken back', replaced: 'replaced' }[state];
    return sentence(`A certificate of {0} was ${became}.`, cohort.title);
  },
};

/** @param data as it left under this type */
export function sentenceOf(type: string, data: unknown): Sentence {
  if (type === testType) return sentence('Stoa can send messages here.');
  return sentences[type as OutgoingType](data as never);
}
