import { useParams } from 'react-router';
import { sessions } from '#features/sessions/contract.ts';
import { useReportWords } from '#features/sessions/web/report/useReportWords.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { useMe } from '../me.ts';
import { OwnReport } from './OwnReport.tsx';
import { StaffReport } from './StaffReport.tsx';

/** One address for everybody: staff find all of it, those who took part what they may see. */
export function ReportPage() {
  const { sessionId = '' } = useParams();
  const me = useMe();
  const { t } = useReportWords();
  const session = useLiveView(sessions, 'session:one', { sessionId });
  const line = me.cohorts.find(({ id }) => id === session.data?.cohortId);
  if (isMissing(session) || (session.data && !line)) return <NotFound />;
  return (
    <Shown
      view={viewOf(session)}
      page
      loading={t('loading')}
      failed={t('failed')}
      bones={<SheetBones lines={3} />}
    >
      {(data) =>
        line?.role === 'student' ? (
          <OwnReport key={sessionId} session={data} />
        ) : (
          <StaffReport key={sessionId} sessionId={sessionId} />
        )
      }
    </Shown>
  );
}
