import { polls, pollLimits, type DeskPoll, type WrittenPoll } from '#features/polls/contract.ts';
import type { TestPerson } from '../house.ts';
import { payloads } from '../xssPayloads.ts';
import { after, type Plot } from './world.ts';

const units = payloads.map(({ text }) => text).filter((text) => text.length <= pollLimits.unitLength);

/**
 * Every payload as a poll of a live session and as an option, and as what somebody wrote in a poll; some are hidden.
 * The newest polls are open.
 */
export async function plantPolls(
  { planter, ines }: Plot,
  students: readonly TestPerson[],
  sessionId: string,
): Promise<void> {
  for (const [place, payload] of payloads.entries()) {
    const { text: label } = after(payload);
    const labels = [payload.text, label].map((text) => text.slice(0, pollLimits.labelLength));
    const multiple = asked('multiple', label, { options: labels });
    const draft = await planter.plant(ines, polls, 'poll:draft', { sessionId, ...multiple });
    const edited = { pollId: draft.id, ...multiple, prompt: payload.text };
    const { options } = await planter.plant(ines, polls, 'poll:edit', edited);
    if (place % 3 === 0) await planter.plant(ines, polls, 'poll:open', { pollId: draft.id });
    if (place % 6 === 0)
      await vote(students[place % students.length]!, draft.id, { optionIds: [options[0]!.id] });

    if (place % 10 === 1) {
      const single = asked('single', label, { options: labels });
      const { id } = await planter.plant(ines, polls, 'poll:launch', { sessionId, ...single });
      await planter.plant(ines, polls, 'poll:close', { pollId: id });
    }

    const text = asked('text', payload.text, { results: 'live', anonymity: 'named' });
    const { id: pollId } = await planter.plant(ines, polls, 'poll:launch', { sessionId, ...text });
    const { choice } = await vote(students[place % students.length]!, pollId, { texts: [payload.text] });
    // As it was kept: blanks are one.
    const hidden = { pollId, text: choice!.texts[0]!, hidden: true };
    if (place % 5 === 0) await planter.plant(ines, polls, 'poll:hide-text', hidden);
    if (place < payloads.length - 3) await planter.plant(ines, polls, 'poll:close', { pollId });
  }
  for (const unit of units) {
    const range = { least: 0, most: 10, unit };
    const { id } = await numbered('poll:launch', { sessionId, ...asked('number', unit, { range }) });
    const draft = await numbered('poll:draft', { sessionId, ...asked('number', unit, { range }) });
    await planter.plant(ines, polls, 'poll:edit', {
      ...{ pollId: draft.id, ...asked('number', unit, { range }) },
    });
    await planter.plant(ines, polls, 'poll:close', { pollId: id });
  }

  function numbered(command: 'poll:launch' | 'poll:draft', input: WrittenPoll & { sessionId: string }) {
    return planter.plant(ines, polls, command, input);
  }

  function vote(as: TestPerson, pollId: string, choice: { optionIds?: string[]; texts?: string[] }) {
    const empty = { optionIds: [], texts: [], number: null };
    return planter.plant(as, polls, 'poll:vote', { pollId, ...empty, ...choice });
  }
}

function asked(kind: DeskPoll['kind'], prompt: string, more: Partial<WrittenPoll> = {}): WrittenPoll {
  return {
    ...{ kind, prompt, options: [], right: [], range: null, seconds: null },
    ...{ results: 'on-reveal', anonymity: 'confidential' },
    ...more,
  };
}
