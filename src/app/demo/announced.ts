import { restoreSent } from '#features/announcements/server/restore.ts';
import type { Tx } from '#platform/server/db/database.ts';

interface AnnouncedTo {
  organisationId: string;
  cohortId: string;
  inesId: string;
  amaraId: string;
  /** The rest of the class. */
  classmateIds: readonly string[];
}

const hourMs = 3_600_000;
/** Of the class, who has not looked yet. */
const late = 5;

/** What Ines has told her class so far: one thing that stays above all, and one that Amara has not seen. */
export async function announceTo(tx: Tx, to: AnnouncedTo, now: Date): Promise<void> {
  const { organisationId, cohortId, inesId, amaraId, classmateIds } = to;
  const told = { organisationId, cohortId, authorId: inesId, personIds: [amaraId, ...classmateIds] };
  await restoreSent(tx, [
    {
      ...{ ...told, pinned: true, sentAt: new Date(now.getTime() - 50 * hourMs) },
      ...{ title: 'How these days go', text: welcome, seenBy: [amaraId, ...classmateIds] },
    },
    {
      ...{ ...told, pinned: false, sentAt: new Date(now.getTime() - 2 * hourMs) },
      ...{ title: 'Slides of the first session are up', text: slides },
      seenBy: classmateIds.slice(0, -late),
    },
  ]);
}

const welcome = `Welcome. Three things before we begin:

- Live sessions stand on your home page, with the time on your own clock.
- What is due stands there as well, and nobody is graded on what they ask.
- If something does not work, **say so in the chat**: somebody else has the same.`;

const slides =
  'They stand with the recording. Have a look at the third part before the next session: we begin there.';
