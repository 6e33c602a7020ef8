import type { ChatMessage } from '#features/chat/contract.ts';
import type { Academy, TestHouse, TestPerson } from './house.ts';

type Writer = 'amara' | 'jonas' | 'ines' | 'paula';

/** Messages of the north, of somebody else and of each who may write. */
export interface ChatsHeld {
  /** Of a guest who belongs to the cohort. */
  message: string;
  reported: string;
  amaraId: string;
  own: Record<Writer, { edited: string; deleted: string }>;
}

export async function chatsHeld(
  house: TestHouse,
  people: Record<Writer | 'guest', TestPerson>,
): Promise<ChatsHeld> {
  const { cohortId } = house.north;
  const send = async (as: TestPerson): Promise<string> => {
    const path = `/api/channels/${cohortId}/messages`;
    const answer = await house.ask('POST', path, { as, body: { text: 'Hello' } });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return (answer.body as { data: ChatMessage }).data.id;
  };
  const ownOf = async (name: Writer) => ({
    edited: await send(people[name]),
    deleted: await send(people[name]),
  });
  return {
    message: await send(people.guest),
    reported: await send(people.guest),
    amaraId: people.amara.userId,
    own: {
      amara: await ownOf('amara'),
      jonas: await ownOf('jonas'),
      ines: await ownOf('ines'),
      paula: await ownOf('paula'),
    },
  };
}

interface ChatExample {
  about: 'the cohort';
  input: Record<string, unknown>;
  passes?: string;
  own?: Partial<
    Record<'jonas, another student' | 'ines, instructor' | 'paula, administrator', Record<string, unknown>>
  >;
}

/** Something to ask with for every command, view and topic of the chat room. */
export function chatExamples(
  { cohortId }: Academy,
  { message, reported, amaraId, own }: ChatsHeld,
): Record<string, ChatExample[]> {
  const one = (input: Record<string, unknown>, passes?: string): ChatExample[] => [
    { about: 'the cohort', input, ...(passes !== undefined && { passes }) },
  ];
  const channelId = cohortId;
  const about = (more: object = {}): ChatExample[] => one({ messageId: message, ...more });
  const ofOwn = (which: 'edited' | 'deleted', more: object = {}): ChatExample[] => [
    {
      about: 'the cohort',
      input: { messageId: own.amara[which], ...more },
      own: {
        'jonas, another student': { messageId: own.jonas[which] },
        'ines, instructor': { messageId: own.ines[which] },
        'paula, administrator': { messageId: own.paula[which] },
      },
    },
  ];
  const ofChannel = one({ channelId });
  const ofCohort = one({ cohortId });
  return {
    'chat:send': one({ channelId, text: 'Good morning', threadId: message }),
    'chat:edit': ofOwn('edited', { text: 'Good evening' }),
    'chat:delete': ofOwn('deleted'),
    'chat:react': about({ kind: 'heart', on: true }),
    'chat:read': one({ channelId, position: 1 }),
    'chat:type': ofChannel,
    'chat:report': one({ messageId: reported, reason: 'Rude.' }),
    'chat:settle': one({ messageId: reported }),
    'chat:pin': about({ on: true }),
    'chat:set-up': one({ channelId, slowSeconds: 0, locked: false, staffReplies: false }),
    'chat:lock-person': one({ channelId, personId: amaraId, minutes: 0 }),
    'chat:open-channel': one({ cohortId, name: 'Team' }),
    'chat:rename-channel': one({ channelId, name: 'Everybody' }),
    'chat:channels': ofCohort,
    'chat:room': ofChannel,
    'chat:page': one({ channelId, direction: 'before', position: 9 }),
    'chat:thread': about(),
    'chat:search': one({ cohortId, words: 'hello' }),
    'chat:people': ofCohort,
    'chat:desk': ofCohort,
    'chat:revisions': about(),
    'chat:summary': ofChannel,
    'chat:export-csv': ofChannel,
    'chat:export-json': ofChannel,
    'channel/:channelId': ofChannel,
  };
}
