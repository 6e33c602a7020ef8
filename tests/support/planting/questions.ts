import { chat } from '#features/chat/contract.ts';
import { qna, questionLimits } from '#features/qna/contract.ts';
import type { TestPerson } from '../house.ts';
import { payloads } from '../xssPayloads.ts';
import { after, type Plot } from './world.ts';

const labels = payloads.map(({ text }) => text).filter((text) => text.length <= questionLimits.labelLength);

/**
 * Every payload as a question of a live session; some are answered with another one, some put into its chat with one, and
 * some dismissed for one.
 */
export async function plantQuestions(
  { planter, ines }: Plot,
  students: readonly TestPerson[],
  sessionId: string,
): Promise<void> {
  for (const [place, payload] of payloads.entries()) {
    const student = students[place % students.length]!;
    const said = { sessionId, text: after(payload).text, anonymous: false };
    const { id: questionId } = await planter.plant(student, qna, 'qa:ask', said);
    await planter.plant(student, qna, 'qa:edit', { questionId, text: payload.text });
    const answer = { questionId, text: `${payload.text}\n\n${after(payload).text}` };
    if (place % 3 === 0) await planter.plant(ines, qna, 'qa:answer', answer);
    const about = { questionId, text: payload.text };
    if (place % 3 === 2) await planter.plant(ines, chat, 'chat:put-question', about);
    if (place % 3 === 1) await planter.plant(ines, qna, 'qa:dismiss', { questionId, reason: payload.text });
    const most = questionLimits.labels;
    const some = labels.slice(place % labels.length).slice(0, most);
    await planter.plant(ines, qna, 'qa:label', { questionId, labels: some });
  }
}
