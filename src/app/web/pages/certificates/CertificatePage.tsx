import { useState } from 'react';
import { useParams } from 'react-router';
import { certificates } from '#features/certificates/contract.ts';
import type { Claiming } from '#features/certificates/web/OwnCertificate.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { CertificateScreen } from '../../screens/certificates/CertificateScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { useProblemWords } from '../useProblemWords.ts';
import { addressOfCertificate } from './addressOfCertificate.ts';

export function CertificatePage() {
  const { cohortId = '' } = useParams();
  return <OwnOne key={cohortId} cohortId={cohortId} />;
}

function OwnOne({ cohortId }: { cohortId: string }) {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const own = useLiveView(certificates, 'certificate:own', { cohortId });
  const [claiming, setClaiming] = useState<Claiming>({ state: 'ready' });

  const claim = async (): Promise<void> => {
    setClaiming({ state: 'claiming' });
    try {
      await live.api.command(certificates, 'certificate:claim', { cohortId });
      setClaiming({ state: 'ready' });
    } catch (problem) {
      setClaiming({ state: 'failed', sentence: wordsOf(problem) });
    }
  };

  if (isMissing(own) || own.error?.code === 'forbidden') return <NotFound />;
  return (
    <CertificateScreen
      cohortId={cohortId}
      own={viewOf(own)}
      claiming={claiming}
      onClaim={() => void claim()}
      addressOf={addressOfCertificate}
    />
  );
}
