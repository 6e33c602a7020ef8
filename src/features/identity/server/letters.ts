import { sayIn, spokenTo, type Say } from '#kernel/speech.ts';
import { letter, type LetterParts } from '#platform/server/mail/letter.ts';
import type { LinkPurpose } from '../contract.ts';
import { letterWords } from './letterWords.ts';

const PRODUCT = 'Stoa';

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

/** To whom it is written: in the language of their account. */
interface Reader {
  name: string;
  language: string;
}

type Parts = Omit<LetterParts, 'sender' | 'greets' | 'language'> & { subject: string };

function written({ name, language: code }: Reader, partsOf: (say: Say<typeof letterWords>) => Parts): Letter {
  const language = spokenTo(code);
  const { subject, ...parts } = partsOf(sayIn(language, letterWords));
  return { subject, ...letter({ language, sender: PRODUCT, greets: name, ...parts }) };
}

/** The mail that carries a link which works once. */
export const linkLetter = (
  purpose: LinkPurpose,
  { url, minutes, ...reader }: Reader & { url: string; minutes: number },
): Letter =>
  written(reader, (say) => ({
    subject: say(`link.${purpose}.subject`),
    paragraphs: [
      say(`link.${purpose}.text`),
      minutes >= 120
        ? say('once.hours', { count: Math.round(minutes / 60) })
        : say('once.minutes', { count: minutes }),
    ],
    action: { label: say(`link.${purpose}.act`), url },
    note: purpose === 'reset' ? `${say('notYou')} ${say('passwordStays')}` : say('notYou'),
  }));

/** To whoever signs in at their organisation and asked for a link of ours. */
export const organisationLetter = ({
  url,
  title,
  ...reader
}: Reader & { url: string; title: string }): Letter =>
  written(reader, (say) => ({
    subject: say('organisation.subject'),
    paragraphs: [say('organisation.text', { title })],
    action: { label: say('organisation.act'), url },
    note: say('notYou'),
  }));

/** To the owner of an address that somebody else asked to use. */
export const takenLetter = (reader: Reader): Letter =>
  written(reader, (say) => ({
    subject: say('taken.subject'),
    paragraphs: [say('taken.text'), say('taken.ifYou')],
  }));

export const emailChangedLetter = ({ to, ...reader }: Reader & { to: string }): Letter =>
  written(reader, (say) => ({
    subject: say('emailChanged.subject'),
    paragraphs: [say('emailChanged.text', { address: to }), say('emailChanged.ifNot')],
  }));

export const passwordChangedLetter = ({ url, ...reader }: Reader & { url: string }): Letter =>
  written(reader, (say) => ({
    subject: say('passwordChanged.subject'),
    paragraphs: [say('passwordChanged.text'), say('passwordChanged.ifNot')],
    action: { label: say('passwordChanged.act'), url },
  }));
