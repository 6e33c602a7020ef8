import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { Client } from '../load/client.ts';
import { freePort } from '../load/ports.ts';
import { RawStream, until } from '../load/stream.ts';
import { brief, type Report } from '../report.ts';
import { inScratchFolder } from '../servers/scratch.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** `npm start` as a newcomer has it: in a copy of the sources, with nothing built and no data. */
export async function startBench(report: Report): Promise<void> {
  await inScratchFolder(async (folder) => {
    const copy = path.join(folder, 'stoa');
    await copySources(copy);
    const port = await freePort();

    const first = new Start(copy, { PORT: String(port), DATA_DIR: path.join(folder, 'a') });
    report.row(
      `first start of all, with the pages to be built: ready after ${brief(await first.readyS(port))} s`,
    );
    await first.stop();

    const data = path.join(folder, 'b');
    const empty = new Start(copy, { PORT: String(port), DATA_DIR: data });
    try {
      report.atMost('start-first', await empty.readyS(port), 's', 5);
      await secondProcess(report, copy, data);
      await classMoves(report, port);
    } finally {
      await empty.stop();
    }

    const again = new Start(copy, { PORT: String(port), DATA_DIR: data });
    try {
      report.atMost('start-second', await again.readyS(port), 's', 5);
    } finally {
      await again.stop();
    }
  });
}

async function secondProcess(report: Report, copy: string, data: string): Promise<void> {
  const startMs = performance.now();
  const second = new Start(copy, { PORT: '0', DATA_DIR: data });
  const code = await second.ended;
  const tookS = (performance.now() - startMs) / 1_000;
  const sentence = second.said.trim().split('\n').at(-1)!.replaceAll(data, '…');
  report.row(`a second process on the same folder: exit code ${String(code)}, "${sentence}"`);
  if (code !== 1 || !second.said.includes('in use by another Stoa'))
    throw new Error(`the second process did not refuse in words: ${second.said}`);
  report.atMost('start-second-process-refused', tookS, 's', 5);
}

async function classMoves(report: Report, port: number): Promise<void> {
  const base = `http://127.0.0.1:${port}`;
  const client = new Client(base);
  const { headers } = await client.ask('POST', '/api/auth/login', {
    body: { email: 'ines@demo.test', password: 'stoa-demo' },
  });
  const cookie = String(headers['set-cookie']).split(';')[0]!;
  let moves = 0;
  const startMs = performance.now();
  const stream = await RawStream.open(base, '/api/stream', {
    cookie,
    hear(data, event) {
      if (event === undefined && data.includes('"type":"progress:updated"')) moves += 1;
    },
  });
  await until(() => moves > 0, 'the class moves', 30_000).catch(() => {});
  report.row(
    `the instructor's stream heard the class move after ${brief((performance.now() - startMs) / 1_000)} s`,
  );
  report.atLeast('start-class-moves', moves, 'events', 1);
  stream.close();
  client.close();
}

/** One `npm start`, and whatever it starts in turn. */
class Start {
  said = '';
  readonly ended: Promise<number | null>;
  readonly #child: ChildProcess;
  readonly #startMs = performance.now();

  constructor(folder: string, environment: Record<string, string>) {
    const { PATH, HOME, LANG } = process.env;
    this.#child = spawn('npm', ['start', '--silent'], {
      cwd: folder,
      // A group of its own: npm does not hand every signal on.
      detached: true,
      env: { PATH, HOME, LANG, LOG_LEVEL: 'warn', ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child.stderr!.on('data', (bytes: Buffer) => (this.said += bytes.toString()));
    this.ended = once(this.#child, 'close').then(([code]) => code as number | null);
  }

  async readyS(port: number): Promise<number> {
    const isReady = async (): Promise<boolean> => {
      if (this.#child.exitCode !== null)
        throw new Error(`npm start ended with ${this.#child.exitCode}:\n${this.said}`);
      try {
        return (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200;
      } catch {
        return false; // Nobody listens yet.
      }
    };
    await until(isReady, 'npm start is ready', 60_000);
    return (performance.now() - this.#startMs) / 1_000;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) process.kill(-this.#child.pid!, 'SIGTERM');
    await this.ended;
  }
}

/** What a clone would hold, and the packages that `npm ci` would bring. */
async function copySources(into: string): Promise<void> {
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of list.split('\0').filter((name) => name !== '' && name !== 'node_modules')) {
    await mkdir(path.dirname(path.join(into, file)), { recursive: true });
    // A file that was removed and not yet committed is still listed.
    await cp(path.join(root, file), path.join(into, file)).catch((fault: NodeJS.ErrnoException) => {
      if (fault.code !== 'ENOENT') throw fault;
    });
  }
  await symlink(path.join(root, 'node_modules'), path.join(into, 'node_modules'));
}
