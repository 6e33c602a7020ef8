import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { findPostgres } from '../../scripts/services.ts';
import { ServiceMissing } from './serviceMissing.ts';

const run = promisify(execFile);

export interface PostgresForTests {
  /** Of the administrator. */
  url: string;
  /** A fresh, empty database; gone when `stop` is called. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/**
 * PostgreSQL for tests: the server that TEST_DATABASE_URL names, or a private one on a free loopback port
 * that lives in a temporary folder.
 *
 * @throws ServiceMissing when there is neither
 */
export async function startPostgres(): Promise<PostgresForTests> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) return databasesOf(given, async () => {});
  const server = await startServer();
  return databasesOf(server.url, server.stop);
}

/**
 * For the head of a `.pg.test.ts`: the server, or a reason to skip the file.
 *
 * @throws ServiceMissing where `CI` is `true`, so that nothing is skipped unseen
 */
export async function postgresOrReason(): Promise<PostgresForTests | { missing: string }> {
  try {
    return await startPostgres();
  } catch (error) {
    if (!(error instanceof ServiceMissing) || process.env['CI'] === 'true') throw error;
    process.stderr.write(`Skipped: ${error.message}\n`);
    return { missing: error.message };
  }
}

function databasesOf(url: string, stopServer: () => Promise<void>): PostgresForTests {
  const made: string[] = [];
  const asAdmin = async (statement: (name: string) => string, name: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(statement(name));
    } finally {
      await client.end();
    }
  };
  return {
    url,
    async newDatabase() {
      const name = `stoa_test_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
      await asAdmin((each) => `create database ${each} template template0 encoding 'UTF8'`, name);
      made.push(name);
      const own = new URL(url);
      own.pathname = `/${name}`;
      return own.href;
    },
    async stop() {
      for (const name of made.splice(0))
        await asAdmin((each) => `drop database if exists ${each} with (force)`, name);
      await stopServer();
    },
  };
}

/** A private server; `crash` kills it in this very moment and starts it again on what it had written. */
export async function startServer(): Promise<{
  url: string;
  crash: () => Promise<void>;
  stop: () => Promise<void>;
}> {
  const programs = findPrograms();
  const owner = await otherThanRoot();
  const folder = await mkdtemp(join(tmpdir(), 'stoa-postgres-'));
  if (owner) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  try {
    const how = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'];
    await run(join(programs, 'initdb'), how, { ...owner, cwd: folder });
    const settings = {
      listen_addresses: '127.0.0.1',
      port,
      unix_socket_directories: folder,
      max_connections: 100,
    };
    const launch = async (): Promise<ChildProcess> => {
      const launched = spawn(
        join(programs, 'postgres'),
        ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
        { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
      );
      await isReady(launched);
      return launched;
    };
    let server = await launch();
    const end = async (signal: NodeJS.Signals): Promise<void> => {
      const ended = once(server, 'exit');
      server.kill(signal);
      await ended;
    };
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      async crash() {
        await end('SIGKILL');
        // The processes it leaves behind hold its memory until they notice.
        for (const giveUpAt = performance.now() + 20_000; ; await wait(100)) {
          try {
            server = await launch();
            return;
          } catch (error) {
            if (performance.now() > giveUpAt) throw error;
          }
        }
      },
      async stop() {
        await end('SIGINT');
        await rm(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

function findPrograms(): string {
  const programs = findPostgres();
  if (programs) return programs;
  throw new ServiceMissing(
    'PostgreSQL 15 or newer',
    'Install it (Debian: postgresql) or set TEST_DATABASE_URL to a server where databases may be created.',
  );
}

/** PostgreSQL refuses to run as root. */
async function otherThanRoot(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout);
  return Promise.all([idOf('-u'), idOf('-g')]).then(
    ([uid, gid]) => ({ uid, gid }),
    () => ({ uid: 65_534, gid: 65_534 }),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function isReady(server: ChildProcess): Promise<void> {
  const said: string[] = [];
  if (!server.stderr) throw new Error('PostgreSQL has no log.');
  for await (const line of createInterface({ input: server.stderr })) {
    said.push(line);
    if (line.includes('ready to accept connections')) {
      // Nobody reads on; a full pipe would stop the server.
      server.stderr.resume();
      return;
    }
  }
  throw new Error(`PostgreSQL did not start: ${said.join('\n')}`);
}
