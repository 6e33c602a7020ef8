import type { Language } from '#kernel/languages.ts';
import { sayIn, type Say } from '#kernel/speech.ts';
import { letter } from '#platform/server/mail/letter.ts';
import { pathOf, type Digest, type Notification } from '../contract.ts';
import { letterWords } from './letterWords.ts';

/** How things are written to one person. */
export interface Reader {
  name: string;
  /** Their own, as in the tz database. */
  zone: string;
  language: Language;
  /** Makes a path of this Stoa an address. */
  url: (path: string) => string;
}

export interface WrittenLetter {
  subject: string;
  text: string;
  html: string;
}

/** A notification as a mail has it: with how much of it no mail has said so far. */
export type Said = Pick<Notification, 'type' | 'cohort' | 'title' | 'by' | 'subject'> & { times: number };

/** Says one thing. */
export function letterOf(said: Said, academy: string, reader: Reader, stopPath: string): WrittenLetter {
  const { name, language, url } = reader;
  const say = sayIn(language, letterWords);
  const words = sentenceOf(said, say, reader);
  const cohort = said.cohort.title;
  const isQuiz = said.type === 'deadline-near' && said.subject.kind === 'quiz';
  return {
    subject: say('subject', { words, cohort }),
    ...letter({
      language,
      sender: academy,
      greets: name,
      paragraphs: [say('sentence', { words })],
      action: { label: say(`act.${isQuiz ? 'quiz-closes' : said.type}`), url: url(pathOf(said)) },
      note: say(`why.${said.type}`, { cohort }),
      noteLinks: [
        { label: say('stop'), url: url(stopPath) },
        { label: say('choose'), url: url(preferencesPath) },
      ],
    }),
  };
}

/** Says many things in one mail, in the order given. */
export function digestLetter(
  said: readonly Said[],
  sender: string,
  reader: Reader & { cadence: Digest['cadence'] },
  stopPath: string,
): WrittenLetter {
  const { name, language, url, cadence } = reader;
  const say = sayIn(language, letterWords);
  const isDaily = cadence === 'daily';
  const count = said.length;
  return {
    subject: say(isDaily ? 'digest.subjectDaily' : 'digest.subjectWeekly', { count }),
    ...letter({
      language,
      sender,
      greets: name,
      paragraphs: [say('digest.happened', { count })],
      lines: said.map((one) => ({
        label: sentenceOf(one, say, reader),
        url: url(pathOf(one)),
        // That somebody is in a cohort names it.
        ...(one.type !== 'enrolled' && { where: one.cohort.title }),
      })),
      note: say(isDaily ? 'digest.whyDaily' : 'digest.whyWeekly'),
      noteLinks: [
        { label: say('digest.stop'), url: url(stopPath) },
        { label: say('choose'), url: url(preferencesPath) },
      ],
    }),
  };
}

const preferencesPath = '/settings#notifications';

/** What happened, in one sentence without its full stop. */
function sentenceOf(
  { type, cohort, title, by, subject, times }: Said,
  say: Say<typeof letterWords>,
  reader: Pick<Reader, 'zone' | 'language'>,
): string {
  switch (type) {
    case 'session-soon':
    case 'session-moved':
      return say(`told.${type}`, {
        title,
        when: subject.kind === 'session' ? moment(subject.startsAt, reader) : '',
      });
    case 'deadline-near':
      if (subject.kind === 'quiz')
        return say('told.quiz-closes', { title, when: moment(subject.closesAt, reader) });
      return say('told.deadline-near', {
        title,
        when: subject.kind === 'lesson' ? moment(subject.dueAt, reader) : '',
      });
    case 'session-started':
    case 'session-cancelled':
    case 'quiz-graded':
    case 'quiz-regraded':
      return say(`told.${type}`, { title });
    case 'question-answered':
      return by ? say('told.answeredBy', { name: by.name }) : say('told.answered');
    case 'mention':
    case 'reply':
      return by
        ? say(`told.${type}By`, { count: times, name: by.name })
        : say(`told.${type}`, { count: times });
    case 'enrolled':
      return say('told.enrolled', { cohort: cohort.title });
    case 'help-offered':
    case 'help-answered':
      return by ? say(`told.${type}By`, { name: by.name }) : say(`told.${type}`);
    case 'announcement':
      return by ? say('told.announcementBy', { name: by.name, title }) : say('told.announcement', { title });
  }
}

/** A moment by the customs of somebody's language, on the clocks of their zone, which is named. */
function moment(at: string, { zone, language }: Pick<Reader, 'zone' | 'language'>): string {
  const format = new Intl.DateTimeFormat(language.customs, {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return format.format(new Date(at));
}
