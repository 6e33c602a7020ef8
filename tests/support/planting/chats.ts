import { chat, chatLimits } from '#features/chat/contract.ts';
import type { TestPerson } from '../house.ts';
import { payloads } from '../xssPayloads.ts';
import { after, type Plot } from './world.ts';

const names = payloads
  .map(({ text }) => text)
  .filter((text) => text.trim() !== '' && text.length <= chatLimits.channelNameLength);

/** Every payload as a message in a cohort's channel and in a session's; some as replies, and some reported for. */
export async function plantChats(
  { planter, cohortId, ines }: Plot,
  students: readonly TestPerson[],
  sessionId: string,
): Promise<void> {
  const say = async (place: number, channelId: string): Promise<string> => {
    const payload = payloads[place]!;
    const student = students[place % students.length]!;
    const mentions = [students[(place + 1) % students.length]!.userId];
    const said = { channelId, calls: 'nobody' as const };
    const message = { ...said, text: after(payload).text, threadId: null, mentions };
    const { id: messageId } = await planter.plant(student, chat, 'chat:send', message);
    await planter.plant(student, chat, 'chat:edit', { messageId, text: payload.text });
    const reply = { ...said, text: payload.text, threadId: messageId, mentions: [] };
    if (place % 3 === 0) await planter.plant(ines, chat, 'chat:send', reply);
    if (place % 5 === 1) await planter.plant(ines, chat, 'chat:pin', { messageId, on: true });
    return messageId;
  };
  for (const [place, { text: reason }] of payloads.entries()) {
    const messageId = await say(place, sessionId);
    if (place % 3 === 1) await planter.plant(ines, chat, 'chat:report', { messageId, reason });
    await say(place, cohortId);
  }
  for (const name of names.slice(0, chatLimits.channels - 1))
    await planter.plant(ines, chat, 'chat:open-channel', { cohortId, name });
  for (const name of names.slice(0, 20))
    await planter.plant(ines, chat, 'chat:rename-channel', { channelId: cohortId, name });
}
