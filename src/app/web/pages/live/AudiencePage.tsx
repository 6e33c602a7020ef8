import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { sessions, type OwnSession } from '#features/sessions/contract.ts';
import { useServerNow } from '#features/sessions/web/serverClock.ts';
import { phaseOf } from '#features/sessions/web/sessionPhase.ts';
import { useAttendance } from '#features/sessions/web/useAttendance.ts';
import { useLiveRoom } from '#features/sessions/web/useLiveRoom.ts';
import type { Keeping } from '#features/sessions/web/WatchRecordings.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { full } from '#platform/web/ui/view.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { AudienceScreen } from '../../screens/live/AudienceScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useMe } from '../me.ts';
import { useProblemWords } from '../useProblemWords.ts';
import { SessionMoment, SessionNotice } from './SessionMoment.tsx';
import { SessionBoard } from './SessionBoard.tsx';
import { SessionPolls } from './SessionPolls.tsx';
import { SessionQuestions } from './SessionQuestions.tsx';
import { SessionTalk } from './SessionTalk.tsx';

export function AudiencePage() {
  const { sessionId = '' } = useParams();
  return <AudienceOf key={sessionId} sessionId={sessionId} />;
}

function AudienceOf({ sessionId }: { sessionId: string }) {
  const me = useMe();
  const session = useLiveView(sessions, 'session:one', { sessionId });
  const line = me.cohorts.find(({ id }) => id === session.data?.cohortId);
  const isStaff = line !== undefined && line.role !== 'student';
  const rehearsed = useRehearsal(session.data, isStaff);
  const shown = rehearsed ?? session.data;
  const nowMs = useServerNow();
  const is = shown && phaseOf(shown, nowMs).is;
  const isOpen = is === 'live' || is === 'waiting';
  useLiveRoom(sessionId, { isOpen });
  useAttendance(sessionId, isOpen && !rehearsed);
  const recordings = useKeeping(sessionId);

  // Whoever was taken out of the cohort meanwhile has no session here any more either.
  if (isMissing(session) || (session.data && !line)) return <NotFound />;
  return (
    <AudienceScreen
      session={shown ? full(shown) : viewOf<OwnSession>(session)}
      nowMs={nowMs}
      isStaff={isStaff}
      notice={shown && <SessionNotice session={shown} isStaff={isStaff} />}
      moment={shown && <SessionMoment session={shown} isStaff={isStaff} />}
      polls={
        shown && (
          <>
            <SessionPolls session={shown} />
            <SessionBoard session={shown} />
          </>
        )
      }
      questions={
        shown && (
          <SessionTalk channelId={shown.chatChannelId} questions={<SessionQuestions session={shown} />} />
        )
      }
      {...recordings}
    />
  );
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
