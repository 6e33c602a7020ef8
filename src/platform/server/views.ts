import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ViewSpec } from '#kernel/contract.ts';
import { Refusal } from '#kernel/refusal.ts';
import { scopeOf } from '#kernel/relations.ts';
import { requireAccess, type Access } from './access.ts';
import type { Catalogue } from './catalogue.ts';
import type { Database, Queryable } from './db/database.ts';
import { encodeCursor } from './delivery/cursor.ts';
import { Later, type Actor, type AnyFeature, type Bytes, type ViewContext } from './feature.ts';
import { inputOf } from './input.ts';
import type { Limits } from './limits.ts';
import type { Log } from './log/log.ts';
import { placeOf } from './network.ts';

/** @param seen tags of answers that the asker still has */
export type Look = (
  name: string,
  actor: Actor,
  input: unknown,
  address: string,
  seen?: readonly string[],
) => Promise<Looked>;

export interface Looked {
  /** Undefined when the answer is one of those seen: then it was not made, or is not to be sent. */
  data: unknown | Bytes;
  cursor: string;
  /** Of a cached view's answer: the same for the same answer to the same person. */
  tag: string | undefined;
}

type Handler = (context: ViewContext<Actor>, input: unknown) => Promise<unknown>;
type Version = (context: ViewContext<Actor>, input: unknown) => Promise<string>;
type Follow = (actor: Actor, input: unknown, tx: Queryable) => readonly string[] | Promise<readonly string[]>;

/** Of views for anyone, by one address or person: a class behind one gate looks, a guesser of links gets not far. */
const strangersLook = { times: 600, perMs: 60_000 };

/**
 * Fetches views. What is shown and where listening starts are read in one consistent look at the database,
 * so that nothing falls between them.
 */
export function viewer(parts: {
  catalogue: Catalogue;
  features: readonly AnyFeature[];
  db: Database;
  log: Log;
  access: Access;
  limits: Limits;
}): Look {
  const { catalogue, features, db, log, access, limits } = parts;
  const handlers = new Map<string, { handle: Handler; follow: Follow; version: Version | undefined }>();
  for (const { views, follow, versions } of features) {
    for (const [name, handle] of Object.entries(views)) {
      handlers.set(name, {
        handle: handle as unknown as Handler,
        follow: (follow as Record<string, Follow | undefined>)[name] ?? (() => []),
        version: (versions as Record<string, Version | undefined> | undefined)?.[name],
      });
    }
  }
  for (const name of catalogue.views.keys()) {
    if (!handlers.has(name)) throw new Error(`the view ${name} is declared and nobody answers it`);
  }

  const shapes = new Map<string, string>();
  /** Of another person, another question, or another release's idea of the answer, the tag is another. */
  function tagOf(name: string, spec: ViewSpec, actor: Actor, input: unknown, words: string): string {
    const shape =
      shapes.get(name) ?? JSON.stringify(z.toJSONSchema(spec.data as z.ZodType, { io: 'output' }));
    shapes.set(name, shape);
    const who = actor.kind === 'person' ? actor.userId : '';
    const parts = JSON.stringify([name, shape, who, input, words]);
    return createHash('sha256').update(parts).digest('base64url').slice(0, 27);
  }

  return async function look(name, actor, given, address, seen = []) {
    const spec = catalogue.views.get(name);
    const handler = handlers.get(name);
    if (!spec || !handler) throw new Refusal('not_found');
    const isForAnyone = spec.who.includes('anyone');
    if (actor.kind === 'anonymous' && !isForAnyone) throw new Refusal('signed_out');
    if (isForAnyone) {
      const who = actor.kind === 'anonymous' ? placeOf(address) : actor.userId;
      await limits.take('views:anyone', strangersLook, who);
    }
    const input = inputOf(spec.input, given);
    const isTagged = spec.data !== 'bytes' && (spec.caching ?? 'none') !== 'none';
    const read = await db.snapshot(async (tx) => {
      await requireAccess(access, tx, actor, spec.who, scopeOf(input as Record<string, unknown>));
      const heads = await log.heads(await handler.follow(actor, input, tx), tx);
      const cursor = encodeCursor(new Map(heads.map((head) => [head.topic, head])));
      const version = isTagged ? await handler.version?.({ actor, tx }, input) : undefined;
      const known = version === undefined ? undefined : tagOf(name, spec, actor, input, version);
      if (known !== undefined && seen.includes(known)) return { data: undefined, cursor, tag: known };
      return { data: await handler.handle({ actor, tx }, input), cursor, tag: known };
    });
    const data = read.data instanceof Later ? await (read.data as Later<unknown>).finish() : read.data;
    const { cursor } = read;
    if (!isTagged || data === undefined) return { data, cursor, tag: read.tag };
    const tag = read.tag ?? tagOf(name, spec, actor, input, JSON.stringify(data));
    return { data: seen.includes(tag) ? undefined : data, cursor, tag };
  };
}
