import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said of jobs to operators. It comes with their page. */
const jobWords = {
  title: 'Jobs',
  lead: 'What Stoa does after the fact: each job is tried until it is done, five times as a rule. What failed every time is dead, and waits here for you.',
  loading: 'The queues are on their way.',
  failed: 'The queues could not be loaded',
  queues: {
    title: 'Queues',
    none: 'Nothing has been queued yet.',
    noneExample: 'Each queue stands here with what waits in it, for how long, and what failed.',
    waiting_one: '1 waits',
    waiting_other: '{{count}} wait',
    underWay_one: '1 under way',
    underWay_other: '{{count}} under way',
    dead_one: '1 dead',
    dead_other: '{{count}} dead',
    idle: 'nothing to do',
    oldest: 'the oldest was due {{ago}}',
    next: 'the next at {{when}}',
    longLabel: 'Under way for a while in {{queue}}',
    since: 'since {{when}}',
    attempt_one: 'first attempt',
    attempt_other: 'attempt {{count}}',
    progress: '{{done}} of {{of}}',
    noProgress: 'it does not say how far it is',
  },
  dead: {
    title: 'Dead jobs',
    loading: 'The dead jobs are on their way.',
    failed: 'The dead jobs could not be loaded',
    queue: 'Queue',
    allQueues: 'All queues',
    search: 'In the cause or the key',
    find: 'Search',
    none: 'No job is dead.',
    noneExample: 'A job that fails every time it is tried stands here with its cause.',
    noneFits: 'No dead job fits.',
    noneFitsExample: 'Choose another queue, or fewer words.',
    count_one: '1 dead job',
    count_other: '{{count}} dead jobs',
    attempts_one: 'after 1 attempt',
    attempts_other: 'after {{count}} attempts',
    died: 'died {{when}}, asked for {{asked}}',
    noCause: 'No cause was given.',
    retry: 'Try anew',
    retryName: 'Try {{key}} of {{queue}} anew',
    discard: 'Discard',
    discardName: 'Discard {{key}} of {{queue}}',
    retryAll_one: 'Try it anew',
    retryAll_other: 'Try all {{count}} anew',
    discardAll_one: 'Discard it',
    discardAll_other: 'Discard all {{count}}',
    chooseQueue: 'Choose a queue to settle all of it at once.',
    working: 'One moment…',
    more: 'Show more',
    loadingMore: 'More are on their way…',
    discardTitle_one: 'Discard 1 dead job?',
    discardTitle_other: 'Discard {{count}} dead jobs?',
    discardText: 'What it was for will not be done. The audit keeps that you decided so.',
    discardNow: 'Discard',
    retried_one: '1 job of {{queue}} is tried anew.',
    retried_other: '{{count}} jobs of {{queue}} are tried anew.',
    discarded_one: '1 job of {{queue}} is discarded.',
    discarded_other: '{{count}} jobs of {{queue}} are discarded.',
    notDead: 'Nothing that fits was dead any more.',
    left_one: '1 more fits: press again.',
    left_other: '{{count}} more fit: press again.',
    notDone: 'Not done. {{reason}}',
  },
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    jobs: typeof jobWords;
  }
}

/** `t` for the words of this room. */
export function useJobWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'jobs', jobWords);
  return useTranslation('jobs');
}
