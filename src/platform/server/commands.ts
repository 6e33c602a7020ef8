import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { isHttpOnly, type CommandSpec } from '#kernel/contract.ts';
import { Refusal } from '#kernel/refusal.ts';
import { scopeOf } from '#kernel/relations.ts';
import { requireAccess, type Access } from './access.ts';
import type { Catalogue } from './catalogue.ts';
import { isSerializationFailure } from './db/errors.ts';
import type { Database, Queryable, Tx } from './db/database.ts';
import { gatheredOn } from './db/gathered.ts';
import type { Actor, AnyFeature, CommandContext, PrepareContext, SessionCookie } from './feature.ts';
import type { Limits } from './limits.ts';
import { inputOf } from './input.ts';
import { type Log, type Write } from './log/log.ts';
import { Told } from './log/events.ts';
import { placeOf } from './network.ts';

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
  /** The raw body of a command that takes bytes, cut off by the door where it is longer than declared. */
  body?: AsyncIterable<Uint8Array>;
}

export interface Answer {
  data: unknown;
  /** The command had been carried out before; this is the answer that was kept. */
  isKept: boolean;
}

export type Perform = (call: Call) => Promise<Answer>;

type Handler = (context: CommandContext<never>, input: unknown, prepared: unknown) => Promise<unknown>;
type Prepare = (context: PrepareContext<Actor>, input: unknown) => Promise<unknown>;

const mostAttempts = 3;
const uuid = z.uuid();

/**
 * Carries commands out, for every door alike: parse, count, prepare, then in one transaction judge, claim
 * the command id, act, number what is told, keep the answer.
 */
export function performer(parts: {
  catalogue: Catalogue;
  features: readonly AnyFeature[];
  db: Database;
  log: Log;
  access: Access;
  limits: Limits;
}): Perform {
  const { catalogue, features, db, log, access, limits } = parts;
  const handlers = new Map<string, Handler>();
  const preparations = new Map<string, Prepare>();
  const abreast = new Set<string>(features.flatMap((one) => one.abreast ?? []));
  for (const { commands, prepare } of features) {
    for (const [name, handler] of Object.entries(commands)) handlers.set(name, handler as Handler);
    for (const [name, step] of Object.entries(prepare ?? {})) preparations.set(name, step as Prepare);
  }
  for (const [name, spec] of catalogue.commands) {
    if (!handlers.has(name)) throw new Error(`the command ${name} is declared and nobody carries it out`);
    if (takesBytes(spec) && !preparations.has(name))
      throw new Error(`the command ${name} takes bytes and nobody reads them`);
  }

  /** Judges, and takes the command id: of a class that acts at once, all are judged and all ids taken together. */
  async function begin(
    { tx }: Write,
    spec: CommandSpec,
    { actor, name, commandId }: Call,
    input: unknown,
    bodyHash: string,
  ): Promise<Begun> {
    await requireAccess(access, tx, actor, spec.who, scopeOf(input as Record<string, unknown>), 'act');
    // What works on the cookie is not kept: its input can be a password, its answer a session.
    if (actor.kind !== 'person' || commandId === undefined || spec.doors === 'http') return {};
    const claim = { actorId: actor.userId, commandId, name, bodyHash };
    return { claim, kept: await claimCommand(tx, claim) };
  }

  async function act(
    write: Write,
    { claim, kept }: Begun,
    call: Call,
    input: unknown,
    prepared: unknown,
  ): Promise<Answer> {
    const { tx, tell } = write;
    const { actor } = call;
    if (claim && kept) {
      const again: Answer = { data: kept.answer, isKept: true };
      // The first of the two is part of this very commit: its answer is known by then.
      if (kept.answer === null)
        write.last(async () => {
          const first = keeping.get(write)?.find((one) => keyOf(one) === keyOf(claim));
          again.data = first?.answer.data ?? null;
        });
      return again;
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
    const answer: Answer = {
      // What is told is known once it is numbered.
      get data() {
        return result instanceof Told ? result.data : result;
      },
      isKept: false,
    };
    if (claim) toKeep(write).push({ ...claim, answer });
    return answer;
  }

  return async function perform(call) {
    const spec = catalogue.commands.get(call.name);
    if (!spec || (isHttpOnly(spec) && !call.cookie))
      throw new Refusal('not_found', `There is no command ${call.name}.`);
    const { actor } = call;
    if (actor.kind === 'anonymous' && !spec.who.includes('anyone')) throw new Refusal('signed_out');
    if (call.commandId !== undefined && !uuid.safeParse(call.commandId).success) {
      throw new Refusal('invalid', 'commandId: must be a UUID', {
        faults: [{ field: 'commandId', message: 'must be a UUID' }],
      });
    }
    const input = inputOf(spec.input, call.input);
    await limits.take(call.name, spec.rate, actor.kind === 'person' ? actor.userId : placeOf(call.address));
    const body = new HashedBody(call.body);
    const prepare = preparations.get(call.name);
    const scope = scopeOf(input as Record<string, unknown>);
    // Nothing is worked out, and no file is read to its end, for whoever may not.
    const isGuest = actor.kind === 'person' && actor.isGuest === true;
    if (prepare && (isGuest || Object.keys(scope).length > 0)) {
      await db.snapshot((tx) => requireAccess(access, tx, actor, spec.who, scope));
    }
    const prepared = await prepare?.({ actor, address: call.address, agent: call.agent, body }, input);
    const bodyHash = hashOf(call.name, input, body.digest());
    const commitsWith = spec.commitsWith?.(input);
    for (let attempt = 1; ; attempt++) {
      try {
        return await log.write((write, begun: Begun) => act(write, begun, call, input, prepared), {
          commitsWith,
          isAbreast: abreast.has(call.name),
          begin: (write) => begin(write, spec, call, input, bodyHash),
        });
      } catch (cause) {
        // The database undid one of two transactions that stood in each other's way: it is tried again.
        if (attempt >= mostAttempts || !isSerializationFailure(cause)) throw cause;
      }
    }
  };
}

interface CommandKey {
  actorId: string;
  commandId: string;
}

interface Claim extends CommandKey {
  name: string;
  bodyHash: string;
}

interface Begun {
  /** The command id that this answer is kept under; absent where nothing is kept. */
  claim?: Claim;
  /** Present when somebody came before. */
  kept?: { answer: unknown } | undefined;
}

/** A claimed command; `answer` is null until its transaction is about to commit. */
interface KeptCommand extends Claim {
  answer: unknown;
}

/**
 * Takes the command id for this transaction. A second one under the same id waits here for the first to
 * commit, and then finds its answer.
 *
 * @throws Refusal `command_reused` when the id was used for something else
 */
async function claimCommand(tx: Tx, claim: Claim): Promise<{ answer: unknown } | undefined> {
  const kept = await claims(tx).ask(claim);
  if (!kept) return undefined;
  if (kept.name !== claim.name || kept.bodyHash !== claim.bodyHash) throw new Refusal('command_reused');
  return { answer: kept.answer };
}

/** Takes ids, and finds what was kept under those that were taken before. */
const claims = gatheredOn(async (tx: Queryable, asked: readonly Claim[]) => {
  // In the order of ids, so that two nodes do not wait in a circle here.
  const { rows } = await sql<CommandKey>`
    insert into command_answer (actor_id, command_id, name, body_hash)
    select "actorId", "commandId", name, "bodyHash"
    from json_to_recordset(${JSON.stringify(asked)}::json)
      as one ("actorId" uuid, "commandId" uuid, name text, "bodyHash" text)
    order by 1, 2
    on conflict (actor_id, command_id) do nothing
    returning actor_id as "actorId", command_id as "commandId"`.execute(tx);
  const taken = new Set(rows.map(keyOf));
  const firsts = new Map<string, Claim>();
  const kept = new Map<Claim, KeptCommand>();
  const late: Claim[] = [];
  for (const one of asked) {
    const key = keyOf(one);
    const first = firsts.get(key);
    // Of two in one statement, the first that asked has taken it.
    if (taken.delete(key)) firsts.set(key, one);
    else if (first) kept.set(one, { ...first, answer: null });
    else late.push(one);
  }
  const before = await keptCommands(tx, late);
  for (const one of late) kept.set(one, before.get(keyOf(one))!);
  return kept;
});

const keyOf = ({ actorId, commandId }: CommandKey): string => `${actorId} ${commandId.toLowerCase()}`;

async function keptCommands(
  tx: Queryable,
  asked: readonly CommandKey[],
): Promise<ReadonlyMap<string, KeptCommand>> {
  if (asked.length === 0) return new Map();
  const { rows } = await sql<KeptCommand>`
    select actor_id as "actorId", command_id as "commandId", name, body_hash as "bodyHash", answer
    from command_answer
    join unnest(
      ${asked.map(({ actorId }) => actorId)}::uuid[], ${asked.map(({ commandId }) => commandId)}::uuid[]
    ) as one (actor, command) on actor_id = one.actor and command_id = one.command`.execute(tx);
  return new Map(rows.map((row) => [keyOf(row), row]));
}

interface ToKeep extends CommandKey {
  answer: Answer;
}

const keeping = new WeakMap<Write, ToKeep[]>();

/** Answers that one commit keeps: of a class that acts at once, one statement keeps them all. */
function toKeep(write: Write): ToKeep[] {
  const known = keeping.get(write);
  if (known) return known;
  const answers: ToKeep[] = [];
  keeping.set(write, answers);
  write.last(() => keepAnswers(write.tx, answers));
  return answers;
}

async function keepAnswers(tx: Tx, answers: readonly ToKeep[]): Promise<void> {
  const rows = answers.map(({ actorId, commandId, answer }) => ({ actorId, commandId, answer: answer.data }));
  await sql`
    update command_answer kept set answer = one.answer
    from json_to_recordset(${JSON.stringify(rows)}::json) as one ("actorId" uuid, "commandId" uuid, answer json)
    where kept.actor_id = one."actorId" and kept.command_id = one."commandId"`.execute(tx);
}

function hashOf(name: string, input: unknown, body: string): string {
  return createHash('sha256')
    .update(name)
    .update('\n')
    .update(JSON.stringify(input))
    .update(body)
    .digest('base64url');
}

function takesBytes({ takes }: CommandSpec): boolean {
  return takes !== undefined && 'bytes' in takes;
}

/** A raw body that is hashed as it is read: what was sent is part of what a command id stands for. */
class HashedBody implements AsyncIterable<Uint8Array> {
  readonly #source: AsyncIterable<Uint8Array> | undefined;
  readonly #hash = createHash('sha256');

  constructor(source: AsyncIterable<Uint8Array> | undefined) {
    this.#source = source;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    if (!this.#source) return;
    for await (const piece of this.#source) {
      this.#hash.update(piece);
      yield piece;
    }
  }

  /** Of what was read so far; empty where there was no body. */
  digest(): string {
    return this.#source ? `\n${this.#hash.digest('hex')}` : '';
  }
}

const noCookie: SessionCookie = {
  set: refuseCookie,
  clear: refuseCookie,
};

function refuseCookie(): never {
  throw new Error('a command that sets a cookie must declare that its door is http');
}
