import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useCommand, usePending } from '#platform/web/query/useLiveView.ts';
import { sessions } from '../contract.ts';

/** How something that one did to a session stands. */
export type Acting =
  | { state: 'ready' }
  | { state: 'sending'; act: HostAct }
  | { state: 'failed'; act: HostAct; sentence: string };

export type HostAct = 'start' | 'end' | 'rehearse' | 'take-over' | 'hand-over' | 'cancel' | 'blank';

/** How the newest change of what the class sees stands; `itemId` is what was asked for. */
export type Showing =
  | { state: 'ready' }
  /** `late`: too old to be sent without asking. */
  | { state: 'sending' | 'waiting' | 'late'; itemId: string | null }
  | { state: 'failed'; itemId: string | null; sentence: string };

// Changes of what the class sees stay in order, also when they wait for the network.
const showKey = { key: ({ sessionId }: { sessionId: string }): string => `show/${sessionId}` };

/**
 * What whoever runs a session does to it. Nothing is shown as done before the server has done it. What the
 * class is to see survives a lost network and is sent when it is back; all else has to be done again.
 */
export function useHosting(sessionId: string) {
  const { t } = useTranslation();
  const { live } = useRealtime();
  const [acting, setActing] = useState<Acting>({ state: 'ready' });
  const { send, latest } = useCommand(sessions, 'session:show', showKey);
  const { pending, discard } = usePending();
  const [asked, setAsked] = useState<string | null>(null);

  /** @returns whether it was done */
  const act = async (what: HostAct, work: () => Promise<unknown>): Promise<boolean> => {
    setActing({ state: 'sending', act: what });
    try {
      await work();
      setActing({ state: 'ready' });
      return true;
    } catch (problem) {
      const sentence = problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');
      setActing({ state: 'failed', act: what, sentence });
      return false;
    }
  };
  const ofSession = { sessionId };
  return {
    acting,
    forget: (): void => setActing({ state: 'ready' }),
    showing: showingOf(latest, asked),
    show: (itemId: string | null): void => {
      setAsked(itemId);
      // Of several that wait for the network only the newest counts: the class is not to run through them all.
      for (const { name, input, state, commandId } of pending) {
        if (name === 'session:show' && input['sessionId'] === sessionId && state !== 'sending')
          discard(commandId);
      }
      // How it stands is in `latest`, a refusal too.
      send({ sessionId, itemId }).answered.catch(() => {});
    },
    start: () => act('start', () => live.api.command(sessions, 'session:start', ofSession)),
    end: () => act('end', () => live.api.command(sessions, 'session:end', ofSession)),
    rehearse: (on: boolean) =>
      act('rehearse', () => live.api.command(sessions, 'session:rehearse', { sessionId, on })),
    blank: (on: boolean) =>
      act('blank', () => live.api.command(sessions, 'session:blank', { sessionId, on })),
    takeOver: () => act('take-over', () => live.api.command(sessions, 'session:take-over', ofSession)),
    handOver: (personId: string) =>
      act('hand-over', () => live.api.command(sessions, 'session:hand-over', { sessionId, personId })),
    cancel: (reason: string) =>
      act('cancel', () => live.api.command(sessions, 'session:cancel', { sessionId, reason })),
  };
}

export type Hosting = ReturnType<typeof useHosting>;

function showingOf(latest: ReturnType<typeof useCommand>['latest'], itemId: string | null): Showing {
  switch (latest?.state) {
    case 'sending':
    case 'waiting':
      return { state: latest.state, itemId };
    case 'needs-confirmation':
      return { state: 'late', itemId };
    case 'failed':
      return { state: 'failed', itemId, sentence: latest.problem?.message ?? '' };
    case 'sent':
    case undefined:
      return { state: 'ready' };
  }
}
