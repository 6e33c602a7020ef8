import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said of plans, of what completes a lesson, and of what a student did. It comes with its pages. */
const progressWords = {
  pace: {
    onPlan: 'You are on plan.',
    onPlanOf: '{{name}} is on plan.',
    behind_one: 'You are 1 lesson behind the plan.',
    behind_other: 'You are {{count}} lessons behind the plan.',
    behindOf_one: '{{name}} is 1 lesson behind the plan.',
    behindOf_other: '{{name}} is {{count}} lessons behind the plan.',
    ahead_one: 'You are 1 lesson ahead of the plan.',
    ahead_other: 'You are {{count}} lessons ahead of the plan.',
    aheadOf_one: '{{name}} is 1 lesson ahead of the plan.',
    aheadOf_other: '{{name}} is {{count}} lessons ahead of the plan.',
    why: 'Where does that come from?',
    whyOnPlan: 'Every lesson that was planned to be done by now is complete.',
    whyBehind: 'Planned to be done by now, and still open:',
    whyAhead: 'Complete before they are due:',
    whyLesson: '{{lesson}}, {{when}}',
    finish:
      'Going on as of late, {{lessons}} lessons within {{days}} days, the course is done around {{day}}.',
    short: 'Plan',
    shortOnPlan: 'on plan',
    shortBehind_one: '1 behind',
    shortBehind_other: '{{count}} behind',
    shortAhead_one: '1 ahead',
    shortAhead_other: '{{count}} ahead',
    shortDone: 'done',
    cell: '{{student}}: {{pace}}. {{reason}}',
    reasonBehind: 'Planned to be done by now, and open: {{lessons}}.',
    reasonAhead: 'Complete before they are due: {{lessons}}.',
    show: 'Show',
    everybody: 'Everybody',
    onlyBehind: 'Behind the plan',
    nobodyBehind: 'Nobody is behind the plan.',
    nobodyBehindExample: 'Whoever is, stands here with the lessons that are lacking.',
  },
  due: {
    title: 'Due next',
    none: 'Nothing is due.',
    noneMore: 'Every lesson that has a day is complete.',
    more_one: 'And 1 more',
    more_other: 'And {{count}} more',
    today: 'today, {{clock}}',
    tomorrow: 'tomorrow, {{clock}}',
    yesterday: 'yesterday, {{clock}}',
    other: '{{day}}, {{clock}}',
    elsewhere: '{{here}} ({{clock}} in {{city}})',
    elsewhereOtherDay: '{{here}} ({{day}}, {{clock}} in {{city}})',
    inMinutes: 'in {{minutes}} min',
    inHours: 'in {{hours}} h {{minutes}} min',
    was: 'was planned for {{when}}',
    is: 'due {{when}}',
  },
  lesson: {
    opens: 'opens {{when}}',
    after: 'opens after {{lessons}}',
    spent_one: '1 min spent here',
    spent_other: '{{count}} min spent here',
    spentHours: '{{hours}} h {{minutes}} min spent here',
    by: {
      button: 'Complete, {{when}}',
      dwell: 'Complete by the time spent in it, {{when}}',
      video: 'Complete by what was played of it, {{when}}',
      quiz: 'Complete by passing its quiz, {{when}}',
      staff: 'Marked complete by staff, {{when}}',
    },
    rule: {
      dwell_one: 'Complete after 1 minute in it',
      dwell_other: 'Complete after {{count}} minutes in it',
      video: 'Complete once {{percent}}% of it was played',
      quiz: 'Complete once its quiz is passed',
    },
    lacks: {
      dwell_one: 'This lesson is complete once you have spent 1 minute in it.',
      dwell_other: 'This lesson is complete once you have spent {{count}} minutes in it.',
      video: 'This lesson is complete once you have played {{percent}}% of it.',
      quiz: 'This lesson is complete once you have passed its quiz.',
    },
    soFar: {
      dwell: 'So far: {{minutes}} min {{seconds}} s.',
      video: 'So far: {{percent}}%.',
    },
    byItself: 'It marks itself; you need not press anything.',
  },
  timeline: {
    title: 'What happened',
    loading: 'The timeline is on its way.',
    failed: 'The timeline could not be loaded',
    none: 'Nothing has happened yet.',
    noneExample: 'Completed lessons, time spent and quizzes stand here, the newest first.',
    earlier: 'Show earlier',
    loadingMore: 'Loading…',
    completed: {
      button: 'Completed {{lesson}}',
      dwell: 'Completed {{lesson}} by the time spent in it',
      video: 'Completed {{lesson}} by playing it',
      quiz: 'Completed {{lesson}} by passing its quiz',
      staff: '{{lesson}} was marked complete by staff',
    },
    undone: 'Took {{lesson}} back',
    studied: '{{time}} in {{lessons}}',
    lessons_one: '1 lesson',
    lessons_other: '{{count}} lessons',
    minutes_one: '1 min',
    minutes_other: '{{count}} min',
    hours: '{{hours}} h {{minutes}} min',
    underMinute: 'Less than a minute',
    place: {
      enrol: 'Was brought into the cohort',
      remove: 'Was taken out of the cohort',
      pause: 'Was paused',
      resume: 'Goes on after a pause',
      finish: 'Finished the cohort',
      expire: 'The last day of the place was over',
      transfer: 'Moved between cohorts',
      vouched: 'Came in by the organisation’s sign-in',
    },
    quizSubmitted: 'Handed in {{quiz}}, attempt {{number}}',
    quizScored: 'Handed in {{quiz}}, attempt {{number}}: {{percent}}%',
  },
  staff: {
    title: 'For this student',
    complete: 'Mark complete',
    completeName: 'Mark {{lesson}} complete for {{student}}',
    undo: 'Take back',
    undoName: 'Take the completion of {{lesson}} back for {{student}}',
    busy: 'Saving…',
    failed: 'Not saved. {{reason}}',
  },
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    progress: typeof progressWords;
  }
}

/** `t` for the words of this room. */
export function useProgressWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'progress', progressWords);
  return useTranslation('progress');
}
