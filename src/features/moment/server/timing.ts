import { Refusal } from '#kernel/refusal.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import { momentLimits, type TimerPurpose, type TimerStanding } from '../contract.ts';
import { heldInTurn } from './hold.ts';
import { tellTimer } from './tell.ts';
import * as store from './timerStore.ts';

interface OfSession {
  sessionId: string;
}

type Stands = TimerStanding | Told<TimerStanding>;

export async function start(
  { tx, tell }: CommandContext,
  input: OfSession & { seconds: number; purpose: TimerPurpose },
): Promise<Stands> {
  await heldInTurn(tx, input.sessionId);
  await store.start(tx, input);
  return tellTimer(tell, input.sessionId);
}

export async function pause({ tx, tell }: CommandContext, { sessionId }: OfSession): Promise<Stands> {
  await heldInTurn(tx, sessionId);
  if (await store.pause(tx, sessionId)) return tellTimer(tell, sessionId);
  const timer = await requiredTimer(tx, sessionId);
  if (timer.leftMs === null) throw new Refusal('conflict', 'The time is up.');
  return { sessionId, timer };
}

export async function resume({ tx, tell }: CommandContext, { sessionId }: OfSession): Promise<Stands> {
  await heldInTurn(tx, sessionId);
  if (await store.resume(tx, sessionId)) return tellTimer(tell, sessionId);
  return { sessionId, timer: await requiredTimer(tx, sessionId) };
}

export async function extend(
  { tx, tell }: CommandContext,
  { sessionId, seconds }: OfSession & { seconds: number },
): Promise<Stands> {
  await heldInTurn(tx, sessionId);
  const mostSeconds = momentLimits.seconds;
  if (await store.extend(tx, sessionId, { seconds, mostSeconds })) return tellTimer(tell, sessionId);
  await requiredTimer(tx, sessionId);
  throw new Refusal('conflict', `A timer lasts ${mostSeconds / 3_600} hours at most.`);
}

export async function stop({ tx, tell }: CommandContext, { sessionId }: OfSession): Promise<Stands> {
  await heldInTurn(tx, sessionId);
  if (!(await store.stop(tx, sessionId))) return { sessionId, timer: null };
  return tellTimer(tell, sessionId);
}

async function requiredTimer(tx: CommandContext['tx'], sessionId: string) {
  const timer = await store.timerOf(tx, sessionId);
  if (!timer) throw new Refusal('conflict', 'There is no timer.');
  return timer;
}
