import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
/** Processes that end with this one, however it ends. */
export const ownedChildren = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of ownedChildren) child.kill('SIGKILL');
});

/** What a server process may be asked over its channel, and what it answers. */
export type Questions = Record<string, { ask: object; answer: unknown }>;

/** A question was not answered: the process ended. */
export class ProcessEnded extends Error {
  constructor(options?: ErrorOptions) {
    super('the server process ended', options);
  }
}

interface Answer {
  id: number;
  answer?: unknown;
  failed?: string;
}

/**
 * A server in a process of its own, so that its processor time is its own. It tells `{ ready }` once it
 * serves, and answers questions over the channel between the two processes.
 */
export class ServerProcess<Asked extends Questions> {
  readonly pid: number;
  readonly base: string;
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (why: Error) => void }>();
  #asked = 0;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#ended = once(child, 'exit');
    this.pid = child.pid!;
    this.port = port;
    this.base = `http://127.0.0.1:${port}`;
    child.on('message', (message: Answer) => {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.failed === undefined) waiting?.resolve(message.answer as never);
      else waiting?.reject(new Error(message.failed));
    });
    child.on('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new ProcessEnded());
      this.#waiting.clear();
    });
  }

  /**
   * @param file one of the `.child.ts` beside this
   * @param flags of node, such as `--expose-gc`
   * @throws Error with what the process said on stderr when it ends before it is ready
   */
  static async start<Asked extends Questions>(
    file: string,
    environment: Record<string, string | undefined> = {},
    flags: readonly string[] = [],
  ): Promise<ServerProcess<Asked>> {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', ...flags, path.join(import.meta.dirname, file)],
      {
        cwd: root,
        env: { ...quietEnvironment(), ...environment },
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      },
    );
    ownedChildren.add(child);
    let said = '';
    child.stderr!.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-4_000);
    });
    child.on('exit', () => ownedChildren.delete(child));
    const first = await Promise.race([
      once(child, 'message').then(([message]) => message as { ready: { port: number } }),
      once(child, 'exit').then(() => undefined),
    ]);
    if (!first) throw new Error(`${file} ended before it was ready:\n${said}`);
    const server = new ServerProcess<Asked>(child, first.ready.port);
    child.on('exit', (code) => {
      if (code !== null && code !== 0) process.stderr.write(said);
    });
    return server;
  }

  ask<Name extends keyof Asked & string>(
    name: Name,
    input: Asked[Name]['ask'] = {} as Asked[Name]['ask'],
  ): Promise<Asked[Name]['answer']> {
    const id = ++this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as (answer: never) => void, reject });
      this.#child.send({ id, name, input }, (cause) => {
        if (!cause) return;
        this.#waiting.delete(id);
        reject(new ProcessEnded({ cause }));
      });
    });
  }

  /** Resolves when it has ended, however it does. */
  get ended(): Promise<unknown> {
    return this.#ended;
  }

  /** Such as SIGSTOP. What has ended is not signalled. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The power goes: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#ended;
  }
}

/** Settings of whoever runs the bench have no say in it. */
export function quietEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    LANG,
    LOG_LEVEL: 'error',
    DEMO: 'off',
    PORT: '0',
    STREAMS_PER_ADDRESS: '20000',
  };
}

/** The child's half: answers questions by name. Call it once the server listens. */
export function answerQuestions<Asked extends Questions>(
  port: number,
  answers: { [Name in keyof Asked]: (input: Asked[Name]['ask']) => Promise<Asked[Name]['answer']> },
): void {
  process.on('message', ({ id, name, input }: { id: number; name: string; input: never }) => {
    answers[name as keyof Asked](input).then(
      (answer) => process.send!({ id, answer }),
      (cause: unknown) =>
        process.send!({
          id,
          failed: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
        }),
    );
  });
  // A bench that dies takes its servers with it.
  process.on('disconnect', () => process.exit(0));
  process.send!({ ready: { port } });
}
