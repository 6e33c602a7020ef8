import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { lockFolder } from './folderLock.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stoa-lock-'));
  return () => rm(folder, { recursive: true });
});

const withFlock = (): void => {};
const withoutFlock = (): void => {
  const path = process.env.PATH;
  process.env.PATH = '/nowhere';
  onTestFinished(() => void (process.env.PATH = path));
};

describe.each([
  ['the system’s flock', withFlock],
  ['no flock program', withoutFlock],
])('with %s', (_, arrange) => {
  test('a folder is held by one at a time, and free again at once', async () => {
    arrange();
    const first = await lockFolder(folder);
    await expect(lockFolder(folder, 0)).rejects.toMatchObject({
      reason: 'in-use',
      message: expect.stringContaining(folder) as string,
    });
    first.release();
    (await lockFolder(folder, 1_000)).release();
  });

  test('of many that come at once one gets it', async () => {
    arrange();
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder, 0)));
    const holders = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    expect(holders.length).toBe(1);
    holders[0]?.release();
  });

  test('one that is about to end is waited for', async () => {
    arrange();
    const first = await lockFolder(folder);
    const second = lockFolder(folder, 5_000);
    first.release();
    (await second).release();
  });
});
