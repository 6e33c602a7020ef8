import { newId } from '#kernel/ids.ts';
import { restoreTold } from '#features/notifications/server/restore.ts';
import type { Tx } from '#platform/server/db/database.ts';

interface InformedClass {
  cohortId: string;
  enrolmentId: string;
  inesId: string;
  amaraId: string;
  jonasId: string;
  /** In which Jonas speaks to Amara in the cohort's channel. */
  mention: { messageId: string; at: Date };
}

const dayMs = 86_400_000;

/** What Amara finds in her bell: one thing that is new to her, and one that she has read. */
export async function inform(tx: Tx, informed: InformedClass, now: Date): Promise<void> {
  const { cohortId, enrolmentId, inesId, amaraId, jonasId, mention } = informed;
  const { messageId } = mention;
  await restoreTold(tx, [
    {
      ...{ personId: amaraId, at: new Date(now.getTime() - 2 * dayMs), isRead: true },
      news: {
        ...{ type: 'enrolled', effectKey: `enrolled/${enrolmentId}/${newId()}`, cohortId, by: inesId },
        ...{ title: '', subject: { kind: 'cohort' } },
      },
    },
    {
      ...{ personId: amaraId, at: mention.at, isRead: false },
      news: {
        ...{ type: 'mention', effectKey: `message/${messageId}`, cohortId, by: jonasId, title: '' },
        subject: { kind: 'message', channelId: cohortId, messageId, threadId: null, inSession: false },
      },
    },
  ]);
}
