import { csv } from '#platform/server/csv.ts';
import type { Bytes, CommandContext, ViewContext } from '#platform/server/feature.ts';
import type { Told } from '#platform/server/log/events.ts';
import type { OwnPulse } from '../contract.ts';
import { heldLive } from './hold.ts';
import * as store from './pulseStore.ts';
import { tellOwnPulse, tellPulse } from './tell.ts';

type Standing = OwnPulse & { sessionId: string };

/** Says how the session is for one now; it counts until one says something else. */
export async function say(
  { actor, tx, tell }: CommandContext,
  { sessionId, pace, clarity }: Standing,
): Promise<Standing | Told<Standing>> {
  await heldLive(tx, sessionId);
  const personId = actor.userId;
  const saidAt = await store.say(tx, { sessionId, personId, pace, clarity });
  if (!saidAt) return { sessionId, pace, clarity };
  tellPulse(tell, sessionId, saidAt);
  return tellOwnPulse(tell, sessionId, personId);
}

/** The line as it leaves the house: counts, and nothing of who said what. */
export async function pulseCsv({ tx }: ViewContext, { sessionId }: { sessionId: string }): Promise<Bytes> {
  const { line } = await store.pulseOf(tx, sessionId);
  const header = ['minute', 'too slow', 'right pace', 'too fast', 'lost', 'partly clear', 'clear'];
  const rows = line.map(({ minute, pace, clarity }) => [
    ...[minute, pace['too-slow'], pace.right, pace['too-fast']],
    ...[clarity.lost, clarity.partly, clarity.clear],
  ]);
  const bytes = csv(header, rows);
  return { type: 'text/csv; charset=utf-8', bytes, inline: false, fileName: 'pulse.csv' };
}
