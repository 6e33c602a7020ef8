import type { MomentActs, Part } from './useMomentActs.ts';
import { useMomentDeskWords } from './useMomentDeskWords.ts';

/** Why what was pressed did not come to anything. */
export function FaultLine({ acts, part }: { acts: MomentActs; part: Part }) {
  const { t } = useMomentDeskWords();
  const reason = acts.faultOf(part);
  return (
    reason !== null && (
      <p role="alert" className="text-live">
        {t('desk.notDone', { reason })}
      </p>
    )
  );
}
