import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said of when and where one is told something. */
const words = {
  heading: 'Notifications',
  loading: 'What you are told is on its way.',
  failed: 'What you are told could not be loaded',
  saving: 'Saving…',
  saved: 'Saved.',
  notSaved: 'Not saved. {{reason}}',
  mailBack:
    'Mails to your address come back since {{when}}: news reaches you in Stoa alone. Confirm the address again, or use another one.',
  toAddress: 'To your address',
  preview: {
    heading: 'What will happen',
    noMail: 'No mail is sent to you; what happens waits for you in Stoa.',
    disturbed: 'Until {{until}} no mail comes; what is due by then comes afterwards.',
    quiet: 'Mails wait from {{from}} to {{to}}, {{zone}} time.',
    never: 'Mails come at any hour.',
    startsAnyway: 'That a session has started is mailed at any time.',
    daily: 'The digest comes every day at {{at}}, {{zone}} time.',
    weekly: 'The digest comes every {{weekday}} at {{at}}, {{zone}} time.',
    noDigest: 'No digest comes: nothing is chosen for it.',
    dailyWaits:
      'The digest is due every day at {{at}} and waits for the end of quiet hours: it comes at {{to}}, {{zone}} time.',
    weeklyWaits:
      'The digest is due every {{weekday}} at {{at}} and waits for the end of quiet hours: it comes at {{to}}, {{zone}} time.',
  },
  disturb: {
    label: 'No mail for now',
    hour: 'For an hour',
    tomorrow: 'Until tomorrow, {{at}}',
    week: 'For a week',
    until: 'No mail until {{until}}.',
    end: 'Have mails come again',
  },
  quiet: {
    label: 'Quiet hours',
    on: 'No mail at night',
    from: 'From',
    to: 'To',
    sameTime: 'They would end as they begin. Choose another time.',
    missing: 'Choose a time.',
    starts: 'Mail me that a session has started even then',
    zone: 'By the clocks of {{zone}}. Your time zone is part of your profile, above.',
  },
  digest: {
    label: 'Digest',
    why: 'One mail with everything that can wait.',
    cadence: 'How often',
    daily: 'Every day',
    weekly: 'Every week',
    weekday: 'On',
    at: 'At',
  },
  weekday: {
    monday: 'Monday',
    tuesday: 'Tuesday',
    wednesday: 'Wednesday',
    thursday: 'Thursday',
    friday: 'Friday',
    saturday: 'Saturday',
    sunday: 'Sunday',
  },
  types: {
    label: 'What you are told, and where',
    inApp: 'In Stoa',
    inAppOf: 'In Stoa: {{type}}',
    mail: 'Mail',
    mailOf: 'Mail: {{type}}',
    none: 'No mail',
    now: 'Mail at once',
    digest: 'Mail in the digest',
    'session-soon': 'A session starts soon',
    'session-started': 'A session has started',
    'session-moved': 'A session was moved',
    'session-cancelled': 'A session was cancelled',
    'deadline-near': 'Something is due or closes soon',
    'quiz-graded': 'Your result is out',
    'quiz-regraded': 'Your result has changed',
    'question-answered': 'Your question was answered',
    mention: 'Somebody mentions you',
    reply: 'Somebody replies to you',
    enrolled: 'You were taken into a cohort',
    'help-offered': 'You are offered help',
    'help-answered': 'Your offer of help was answered',
    announcement: 'Something was announced to you',
  },
  stop: {
    title: 'No more of these mails?',
    text: 'One press, and mails like the one that you came from are sent to you no more. What happens stays to be read in Stoa.',
    now: 'Send me no more of these',
    stopping: 'Turning them off…',
    stopped: 'These mails are turned off',
    stoppedType: 'No mail tells you any more: “{{type}}”.',
    stoppedDigest: 'No digest is sent to you any more.',
    failed: 'Nothing was turned off. {{reason}}',
    settings: 'See all that you are told',
  },
  cohorts: {
    label: 'Cohorts that stay silent',
    why: 'Nothing that happens in them is told, neither here nor by mail.',
    none: 'You are in no cohort.',
  },
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    notificationPreferences: typeof words;
  }
}

/** The words of the preferences; they come with the settings. */
export function usePreferenceWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'notificationPreferences', words);
  return useTranslation('notificationPreferences');
}
