import { letter } from '#platform/server/mail/letter.ts';
import { pathOf, type Notification, type NotificationType } from '../contract.ts';

/** Why somebody gets such a mail, and by what they would know it in their settings. */
const kinds: Record<NotificationType, string> = {
  'session-started': 'that a session has begun',
  'session-moved': 'that a session begins at another time',
  'session-cancelled': 'that a session was called off',
  'deadline-near': 'that a lesson is due soon',
  'quiz-graded': 'that a quiz of yours is graded',
  'quiz-regraded': 'that a quiz of yours was graded anew',
  'question-answered': 'that a question of yours was answered',
  mention: 'that a message mentions you',
  reply: 'that somebody replied to you',
  enrolled: 'that you were brought into a cohort',
  announcement: 'that something was announced to you',
};

/** How things are written to one person. */
export interface Reader {
  name: string;
  /** Their own, as in the tz database. */
  zone: string;
  /** Makes a path of this Stoa an address. */
  url: (path: string) => string;
}

/** A notification as a mail has it: with how much of it no mail has said so far. */
export type Said = Pick<Notification, 'type' | 'cohort' | 'title' | 'by' | 'subject'> & { times: number };

/** Says one thing. */
export function letterOf(
  said: Said,
  academy: string,
  { name, zone, url }: Reader,
  stopPath: string,
): { subject: string; text: string; html: string } {
  const words = sentenceOf(said, zone);
  return {
    subject: `${words} – ${said.cohort.title}`,
    ...letter({
      sender: academy,
      greets: name,
      paragraphs: [`${words}.`],
      action: { label: 'Have a look', url: url(pathOf(said)) },
      note: `You get this because you have it mailed ${kinds[said.type]}, in ${said.cohort.title}.`,
      noteLinks: [
        { label: 'Do not mail this kind of news any more', url: url(stopPath) },
        { label: 'Choose what you are told', url: url('/notifications') },
      ],
    }),
  };
}

/** Says many things in one mail, in the order given. */
export function digestLetter(
  said: readonly Said[],
  sender: string,
  { name, zone, url }: Reader,
  stopPath: string,
): { subject: string; text: string; html: string } {
  const count = said.length === 1 ? 'One thing' : `${said.length} things`;
  return {
    subject: `${count} since your last digest`,
    ...letter({
      sender,
      greets: name,
      paragraphs: [`${count} happened that you have not read:`],
      lines: said.map((one) => ({
        label: `${sentenceOf(one, zone)} (${one.cohort.title})`,
        url: url(pathOf(one)),
      })),
      note: 'You get this because you have such news mailed in a digest.',
      noteLinks: [
        { label: 'Mail no more digests', url: url(stopPath) },
        { label: 'Choose what you are told', url: url('/notifications') },
      ],
    }),
  };
}

/** What happened, in one sentence without its full stop. */
function sentenceOf({ type, cohort, title, by, subject, times }: Said, zone: string): string {
  const who = by?.name ?? 'Somebody';
  switch (type) {
    case 'session-started':
      return `${title} has begun`;
    case 'session-moved':
      return `${title} begins at another time: ${subject.kind === 'session' ? at(subject.startsAt, zone) : ''}`;
    case 'session-cancelled':
      return `${title} does not take place`;
    case 'deadline-near':
      return `${title} is due soon: ${subject.kind === 'lesson' ? at(subject.dueAt, zone) : ''}`;
    case 'quiz-graded':
      return `${title} is graded`;
    case 'quiz-regraded':
      return `${title} was graded anew`;
    case 'question-answered':
      return `${who} answered your question`;
    case 'mention':
      return `${who} mentions you`;
    case 'reply':
      return times > 1 ? `${times} replies to your message` : `${who} replied to your message`;
    case 'enrolled':
      return `You are in ${cohort.title} now`;
    case 'announcement':
      return by === null ? `Announced: ${title}` : `${by.name} announced: ${title}`;
  }
}

/** A moment on the clocks of somebody's zone, which is named. */
function at(moment: string, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  return format.format(new Date(moment));
}
