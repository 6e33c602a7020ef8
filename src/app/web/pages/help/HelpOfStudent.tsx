import { cohorts } from '#features/cohorts/contract.ts';
import { help } from '#features/help/contract.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { StudentHelpPart } from '../../screens/StudentHelpPart.tsx';
import { useActing } from '../useActing.ts';
import { useAskedId } from '../useAskedId.ts';

/** For staff: what help one student was offered, on the student's page. */
export function HelpOfStudent({
  cohortId,
  studentId,
  name,
}: {
  cohortId: string;
  studentId: string;
  name: string;
}) {
  const { live } = useRealtime();
  const topics = [cohorts.topics.cohortStaff.of({ cohortId })];
  const offers = useLiveView(help, 'help:student', { cohortId, studentId }, { topics });
  const standing = offers.data?.offers.find(({ state }) => state !== 'closed');
  const offering = useActing(standing?.id);
  const closing = useActing(standing?.id);
  const { idOf, onAnswer } = useAskedId();
  const offer = async (text: string): Promise<boolean> => {
    const input = { cohortId, studentId, text };
    const isDone = await offering.run(() =>
      live.api.command(help, 'help:offer', input, { commandId: idOf(input) }),
    );
    if (isDone) onAnswer();
    return isDone;
  };
  return (
    <StudentHelpPart
      student={name}
      offers={viewOf(offers)}
      offering={offering.acting}
      onOffer={offer}
      closing={closing.acting}
      onClose={(helpOfferId, outcome) =>
        void closing.run(() => live.api.command(help, 'help:close', { helpOfferId, outcome }))
      }
    />
  );
}
