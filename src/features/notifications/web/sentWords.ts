import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said to staff of what their class was told. */
const words = {
  title: 'What was sent – {{cohort}}',
  heading: 'What was sent',
  back: 'To the class',
  why: 'What Stoa told the people of this cohort in the last 90 days, in Stoa and by mail. What they say to each other, and answers to their questions, are not listed here.',
  opened:
    'Opened means: read in Stoa, or what it is about was opened there. Mails carry nothing that watches who reads them.',
  loading: 'What was sent is on its way.',
  failed: 'What was sent could not be loaded',
  none: 'Nothing has been sent so far.',
  noneExample: 'Reminders of sessions, changed times, deadlines and results are listed here as they go out.',
  noneFits: 'Nothing fits what you look for.',
  noneFitsExample: 'Take one of the choices back to see more.',
  more: 'Show older ones',
  loadingMore: 'Fetching older ones…',
  moreFailed: 'Older ones could not be loaded. {{reason}}',
  end: 'That is all of the last 90 days.',
  refresh: 'Look again',
  refreshing: 'Looking…',
  asOf: 'As of {{when}}.',
  filter: {
    label: 'Look for',
    type: 'Kind',
    allTypes: 'Every kind',
    person: 'Person',
    everybody: 'Everybody',
    outcome: 'What became of it',
    anyOutcome: 'Anything',
    opened: 'Opened',
    unopened: 'Not opened yet',
    mailed: 'Mailed',
    bounced: 'Came back',
    'given-up': 'Could not be mailed',
  },
  types: {
    'session-soon': 'Session starts soon',
    'session-started': 'Session has started',
    'session-moved': 'Session was moved',
    'session-cancelled': 'Session was cancelled',
    'deadline-near': 'Due or closes soon',
    'quiz-graded': 'Result is out',
    'quiz-regraded': 'Result has changed',
    enrolled: 'Taken into the cohort',
    'help-offered': 'Help was offered',
    announcement: 'Announced',
  },
  columns: { when: 'When', who: 'To whom', what: 'What', inApp: 'In Stoa', mail: 'By mail' },
  inApp: {
    opened: 'Opened {{when}}',
    unopened: 'Not opened yet',
    none: 'Not shown: they chose mail alone',
  },
  mail: {
    none: 'No mail',
    waiting: 'Waiting to go out',
    sent: 'Sent {{when}}',
    caught: 'Kept here {{when}}: this Stoa has no mail server',
    bounced: 'Came back {{when}}',
    'bounced-address': 'Came back {{when}}: there is no such address',
    'bounced-full': 'Came back {{when}}: the mailbox is full',
    'bounced-rules': 'Came back {{when}}: the other side’s rules refuse it',
    'bounced-late': 'Came back {{when}}: no server took it in time',
    'bounced-other': 'Came back {{when}}, with the code {{status}}',
    'given-up': 'Given up {{when}}',
  },
  mailBack: {
    heading_one: 'Mails to 1 person come back',
    heading_other: 'Mails to {{count}} people come back',
    why: 'News is not mailed to them until they confirm their address or use another one. If you know that it is right, have mails sent again.',
    since: 'since {{when}}',
    trust: 'Mail again',
    trustName: 'Mail again to {{name}}',
    trusting: 'Trusting the address…',
    notDone: 'Not done. {{reason}}',
    trusted: 'News is mailed to {{name}} again.',
  },
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    sentNotifications: typeof words;
  }
}

/** They come with the page of what was sent. */
export function useSentWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'sentNotifications', words);
  return useTranslation('sentNotifications');
}
