import { letter, type LetterParts } from '#platform/server/mail/letter.ts';
import type { LinkPurpose } from '../contract.ts';

/** The words of this room's mails. */

const PRODUCT = 'Stoa';

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

function written(subject: string, parts: Omit<LetterParts, 'sender'>): Letter {
  return { subject, ...letter({ sender: PRODUCT, ...parts }) };
}

/** The mail that carries a link which works once. */
export function linkLetter(
  purpose: LinkPurpose,
  { name, url, minutes }: { name: string; url: string; minutes: number },
): Letter {
  const life = minutes >= 120 ? `${Math.round(minutes / 60)} hours` : `${minutes} minutes`;
  const once = `The link works once, within ${life}.`;
  const notYou = 'If you did not ask for this, leave it: nothing changes.';
  switch (purpose) {
    case 'sign-in':
      return written('Your link to sign in', {
        greets: name,
        paragraphs: [`Here is the link that signs you in. ${once}`],
        action: { label: 'Sign in', url },
        note: notYou,
      });
    case 'reset':
      return written('Set a new password', {
        greets: name,
        paragraphs: [
          `With this link you set a new password. ${once} Afterwards you are signed out everywhere else.`,
        ],
        action: { label: 'Set a new password', url },
        note: `${notYou} Your password stays as it is.`,
      });
    case 'verify-email':
      return written('Confirm your e-mail address', {
        greets: name,
        paragraphs: [`Please confirm that mail to this address reaches you. ${once}`],
        action: { label: 'Confirm this address', url },
        note: notYou,
      });
    case 'change-email':
      return written('Confirm your new e-mail address', {
        greets: name,
        paragraphs: [
          `You asked to use this address from now on. Once you confirm it, you sign in with it. ${once}`,
        ],
        action: { label: 'Use this address', url },
        note: notYou,
      });
  }
}

/** To whoever signs in at their organisation and asked for a link of ours. */
export const organisationLetter = ({
  name,
  url,
  title,
}: {
  name: string;
  url: string;
  title: string;
}): Letter =>
  written('Sign in at your organisation', {
    greets: name,
    paragraphs: [`You sign in through ${title}; there is no password of ours for you.`],
    action: { label: 'Sign in', url },
    note: 'If you did not ask for this, leave it: nothing changes.',
  });

/** To the owner of an address that somebody else asked to use. */
export const takenLetter = ({ name }: { name: string }): Letter =>
  written('Somebody asked to use your e-mail address', {
    greets: name,
    paragraphs: [
      'Somebody asked to use this address for another account. It is yours already, so nothing changed.',
      'If that was you: sign in with this address, or take it off your other account first.',
    ],
  });

export const emailChangedLetter = ({ name, to }: { name: string; to: string }): Letter =>
  written('Your e-mail address was changed', {
    greets: name,
    paragraphs: [
      `You now sign in with ${to}, and mail goes there.`,
      'If that was not you, tell whoever runs this Stoa at once.',
    ],
  });

export const passwordChangedLetter = ({ name, url }: { name: string; url: string }): Letter =>
  written('Your password was changed', {
    greets: name,
    paragraphs: [
      'Your password was changed just now, and your other devices were signed out.',
      'If that was not you, set a new one at once.',
    ],
    action: { label: 'Forgotten password', url },
  });
