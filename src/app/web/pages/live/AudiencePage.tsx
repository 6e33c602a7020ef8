import { Suspense, useEffect, useState } from 'react';
import { useLocation, useParams, useSearchParams } from 'react-router';
import { loadForVoting } from '#features/polls/web/controls/Control.tsx';
import { loadForResults } from '#features/polls/web/results/PollResult.tsx';
import { loadForAsking } from '#features/qna/web/ownParts.ts';
import { sessions, type OwnSession, type Visit } from '#features/sessions/contract.ts';
import { useServerNow } from '#features/sessions/web/serverClock.ts';
import { phaseOf } from '#features/sessions/web/sessionPhase.ts';
import { useAttendance } from '#features/sessions/web/useAttendance.ts';
import { useLiveRoom } from '#features/sessions/web/useLiveRoom.ts';
import type { Keeping } from '#features/sessions/web/WatchRecordings.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { fetchAhead, part } from '#platform/web/ui/part.ts';
import { full } from '#platform/web/ui/view.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { AudienceScreen } from '../../screens/live/AudienceScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useMe } from '../me.ts';
import { namedIn } from '../namedIn.ts';
import { useProblemWords } from '../useProblemWords.ts';
import { SessionMoment, SessionNotice } from './SessionMoment.tsx';
import { BoardInGoodTime } from './BoardInGoodTime.tsx';
import { SessionPolls } from './SessionPolls.tsx';
import { SessionQuestions } from './SessionQuestions.tsx';
import { useAudienceNews } from './useAudienceNews.ts';
import { useSessionTalk } from './useSessionTalk.tsx';

// For the few who come without an account.
const GuestEnd = part(() => import('#features/sessions/web/guests/GuestEnd.tsx'), 'GuestEnd');
const GuestNote = part(() => import('#features/sessions/web/guests/GuestNote.tsx'), 'GuestNote');

export function AudiencePage() {
  const { sessionId = '' } = useParams();
  return <AudienceOf key={sessionId} sessionId={sessionId} />;
}

function AudienceOf({ sessionId }: { sessionId: string }) {
  const me = useMe();
  const session = useLiveView(sessions, 'session:one', { sessionId });
  const line = me.cohorts.find(({ id }) => id === session.data?.cohortId);
  const isGuest = session.data?.asGuest === true;
  const visit = useVisit(sessionId, me.guest || isGuest || (line === undefined && isMissing(session)));
  const isStaff = line !== undefined && line.role !== 'student';
  const rehearsed = useRehearsal(session.data, isStaff);
  const shown = rehearsed ?? session.data;
  const nowMs = useServerNow();
  const is = shown && phaseOf(shown, nowMs).is;
  const isOut = visit !== undefined && visit.standing !== 'in';
  const isOpen = (is === 'live' || is === 'waiting') && !isOut;
  useLiveRoom(sessionId, { isOpen });
  useEffect(() => fetchAhead([...loadForVoting, ...loadForResults, ...loadForAsking]), []);
  useAttendance(sessionId, isOpen && !rehearsed);
  const recordings = useKeeping(sessionId);
  const isTrial = rehearsed !== undefined;
  const { hash } = useLocation();
  const talk = useSessionTalk({
    sessionId,
    state: shown?.state ?? 'scheduled',
    as: 'audience',
    wanted: namedIn(hash, 'question'),
    message: namedIn(hash, 'message'),
    isTrial,
    isSilent: isGuest || session.data === undefined,
  });
  const { news, onOwnQuestion } = useAudienceNews(sessionId, me.user.id, is === 'ended');

  if (isOut)
    return (
      <Suspense>
        <GuestEnd visit={visit} />
      </Suspense>
    );
  // Whoever was taken out of the cohort meanwhile has no session here any more either.
  if (isMissing(session) || (session.data && !line && !isGuest)) return <NotFound />;
  return (
    <AudienceScreen
      session={shown ? full(shown) : viewOf<OwnSession>(session)}
      nowMs={nowMs}
      isStaff={isStaff}
      notice={shown && <SessionNotice session={shown} isStaff={isStaff || isGuest} />}
      moment={shown && <SessionMoment session={shown} isStaff={isStaff} />}
      polls={shown && <SessionPolls session={shown} isTrial={isTrial} />}
      questions={
        shown &&
        talk.aroundQuestions(
          <>
            <SessionQuestions session={shown} isTrial={isTrial} onOwnNews={onOwnQuestion} />
            {isGuest && (
              <Suspense>
                <GuestNote />
              </Suspense>
            )}
          </>,
        )
      }
      {...(shown && !isGuest && { chat: talk.chat })}
      tab={talk.tab}
      onTab={talk.onTab}
      unread={talk.unread}
      news={news}
      board={shown && !isGuest && <BoardInGoodTime session={shown} />}
      {...recordings}
    />
  );
}

/** How one's visit as a guest stands; undefined for whoever is none, and until it is known. */
function useVisit(sessionId: string, enabled: boolean): Visit | undefined {
  const { data } = useLiveView(sessions, 'session:visits', {}, { enabled });
  return enabled ? data?.visits.find((one) => one.sessionId === sessionId) : undefined;
}

/** With `?as=student`, staff see a rehearsal as those who take part would see it; nobody else ever does. */
function useRehearsal(session: OwnSession | undefined, isStaff: boolean): OwnSession | undefined {
  const [search] = useSearchParams();
  const enabled = isStaff && search.get('as') === 'student';
  const { sessionId = '' } = useParams();
  const topics = enabled ? [sessions.topics.sessionStaff.of({ sessionId })] : [];
  const { data } = useLiveView(sessions, 'session:console', { sessionId }, { enabled, topics });
  if (!enabled || !session || data?.session.state !== 'rehearsal') return undefined;
  return { ...session, ...data.session, state: 'live' };
}

/** Remembering how far one is in a recording. */
function useKeeping(sessionId: string) {
  const { live } = useRealtime();
  const problemWords = useProblemWords();
  const [keeping, setKeeping] = useState<Keeping>({ state: 'ready' });
  const keep = async (recordingId: string, seconds: number): Promise<void> => {
    setKeeping({ state: 'keeping', recordingId });
    try {
      await live.api.command(sessions, 'session:keep-position', { sessionId, recordingId, seconds });
      setKeeping({ state: 'ready' });
    } catch (problem) {
      setKeeping({ state: 'failed', recordingId, sentence: problemWords(problem) });
    }
  };
  return {
    keeping,
    onKeep: (recordingId: string, seconds: number): void => void keep(recordingId, seconds),
  };
}
