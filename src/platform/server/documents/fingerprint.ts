import { createHash } from 'node:crypto';
import { bodyType, isHttpOnly, WIRE_VERSION } from '#kernel/contract.ts';
import { deliveryClasses } from '#kernel/delivery.ts';
import { bye, envelope, ready, resync } from '#kernel/envelope.ts';
import { problem, refusalCodes } from '#kernel/refusal.ts';
import type { z } from 'zod';
import { heardEvents, type Catalogue } from '../catalogue.ts';
import { inlined, SchemaShelf, type Direction } from './schemas.ts';

/** The wire as it was written down last: which version it is, and a mark for each of its parts. */
export interface WireRecord {
  version: number;
  /** sha-256 over everything that a client can notice. */
  fingerprint: string;
  /** `command progress:complete` → the first letters of its own hash, to tell what changed. */
  parts: Record<string, string>;
}

export interface WireChange {
  added: string[];
  changed: string[];
  removed: string[];
}

/** sha-256 over all that a client can notice; words that only people read are left out. */
export function wireFingerprint(catalogue: Catalogue): string {
  return wireRecord(catalogue).fingerprint;
}

export function wireRecord(catalogue: Catalogue, version: number = WIRE_VERSION): WireRecord {
  const parts = wireParts(catalogue);
  return {
    version,
    fingerprint: hashOf({ version, parts }),
    parts: Object.fromEntries(
      Object.keys(parts)
        .toSorted()
        .map((name) => [name, hashOf(parts[name]).slice(0, 12)]),
    ),
  };
}

export function wireChange(before: WireRecord, after: WireRecord): WireChange {
  const names = Object.keys(after.parts);
  return {
    added: names.filter((name) => !(name in before.parts)),
    changed: names.filter((name) => name in before.parts && before.parts[name] !== after.parts[name]),
    removed: Object.keys(before.parts).filter((name) => !(name in after.parts)),
  };
}

/**
 * Why the wire of now may not be written down over the former one; undefined when it may: what clients
 * know already is only changed or taken away under a new version, what is new may come at any time.
 */
export function objectionTo(before: WireRecord, after: WireRecord): string | undefined {
  if (after.version < before.version) {
    return (
      `WIRE_VERSION is ${after.version}, and ${before.version} is written down already: ` +
      'a version never goes down.'
    );
  }
  const { changed, removed } = wireChange(before, after);
  if (after.version > before.version || changed.length + removed.length === 0) return undefined;
  return [
    `The wire is no longer the one that clients of version ${before.version} were written for:`,
    ...changed.map((name) => `  changed: ${name}`),
    ...removed.map((name) => `  gone: ${name}`),
    'Raise WIRE_VERSION in src/kernel/contract.ts, then run: npm run documents',
  ].join('\n');
}

function wireParts(catalogue: Catalogue): Record<string, unknown> {
  const parts: Record<string, unknown> = {};
  for (const [name, spec] of catalogue.commands) {
    const { http, input, output, takes, refusals } = spec;
    parts[`command ${name}`] = {
      http,
      doors: isHttpOnly(spec) ? 'http' : 'all',
      ...(takes && 'bytes' in takes && { body: bodyType(takes) }),
      input: seen(input, 'input'),
      output: seen(output, 'output'),
      refusals: (refusals ?? []).toSorted(),
    };
  }
  for (const [name, { http, input, data }] of catalogue.views) {
    parts[`view ${name}`] = {
      http,
      input: seen(input, 'input'),
      data: data === 'bytes' ? 'bytes' : seen(data, 'output'),
    };
  }
  for (const [name, { kind, delivery, data, key, on }] of heardEvents(catalogue)) {
    parts[`event ${name}`] = {
      kind,
      delivery,
      road: deliveryClasses[delivery].road,
      hasKey: key !== undefined,
      data: seen(data, 'output'),
      on: on.map(({ pattern }) => pattern).toSorted(),
    };
  }
  for (const { pattern } of catalogue.topicKinds) parts[`topic ${pattern}`] = pattern;
  for (const [code, { status }] of Object.entries(refusalCodes)) parts[`refusal ${code}`] = status;
  const words = { envelope, ready, resync, bye, problem };
  for (const [name, schema] of Object.entries(words)) parts[`word ${name}`] = seen(schema, 'output');
  return parts;
}

const onlyForPeople = new Set(['description', 'title', 'examples', 'example', '$comment']);
/** Lists whose order says nothing. */
const unordered = new Set(['required', 'enum']);

function seen(schema: z.ZodType, io: Direction): unknown {
  const shelf = new SchemaShelf();
  return noticeable(inlined(shelf.put(schema, io), shelf.named), false);
}

/** What is left of a schema when the words for people are gone; fields that happen to be called so stay. */
function noticeable(part: unknown, areFields: boolean): unknown {
  if (Array.isArray(part)) return part.map((one) => noticeable(one, false));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part)
      .filter(([key]) => areFields || !onlyForPeople.has(key))
      .map(([key, value]) => {
        if (!areFields && unordered.has(key) && Array.isArray(value))
          return [key, (value as string[]).toSorted()];
        return [key, noticeable(value, !areFields && key === 'properties')];
      }),
  );
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

/** JSON with its keys in order: the same value is the same text, however it was put together. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
