import { setTimeout as pause } from 'node:timers/promises';
import { ProcessEnded, type Questions, type ServerProcess } from './process.ts';

const askAgainMs = 50;
const mostFailedStarts = 5;

/** A program that is started again whenever it ends, as a supervisor does, until it is stopped. */
export class Supervised<Asked extends Questions> {
  readonly name: string;
  /** How often it ended. */
  deaths = 0;
  readonly #start: () => Promise<ServerProcess<Asked>>;
  #current: ServerProcess<Asked> | undefined;
  #isStopping = false;
  #living: Promise<void> = Promise.resolve();
  #fault: Error | undefined;

  private constructor(name: string, start: () => Promise<ServerProcess<Asked>>) {
    this.name = name;
    this.#start = start;
  }

  static async start<Asked extends Questions>(
    name: string,
    start: () => Promise<ServerProcess<Asked>>,
  ): Promise<Supervised<Asked>> {
    const supervised = new Supervised(name, start);
    supervised.#current = await start();
    supervised.#living = supervised.#live();
    return supervised;
  }

  async #live(): Promise<void> {
    for (let failed = 0; ;) {
      await this.#current?.ended;
      this.#current = undefined;
      if (this.#isStopping) return;
      this.deaths += 1;
      while (!this.#current) {
        try {
          this.#current = await this.#start();
          failed = 0;
        } catch (cause) {
          failed += 1;
          if (failed < mostFailedStarts && !this.#isStopping) continue;
          this.#fault = cause as Error;
          return;
        }
      }
      if (this.#isStopping) await this.#current.stop();
    }
  }

  /** Ends it in this very moment, or as soon as it lives again. @throws Error when it cannot be started any more */
  async kill(): Promise<void> {
    await (await this.#alive()).kill();
  }

  /** It stands still for so long, as a machine does that swaps, and then goes on as if nothing had been. */
  async standStill(forMs: number): Promise<void> {
    const current = await this.#alive();
    current.signal('SIGSTOP');
    await pause(forMs);
    current.signal('SIGCONT');
  }

  async #alive(): Promise<ServerProcess<Asked>> {
    for (;;) {
      if (this.#fault) throw this.#fault;
      if (this.#current) return this.#current;
      await pause(askAgainMs);
    }
  }

  /** Asks until it answers, also over several lives. @throws Error when it cannot be started any more */
  async ask<Name extends keyof Asked & string>(
    name: Name,
    input: Asked[Name]['ask'],
  ): Promise<Asked[Name]['answer']> {
    for (;;) {
      const current = await this.#alive();
      try {
        return await current.ask(name, input);
      } catch (cause) {
        // One that lives and fails has something to say; one whose database is busy says it in a moment.
        if (!(cause instanceof ProcessEnded) && !isBusy(cause)) throw cause;
        await pause(askAgainMs);
      }
    }
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    await this.#current?.stop();
    await this.#living;
  }
}

const isBusy = (cause: unknown): boolean =>
  cause instanceof Error && cause.message.startsWith('DatabaseUnavailable');
