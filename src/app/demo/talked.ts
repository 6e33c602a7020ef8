import { newId } from '#kernel/ids.ts';
import { restoreMessages, type MessageToRestore } from '#features/chat/server/restore.ts';
import { readTo } from '#features/chat/server/store.ts';
import type { Tx } from '#platform/server/db/database.ts';

interface TalkingClass {
  cohortId: string;
  inesId: string;
  amaraId: string;
  jonasId: string;
  /** The rest of the class. */
  classmateIds: readonly string[];
}

const minuteMs = 60_000;
/** How many of the newest messages Amara finds unread. */
const unreadByAmara = 3;

/**
 * What the class has said in its channel over the last two days, with a thread, something pinned and reactions.
 *
 * @returns the message that speaks to Amara
 */
export async function talk(
  tx: Tx,
  people: TalkingClass,
  now: Date,
): Promise<{ messageId: string; at: Date }> {
  const { cohortId, inesId, amaraId, jonasId, classmateIds } = people;
  const channel = { channelId: cohortId, cohortId };
  const [first, second, third] = classmateIds as [string, string, string];
  const said = (
    authorId: string,
    minutesAgo: number,
    text: string,
    more: Partial<MessageToRestore> = {},
  ): MessageToRestore => ({
    ...{ authorId, isStaff: authorId === inesId, text },
    ...{ at: new Date(now.getTime() - minutesAgo * minuteMs), ...more },
  });
  const mention = {
    ...said(jonasId, 120, '@Amara Osei, did you not have one with dates?', { mentions: [amaraId] }),
    id: newId(),
  };
  const last = await restoreMessages(tx, channel, [
    said(
      inesId,
      2_700,
      'Welcome, everybody! This channel stays open for as long as the cohort. **Ask here** what does not need a ' +
        'meeting, and help each other. The plan is in the course; the recordings are with the sessions.',
      {
        pinned: true,
        reactions: [{ kind: 'celebrate', personIds: [amaraId, jonasId, ...classmateIds.slice(0, 9)] }],
      },
    ),
    said(first, 2_640, 'Good morning! I work in customer support and want to spend less time on summaries.'),
    said(
      jonasId,
      2_100,
      'For the second lesson I had to say what the answer is **not** for. Before and after:\n\n```text\nSummarise this.\n\nSummarise this for somebody who was not there,\nin five lines, and say what is still undecided.\n```',
      {
        reactions: [{ kind: 'thumbsUp', personIds: [inesId, amaraId, first, second] }],
        replies: [
          said(inesId, 2_080, 'That last line is the one most people forget.'),
          said(second, 2_050, 'I took it over for our minutes, thank you.', {
            reactions: [{ kind: 'heart', personIds: [jonasId] }],
          }),
        ],
      },
    ),
    said(
      second,
      1_300,
      'Does anybody have a good example of a request that went wrong? I collect some for my team.',
    ),
    said(third, 190, 'I have one: it gave me a very convincing source that does not exist.', {
      reactions: [{ kind: 'eyes', personIds: [jonasId, inesId] }],
    }),
    mention,
    said(inesId, 45, 'Bring them along: the next session is about exactly that. See you soon.'),
  ]);
  await readTo(tx, { channelId: cohortId, personId: amaraId, position: last - unreadByAmara });
  return { messageId: mention.id, at: mention.at };
}
