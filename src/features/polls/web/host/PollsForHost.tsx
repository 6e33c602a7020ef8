import { isOver, sessions, type SessionState } from '#features/sessions/contract.ts';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { polls, type DeskPoll } from '../../contract.ts';
import { ComparedRounds } from './ComparedRounds.tsx';
import { DeskTexts } from './DeskTexts.tsx';
import { PollDesk } from './PollDesk.tsx';
import { useDeskActs } from './useDeskActs.ts';

export interface PollsForHostProps {
  sessionId: string;
  state: SessionState;
  here: number;
  workshopHref: string;
}

/** The desk of a session's polls. The page holds the socket while the session is open. */
export function PollsForHost({ sessionId, state, here, workshopHref }: PollsForHostProps) {
  const topics = [sessions.topics.sessionStaff.of({ sessionId })];
  const desk = useLiveView(polls, 'poll:desk', { sessionId }, { topics });
  const acts = useDeskActs(sessionId);
  const all = desk.data?.polls ?? [];
  return (
    <PollDesk
      sessionId={sessionId}
      desk={viewOf(desk)}
      acts={acts}
      nowMs={serverNowMs}
      here={here}
      canAsk={state === 'live' || state === 'scheduled'}
      isOver={isOver(state)}
      workshopHref={workshopHref}
      textsOf={({ id }) => <DeskTexts pollId={id} acts={acts} />}
      comparedOf={(poll) => comparedIn(all, poll)}
    />
  );
}

/** Beside the vote that it asks again, where there is something to compare. */
export function comparedIn(all: readonly DeskPoll[], poll: DeskPoll) {
  const before = all.find(({ id }) => id === poll.revoteOf);
  const isCounted = poll.options.length > 0 && poll.kind !== 'ranking';
  return before && isCounted ? <ComparedRounds before={before} after={poll} /> : null;
}
