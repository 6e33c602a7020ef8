import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { dataRights, type ErasurePreview } from '#features/dataRights/contract.ts';
import type { Erasing } from '#features/dataRights/web/ConfirmOther.tsx';
import { useCopy } from '#features/dataRights/web/useCopy.ts';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../../screens/NotFound.tsx';
import { PersonDataScreen } from '../../screens/rights/PersonDataScreen.tsx';
import { useMe } from '../me.ts';
import { useProblemWords } from '../useProblemWords.ts';

export function PersonDataPage() {
  const me = useMe();
  const { userId = '' } = useParams();
  return me.user.platformAdmin ? <DataOf key={userId} userId={userId} /> : <NotFound />;
}

function DataOf({ userId }: { userId: string }) {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const { copy, make } = useCopy({ userId, organisationId: null }, wordsOf);
  const [pseudonym, setPseudonym] = useState<string>();
  const preview = useQuery<ErasurePreview, ApiProblem>({
    queryKey: ['rights', userId],
    queryFn: async ({ signal }) =>
      (await live.api.view(dataRights, 'rights:preview-person', { userId }, { signal })).data,
    enabled: pseudonym === undefined,
    retry: false,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const [keepsCertificates, setKeepsCertificates] = useState(false);
  const [erasing, setErasing] = useState<Erasing>({ state: 'ready' });

  const erase = async (): Promise<void> => {
    if (!preview.data) return;
    setErasing({ state: 'busy' });
    const { seal } = preview.data;
    const input = { userId, seal, keepCertificates: keepsCertificates };
    try {
      const done = await live.api.command(dataRights, 'rights:erase-person', input);
      setPseudonym(done.pseudonym);
    } catch (problem) {
      setErasing({ state: 'failed', sentence: wordsOf(problem) });
      // What would be kept may have changed.
      await preview.refetch();
    }
  };

  if (pseudonym === undefined && isMissing(preview)) return <NotFound />;
  return (
    <PersonDataScreen
      preview={viewOf<ErasurePreview>(preview)}
      pseudonym={pseudonym}
      copying={{
        copy,
        onCopy: (reason) =>
          void make(() => live.api.command(dataRights, 'rights:export-person', { userId, reason })),
      }}
      keepsCertificates={keepsCertificates}
      onKeepCertificates={setKeepsCertificates}
      erasing={erasing}
      onErase={() => void erase()}
    />
  );
}
