import { Suspense, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { MomentKeys } from '#features/moment/web/host/MomentKeys.tsx';
import { PollKeys } from '#features/polls/web/host/PollKeys.tsx';
import { sessions, type SessionConsole } from '#features/sessions/contract.ts';
import { agendaOf } from '#features/sessions/web/agendaDraft.ts';
import type { WayIn } from '#features/sessions/web/HostJoin.tsx';
import { useServerNow } from '#features/sessions/web/serverClock.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { phaseOf } from '#features/sessions/web/sessionPhase.ts';
import { useAttendance } from '#features/sessions/web/useAttendance.ts';
import { useHosting } from '#features/sessions/web/useHosting.ts';
import { useLiveRoom } from '#features/sessions/web/useLiveRoom.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { part } from '#platform/web/ui/part.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { HostScreen, type HostPart } from '../../screens/live/HostScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useMe } from '../me.ts';
import { StaffPresence } from '../presence/StaffPresence.tsx';
import { useProblemWords } from '../useProblemWords.ts';
import { HostGuests } from './HostGuests.tsx';
import { HostPolls, ItemPolls, OpenPolls, PollWorkshop } from './HostPolls.tsx';
import { HostQuestions, OpenQuestions } from './HostQuestions.tsx';
import { lessonsOf } from './lessonsOf.ts';
import { HostBoard } from './HostBoard.tsx';
import { HostHands, HostTimer } from './HostMoment.tsx';
import { SessionTalk } from './SessionTalk.tsx';
import { preparedFor, useItemOffers, usePreparedPolls } from './useItemOffers.ts';
import { useSaving } from './useSaving.ts';
import { useUp } from './useUp.ts';

// Who shows no picture loads none.
const QrCode = part(() => import('#features/sessions/web/QrCode.tsx'), 'QrCode');

export function HostPage() {
  const { sessionId = '' } = useParams();
  return <HostOf key={sessionId} sessionId={sessionId} />;
}

/** What is shown to whoever wants to come in. */
function wayIn(code: string): WayIn {
  const address = `${location.host}${basePath}/j`;
  const url = `${location.origin}${basePath}${sessionPaths.joining(code)}`;
  return {
    address,
    url,
    qr: (
      <Suspense>
        <QrCode text={url} label={address} />
      </Suspense>
    ),
  };
}

const parts: readonly HostPart[] = ['sheet', 'polls', 'details', 'recordings'];

function HostOf({ sessionId }: { sessionId: string }) {
  const me = useMe();
  const { live } = useRealtime();
  const [search] = useSearchParams();
  const shown = parts.find((name) => name === search.get('part')) ?? 'console';
  const result = useLiveView(sessions, 'session:console', { sessionId });
  useBeingIn(sessionId, result.data);
  const cohortId = result.data?.cohort.id ?? '';
  const plan = useLiveView(
    cohorts,
    'cohorts:plan',
    { cohortId },
    { enabled: shown === 'details' && cohortId !== '' },
  );
  const hosting = useHosting(sessionId);
  const up = useUp(sessionId, result.data?.session.state === 'rehearsal');
  const prepared = usePreparedPolls(sessionId);
  const offers = useItemOffers(sessionId, result.data, prepared, up.banner?.text ?? null);
  const sheet = useSaving();
  const details = useSaving();
  const recordings = useRecordings(sessionId);

  if (isMissing(result) || result.error?.code === 'forbidden') return <NotFound />;
  return (
    <StaffPresence cohortId={cohortId} says="idle">
      <HostScreen
        console={viewOf<SessionConsole>(result)}
        part={shown}
        meId={me.user.id}
        nowMs={serverNowMs}
        hosting={hosting}
        up={up}
        offers={offers}
        prepared={preparedFor(prepared)}
        hands={result.data && <HostHands console={result.data} />}
        timer={result.data && <HostTimer console={result.data} />}
        polls={
          result.data && (
            <>
              <HostPolls console={result.data} />
              <HostBoard session={result.data.session} />
            </>
          )
        }
        workshop={result.data && <PollWorkshop session={result.data.session} />}
        questions={
          result.data && (
            <SessionTalk
              sessionId={sessionId}
              cohortId={result.data.session.cohortId}
              state={result.data.session.state}
              wanted={search.get('question')}
              isTrial={result.data.session.state === 'rehearsal'}
              questions={<HostQuestions session={result.data.session} />}
            />
          )
        }
        guests={result.data && <HostGuests console={result.data} />}
        moreKeys={
          <>
            <MomentKeys />
            <PollKeys />
          </>
        }
        open={(toQuestions) => (
          <>
            <OpenQuestions sessionId={sessionId} toThem={toQuestions} />
            <OpenPolls sessionId={sessionId} />
          </>
        )}
        wayIn={wayIn}
        studentSrc={`${basePath}${sessionPaths.audience(sessionId)}?as=student`}
        sheet={{
          saving: sheet.saving,
          ...(result.data && {
            readyOf: (item) => <ItemPolls session={result.data.session} item={item} />,
          }),
          onSave: ({ revision, rows }) =>
            sheet.save(async () => {
              const agenda = agendaOf(rows);
              await live.api.command(sessions, 'session:set-agenda', { sessionId, revision, agenda });
              // What was written is let go of next: by then the page has to know it.
              await result.refetch();
            }),
        }}
        details={{
          lessons: lessonsOf(plan.data),
          saving: details.saving,
          onSave: ({ startsAt, ...facts }) => {
            const before = Date.parse(result.data?.session.startsAt ?? startsAt);
            // The form knows no seconds.
            const hasMoved = Math.abs(Date.parse(startsAt) - before) >= 60_000;
            void details.save(() =>
              live.api.command(sessions, 'session:change', {
                sessionId,
                ...facts,
                // Once it has begun, its start may not be named any more.
                ...(hasMoved && { startsAt }),
              }),
            );
          },
        }}
        cancel={{ acting: hosting.acting, onOpen: hosting.forget, onCancel: hosting.cancel }}
        recordings={recordings}
      />
    </StaffPresence>
  );
}

/** Staff who run a session are in it, and hear all of it. */
function useBeingIn(sessionId: string, data: SessionConsole | undefined): void {
  const nowMs = useServerNow();
  const phase = data && phaseOf(data.session, nowMs).is;
  const isIn = phase === 'live' || phase === 'waiting';
  useLiveRoom(sessionId, { staff: true, isOpen: isIn || data?.session.state === 'rehearsal' });
  useAttendance(sessionId, isIn);
}

function useRecordings(sessionId: string) {
  const { live } = useRealtime();
  const problemWords = useProblemWords();
  const { saving, save } = useSaving();
  const [removing, setRemoving] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const remove = async (recordingId: string): Promise<void> => {
    setRemoving(recordingId);
    setFault(null);
    try {
      await live.api.command(sessions, 'session:remove-recording', { sessionId, recordingId });
    } catch (problem) {
      setFault(problemWords(problem));
    } finally {
      setRemoving(null);
    }
  };
  return {
    adding: saving,
    removing,
    fault,
    onAdd: (recording: { title: string; url: string }) =>
      save(() => live.api.command(sessions, 'session:add-recording', { sessionId, ...recording })),
    onRemove: (recordingId: string): void => void remove(recordingId),
  };
}
