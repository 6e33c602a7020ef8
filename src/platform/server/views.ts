import { Refusal } from '#kernel/refusal.ts';
import { scopeOf } from '#kernel/relations.ts';
import { requireAccess, type Access } from './access.ts';
import type { Catalogue } from './catalogue.ts';
import type { Database, Queryable } from './db/database.ts';
import { encodeCursor } from './delivery/cursor.ts';
import type { Actor, AnyFeature, Bytes, Person, ViewContext } from './feature.ts';
import { inputOf } from './input.ts';
import type { Log } from './log/log.ts';

export type Look = (
  name: string,
  actor: Actor,
  input: unknown,
) => Promise<{ data: unknown | Bytes; cursor: string }>;

type Handler = (context: ViewContext, input: unknown) => Promise<unknown>;
type Follow = (
  actor: Person,
  input: unknown,
  tx: Queryable,
) => readonly string[] | Promise<readonly string[]>;

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
}): Look {
  const { catalogue, features, db, log, access } = parts;
  const handlers = new Map<string, { handle: Handler; follow: Follow }>();
  for (const { views, follow } of features) {
    for (const [name, handle] of Object.entries(views)) {
      handlers.set(name, {
        handle: handle as unknown as Handler,
        follow: (follow as Record<string, Follow | undefined>)[name] ?? (() => []),
      });
    }
  }
  for (const name of catalogue.views.keys()) {
    if (!handlers.has(name)) throw new Error(`the view ${name} is declared and nobody answers it`);
  }

  return async function look(name, actor, given) {
    const spec = catalogue.views.get(name);
    const handler = handlers.get(name);
    if (!spec || !handler) throw new Refusal('not_found');
    if (actor.kind === 'anonymous') throw new Refusal('signed_out');
    const input = inputOf(spec.input, given);
    return db.snapshot(async (tx) => {
      await requireAccess(access, tx, actor, spec.who, scopeOf(input as Record<string, unknown>));
      const heads = await log.heads(await handler.follow(actor, input, tx), tx);
      const data = await handler.handle({ actor, tx }, input);
      return { data, cursor: encodeCursor(new Map(heads.map((head) => [head.topic, head]))) };
    });
  };
}
