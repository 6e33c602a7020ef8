import { useMemo } from 'react';
import { useMomentActs } from '#features/moment/web/host/useMomentActs.ts';
import { polls, type DeskPoll } from '#features/polls/contract.ts';
import { asPut } from '#features/polls/web/host/desk.ts';
import { useDeskActs } from '#features/polls/web/host/useDeskActs.ts';
import type { SessionConsole } from '#features/sessions/contract.ts';
import type { ItemOffers } from '#features/sessions/web/HostNow.tsx';
import type { PreparedFor } from '#features/sessions/web/HostRunSheet.tsx';
import { useHostWords } from '#features/sessions/web/useHostWords.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';

/** The polls of a session as staff have put them: what is prepared for items of its run sheet is among them, or was. */
export function usePreparedPolls(sessionId: string): readonly DeskPoll[] {
  const { data } = useLiveView(polls, 'poll:desk', { sessionId });
  return useMemo(() => asPut(data?.polls ?? []), [data]);
}

/** By item, in the order in which staff have put them. */
export function preparedFor(all: readonly DeskPoll[]): PreparedFor {
  const byItem: Record<string, { id: string; prompt: string; isAsked: boolean }[]> = {};
  for (const { id, prompt, state, agendaItemId } of all) {
    if (agendaItemId !== null) (byItem[agendaItemId] ??= []).push({ id, prompt, isAsked: state !== 'draft' });
  }
  return byItem;
}

/**
 * What is ready to be done at the item that a session is at: asking the next of its polls, and saying its text. Not in a
 * rehearsal, which students would see.
 *
 * @param bannerText what is said to everybody now
 */
export function useItemOffers(
  sessionId: string,
  data: SessionConsole | undefined,
  all: readonly DeskPoll[],
  bannerText: string | null,
): ItemOffers {
  const { t } = useHostWords();
  const acts = useDeskActs(sessionId);
  const saying = useMomentActs(sessionId);
  const itemId = data?.session.currentItemId;
  if (!data || !itemId || data.session.state !== 'live') return {};
  const [next, ...others] = all.filter(
    ({ state, agendaItemId }) => state === 'draft' && agendaItemId === itemId,
  );
  const text = data.says[itemId];
  const underway = next && acts.underwayFor(next.id);
  const fault = saying.faultOf('banner');
  return {
    ask: next && {
      words: t('run.ask', { prompt: next.prompt }),
      onDo: () => acts.onDo({ name: 'poll:open', input: { pollId: next.id } }),
      busy: underway?.state === 'sending' && t('run.asking'),
    },
    say:
      text === undefined || text === bannerText
        ? undefined
        : {
            words: t('run.say', { text }),
            onDo: () => void saying.onDo({ name: 'banner:say', input: { text } }),
            busy: saying.isSending('banner') && t('run.saying'),
          },
    more: others.length > 0 ? t('run.askMore', { count: others.length }) : undefined,
    faults: [
      ...(underway?.state === 'failed' ? [t('host.notDone', { reason: underway.reason })] : []),
      ...(fault === null ? [] : [t('host.notDone', { reason: fault })]),
    ],
  };
}
