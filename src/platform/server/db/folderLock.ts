import { spawn } from 'node:child_process';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createServer } from 'node:net';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DatabaseUnusable } from './errors.ts';

export interface FolderLock {
  release(): void;
}

/**
 * Keeps a second process out of a data folder. The operating system holds the lock and lets go of it when
 * the process ends, however it ends; nothing is judged by process ids or by what a dead process left.
 *
 * @param waitMs how long to wait for a predecessor that is just ending
 * @throws DatabaseUnusable `in-use`
 */
export async function lockFolder(folder: string, waitMs = 1_500): Promise<FolderLock> {
  const file = join(folder, 'lock');
  for (const giveUpAt = performance.now() + waitMs; ; await wait(100)) {
    const lock = await tryLock(file);
    if (lock) return lock;
    if (performance.now() >= giveUpAt) {
      throw new DatabaseUnusable(
        'in-use',
        `The folder ${folder} is in use by another Stoa${holder(file)}. ` +
          'Stop that one first, or choose another folder with DATA_DIR.',
      );
    }
  }
}

async function tryLock(file: string): Promise<FolderLock | undefined> {
  const lockOnOpen = openFlags[process.platform];
  if (lockOnOpen !== undefined) return lockByOpen(file, lockOnOpen);

  const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
  const outcome = await flock(descriptor);
  if (outcome === 'held-elsewhere') {
    closeSync(descriptor);
    return undefined;
  }
  if (outcome === 'locked') {
    signIn(descriptor);
    return { release: () => closeSync(descriptor) };
  }
  const { dev, ino } = fstatSync(descriptor);
  closeSync(descriptor);
  return listenAlone(`\0stoa-${dev}-${ino}`);
}

// macOS and Windows can lock a file while opening it; libuv passes its O_EXLOCK on to both.
const openFlags: Partial<Record<NodeJS.Platform, number>> = {
  darwin: 0x20 | constants.O_NONBLOCK,
  win32: 0x10000000,
};

function lockByOpen(file: string, lockFlag: number): FolderLock | undefined {
  try {
    const descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT | lockFlag, 0o600);
    signIn(descriptor);
    return { release: () => closeSync(descriptor) };
  } catch (error) {
    if (['EAGAIN', 'EBUSY', 'EWOULDBLOCK'].includes((error as NodeJS.ErrnoException).code ?? '')) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Node has no flock(2), but the lock belongs to the open file, not to the process that asked: `flock`
 * locks the descriptor it inherits and ends, and the lock stays as long as ours is open. Works across
 * containers that share the folder, which a listening socket does not.
 */
function flock(descriptor: number): Promise<'locked' | 'held-elsewhere' | 'no-flock'> {
  return new Promise((resolve, reject) => {
    const child = spawn('flock', ['-x', '-n', '3'], { stdio: ['ignore', 'ignore', 'ignore', descriptor] });
    child.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? resolve('no-flock') : reject(error),
    );
    child.once('exit', (code) => {
      if (code === 0) resolve('locked');
      else if (code === 1) resolve('held-elsewhere');
      else reject(new Error(`flock ended with ${code}`));
    });
  });
}

/** Without a `flock` program: an abstract socket, named after the lock file's inode; binding it is atomic. */
function listenAlone(name: string): Promise<FolderLock | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer((caller) => caller.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    );
    server.listen({ path: name }, () => {
      server.unref();
      resolve({ release: () => server.close() });
    });
  });
}

/** For the sentence that a second process prints; nothing is decided by it. */
function signIn(descriptor: number): void {
  ftruncateSync(descriptor);
  writeSync(descriptor, `process ${process.pid} on ${hostname()}\n`, 0);
}

function holder(file: string): string {
  try {
    const signature = readFileSync(file, 'utf8').trim();
    return signature ? ` (${signature})` : '';
  } catch {
    // Windows does not let a locked file be read; the sentence is complete without it.
    return '';
  }
}
