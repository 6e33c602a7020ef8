import { useState } from 'react';
import { help, type HelpAnswer } from '#features/help/contract.ts';
import { HelpCard } from '#features/help/web/HelpCard.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { useActing } from '../useActing.ts';

/** Help that a student is offered, on the page of their course. The page stands without it. */
export function OwnHelp({ cohortId }: { cohortId: string }) {
  const { live } = useRealtime();
  const { data } = useLiveView(help, 'help:mine', { cohortId });
  const { acting, run } = useActing();
  const [given, setGiven] = useState<HelpAnswer>();
  const offer = data?.offer;
  if (!offer) return null;
  const answer = (answer: HelpAnswer, reply: string): void => {
    setGiven(answer);
    void run(() => live.api.command(help, 'help:answer', { helpOfferId: offer.id, answer, reply }));
  };
  return <HelpCard key={offer.id} offer={offer} acting={acting} given={given} onAnswer={answer} />;
}
