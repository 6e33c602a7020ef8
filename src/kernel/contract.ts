import type { z } from 'zod';
import { checkContract } from './contractChecks.ts';
import type { DeliveryName } from './delivery.ts';
import type { RefusalCode } from './refusal.ts';
import type { Relation } from './relations.ts';
import type { TopicKind } from './topics.ts';

/** Raised whenever a client written against the former wire could misread the new one. */
export const WIRE_VERSION = 1;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** At most `times` per `perMs` for one person (for one address where nobody is signed in). */
export interface Rate {
  times: number;
  perMs: number;
}

/**
 * What a command's HTTP body may be, in bytes. `bytes`: the raw body of a file, streamed; the path and the query
 * carry the input. Its media type is `application/octet-stream` unless said: what a file is shows in its bytes.
 */
export type Takes = { readonly bytes: number; readonly type?: string } | { readonly json: number };

/**
 * How long an answer may stay with the browser of the person it was made for; never with anybody between.
 * - `none`: it is not kept, which is the rule;
 * - `metadata`: a week, and asked about by its ETag before it is shown again (see the browser's client);
 * - `enrolment`: the same for an hour;
 * - `immutable`: the address names the bytes (their hash), so they are kept for good.
 */
export type Caching = 'none' | 'metadata' | 'enrolment' | 'immutable';

/** Something a person may do. It has one effect per `commandId` and answers over HTTP and over the socket. */
export interface CommandSpec<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
  Who extends readonly Relation[] = readonly Relation[],
> {
  summary: string;
  http: readonly [Exclude<Method, 'GET'>, string];
  /** Path parameters and body in one strict object. */
  input: Input;
  output: Output;
  who: Who;
  rate: Rate;
  /** Codes beyond those every command can answer (`invalid`, `signed_out`, `not_found`, `too_many`, …). */
  refusals?: readonly RefusalCode[];
  /** Events that it may cause; law E is tested for each command by replaying them. */
  tells: readonly string[];
  /** `http`: it works on the session cookie, which a socket cannot set. */
  doors?: 'all' | 'http';
  /** More than the few KB of JSON that a command usually is; over HTTP alone. */
  takes?: Takes;
  /** Commands under one key commit together while the database is busy (a class voting at once). */
  commitsWith?(input: z.output<Input>): string;
}

/** Something a person may look at: `GET` → `{ data, cursor }`, the cursor being where the listening starts. */
export interface ViewSpec<
  Input extends z.ZodObject = z.ZodObject,
  Data extends z.ZodType | 'bytes' = z.ZodType | 'bytes',
  Who extends readonly Relation[] = readonly Relation[],
> {
  summary: string;
  http: string;
  /** Path parameters and query in one strict object. */
  input: Input;
  /** `bytes`: a file, answered as itself. */
  data: Data;
  who: Who;
  /** Events that keep this view true after it was fetched. */
  follows: readonly string[];
  /** `none` unless said. `immutable` is for bytes alone. */
  caching?: Caching;
}

/**
 * Something that happened.
 * - a `fact` counts by itself: every one is delivered;
 * - a `state` is replaced by the next one with the same key and may be gathered;
 * - a `signal` is never logged and may be dropped.
 */
export interface EventSpec<Data extends z.ZodType = z.ZodType> {
  summary: string;
  kind: 'fact' | 'state' | 'signal';
  delivery: DeliveryName;
  data: Data;
  /** States only: which earlier ones this one replaces. */
  key?(data: z.output<Data>): string;
  /** The kinds of topic it travels on; of a fact none, where only other rooms of the house react to it. */
  on: readonly TopicKind[];
}

export interface ContractParts {
  commands: Record<string, CommandSpec>;
  views: Record<string, ViewSpec>;
  events: Record<string, EventSpec>;
  topics: Record<string, TopicKind>;
}

/** A room's whole wire. HTTP routes, socket commands, the browser's client, both documents and the policy come from it. */
export interface Contract<Parts extends ContractParts = ContractParts> {
  readonly name: string;
  readonly commands: Parts['commands'];
  readonly views: Parts['views'];
  readonly events: Parts['events'];
  readonly topics: Parts['topics'];
}

/** Declares a command; only there so that its input, its answer and who may are inferred once. */
export const command = <
  Input extends z.ZodObject,
  Output extends z.ZodType,
  const Who extends readonly Relation[],
>(
  spec: CommandSpec<Input, Output, Who>,
): CommandSpec<Input, Output, Who> => spec;

export const view = <
  Input extends z.ZodObject,
  const Data extends z.ZodType | 'bytes',
  const Who extends readonly Relation[],
>(
  spec: ViewSpec<Input, Data, Who>,
): ViewSpec<Input, Data, Who> => spec;

export const event = <Data extends z.ZodType>(spec: EventSpec<Data>): EventSpec<Data> => spec;

/**
 * Declares a room's wire once.
 *
 * @throws Error naming the part at fault: a name that is not `room:word`, nobody who may, a path parameter
 *   that the input lacks, a body that a form can send, a state without key, a state or signal on no topic
 */
export function contract<Name extends string, const Parts extends Partial<ContractParts>>(
  name: Name,
  parts: Parts,
): Contract<{
  commands: Parts['commands'] extends ContractParts['commands'] ? Parts['commands'] : Record<never, never>;
  views: Parts['views'] extends ContractParts['views'] ? Parts['views'] : Record<never, never>;
  events: Parts['events'] extends ContractParts['events'] ? Parts['events'] : Record<never, never>;
  topics: Parts['topics'] extends ContractParts['topics'] ? Parts['topics'] : Record<never, never>;
}> & { readonly name: Name } {
  const { commands = {}, views = {}, events = {}, topics = {} } = parts;
  checkContract(name, { commands, views, events, topics });
  return { name, commands, views, events, topics } as never;
}

/** Whether a command can only be sent over HTTP: it works on the cookie, or takes more than a frame holds. */
export function isHttpOnly({ doors, takes }: Pick<CommandSpec, 'doors' | 'takes'>): boolean {
  return doors === 'http' || takes !== undefined;
}

/** The media type under which a command's bytes are sent. */
export const bodyType = ({ type = 'application/octet-stream' }: { readonly type?: string }): string => type;

export { pathParameters } from './pathParameters.ts';

export type CommandName<C extends Contract> = keyof C['commands'] & string;
export type ViewName<C extends Contract> = keyof C['views'] & string;
export type EventName<C extends Contract> = keyof C['events'] & string;

export type CommandInput<C extends Contract, N extends CommandName<C>> = z.output<C['commands'][N]['input']>;
export type CommandOutput<C extends Contract, N extends CommandName<C>> = z.output<
  C['commands'][N]['output']
>;
export type ViewInput<C extends Contract, N extends ViewName<C>> = z.output<C['views'][N]['input']>;
export type ViewData<C extends Contract, N extends ViewName<C>> = C['views'][N]['data'] extends z.ZodType
  ? z.output<C['views'][N]['data']>
  : never;
export type EventData<C extends Contract, N extends EventName<C>> = z.output<C['events'][N]['data']>;

/** A fetched view as it crosses the wire. */
export interface Snapshot<Data> {
  data: Data;
  /** Listening from here misses nothing that `data` does not show. */
  cursor: string;
}
