import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const program = path.join(import.meta.dirname, 'journey.child.ts');

/** A node in a process of its own, on a database that has people already; it can be killed. */
export class NodeProcess {
  readonly base: string;
  readonly #child: ChildProcess;
  readonly #folder: string;

  private constructor(child: ChildProcess, folder: string, port: number) {
    this.#child = child;
    this.#folder = folder;
    this.base = `http://127.0.0.1:${port}`;
  }

  static async start(databaseUrl: string): Promise<NodeProcess> {
    const folder = mkdtempSync(path.join(tmpdir(), 'stoa-node-'));
    const child = spawn(process.execPath, ['--import', 'tsx', program], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        ...process.env,
        DATABASE_URL: databaseUrl,
        DATA_DIR: path.join(folder, 'data'),
        JOURNEY_WEB: folder,
        DEMO: 'off',
        PORT: '0',
        LOG_LEVEL: 'error',
      },
    });
    let said = '';
    child.stderr!.on('data', (bytes: Buffer) => (said += bytes.toString()));
    const first = await Promise.race([
      once(child, 'message').then(([message]) => message as { port: number }),
      once(child, 'exit').then(() => undefined),
    ]);
    if (!first) throw new Error(`the node ended before it served:\n${said}`);
    return new NodeProcess(child, folder, first.port);
  }

  /** The power goes: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
