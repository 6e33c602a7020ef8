import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

test('JO12 `npm run worker` says why it cannot work beside the embedded database, and leaves that alone', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const [program, ...words] = scripts['worker']!.split(' ');
  expect(program).toBe('node');
  const folder = mkdtempSync(path.join(tmpdir(), 'stoa-worker-'));
  const DATA_DIR = path.join(folder, 'data');
  const { DATABASE_URL: _none, ...environment } = process.env;
  const { status, stderr } = spawnSync(process.execPath, words, {
    cwd: root,
    env: { ...environment, DATA_DIR },
    encoding: 'utf8',
  });
  expect(stderr).toBe(
    'A worker needs PostgreSQL (DATABASE_URL): the embedded database belongs to one process, which works on its jobs itself.\n',
  );
  expect(status).toBe(2);
  expect(existsSync(DATA_DIR)).toBe(false);
  rmSync(folder, { recursive: true, force: true });
});
