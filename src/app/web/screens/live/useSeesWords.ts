import type { LiveSession } from '#features/sessions/contract.ts';
import { useHostWords } from '#features/sessions/web/useHostWords.ts';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import type { Seen, SeenPoll } from './sees.ts';

/** What the class sees now, in sentences: what is in front, and what else. */
export interface SeesWords {
  front: string;
  more: string[];
}

type Say = ReturnType<typeof useHostWords>['t'];

export function useSeesWords(
  { startsAt }: Pick<LiveSession, 'startsAt'>,
  zone: string,
  seen: Seen,
): SeesWords {
  const { t } = useHostWords();
  const formats = useFormats();
  const planned = t('sees.planned', { when: formats.moment(startsAt, zone) });
  const { front, rehearsal, timer, banner } = seen;
  const more = [
    ...besideWords(seen, t),
    ...(timer === null
      ? []
      : timer.endsAt === null
        ? [t('sees.timerPaused')]
        : [t('sees.timer', { when: formats.clock(timer.endsAt, zone) })]),
    ...(banner === null ? [] : [t('sees.banner', { text: banner })]),
  ];
  if (rehearsal !== null) {
    const classSees = rehearsal === 'planned' ? planned : t('sees.waitingRoom');
    return { front: rehearsalWords(front, t), more: [classSees, ...more] };
  }
  return { front: front.is === 'planned' ? planned : frontWords(front, t), more };
}

/** What staff try out, and nobody else sees. */
function rehearsalWords(front: Seen['front'], t: Say): string {
  if (front.is === 'item') return t('sees.rehearsalItem', itemWords(front.item));
  if (front.is === 'tried') return t('sees.rehearsalTried', { prompt: front.prompt });
  return front.is === 'between' ? t('sees.rehearsal') : t('sees.rehearsalOther');
}

function frontWords(front: Seen['front'], t: Say): string {
  switch (front.is) {
    case 'item':
      return t('sees.item', itemWords(front.item));
    case 'poll':
      return t(`sees.poll.${pollKey(front.poll)}`, { prompt: front.poll.prompt });
    case 'board':
      return t('sees.board');
    case 'question':
      return t('sees.question', { question: front.question });
    case 'waiting-room':
      return t('sees.waitingRoom');
    case 'ended':
    case 'cancelled':
      return t(`sees.${front.is}`);
    default:
      return t('sees.noItem');
  }
}

function besideWords({ beside: { item, poll, morePolls, question } }: Seen, t: Say): string[] {
  return [
    ...(item === null ? [] : [t('sees.besideItem', { place: item.place, title: item.title })]),
    ...(poll === null ? [] : [t('sees.besidePoll', { prompt: poll.prompt })]),
    ...(morePolls === 0 ? [] : [t('sees.morePolls', { count: morePolls })]),
    ...(question === null ? [] : [t('sees.besideQuestion', { question })]),
  ];
}

function pollKey(poll: SeenPoll) {
  return poll.stands === 'open' ? (`open-${poll.result}` as const) : poll.stands;
}

function itemWords({ place, title, minutes }: { place: number; title: string; minutes: number }) {
  return { place, title, count: minutes };
}
