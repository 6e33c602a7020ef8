import type { EventSpec } from '#kernel/contract.ts';
import type { LoggedEvent } from '../log/events.ts';

/** One event as it leaves: `from` tells how many numbers it stands for. */
export interface Frame {
  event: LoggedEvent;
  from: number;
}

/** How a state is told from others of its kind; undefined for facts, which are never replaced. */
export type KeyOf = (event: LoggedEvent) => string | undefined;

/**
 * What is left of a run of events once newer states have replaced older ones with the same key. The run
 * must be contiguous; so are the frames: each one covers from the number after its predecessor's.
 */
export function gather(events: readonly LoggedEvent[], keyOf: KeyOf): Frame[] {
  const newest = new Map<string, number>();
  const keys = events.map((event) => {
    const key = keyOf(event);
    if (key !== undefined) newest.set(`${event.type}\n${key}`, event.seq);
    return key;
  });
  const frames: Frame[] = [];
  let from = events[0]?.seq ?? 0;
  for (const [place, event] of events.entries()) {
    const key = keys[place];
    if (key !== undefined && newest.get(`${event.type}\n${key}`) !== event.seq) continue;
    frames.push({ event, from });
    from = event.seq + 1;
  }
  return frames;
}

/** Reads the key of a logged state by its declaration. */
export function keyByDeclaration(events: ReadonlyMap<string, EventSpec>): KeyOf {
  return ({ type, data }) => {
    const spec = events.get(type);
    if (spec?.kind !== 'state' || !spec.key) return undefined;
    try {
      return spec.key(JSON.parse(data));
    } catch {
      // Told by an older version in another shape: delivered by itself, it replaces nothing and loses nothing.
      return undefined;
    }
  };
}

/** The envelope's JSON, put together from text that was encoded once when the event was logged. */
export function envelopeText({ event, from }: Frame): string {
  const { topic, seq, type, at, data } = event;
  const number = seq === 0 ? '' : `,"seq":${seq}`;
  const covers = from < seq ? `,"from":${from}` : '';
  return `{"topic":"${topic}"${number}${covers},"type":"${type}","at":"${at}","data":${data}}`;
}
