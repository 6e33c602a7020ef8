import { moment } from '#features/moment/contract.ts';
import type { TestPerson } from '../house.ts';
import { payloads } from '../xssPayloads.ts';
import type { Plot } from './world.ts';

/** Every payload as what was said to a live session, one after the other; the last is up. Everybody has a hand up. */
export async function plantMoments(
  { planter, ines }: Plot,
  students: readonly TestPerson[],
  sessionId: string,
): Promise<void> {
  for (const { text } of payloads) {
    const { id: bannerId } = await planter.plant(ines, moment, 'banner:say', { sessionId, text });
    await planter.plant(students[0]!, moment, 'banner:acknowledge', { sessionId, bannerId });
  }
  for (const student of students) await planter.plant(student, moment, 'hand:raise', { sessionId });
}
