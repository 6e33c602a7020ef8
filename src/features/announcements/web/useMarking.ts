import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { announcementLimits, announcements, type OwnAnnouncement } from '../contract.ts';
import type { Acting } from '#platform/web/ui/acting.ts';

/** What comes into sight at once is said at once, in ms. */
const gatherMs = 250;

/** What was said here already: several places of a page show the same announcement. */
const said = { received: new Set<string>(), seen: new Set<string>() };

/** Says that this browser has what it was given, once. What does not get through is said when the next thing changes. */
export function useReceiving(all: readonly OwnAnnouncement[] | undefined): void {
  const { live } = useRealtime();
  useEffect(() => {
    const announcementIds = (all ?? [])
      .filter(({ id, receivedAt }) => receivedAt === null && !said.received.has(id))
      .map(({ id }) => id)
      .slice(0, announcementLimits.marksAtOnce);
    if (announcementIds.length === 0) return;
    for (const id of announcementIds) said.received.add(id);
    live.api.command(announcements, 'announcements:receive', { announcementIds }).catch(() => {
      for (const id of announcementIds) said.received.delete(id);
    });
  }, [all, live]);
}

/** Says that somebody has seen some; what comes into sight together in one go. */
export function useSeeing(): (announcementId: string) => void {
  const { live } = useRealtime();
  return useMemo(() => {
    let waiting: string[] = [];
    const say = (): void => {
      const announcementIds = waiting;
      waiting = [];
      live.api.command(announcements, 'announcements:see', { announcementIds }).catch(() => {
        for (const id of announcementIds) said.seen.delete(id);
      });
    };
    return (announcementId) => {
      if (said.seen.has(announcementId)) return;
      said.seen.add(announcementId);
      if (waiting.push(announcementId) === 1) setTimeout(say, gatherMs);
    };
  }, [live]);
}

export interface Answering {
  acting: ReadonlyMap<string, Acting>;
  onAcknowledge: (announcementId: string) => void;
  onDismiss: (announcementId: string) => void;
}

/** Acknowledging and putting away, and how that goes for each. */
export function useAnswering(): Answering {
  const { t } = useTranslation();
  const { live } = useRealtime();
  const [acting, setActing] = useState<ReadonlyMap<string, Acting>>(new Map());
  const answer = useCallback(
    async (announcementId: string, name: 'announcements:acknowledge' | 'announcements:dismiss') => {
      const set = (now: Acting): void => setActing((before) => new Map(before).set(announcementId, now));
      set({ state: 'doing' });
      try {
        await live.api.command(announcements, name, { announcementId });
        set({ state: 'ready' });
      } catch (problem) {
        const sentence = problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
        set({ state: 'failed', sentence });
      }
    },
    [live, t],
  );
  return {
    acting,
    onAcknowledge: (id) => void answer(id, 'announcements:acknowledge'),
    onDismiss: (id) => void answer(id, 'announcements:dismiss'),
  };
}
