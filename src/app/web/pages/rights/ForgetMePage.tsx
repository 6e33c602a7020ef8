import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dataRights, type ErasurePreview } from '#features/dataRights/contract.ts';
import type { Erasing } from '#features/dataRights/web/ConfirmOther.tsx';
import type { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { erasedHere } from '../../house.ts';
import { ForgetMeScreen } from '../../screens/rights/ForgetMeScreen.tsx';
import { useProblemWords } from '../useProblemWords.ts';

export function ForgetMePage() {
  const { live } = useRealtime();
  const wordsOf = useProblemWords();
  const preview = useQuery<ErasurePreview, ApiProblem>({
    queryKey: ['rights', 'mine'],
    queryFn: async ({ signal }) => (await live.api.view(dataRights, 'rights:preview', {}, { signal })).data,
    retry: false,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const [keepsCertificates, setKeepsCertificates] = useState(false);
  const [erasing, setErasing] = useState<Erasing>({ state: 'ready' });

  const erase = async (confirmation: string): Promise<void> => {
    if (!preview.data) return;
    setErasing({ state: 'busy' });
    const { seal } = preview.data;
    try {
      await live.api.command(dataRights, 'rights:erase', {
        seal,
        confirmation,
        keepCertificates: keepsCertificates,
      });
      erasedHere.set(true);
    } catch (problem) {
      setErasing({ state: 'failed', sentence: wordsOf(problem) });
      // What would be kept may have changed.
      await preview.refetch();
    }
  };
  return (
    <ForgetMeScreen
      preview={viewOf<ErasurePreview>(preview)}
      keepsCertificates={keepsCertificates}
      onKeepCertificates={setKeepsCertificates}
      erasing={erasing}
      onErase={(confirmation) => void erase(confirmation)}
    />
  );
}
