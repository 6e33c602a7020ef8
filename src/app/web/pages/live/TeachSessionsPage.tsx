import { useNavigate, useParams, useSearchParams } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { OwedQuestions } from '#features/qna/web/host/OwedQuestions.tsx';
import { sessions } from '#features/sessions/contract.ts';
import type { SessionFacts } from '#features/sessions/web/scheduleFields.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { TeachSessionsScreen } from '../../screens/live/TeachSessionsScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useMe } from '../me.ts';
import { lessonsOf } from './lessonsOf.ts';
import { useSaving } from './useSaving.ts';

export function TeachSessionsPage() {
  const { cohortId = '' } = useParams();
  const role = useMe().cohorts.find(({ id }) => id === cohortId)?.role;
  if (role === 'student') return <NotFound />;
  return <TeachSessionsOf key={cohortId} cohortId={cohortId} />;
}

function TeachSessionsOf({ cohortId }: { cohortId: string }) {
  const { live } = useRealtime();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const isPlanning = search.get('part') === 'new';
  const list = useLiveView(sessions, 'session:timetable', { cohortId });
  const plan = useLiveView(cohorts, 'cohorts:plan', { cohortId }, { enabled: isPlanning });
  const hasEnded = list.data?.sessions.some(({ state }) => state === 'ended') ?? false;
  const { saving, save } = useSaving();
  const schedule = (facts: SessionFacts): Promise<boolean> =>
    save(async () => {
      const planned = await live.api.command(sessions, 'session:schedule', { cohortId, ...facts });
      // What comes next is its run sheet.
      await navigate(`${sessionPaths.host(planned.session.id)}?part=sheet`);
    });

  if (isMissing(list) || list.error?.code === 'forbidden') return <NotFound />;
  return (
    <TeachSessionsScreen
      cohortId={cohortId}
      list={viewOf(list)}
      isPlanning={isPlanning}
      lessons={lessonsOf(plan.data)}
      owed={
        hasEnded && (
          <OwedQuestions
            cohortId={cohortId}
            deskHref={(sessionId, questionId) => `${sessionPaths.host(sessionId)}?question=${questionId}`}
          />
        )
      }
      saving={saving}
      onSchedule={(facts) => void schedule(facts)}
      onPlanning={(on) => setSearch(on ? { part: 'new' } : {}, { replace: !on })}
    />
  );
}
