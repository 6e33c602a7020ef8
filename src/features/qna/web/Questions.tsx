import { sessions, type SessionSettings, type SessionState } from '#features/sessions/contract.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { qna, type OwnQuestion } from '../contract.ts';
import type { Asks } from './AskForm.tsx';
import { QuestionsView } from './QuestionsView.tsx';
import { useAsking } from './useAsking.ts';
import { useDraft } from './useDraft.ts';
import { useIsOver } from './useIsOver.ts';
import { useNews } from './useNews.ts';
import { useSimilar } from './useSimilar.ts';
import { useVoting } from './useVoting.ts';

export interface QuestionsProps {
  sessionId: string;
  state: SessionState;
  settings: SessionSettings;
  viewer: { id: string; name: string };
  /** Staff try the session out: nothing is taken. */
  isTrial: boolean;
  /** Hears in words what became of the reader's own questions. */
  onOwnNews?: (text: string) => void;
}

const none: readonly OwnQuestion[] = [];

/**
 * The questions of a session for whoever takes part. The page holds the socket while the session is open, and
 * hands in how answers are shown (AnswerProseContext).
 */
export function Questions({ sessionId, state, settings, viewer, isTrial, onOwnNews }: QuestionsProps) {
  const topics = [sessions.topics.session.of({ sessionId })];
  const result = useLiveView(qna, 'qa:list', { sessionId }, { topics });
  const list = result.data;
  const own = list?.own ?? none;
  const [draft, setDraft] = useDraft(viewer.id, sessionId);
  const asking = useAsking(sessionId, own);
  const voting = useVoting(list);
  const similar = useSimilar(sessionId, draft).filter(({ id }) => own.every((one) => one.id !== id));
  useNews(list, onOwnNews);
  const asks = useAsks(isTrial ? 'rehearsal' : state, list?.mutedUntil ?? null);
  const isOver = state === 'ended' || state === 'cancelled';
  return (
    <QuestionsView
      list={viewOf(result)}
      asking={asking}
      voting={voting}
      isOver={isOver}
      takesVotes={!isOver && !isTrial}
      ask={{
        asks,
        settings,
        viewerName: viewer.name,
        draft,
        onDraft: setDraft,
        similar: asks.may ? similar : [],
      }}
    />
  );
}

function useAsks(state: SessionState, mutedUntil: string | null): Asks {
  const isUnmuted = useIsOver(mutedUntil);
  if (state === 'ended') return { may: false, why: 'over' };
  if (state === 'cancelled') return { may: false, why: 'cancelled' };
  if (state === 'rehearsal') return { may: false, why: 'trial' };
  if (mutedUntil !== null && !isUnmuted) return { may: false, why: 'muted', until: mutedUntil };
  return { may: true };
}
