import { useEffect, useState } from 'react';
import { cardId, useUnvotedPoll } from '#features/polls/web/useUnvotedPoll.ts';
import { usePollsWords } from '#features/polls/web/usePollsWords.ts';
import { questionsId } from '#features/qna/web/QuestionsView.tsx';
import type { AudienceNews } from '#features/sessions/web/AudienceLine.tsx';
import { useInSight } from '#platform/web/ui/useInSight.ts';

interface Heard {
  news: AudienceNews | undefined;
  /** Hears what became of one's own question. */
  onOwnQuestion: (text: string) => void;
}

/** What somebody would miss who looks at another part of a session: a poll to vote in, and what became of a question. */
export function useAudienceNews(sessionId: string, personId: string, isOver: boolean): Heard {
  const { t } = usePollsWords();
  const asked = useUnvotedPoll(sessionId, personId);
  const [putAway, setPutAway] = useState('');
  const [told, setTold] = useState<string | null>(null);
  const isPollSeen = useInSight(asked ? cardId(asked.id) : null, 'anywhere');
  const isTalkSeen = useInSight(told === null ? null : questionsId);
  useEffect(() => {
    if (isTalkSeen) setTold(null);
  }, [isTalkSeen]);

  const edition = asked && `${asked.id}/${asked.edition}`;
  if (asked && !isOver && !isPollSeen && edition !== putAway) {
    const news: AudienceNews = {
      about: 'now',
      text: asked.edition > 1 ? t('news.voteAgain') : t('news.vote'),
      of: asked.prompt,
      onGo: () => goTo(cardId(asked.id)),
      onClose: () => setPutAway(edition!),
    };
    return { news, onOwnQuestion: setTold };
  }
  if (told === null) return { news: undefined, onOwnQuestion: setTold };
  const close = (): void => setTold(null);
  return { news: { about: 'questions', text: told, onGo: close, onClose: close }, onOwnQuestion: setTold };
}

/** Where one votes, with the focus there for those who go on by keys. */
function goTo(id: string): void {
  const card = document.getElementById(id);
  card?.scrollIntoView({ block: 'start' });
  card?.querySelector<HTMLElement>('button, input, textarea')?.focus({ preventScroll: true });
}
