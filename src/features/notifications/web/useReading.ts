import { useCallback, useState } from 'react';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useTranslation } from 'react-i18next';
import { notifications, type Bell, type Notification } from '../contract.ts';
import type { Marking, ReadingActs } from './BellPanel.tsx';

/** What was said to be read here already: a look and a press may say the same at once. */
const said = new Set<string>();

/** Says that somebody looks at what this is about, once. What does not get through stays unread until they look again. */
export function useLookedAt(): (one: Notification) => void {
  const { live } = useRealtime();
  return useCallback(
    ({ id, at, group, readAt }) => {
      const look = `${id} ${at}`;
      if (readAt !== null || said.has(look)) return;
      said.add(look);
      live.api.command(notifications, 'notifications:read-group', { group }).catch(() => said.delete(look));
    },
    [live],
  );
}

/** Marking as read where it is listed, and how that goes. */
export function useReading(bell: Bell | undefined): ReadingActs {
  const { t } = useTranslation();
  const { live } = useRealtime();
  const [marking, setMarking] = useState<Marking>({ state: 'ready' });
  const onFollow = useLookedAt();
  const mark = async (work: () => Promise<unknown>): Promise<void> => {
    setMarking({ state: 'marking' });
    try {
      await work();
      setMarking({ state: 'ready' });
    } catch (problem) {
      const reason = problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
      setMarking({ state: 'failed', reason });
    }
  };
  return {
    marking,
    onFollow,
    onRead: ({ id }) => void mark(() => live.api.command(notifications, 'notifications:read', { ids: [id] })),
    onReadAll: () => {
      const newest = bell?.notifications[0];
      if (newest)
        void mark(() => live.api.command(notifications, 'notifications:read-all', { until: newest.at }));
    },
  };
}
