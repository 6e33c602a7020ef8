import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const program = path.join(import.meta.dirname, 'journey.child.ts');

/** A Stoa with the demo class on a folder of its own, in a process that can be killed and started again. */
export class JourneyProcess {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'stoa-journey-'));
  readonly #web: string;
  readonly #hasQuizzes: boolean;
  #child: ChildProcess | undefined;
  #port = 0;

  private constructor(web: string, hasQuizzes: boolean) {
    this.#web = web;
    this.#hasQuizzes = hasQuizzes;
  }

  /**
   * @param web where the browser's application was built
   * @param options.hasQuizzes with the class of quizClass.ts beside the demo class
   */
  static async start(web: string, { hasQuizzes = false } = {}): Promise<JourneyProcess> {
    const stoa = new JourneyProcess(web, hasQuizzes);
    await stoa.startAgain();
    return stoa;
  }

  get base(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** On the same folder and port as before. */
  async startAgain(): Promise<void> {
    const child = spawn(process.execPath, ['--import', 'tsx', program], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        DATA_DIR: path.join(this.#folder, 'data'),
        JOURNEY_WEB: this.#web,
        ...(this.#hasQuizzes && { JOURNEY_QUIZZES: '1' }),
        PORT: String(this.#port),
        LOG_LEVEL: 'error',
      },
    });
    this.#child = child;
    let said = '';
    child.stderr!.on('data', (bytes: Buffer) => (said += bytes.toString()));
    const first = await Promise.race([
      once(child, 'message').then(([message]) => message as { port: number }),
      once(child, 'exit').then(() => undefined),
    ]);
    if (!first) throw new Error(`Stoa ended before it served:\n${said}`);
    this.#port = first.port;
  }

  /** The power goes: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
