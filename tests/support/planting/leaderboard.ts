import { leaderboard, leaderboardLimits } from '#features/leaderboard/contract.ts';
import type { TestPerson } from '../house.ts';
import { payloads } from '../xssPayloads.ts';
import type { Plot } from './world.ts';

/** Points for everybody, whose names are payloads, and every payload as the reason. */
export async function plantPoints(
  { planter, ines }: Plot,
  students: readonly TestPerson[],
  sessionId: string,
): Promise<void> {
  for (const [place, payload] of payloads.entries()) {
    const reason = payload.text.slice(0, leaderboardLimits.reasonLength);
    const personId = students[place % students.length]!.userId;
    const adjustment = { sessionId, personId, points: 100 + place, reason };
    await planter.plant(ines, leaderboard, 'leaderboard:adjust', adjustment);
  }
}
