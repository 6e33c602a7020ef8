import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { CommandSpec } from '#kernel/contract.ts';
import { Refusal } from '#kernel/refusal.ts';
import { scopeOf } from '#kernel/relations.ts';
import { requireAccess, type Access } from './access.ts';
import type { Catalogue } from './catalogue.ts';
import { isSerializationFailure } from './db/errors.ts';
import type { Tx } from './db/database.ts';
import type { Actor, AnyFeature, CommandContext, SessionCookie } from './feature.ts';
import type { Limits } from './limits.ts';
import { inputOf } from './input.ts';
import { type Log, type Write } from './log/log.ts';
import { Told } from './log/events.ts';

export interface Call {
  name: string;
  actor: Actor;
  input: unknown;
  /** Made by the client, once per intention; absent: the command is not protected against repetition. */
  commandId: string | undefined;
  address: string;
  agent: string;
  /** Present on the HTTP door alone. */
  cookie: SessionCookie | undefined;
}

export interface Answer {
  data: unknown;
  /** The command had been carried out before; this is the answer that was kept. */
  isKept: boolean;
}

export type Perform = (call: Call) => Promise<Answer>;

type Handler = (context: CommandContext<never>, input: unknown, prepared: unknown) => Promise<unknown>;
type Prepare = (
  context: { actor: Actor; address: string; agent: string },
  input: unknown,
) => Promise<unknown>;

const mostAttempts = 3;
const uuid = z.uuid();

/**
 * Carries commands out, for every door alike: parse, count, prepare, then in one transaction judge, claim
 * the command id, act, number what is told, keep the answer.
 */
export function performer(parts: {
  catalogue: Catalogue;
  features: readonly AnyFeature[];
  log: Log;
  access: Access;
  limits: Limits;
}): Perform {
  const { catalogue, features, log, access, limits } = parts;
  const handlers = new Map<string, Handler>();
  const preparations = new Map<string, Prepare>();
  for (const { commands, prepare } of features) {
    for (const [name, handler] of Object.entries(commands)) handlers.set(name, handler as Handler);
    for (const [name, step] of Object.entries(prepare ?? {})) preparations.set(name, step as Prepare);
  }
  for (const name of catalogue.commands.keys()) {
    if (!handlers.has(name)) throw new Error(`the command ${name} is declared and nobody carries it out`);
  }

  async function act(
    write: Write,
    spec: CommandSpec,
    call: Call,
    input: unknown,
    prepared: unknown,
  ): Promise<Answer> {
    const { tx, tell } = write;
    const { actor, commandId } = call;
    await requireAccess(access, tx, actor, spec.who, scopeOf(input as Record<string, unknown>));
    // What works on the cookie is not kept: its input can be a password, its answer a session.
    const isKept = actor.kind === 'person' && commandId !== undefined && spec.doors !== 'http';
    const claim = isKept ? { actorId: actor.userId, commandId } : undefined;
    if (claim) {
      const kept = await claimCommand(tx, claim, call.name, hashOf(call.name, input));
      if (kept) {
        const again: Answer = { data: kept.answer, isKept: true };
        // The first of the two is part of this very commit: its answer is kept just before.
        if (kept.answer === null) {
          write.last(async () => {
            again.data = (await keptCommand(tx, claim)).answer;
          });
        }
        return again;
      }
    }
    const context = {
      actor,
      tx,
      tell,
      address: call.address,
      agent: call.agent,
      cookie: call.cookie ?? noCookie,
    };
    const result = await handlers.get(call.name)!(context as CommandContext<never>, input, prepared);
    const answer: Answer = { data: undefined, isKept: false };
    write.last(async () => {
      answer.data = result instanceof Told ? result.data : result;
      if (claim) await keepAnswer(tx, claim, answer.data);
    });
    return answer;
  }

  return async function perform(call) {
    const spec = catalogue.commands.get(call.name);
    if (!spec || (spec.doors === 'http' && !call.cookie))
      throw new Refusal('not_found', `There is no command ${call.name}.`);
    const { actor } = call;
    if (actor.kind === 'anonymous' && !spec.who.includes('anyone')) throw new Refusal('signed_out');
    if (call.commandId !== undefined && !uuid.safeParse(call.commandId).success) {
      throw new Refusal('invalid', 'commandId: must be a UUID', {
        faults: [{ field: 'commandId', message: 'must be a UUID' }],
      });
    }
    const input = inputOf(spec.input, call.input);
    await limits.take(call.name, spec.rate, actor.kind === 'person' ? actor.userId : call.address);
    const prepared = await preparations.get(call.name)?.(
      { actor, address: call.address, agent: call.agent },
      input,
    );
    const commitsWith = spec.commitsWith?.(input);
    for (let attempt = 1; ; attempt++) {
      try {
        return await log.write((write) => act(write, spec, call, input, prepared), { commitsWith });
      } catch (cause) {
        // The database undid one of two transactions that stood in each other's way: it is tried again.
        if (attempt >= mostAttempts || !isSerializationFailure(cause)) throw cause;
      }
    }
  };
}

interface Claim {
  actorId: string;
  commandId: string;
}

/**
 * Takes the command id for this transaction. A second one under the same id waits here for the first to
 * commit, and then finds its answer.
 *
 * @throws Refusal `command_reused` when the id was used for something else
 */
async function claimCommand(
  tx: Tx,
  { actorId, commandId }: Claim,
  name: string,
  bodyHash: string,
): Promise<{ answer: unknown } | undefined> {
  const { rows: claimed } = await sql`
    insert into command_answer (actor_id, command_id, name, body_hash)
    values (${actorId}, ${commandId}, ${name}, ${bodyHash})
    on conflict (actor_id, command_id) do nothing
    returning command_id`.execute(tx);
  if (claimed.length > 0) return undefined;
  const kept = await keptCommand(tx, { actorId, commandId });
  if (kept.name !== name || kept.bodyHash !== bodyHash) throw new Refusal('command_reused');
  return { answer: kept.answer };
}

/** A claimed command; `answer` is null until its transaction is about to commit. */
async function keptCommand(
  tx: Tx,
  { actorId, commandId }: Claim,
): Promise<{ name: string; bodyHash: string; answer: unknown }> {
  const { rows } = await sql<{ name: string; bodyHash: string; answer: unknown }>`
    select name, body_hash as "bodyHash", answer from command_answer
    where actor_id = ${actorId} and command_id = ${commandId}`.execute(tx);
  return rows[0]!;
}

async function keepAnswer(tx: Tx, { actorId, commandId }: Claim, answer: unknown): Promise<void> {
  await sql`
    update command_answer set answer = ${JSON.stringify(answer)}::json
    where actor_id = ${actorId} and command_id = ${commandId}`.execute(tx);
}

function hashOf(name: string, input: unknown): string {
  return createHash('sha256').update(name).update('\n').update(JSON.stringify(input)).digest('base64url');
}

const noCookie: SessionCookie = {
  set: refuseCookie,
  clear: refuseCookie,
};

function refuseCookie(): never {
  throw new Error('a command that sets a cookie must declare that its door is http');
}
