import { useState, type ComponentProps } from 'react';
import { useParams } from 'react-router';
import { certificates } from '#features/certificates/contract.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { CohortCertificatesScreen } from '../../screens/certificates/CohortCertificatesScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useProblemWords } from '../useProblemWords.ts';

type ScreenProps = ComponentProps<typeof CohortCertificatesScreen>;

export function CohortCertificatesPage() {
  const { cohortId = '' } = useParams();
  return <OfCohort key={cohortId} cohortId={cohortId} />;
}

function OfCohort({ cohortId }: { cohortId: string }) {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const issued = useLiveView(certificates, 'certificate:cohort', { cohortId }, { topics });
  const [asking, setAsking] = useState<ScreenProps['asking']>();
  const [deciding, setDeciding] = useState<ScreenProps['deciding']>({ state: 'ready' });

  const decide = async (reason: string): Promise<void> => {
    if (!asking) return;
    setDeciding({ state: 'busy' });
    const input = { cohortId, certificateId: asking.certificate.id, reason };
    try {
      await live.api.command(certificates, `certificate:${asking.decision}`, input);
      setAsking(undefined);
    } catch (problem) {
      setDeciding({ state: 'failed', sentence: wordsOf(problem) });
    }
  };

  if (isMissing(issued)) return <NotFound />;
  return (
    <CohortCertificatesScreen
      cohortId={cohortId}
      issued={viewOf(issued)}
      asking={asking}
      deciding={deciding}
      onAsk={(decision, certificate) => {
        setDeciding({ state: 'ready' });
        setAsking({ decision, certificate });
      }}
      onDecide={(reason) => void decide(reason)}
      onClose={() => setAsking(undefined)}
    />
  );
}
