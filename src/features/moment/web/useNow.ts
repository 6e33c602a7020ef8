import { useEffect, useRef } from 'react';
import { sessions } from '#features/sessions/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { announcer } from '#platform/web/ui/announcer.ts';
import { moment, type OwnPulse, type ReactionKind, type SessionNow } from '../contract.ts';
import { useMomentWords } from './useMomentWords.ts';
import { usePressed } from './usePressed.ts';

/** What a session is at this moment, for one person. */
export function useNow(sessionId: string) {
  return useLiveView(
    moment,
    'moment:now',
    { sessionId },
    { topics: [sessions.topics.session.of({ sessionId })] },
  );
}

const silent: OwnPulse = { pace: null, clarity: null };

/** What one does in it: at once or not at all, since a hand that goes up five minutes later is worth nothing. */
export function useTakingPart(sessionId: string, now: SessionNow | undefined) {
  const { live } = useRealtime();
  const { api } = live;
  const of = { sessionId };
  const up = usePressed((now?.own.hand ?? null) !== null, (isUp) =>
    api.command(moment, isUp ? 'hand:raise' : 'hand:lower', of),
  );
  const said = usePressed(now?.own.pulse ?? silent, (pulse) =>
    api.command(moment, 'pulse:say', { ...of, ...pulse }),
  );
  const onReact = (kind: ReactionKind): void => {
    api.command(moment, 'reaction:send', { ...of, kind }).catch(() => {
      // One more reaction, or one fewer, is not worth a word.
    });
  };
  return { up, said, onReact };
}

/** Whether one has read what is up, and saying so. */
export function useReading({ sessionId, banner, own }: SessionNow) {
  const { live } = useRealtime();
  const bannerId = banner?.id ?? null;
  const isRead = bannerId !== null && own.acknowledgedId === bannerId;
  return usePressed(isRead, () =>
    live.api.command(moment, 'banner:acknowledge', { sessionId, bannerId: bannerId! }),
  );
}

const isCalledOn = ({ own: { hand } }: SessionNow): boolean => hand !== null && hand.calledAt !== null;

/** Says aloud what concerns one at once: what is said to everybody, and that it is one's turn. */
export function useMomentNews(now: SessionNow | undefined): void {
  const { t } = useMomentWords();
  const before = useRef(now);
  useEffect(() => {
    const former = before.current;
    before.current = now;
    if (!now || !former || former.sessionId !== now.sessionId) return;
    if (now.banner && now.banner.id !== former.banner?.id)
      announcer.say({ text: t('news.banner', { text: now.banner.text }), group: 'moment/banner' });
    if (isCalledOn(now) && !isCalledOn(former))
      announcer.say({ text: t('news.called'), group: 'moment/called' });
  }, [now, t]);
}
