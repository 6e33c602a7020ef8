/**
 * The texts of this room's mails, a whole sentence each: see `#kernel/speech.ts`. A sentence of `told` stands alone in a
 * digest, as a subject, and as the first words of a mail; it has no full stop.
 */
export const letterWords = {
  told: {
    'session-soon': '{{title}} begins on {{when}}',
    'session-started': '{{title}} has begun',
    'session-moved': '{{title}} begins at another time: {{when}}',
    'session-cancelled': '{{title}} does not take place',
    'deadline-near': '{{title}} is due on {{when}}',
    'quiz-closes': '{{title}} closes on {{when}}',
    'quiz-graded': '{{title}} is graded',
    'quiz-regraded': '{{title}} was graded anew',
    answeredBy: '{{name}} answered your question',
    answered: 'Your question was answered',
    mentionBy_one: '{{name}} mentions you',
    mentionBy_other: '{{count}} messages mention you, the newest is by {{name}}',
    mention_one: 'A message mentions you',
    mention_other: '{{count}} messages mention you',
    replyBy_one: '{{name}} replied to your message',
    replyBy_other: '{{count}} replies to your message',
    reply_one: 'Somebody replied to your message',
    reply_other: '{{count}} replies to your message',
    enrolled: 'You are in {{cohort}} now',
    'help-offeredBy': '{{name}} offers you help',
    'help-offered': 'You are offered help',
    'help-answeredBy': '{{name}} answered your offer of help',
    'help-answered': 'Your offer of help was answered',
    announcementBy: '{{name}} announced: {{title}}',
    announcement: 'Announced: {{title}}',
  },
  /** As the first words of a mail. */
  sentence: '{{words}}.',
  subject: '{{words}} – {{cohort}}',
  /** What the button says; it is there for one thing alone. */
  act: {
    'session-soon': 'Open the session',
    'session-started': 'Come in',
    'session-moved': 'See the session',
    'session-cancelled': 'See the session',
    'deadline-near': 'Open the lesson',
    'quiz-closes': 'Open the quiz',
    'quiz-graded': 'See your result',
    'quiz-regraded': 'See your result',
    'question-answered': 'Read the answer',
    mention: 'Read the message',
    reply: 'Read the reply',
    enrolled: 'Open the course',
    'help-offered': 'Read it and answer',
    'help-answered': 'Read the answer',
    announcement: 'Read it',
  },
  /** Why somebody gets such a mail. */
  why: {
    'session-soon': 'You get this because you have it mailed that a session of {{cohort}} begins soon.',
    'session-started': 'You get this because you have it mailed that a session of {{cohort}} has begun.',
    'session-moved': 'You get this because you have it mailed that a session of {{cohort}} is moved.',
    'session-cancelled':
      'You get this because you have it mailed that a session of {{cohort}} is called off.',
    'deadline-near': 'You get this because you have it mailed that something in {{cohort}} is due soon.',
    'quiz-graded': 'You get this because you have it mailed that a quiz of yours in {{cohort}} is graded.',
    'quiz-regraded':
      'You get this because you have it mailed that a quiz of yours in {{cohort}} was graded anew.',
    'question-answered':
      'You get this because you have it mailed that a question of yours in {{cohort}} was answered.',
    mention: 'You get this because you have it mailed that a message in {{cohort}} mentions you.',
    reply: 'You get this because you have it mailed that somebody in {{cohort}} replied to you.',
    enrolled: 'You get this because you have it mailed that you were brought into a cohort: {{cohort}}.',
    'help-offered': 'You get this because you have it mailed that you are offered help in {{cohort}}.',
    'help-answered':
      'You get this because you have it mailed that somebody in {{cohort}} answered your offer of help.',
    announcement: 'You get this because you have it mailed that something is announced to {{cohort}}.',
  },
  stop: 'Do not mail this kind of news any more',
  choose: 'Choose what you are told',
  digest: {
    subjectDaily_one: 'Your day: one thing you have not read',
    subjectDaily_other: 'Your day: {{count}} things you have not read',
    subjectWeekly_one: 'Your week: one thing you have not read',
    subjectWeekly_other: 'Your week: {{count}} things you have not read',
    happened_one: 'This happened since your last digest:',
    happened_other: 'This happened since your last digest, the newest first:',
    whyDaily: 'You get this because you have such news mailed in a digest, once a day.',
    whyWeekly: 'You get this because you have such news mailed in a digest, once a week.',
    stop: 'Mail no more digests',
  },
} as const;
