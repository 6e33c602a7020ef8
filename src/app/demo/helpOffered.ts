import { restoreOffers } from '#features/help/server/restore.ts';
import type { Tx } from '#platform/server/db/database.ts';

interface OfferedTo {
  cohortId: string;
  inesId: string;
  /** Those who are furthest behind: one has said yes, the other nothing yet. */
  behindIds: readonly [string, string];
}

const minuteMs = 60_000;

/** Whom Ines has offered help, so that she finds on her page what is hers to do next. */
export async function offerHelpTo(
  tx: Tx,
  { cohortId, inesId, behindIds }: OfferedTo,
  now: Date,
): Promise<void> {
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * minuteMs);
  const [agreed, silent] = behindIds;
  await restoreOffers(tx, [
    {
      ...{ cohortId, studentId: agreed, offeredBy: inesId, offeredAt: ago(190) },
      text: 'You have not got into the lessons yet. Shall we go through the first one together?',
      answer: { state: 'accepted', reply: 'Yes, please. After the session today?', at: ago(35) },
    },
    {
      ...{ cohortId, studentId: silent, offeredBy: inesId, offeredAt: ago(20) },
      text: 'I have half an hour before the next session, if something does not work for you.',
      answer: null,
    },
  ]);
}
