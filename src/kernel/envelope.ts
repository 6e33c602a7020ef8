import { z } from 'zod';

/**
 * What travels through every door. `seq` is contiguous per topic; `from` is there when a gathered frame
 * covers several numbers (from … seq); a signal, which is never logged, has neither.
 */
export const envelope = z
  .object({
    topic: z.string(),
    seq: z.number().int().positive().optional(),
    from: z.number().int().positive().optional(),
    type: z.string(),
    at: z.iso.datetime(),
    data: z.unknown(),
  })
  .meta({ id: 'Envelope' });

export type Envelope = z.output<typeof envelope>;

/** Why a topic starts over from a snapshot instead of going on from a cursor. */
export const resyncReason = z.enum([
  /** No cursor was given for this topic. */
  'start',
  /** The numbers were counted anew (restore, or the topic was retired and came back). */
  'epoch',
  /** The cursor is ahead of the log. */
  'ahead',
  /** The events right after the cursor are no longer kept. */
  'truncated',
  /** The cursor could not be read. */
  'malformed',
]);
export type ResyncReason = z.output<typeof resyncReason>;

/** Tells the reader to fetch its snapshots of `topics` again, by the same path as at first load. */
export const resync = z
  .object({ topics: z.array(z.object({ topic: z.string(), reason: resyncReason })) })
  .meta({ id: 'Resync' });
export type Resync = z.output<typeof resync>;

/** Why the server ends a connection, or takes topics from it. */
export const byeReason = z.enum([
  'drain',
  'signed_out',
  'revoked',
  'too_slow',
  'silent',
  'handover',
  'unavailable',
]);
export type ByeReason = z.output<typeof byeReason>;

export const bye = z
  .object({
    reason: byeReason,
    /** Topics that were taken away; absent when the whole connection ends. */
    topics: z.array(z.string()).optional(),
    /** When to come back, in ms; absent when coming back is no use. */
    retryMs: z.number().int().optional(),
  })
  .meta({ id: 'Bye' });
export type Bye = z.output<typeof bye>;

/** First word on every connection. */
export const ready = z
  .object({
    connectionId: z.string(),
    topics: z.array(z.string()),
    cursor: z.string(),
    /** How often the reader says that it is still there, in ms. */
    beatMs: z.number().int(),
    /** Silence after which the reader should take the connection for dead, in ms. */
    silenceMs: z.number().int(),
    wireVersion: z.number().int(),
  })
  .meta({ id: 'Ready' });
export type Ready = z.output<typeof ready>;
