import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../load/ports.ts';
import { ownedChildren, quietEnvironment } from './process.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Stoa as it runs for people, to be killed and started again on the same port and the same data. */
export class ServeProcess {
  readonly base: string;
  /** What it said on stderr, over all its lives. */
  said = '';
  readonly #environment: Record<string, string>;
  readonly #port: number;
  #child: ChildProcess | undefined;

  private constructor(port: number, environment: Record<string, string>) {
    this.#port = port;
    this.base = `http://127.0.0.1:${port}`;
    this.#environment = environment;
  }

  static async start(environment: Record<string, string>): Promise<ServeProcess> {
    const server = new ServeProcess(await freePort(), environment);
    await server.start();
    return server;
  }

  /**
   * Starts it, also again after its end.
   * @returns how long it took until it served, in ms
   * @throws Error with what it said, when it ended instead
   */
  async start(): Promise<number> {
    const startMs = performance.now();
    const file = path.join(import.meta.dirname, 'serve.child.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', file], {
      cwd: root,
      env: { ...quietEnvironment(), PORT: String(this.#port), ...this.#environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    ownedChildren.add(child);
    child.on('exit', () => ownedChildren.delete(child));
    child.stderr!.on('data', (bytes: Buffer) => (this.said = (this.said + bytes.toString()).slice(-20_000)));
    for await (const line of createInterface({ input: child.stdout! })) {
      const { event, otherPort } = JSON.parse(line) as { event: string; otherPort?: number };
      if (event !== 'ready') continue;
      if (otherPort !== undefined) throw new Error(`port ${this.#port} was taken meanwhile`);
      child.stdout!.resume();
      return performance.now() - startMs;
    }
    throw new Error(`Stoa ended before it served:\n${this.said}`);
  }

  /** The process ends in this very moment: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
