import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { DatabaseUnavailable } from './errors.ts';

const workerFile = new URL('./engine.mjs', import.meta.url);

interface Task {
  task: 'create' | 'serve';
  folder: string | null;
  template: ArrayBuffer | null;
}

// Neither the language's library nor Node's types of this version know it.
declare const WebAssembly: { compile(bytes: Uint8Array): Promise<object> };

/** Compiled once per process and shared by its threads: half of what a start of the engine costs. */
let compiled: Promise<object> | undefined;

function compiledEngine(): Promise<object> {
  const program = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  return (compiled ??= readFile(join(dirname(program), 'pglite.wasm')).then((bytes) =>
    WebAssembly.compile(bytes),
  ));
}

type Report =
  | { ready: true }
  | { created: ArrayBuffer }
  | { done: 'ping' | 'copy' | 'close'; failed?: string }
  | { done: 'image'; image: ArrayBuffer }
  | { broke: string };

/** How long a start may take: a large write-ahead log is read back first. */
const startWithinMs = 60_000;
/** How long closing and copying may take. */
const patienceMs = 60_000;

/**
 * Makes an empty database: a tar archive that can be unpacked into a folder, or loaded into memory by
 * `Engine.start`. It runs in a thread of its own that ends afterwards, because making one takes 400 MB more than
 * using one.
 */
export async function createDatabase(): Promise<ArrayBuffer> {
  const worker = await startWorker({ task: 'create', folder: null, template: null });
  try {
    const report = await firstReport(worker);
    if ('created' in report) return report.created;
    throw new Error('broke' in report ? report.broke : 'The database engine gave no answer.');
  } finally {
    await worker.terminate();
  }
}

/** How node-postgres presents itself to the engine, which asks for no password. */
export const embeddedLogin = {
  user: 'postgres',
  database: 'postgres',
  password: '',
  host: 'embedded',
  ssl: false,
};

/**
 * The embedded database in a thread of its own, reached through streams that speak PostgreSQL's wire
 * protocol. It serves one stream at a time, and reports itself failed when the thread breaks or is silent
 * for longer than `watchdogMs`; it never recovers by itself.
 */
export class Engine {
  readonly #worker: Worker;
  readonly #onFailure: (reason: string) => void;
  readonly #replies: ((bytes: Uint8Array) => void)[] = [];
  readonly #streams = new Set<EngineStream>();
  readonly #watch: NodeJS.Timeout;
  readonly #mostSilentTicks = 10;
  #silentTicks = 0;
  #pingedAt: number | undefined;
  readonly #patience: number[] = [];
  #task: { ask: 'copy' | 'close' | 'image'; settle: (outcome?: Error | ArrayBuffer) => void } | undefined;
  #failure: string | undefined;

  private constructor(worker: Worker, watchdogMs: number, onFailure: (reason: string) => void) {
    this.#worker = worker;
    this.#onFailure = onFailure;
    worker.on('message', (message: Uint8Array | Report) => this.#hear(message));
    worker.on('error', (error) => this.#fail(error.message));
    worker.on('exit', () => this.#fail('Its thread ended.'));
    // Counted in ticks of our own timer, so that a process that slept does not blame its engine.
    this.#watch = setInterval(() => this.#tick(), watchdogMs / this.#mostSilentTicks);
    this.#watch.unref();
  }

  /**
   * @param folder where the database is, or null to keep it in memory
   * @param onFailure called once, when the engine can no longer be used
   * @throws Error with the engine's own last words when the folder cannot be opened
   */
  static async start(options: {
    folder: string | null;
    template?: ArrayBuffer | null;
    watchdogMs: number;
    onFailure: (reason: string) => void;
  }): Promise<Engine> {
    const { folder, template = null, watchdogMs, onFailure } = options;
    const worker = await startWorker({ task: 'serve', folder, template });
    try {
      const report = await firstReport(worker);
      if (!('ready' in report)) throw new Error('broke' in report ? report.broke : 'unexpected answer');
      return new Engine(worker, watchdogMs, onFailure);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  connect(): Duplex {
    if (this.#failure !== undefined) return deadStream(unavailable(this.#failure).message);
    const stream = new EngineStream(this);
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
    return stream;
  }

  /** How long the engine has owed an answer to the watchdog, in ms; 0 when it owes none. */
  silentMs(): number {
    return this.#pingedAt === undefined ? 0 : performance.now() - this.#pingedAt;
  }

  /** While `work` runs, a statement of up to `limitMs` is not taken for a broken engine. */
  async patiently<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
    this.#patience.push(limitMs);
    try {
      return await work();
    } finally {
      this.#patience.splice(this.#patience.indexOf(limitMs), 1);
      this.#silentTicks = 0;
    }
  }

  /** Copies the folder, as it is between two statements, to a new folder `to`. */
  async copyTo(to: string): Promise<void> {
    await this.#do({ ask: 'copy', to });
  }

  /** A tar archive of the database as it is between two statements, for `start`. */
  async image(): Promise<ArrayBuffer> {
    return (await this.#do({ ask: 'image' }))!;
  }

  /** Closes the database in good order and ends the thread. */
  async stop(): Promise<void> {
    try {
      await this.#do({ ask: 'close' });
    } finally {
      await this.kill();
    }
  }

  /** Ends the thread where it stands; as harmless to the folder as the end of a process. */
  async kill(): Promise<void> {
    this.#fail('It was stopped.', false);
    await this.#worker.terminate();
  }

  /** @internal for EngineStream */
  exchange(bytes: Uint8Array<ArrayBuffer>, reply: (bytes: Uint8Array) => void): void {
    if (this.#failure !== undefined) return;
    this.#replies.push(reply);
    this.#worker.postMessage(bytes, [bytes.buffer]);
  }

  /** @returns what was made, if anything */
  #do(request: { ask: 'copy'; to: string } | { ask: 'close' | 'image' }): Promise<ArrayBuffer | undefined> {
    if (this.#failure !== undefined) return Promise.reject(unavailable(this.#failure));
    return this.patiently(
      patienceMs,
      () =>
        new Promise((resolve, reject) => {
          this.#task = {
            ask: request.ask,
            settle: (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)),
          };
          this.#worker.postMessage(request);
        }),
    );
  }

  #hear(message: Uint8Array | Report): void {
    if (message instanceof Uint8Array) this.#replies.shift()?.(message);
    else if ('broke' in message) this.#fail(message.broke);
    else if ('done' in message && message.done === 'ping') {
      this.#pingedAt = undefined;
      this.#silentTicks = 0;
    } else if ('done' in message && message.done === this.#task?.ask) {
      if (message.done === 'image') this.#task.settle(message.image);
      else this.#task.settle(message.failed === undefined ? undefined : new Error(message.failed));
      this.#task = undefined;
    }
  }

  #tick(): void {
    if (this.#pingedAt === undefined) {
      this.#pingedAt = performance.now();
      this.#worker.postMessage({ ask: 'ping' });
      return;
    }
    this.#silentTicks += 1;
    if (this.silentMs() < Math.max(0, ...this.#patience)) return;
    if (this.#silentTicks >= this.#mostSilentTicks) {
      this.#fail(`It gave no sign of life for ${Math.round(this.silentMs())} ms.`);
    }
  }

  #fail(reason: string, tell = true): void {
    if (this.#failure !== undefined) return;
    this.#failure = reason;
    clearInterval(this.#watch);
    const error = unavailable(reason);
    this.#task?.settle(error);
    for (const stream of this.#streams) stream.destroy(error);
    if (tell) this.#onFailure(reason);
  }
}

/** What node-postgres takes for its socket. */
class EngineStream extends Duplex {
  readonly #engine: Engine | undefined;

  constructor(engine?: Engine) {
    super();
    this.#engine = engine;
  }

  connect(): this {
    if (!this.destroyed) process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): void {}
  setKeepAlive(): void {}
  ref(): void {}
  unref(): void {}

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#send([chunk], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    this.#send(
      chunks.map(({ chunk }) => chunk),
      done,
    );
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  #send(chunks: Buffer[], done: () => void): void {
    // The goodbye ends this stream only; the engine's session is reset when the next one opens.
    const message = chunks.filter((chunk) => chunk[0] !== goodbye);
    if (message.length === 0) return done();
    // Copied, because node-postgres writes its next message into the same memory.
    this.#engine?.exchange(new Uint8Array(Buffer.concat(message)), (reply) => {
      if (!this.destroyed) this.push(Buffer.from(reply.buffer, reply.byteOffset, reply.byteLength));
      done();
    });
  }
}

/** A stream that has failed already: node-postgres hears of it as of any lost connection. */
export function deadStream(words: string): Duplex {
  return new EngineStream().destroy(new DatabaseUnavailable(words));
}

const goodbye = 'X'.charCodeAt(0);

async function startWorker(task: Task): Promise<Worker> {
  return new Worker(workerFile, {
    workerData: { ...task, compiled: await compiledEngine() },
    transferList: task.template ? [task.template] : [],
    execArgv: [],
    name: 'stoa-database',
  });
}

function firstReport(worker: Worker): Promise<Report> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => settle(() => reject(new Error(`no answer within ${startWithinMs} ms`))),
      startWithinMs,
    );
    const settle = (act: () => void): void => {
      clearTimeout(limit);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      act();
    };
    const onMessage = (report: Report): void => settle(() => resolve(report));
    const onError = (error: Error): void => settle(() => reject(error));
    const onExit = (code: number): void => settle(() => reject(new Error(`its thread ended with ${code}`)));
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}

function unavailable(reason: string): DatabaseUnavailable {
  return new DatabaseUnavailable(`The embedded database is being replaced: ${reason}`);
}
