import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

const guestWords = {
  name: {
    title: 'Come in as a guest',
    lead: 'You are about to come into {{title}}. No account is needed.',
    field: 'Your name',
    hint: 'Those who take part see it beside what you ask.',
    fault: 'Please say what you are called.',
    go: 'Come in',
    going: 'Coming in…',
    notIn: 'Not in. {{reason}}',
    asYourself: 'You come in under the name of your account: {{name}}.',
    member: 'You belong to this class?',
    signIn: 'Sign in',
    other: 'Another code',
  },
  refused: {
    lead: 'If you belong to the class of this session, sign in and you are in. If not, its host can let guests in, or send you an invitation.',
    signIn: 'Sign in',
  },
  room: {
    note: 'You are here as a guest.',
    noTalk: 'What the class writes to each other is for the class alone; questions are for everybody here.',
  },
  end: {
    over: 'Thank you for being here.',
    overText:
      '{{title}} is over. Your name and your questions are deleted after two weeks; there is nothing that you need to do.',
    removed: 'You were sent out',
    removedText: 'Whoever runs {{title}} has ended your visit. What you asked and voted stays.',
    shut: 'No guests at present',
    shutText:
      'Whoever runs {{title}} takes no guests at the moment. Leave this page open: you are in again as soon as they do.',
    unknown: 'You are here as a guest',
    unknownText: 'This page is not part of your visit.',
    back: 'To the session',
    code: 'Type another code',
  },
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    sessionGuest: typeof guestWords;
  }
}

/** The words of guests; they come with the pages of the code and the session. */
export function useGuestWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'sessionGuest', guestWords);
  return useTranslation('sessionGuest');
}
