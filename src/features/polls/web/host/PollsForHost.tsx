import { isOver, sessions, type AgendaItem, type SessionState } from '#features/sessions/contract.ts';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { polls } from '../../contract.ts';
import { acted, begun } from '../rehearsal/trial.ts';
import { useTrial } from '../rehearsal/useTrial.ts';
import { ComparedAtDesk } from './ComparedAtDesk.tsx';
import { DeskTexts, DeskTextsBeside } from './DeskTexts.tsx';
import { PollDesk } from './PollDesk.tsx';
import { useDeskActs } from './useDeskActs.ts';

export interface PollsForHostProps {
  sessionId: string;
  state: SessionState;
  here: number;
  agenda: readonly AgendaItem[];
  workshopHref: string;
}

/** The desk of a session's polls. The page holds the socket while the session is open. */
export function PollsForHost({ sessionId, state, here, agenda, workshopHref }: PollsForHostProps) {
  const topics = [sessions.topics.sessionStaff.of({ sessionId })];
  const desk = useLiveView(polls, 'poll:desk', { sessionId }, { topics });
  const acts = useDeskActs(sessionId);
  const isRehearsed = state === 'rehearsal';
  const { trial, change } = useTrial(sessionId, { isRehearsed, isHost: true });
  const all = desk.data?.polls ?? [];
  return (
    <PollDesk
      sessionId={sessionId}
      desk={viewOf(desk)}
      acts={acts}
      nowMs={serverNowMs}
      here={here}
      agenda={agenda}
      canAsk={state === 'live' || state === 'scheduled'}
      rehearsal={
        isRehearsed
          ? {
              trial,
              onDo: (act) => change((now) => now && acted(now, act)),
              onEnd: () => change(() => null),
              onTry: (poll) => change(() => begun(poll, new Date(serverNowMs()).toISOString())),
            }
          : undefined
      }
      isOver={isOver(state)}
      workshopHref={workshopHref}
      textsOf={({ id }) => <DeskTexts pollId={id} acts={acts} />}
      comparedOf={(poll) => (
        <ComparedAtDesk
          all={all}
          poll={poll}
          acts={acts}
          isOver={isOver(state)}
          textsOf={(pollId) => <DeskTextsBeside pollId={pollId} />}
        />
      )}
    />
  );
}
