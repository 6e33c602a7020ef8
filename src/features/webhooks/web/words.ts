import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said of webhooks. It comes with their pages. */
export const words = {
  title: 'Webhooks',
  lead: 'What happens here is told to your other programs, or to a chat, at once and signed. People are named by their ids alone; what they write, answer and vote never leaves.',
  back: 'All webhooks',
  toOrganisation: 'The organisation',
  loading: 'The webhooks are on their way.',
  failed: 'The webhooks could not be loaded',
  none: 'Nothing is sent anywhere yet.',
  noneExample: 'Add the address of a program or of a chat, and choose what it hears.',
  count_one: 'Events are sent to 1 address.',
  count_other: 'Events are sent to {{count}} addresses.',
  full: 'An organisation sends to at most {{count}} addresses. Remove one to add another.',
  add: 'Add an address',
  edit: 'What is sent, and where',
  url: 'Address',
  urlHint:
    'It begins with https:// and is on the public internet. Of a chat it is the address that the chat made for you.',
  urlKept: 'Leave it empty to keep {{address}}. The whole address is not shown again.',
  missingUrl: 'Enter the address.',
  description: 'What it is for',
  descriptionHint: 'For you and the other administrators.',
  format: 'Who reads it',
  formats: {
    plain: 'A program',
    slack: 'Slack',
    discord: 'Discord',
    teams: 'Teams',
  },
  types: 'What it hears',
  missingTypes: 'Choose at least one.',
  type: {
    enrolmentchanged: 'Somebody’s place in a cohort is new or changed',
    cohortcreated: 'A cohort is opened',
    cohortchanged: 'A cohort is changed or put away',
    coursepublished: 'A course has a new version',
    sessionstarted: 'A live session begins',
    sessionended: 'A live session is over',
    sessioncancelled: 'A live session does not take place',
    lessoncompleted: 'A student completes a lesson',
    quizgraded: 'A student’s quiz result is released',
    certificatechanged: 'A certificate is issued, taken back or replaced',
    webhooktest: 'A test',
  },
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved {{when}}',
  notSaved: 'Not saved. {{reason}}',
  adding: 'Adding…',
  addNow: 'Add it',
  secretTitle: 'The secret of {{address}}',
  secretText:
    'What is sent is signed with it, so that the other side knows that it comes from here. It is shown this once.',
  secretChat: 'A chat does not ask for it.',
  secretOverlap: 'Until {{when}} what is sent is signed with the former secret as well.',
  copy: 'Copy the secret',
  copied: 'Copied',
  secretKept: 'I have kept it',
  standing: {
    on: 'Sent',
    failing: 'Nothing has arrived since {{when}}',
    administrator: 'Switched off',
    failures: 'Switched off: nothing arrived for days',
    gone: 'Switched off: the other side wants no more',
  },
  hears_one: '1 kind of event',
  hears_other: '{{count}} kinds of events',
  offAdministrator: 'Switched off by an administrator, {{when}}. What happens meanwhile is not sent later.',
  offFailures:
    'Nothing arrived here for three days, so nothing is sent any more since {{when}}. Once it is switched on, what was given up can be sent again.',
  offGone: 'Switched off, {{when}}: the other side answered that it wants nothing any more.',
  switchOn: 'Switch on',
  switchOff: 'Switch off',
  test: 'Send a test',
  testing: 'Sending…',
  rotate: 'Make a new secret',
  rotating: 'Making…',
  rotateText: 'For a day the former secret works as well: change it on the other side meanwhile.',
  remove: 'Remove',
  removeTitle: 'Remove {{address}}?',
  removeText: 'Nothing is sent there any more, and what was sent is forgotten. It cannot be taken back.',
  removing: 'Removing…',
  notDone: 'Not done. {{reason}}',
  log: 'What was sent',
  logHint: 'The hundred newest, for 30 days.',
  logNone: 'Nothing was sent yet.',
  logNoneExample: 'A test shows at once whether it arrives.',
  state: {
    waiting: 'Will be tried again',
    onItsWay: 'On its way',
    delivered: 'Arrived',
    failed: 'Given up',
  },
  attempt: 'Attempt {{attempt}}',
  earlier_one: '1 attempt before',
  earlier_other: '{{count}} attempts before',
  took: '{{ms}} ms',
  answered: 'Answered {{status}}',
  unanswered: 'No answer',
  again: 'Send again',
  againOf: 'Send again: {{what}}, {{when}}',
  sendingAgain: 'Sending…',
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    webhooks: typeof words;
  }
}

export function useWebhookWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'webhooks', words);
  return useTranslation('webhooks');
}
