import { systemClock, type Clock } from '#kernel/clock.ts';
import {
  bodyType,
  type CommandInput,
  type CommandName,
  type CommandOutput,
  type CommandSpec,
  type Contract,
  type Snapshot,
  type Takes,
  type ViewData,
  type ViewInput,
  type ViewName,
  type ViewSpec,
} from '#kernel/contract.ts';
import { problemOfResponse, unreachable, type ApiProblem } from './problem.ts';

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

export interface ApiParts {
  fetch: Fetch;
  newId: () => string;
  /** Nobody is signed in any more; a wrong password is not that. */
  onUnauthorised: () => void;
  clock?: Clock;
  /** Silence after which a request counts as unanswered, in ms. */
  timeoutMs?: number;
}

interface Patience {
  signal?: AbortSignal | undefined;
  /** Lets the request outlive the page. */
  keepalive?: boolean;
  /** Silence after which this request counts as unanswered, in ms. */
  timeoutMs?: number;
}

/** Asks the server, typed by the contracts. Every method throws ApiProblem, or the signal's reason when called off. */
export interface Api {
  view<C extends Contract, N extends ViewName<C>>(
    contract: C,
    name: N,
    input: ViewInput<C, N>,
    patience?: Patience,
  ): Promise<Snapshot<ViewData<C, N>>>;
  /** `commandId`: give the same one to ask again after an `unreachable`; absent, a fresh one is made. */
  command<C extends Contract, N extends CommandName<C>>(
    contract: C,
    name: N,
    input: CommandInput<C, N>,
    patience?: Patience & { commandId?: string },
  ): Promise<CommandOutput<C, N>>;
  /** A command whose name is only known at run time: what the outbox kept. */
  send(
    spec: CommandSpec,
    input: Record<string, unknown>,
    commandId: string,
    patience?: Patience,
  ): Promise<unknown>;
  /** A command that takes a file: the body is the file, all else goes into the address. */
  upload<C extends Contract, N extends CommandName<C>>(
    contract: C,
    name: N,
    input: CommandInput<C, N>,
    file: Blob,
    patience?: Patience & { commandId?: string },
  ): Promise<CommandOutput<C, N>>;
  /** The bare request, for the doors that are not in a contract. Resolves for 2xx and 304 alone. */
  request(url: string, init?: RequestInit, patience?: Patience): Promise<Answer>;
}

export interface Answer {
  status: number;
  etag: string | null;
  /** Where listening starts as of now; the body of an answer that the browser kept has an older one. */
  cursor: string | null;
  /** Parsed JSON; undefined where there is none. */
  body: unknown;
}

/** A film over a slow line. */
const uploadMs = 15 * 60_000;

export function createApi({
  fetch,
  newId,
  onUnauthorised,
  clock = systemClock,
  timeoutMs = 15_000,
}: ApiParts): Api {
  async function request(
    url: string,
    init: RequestInit = {},
    { signal, keepalive, timeoutMs: ownMs = timeoutMs }: Patience = {},
  ): Promise<Answer> {
    signal?.throwIfAborted();
    const leave = new AbortController();
    const callOff = (): void => leave.abort();
    signal?.addEventListener('abort', callOff);
    const stopWaiting = clock.after(ownMs, callOff);
    let problem: ApiProblem;
    try {
      const response = await fetch(url, { ...init, signal: leave.signal, ...(keepalive && { keepalive }) });
      if (response.ok || response.status === 304) {
        // The patience covers the body too: a proxy can stop in the middle of an answer. One that answers
        // in our place, with something that is no JSON, has not reached Stoa.
        const text = await response.text();
        const { status, headers } = response;
        return {
          status,
          etag: headers.get('etag'),
          cursor: headers.get('stoa-cursor'),
          body: text === '' ? undefined : JSON.parse(text),
        };
      }
      problem = await problemOfResponse(response);
    } catch (cause) {
      signal?.throwIfAborted();
      throw unreachable(cause);
    } finally {
      stopWaiting();
      signal?.removeEventListener('abort', callOff);
    }
    if (problem.code === 'signed_out') onUnauthorised();
    throw problem;
  }

  async function send(
    spec: CommandSpec,
    input: Record<string, unknown>,
    commandId: string,
    patience?: Patience,
  ): Promise<unknown> {
    const [method, pattern] = spec.http;
    const { path, rest } = addressOf(pattern, input);
    const headers: Record<string, string> = { accept: 'application/json', 'idempotency-key': commandId };
    const isBodied = method !== 'DELETE' || Object.keys(rest).length > 0;
    if (isBodied) headers['content-type'] = 'application/json';
    const init = { method, headers, ...(isBodied && { body: JSON.stringify(rest) }) };
    return ((await request(path, init, patience)).body as { data: unknown }).data;
  }

  return {
    request,
    send,
    async view(contract, name, input, patience) {
      const spec = contract.views[name] as ViewSpec;
      const url = urlOf(spec.http, input as Record<string, unknown>);
      // A view is asked for when a page opens, which may have missed its events, or when one of them has come:
      // so what the browser kept of it is shown only once the server has said that it still holds.
      const cache = (spec.caching ?? 'none') === 'none' ? undefined : ('no-cache' as const);
      const init = { headers: { accept: 'application/json' }, ...(cache && { cache }) };
      const { body, cursor } = await request(url, init, patience);
      const snapshot = body as Snapshot<never>;
      return cursor === null ? snapshot : { ...snapshot, cursor };
    },
    async upload(contract, name, input, file, { commandId = newId(), ...patience } = {}) {
      const { http, takes } = contract.commands[name] as CommandSpec;
      const url = urlOf(http[1], input as Record<string, unknown>);
      const headers = {
        accept: 'application/json',
        'idempotency-key': commandId,
        'content-type': bodyType(takes as Extract<Takes, { bytes: number }>),
      };
      const init = { method: http[0], headers, body: file };
      const { body } = await request(url, init, { timeoutMs: uploadMs, ...patience });
      return (body as { data: unknown }).data as never;
    },
    async command(contract, name, input, { commandId = newId(), ...patience } = {}) {
      const spec = contract.commands[name] as CommandSpec;
      return (await send(spec, input as Record<string, unknown>, commandId, patience)) as never;
    },
  };
}

function urlOf(pattern: string, input: Record<string, unknown>): string {
  const { path, rest } = addressOf(pattern, input);
  // An address says that there is nothing by saying nothing.
  const said = Object.entries(rest).filter(([, value]) => value !== null);
  const query = new URLSearchParams(said.map(([field, value]) => [field, String(value)]));
  return query.toString() === '' ? path : `${path}?${query}`;
}

/** Fills a path's parameters; what is left over goes into the body or the query. Absent fields are left out. */
function addressOf(
  pattern: string,
  input: Record<string, unknown>,
): { path: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  const path = pattern.replaceAll(/:([A-Za-z]+)/g, (_whole, name: string) => {
    delete rest[name];
    return encodeURIComponent(String(input[name]));
  });
  for (const [field, value] of Object.entries(rest)) if (value === undefined) delete rest[field];
  return { path, rest };
}
