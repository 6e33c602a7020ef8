import type { CommandInput, CommandName, CommandOutput, CommandSpec, Contract } from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import { contracts } from '#app/contracts.ts';
import { createApi, type Fetch } from '#platform/web/api/client.ts';
import type { TestPerson } from '../house.ts';
import { textFieldsOf } from '../textFields.ts';

/** Somebody who sends commands; nobody is signed in where it is undefined. */
export type Sender = TestPerson | undefined;

/**
 * Sends commands over HTTP as people do, and remembers into which of their text fields payloads went and were
 * taken. Every answer must be data that no browser takes for a page.
 */
export class Planter {
  readonly #base: string;
  readonly #fields = textFieldsOf(contracts, 'commands');
  /** The numbers of the payloads that each text field took. */
  readonly taken = new Map<string, Set<number>>();
  /** Answers that a browser could take for a page. */
  readonly pageLike: string[] = [];
  #requests = 0;

  constructor(base: string) {
    this.#base = base;
  }

  async plant<C extends Contract, N extends CommandName<C>>(
    as: Sender,
    contract: C,
    name: N,
    input: CommandInput<C, N>,
  ): Promise<CommandOutput<C, N>> {
    const data = await this.#apiOf(as).command(contract, name, input);
    this.#note(name, input);
    return data;
  }

  async upload<C extends Contract, N extends CommandName<C>>(
    as: Sender,
    contract: C,
    name: N,
    input: CommandInput<C, N>,
    file: Blob,
  ): Promise<CommandOutput<C, N>> {
    const data = await this.#apiOf(as).upload(contract, name, input, file);
    this.#note(name, input);
    return data;
  }

  /** A command that answers with a session's cookie. */
  async arrive(
    spec: CommandSpec,
    name: string,
    input: Record<string, unknown>,
  ): Promise<{ cookie: string; data: unknown }> {
    let cookie = '';
    const data = await this.#apiOf(undefined, (response) => {
      cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    }).send(spec, input, newId());
    this.#note(name, input);
    return { cookie, data };
  }

  #apiOf(as: Sender, hear: (response: Response) => void = () => {}): ReturnType<typeof createApi> {
    const ask: Fetch = async (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (as) headers.set('cookie', as.cookie);
      // Each from an address of its own: strangers have a rate by address.
      headers.set('x-forwarded-for', `10.${(this.#requests >> 8) & 255}.${this.#requests & 255}.1`);
      this.#requests += 1;
      const response = await fetch(this.#base + path, { ...init, headers });
      const type = response.headers.get('content-type') ?? '';
      const isData = /^application\/(?:problem\+)?json/.test(type);
      if (!isData || response.headers.get('x-content-type-options') !== 'nosniff')
        this.pageLike.push(`${init.method ?? 'GET'} ${path}: ${type}`);
      hear(response);
      return response;
    };
    return createApi({ fetch: ask, newId, onUnauthorised: () => {}, timeoutMs: 60_000 });
  }

  #note(command: string, input: unknown): void {
    for (const { name, of, path } of this.#fields) {
      if (of !== command) continue;
      const numbers = textsAt(input, path.split('.')).flatMap(numbersIn);
      if (numbers.length === 0) continue;
      const taken = this.taken.get(name) ?? new Set();
      this.taken.set(name, taken);
      for (const number of numbers) taken.add(number);
    }
  }
}

/** The payloads in a text, as it is or as an address has it. */
function numbersIn(text: string): number[] {
  const plain = text.replaceAll('%28', '(').replaceAll('%29', ')');
  return [...plain.matchAll(/stoaHit\((\d+)\)/g)].map(([, number]) => Number(number));
}

function textsAt(value: unknown, [step, ...steps]: string[]): string[] {
  if (step === undefined) return typeof value === 'string' ? [value] : [];
  const name = step.replaceAll('[]', '');
  const part = name === '' ? value : (value as Record<string, unknown> | null)?.[name];
  let parts: unknown[] = [part];
  for (let depth = step.split('[]').length - 1; depth > 0; depth--) parts = parts.flat();
  return parts.flatMap((one) => textsAt(one, steps));
}
