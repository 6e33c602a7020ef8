import { useState } from 'react';
import { help, type HelpAnswer, type OwnHelpOffer } from '#features/help/contract.ts';
import { HelpCard } from '#features/help/web/HelpCard.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { useActing } from '../useActing.ts';

/** Help that a student is offered, on the page of their course. The page stands without it. */
export function OwnHelp({ cohortId }: { cohortId: string }) {
  const { data } = useLiveView(help, 'help:mine', { cohortId });
  return data?.offer ? <Offered key={data.offer.id} offer={data.offer} /> : null;
}

function Offered({ offer }: { offer: OwnHelpOffer }) {
  const { live } = useRealtime();
  const { acting, run } = useActing();
  const [given, setGiven] = useState<HelpAnswer>();
  const answer = (answer: HelpAnswer, reply: string): void => {
    setGiven(answer);
    void run(() => live.api.command(help, 'help:answer', { helpOfferId: offer.id, answer, reply }));
  };
  return <HelpCard offer={offer} acting={acting} given={given} onAnswer={answer} />;
}
