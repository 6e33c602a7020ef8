import { help } from '#features/help/contract.ts';
import type { TestPerson } from '../house.ts';
import { payloads } from '../xssPayloads.ts';
import type { Plot } from './world.ts';

/** Help with all payloads in what is offered and answered: the first student had most of it and is offered the last. */
export async function plantHelp(
  { planter, ines, cohortId }: Plot,
  students: readonly TestPerson[],
): Promise<void> {
  const [first] = students;
  for (const [place, payload] of payloads.entries()) {
    const { id } = await planter.plant(ines, help, 'help:offer', {
      ...{ cohortId, studentId: first!.userId, text: payload.text },
    });
    await planter.plant(first!, help, 'help:answer', {
      ...{ helpOfferId: id, answer: 'accepted', reply: payload.text },
    });
    if (place < payloads.length - 1)
      await planter.plant(ines, help, 'help:close', { helpOfferId: id, outcome: 'helped' });
  }
}
