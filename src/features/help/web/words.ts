import { useTranslation } from 'react-i18next';
import { addWords } from '#platform/web/i18n/i18n.ts';

/** What is said of help that is offered, to the student and to staff. */
const words = {
  own: {
    title: '{{name}} offers you help',
    titleNobody: 'You are offered help',
    reply: 'A word with your answer',
    replyHint: 'You may leave it empty. Everybody who teaches here reads it.',
    yes: 'Yes, please',
    no: 'Not now',
    answering: 'Sending…',
    saidYes: 'You said yes ({{when}}). Whoever offered it knows.',
    saidNo: 'You said that you do not need it now. The offer stands.',
    replied: 'You wrote:',
    yesAfterAll: 'Yes, after all',
    noAfterAll: 'Not needed any more',
    failed: 'Not sent. {{reason}}',
  },
  desk: {
    heading: 'Help',
    loading: 'What help was offered is on its way.',
    failed: 'What help was offered could not be loaded',
    none: 'Nobody has offered help so far.',
    noneExample: 'An offer reaches {{name}} alone. The other students see nothing of it.',
    offer: 'Offer help',
    text: 'What do you offer?',
    textHint:
      '{{name}} reads this on the page of the course. The bell and a mail only say that there is an offer.',
    missing: 'Say what you offer.',
    send: 'Send the offer',
    sending: 'Sending…',
    cancel: 'Cancel',
    notSent: 'Not sent. {{reason}}',
    offered: '{{by}}, {{when}}',
    offeredBy: 'Offered by {{name}}',
    offeredByNobody: 'Offered by somebody who was forgotten',
    open: 'Not answered yet',
    accepted: '{{name}} said yes, {{when}}',
    declined: '{{name}} does not need it now, {{when}}',
    replied: '{{name}} wrote:',
    close: {
      helped: 'It helped',
      'not-helped': 'It did not help',
      withdrawn: 'Take the offer back',
    },
    closing: 'One moment…',
    notClosed: 'Not done. {{reason}}',
    former: 'Earlier offers',
    outcome: {
      helped: 'Helped',
      'not-helped': 'Did not help',
      withdrawn: 'Taken back',
    },
    outcomeWhen: '{{outcome}}, {{when}}',
  },
  list: {
    heading: 'Help that is offered',
    open: 'not answered yet',
    accepted: 'said yes',
    declined: 'not now',
    more_one: 'and 1 more',
    more_other: 'and {{count}} more',
    less: 'Show fewer',
  },
} as const;

declare module '#platform/web/i18n/i18n.ts' {
  interface RoomWords {
    help: typeof words;
  }
}

/** They come with their code. */
export function useHelpWords() {
  const { i18n } = useTranslation();
  addWords(i18n, 'help', words);
  return useTranslation('help');
}
