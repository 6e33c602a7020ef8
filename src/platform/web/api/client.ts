import { systemClock, type Clock } from '#kernel/clock.ts';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  CommandSpec,
  Contract,
  Snapshot,
  ViewData,
  ViewInput,
  ViewName,
  ViewSpec,
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
  /** The bare request, for the doors that are not in a contract. Resolves for 2xx and 304 alone. */
  request(url: string, init?: RequestInit, patience?: Patience): Promise<Answer>;
}

export interface Answer {
  status: number;
  etag: string | null;
  /** Parsed JSON; undefined where there is none. */
  body: unknown;
}

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
    { signal, keepalive }: Patience = {},
  ): Promise<Answer> {
    signal?.throwIfAborted();
    const leave = new AbortController();
    const callOff = (): void => leave.abort();
    signal?.addEventListener('abort', callOff);
    const stopWaiting = clock.after(timeoutMs, callOff);
    let problem: ApiProblem;
    try {
      const response = await fetch(url, { ...init, signal: leave.signal, ...(keepalive && { keepalive }) });
      if (response.ok || response.status === 304) {
        // The patience covers the body too: a proxy can stop in the middle of an answer. One that answers
        // in our place, with something that is no JSON, has not reached Stoa.
        const text = await response.text();
        const { status, headers } = response;
        return { status, etag: headers.get('etag'), body: text === '' ? undefined : JSON.parse(text) };
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
      const { path, rest } = addressOf(spec.http, input as Record<string, unknown>);
      const query = new URLSearchParams(Object.entries(rest).map(([field, value]) => [field, String(value)]));
      const url = query.toString() === '' ? path : `${path}?${query}`;
      return (await request(url, { headers: { accept: 'application/json' } }, patience))
        .body as Snapshot<never>;
    },
    async command(contract, name, input, { commandId = newId(), ...patience } = {}) {
      const spec = contract.commands[name] as CommandSpec;
      return (await send(spec, input as Record<string, unknown>, commandId, patience)) as never;
    },
  };
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
