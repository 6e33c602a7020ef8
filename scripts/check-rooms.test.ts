import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { inspectRooms } from './check-rooms.ts';

const built: string[] = [];

afterEach(() => {
  for (const root of built.splice(0)) rmSync(root, { recursive: true, force: true });
});

/** A house on disk: every file by its path, with a manifest like ours. */
function aHouse(files: Record<string, string>): string {
  const root = mkdtempSync(path.join(tmpdir(), 'rooms-'));
  built.push(root);
  const manifest = {
    dependencies: {
      '@electric-sql/pglite': '1.0.0',
      '@node-rs/argon2': '1.0.0',
      express: '1.0.0',
      kysely: '1.0.0',
      pg: '1.0.0',
      pino: '1.0.0',
      'socket.io': '1.0.0',
      zod: '1.0.0',
    },
    devDependencies: { '@types/pg': '1.0.0', react: '1.0.0', 'socket.io-client': '1.0.0', vitest: '1.0.0' },
  };
  for (const [file, text] of Object.entries({ 'package.json': JSON.stringify(manifest), ...files })) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return root;
}

function complaintsAbout(files: Record<string, string>): string[] {
  return inspectRooms(aHouse(files)).complaints.map(({ file, line, rule }) => `${file}:${line} ${rule}`);
}

/** A house in order that opens every door which may be opened. */
const inOrder: Record<string, string> = {
  'src/kernel/ids.ts': `import { z } from 'zod';\nexport const id = z.string();`,
  'src/platform/server/config.ts': `export const port = process.env.PORT;`,
  'src/platform/server/db/pool.ts': `import pg from 'pg';\nimport { PGlite } from '@electric-sql/pglite';`,
  'src/platform/server/log/log.ts': `import { id } from '#kernel/ids.ts';\nimport '../db/pool.ts';\nimport { sql } from 'kysely';`,
  'src/platform/server/doors/http.ts': `import express from 'express';\nimport http from 'node:http';`,
  'src/platform/server/worker.ts': `new Worker(new URL('./db/pool.ts', import.meta.url));`,
  'src/platform/web/client.ts': `import { id } from '#kernel/ids.ts';\nimport { io } from 'socket.io-client';`,
  'src/features/identity/contract.ts': `import { id } from '#kernel/ids.ts';\nimport { z } from 'zod';`,
  'src/features/identity/server/service.ts': `import { hash } from '@node-rs/argon2';\nimport '../contract.ts';`,
  'src/features/cohorts/contract.ts': `import '#features/identity/contract.ts';`,
  'src/features/cohorts/server/service.ts': `import '#features/identity/server/service.ts';`,
  'src/features/polls/contract.ts': `import '#features/cohorts/contract.ts';`,
  'src/features/polls/server/service.ts': `import '#features/cohorts/server/service.ts';\nimport '#platform/server/log/log.ts';`,
  'src/features/polls/web/PollCard.tsx': `import { useState } from 'react';\nimport '#platform/web/client.ts';\nimport './poll.css';\nexport const a = <p>{useState(1)}</p>;`,
  'src/features/polls/web/poll.css': ``,
  'src/features/polls/server/service.test.ts': `import { test } from 'vitest';\nimport '#features/quizzes/server/service.ts';\nimport '../../../../tests/support/world.ts';\nprocess.env.ANY;`,
  'src/features/quizzes/server/service.ts': `import '#features/polls/contract.ts';\nimport type { Pool } from 'node:net';`,
  'src/app/server.ts': `import express from 'express';\nimport '#features/polls/server/service.ts';\nprocess.env.PORT;`,
  'src/app/web/router.tsx': `export const page = () => import('#features/polls/web/PollCard.tsx');`,
  'tests/support/world.ts': `import '#app/server.ts';\nimport pg from 'pg';`,
  'bench/run.ts': `import pg from 'pg';\nconst { env } = process;`,
};

describe('the doors between the rooms', () => {
  test('a house in order has nothing to complain about', () => {
    const { files, complaints } = inspectRooms(aHouse(inOrder));
    expect(complaints).toEqual([]);
    expect(files).toBe(Object.keys(inOrder).filter((file) => /\.tsx?$/.test(file)).length);
  });

  test.each<[title: string, file: string, text: string, complaint: string]>([
    [
      'web must not import server',
      'src/features/polls/web/x.ts',
      `import '#features/polls/server/service.ts';`,
      'features/polls/web must not import features/polls/server',
    ],
    [
      'web must not import server by a relative path either',
      'src/features/polls/web/x.ts',
      `import '../server/service.ts';`,
      'features/polls/web must not import features/polls/server',
    ],
    [
      'a type is a door too',
      'src/platform/web/x.ts',
      `import type { Log } from '#platform/server/log/log.ts';`,
      'platform/web must not import platform/server',
    ],
    [
      'an import() inside a type is a door too',
      'src/platform/web/x.ts',
      `export type L = import('#platform/server/log/log.ts').L;`,
      'platform/web must not import platform/server',
    ],
    [
      'a lazy import is a door too',
      'src/app/web/x.ts',
      `void import('#app/server.ts');`,
      'app/web must not import app/server',
    ],
    [
      'a re-export is a door too',
      'src/platform/web/x.ts',
      `export * from '#platform/server/log/log.ts';`,
      'platform/web must not import platform/server',
    ],
    [
      'a worker is a door too',
      'src/platform/web/x.ts',
      `new Worker(new URL('../server/worker.ts', import.meta.url));`,
      'platform/web must not import platform/server',
    ],
    [
      'server must not import web',
      'src/app/x.ts',
      `import '#features/polls/web/PollCard.tsx';`,
      'app/server must not import features/polls/web',
    ],
    [
      'the platform must not know a feature',
      'src/platform/server/x.ts',
      `import '#features/polls/contract.ts';`,
      'platform/server must not import features/polls/contract',
    ],
    [
      'the kernel must not know the platform',
      'src/kernel/x.ts',
      `import '#platform/web/client.ts';`,
      'kernel must not import platform/web',
    ],
    [
      'a contract must not know the platform',
      'src/features/polls/contract.ts',
      `import '#platform/server/log/log.ts';`,
      'features/polls/contract must not import platform/server',
    ],
    [
      'a contract must not know a sibling',
      'src/features/polls/contract.ts',
      `import '#features/quizzes/contract.ts';`,
      'features/polls/contract must not import features/quizzes/contract',
    ],
    [
      'a feature must not lean on a sibling',
      'src/features/polls/server/x.ts',
      `import '#features/quizzes/server/service.ts';`,
      'features/polls/server must not import features/quizzes/server',
    ],
    [
      'foundations lean one way only',
      'src/features/identity/server/x.ts',
      `import '#features/cohorts/server/service.ts';`,
      'features/identity/server must not import features/cohorts/server',
    ],
    [
      'a foundation must not lean on a feature',
      'src/features/cohorts/server/x.ts',
      `import '#features/polls/server/service.ts';`,
      'features/cohorts/server must not import features/polls/server',
    ],
    [
      'nobody leans on the app',
      'src/features/polls/server/x.ts',
      `import '#app/server.ts';`,
      'features/polls/server must not import app/server',
    ],
    [
      'the house must not lean on its tests',
      'src/app/x.ts',
      `import '../features/polls/server/service.test.ts';`,
      'app/server must not import tests or tools',
    ],
    [
      'react stays in the web',
      'src/features/polls/server/x.ts',
      `import 'react';`,
      'the package react is used outside its room',
    ],
    [
      'pg stays in platform/server/db',
      'src/features/polls/server/x.ts',
      `import type { Pool } from 'pg';`,
      'the package pg is used outside its room',
    ],
    [
      'PGlite stays in platform/server/db',
      'src/app/x.ts',
      `import '@electric-sql/pglite/live';`,
      'the package @electric-sql/pglite is used outside its room',
    ],
    [
      'kysely stays on the server',
      'src/platform/web/x.ts',
      `import 'kysely';`,
      'the package kysely is used outside its room',
    ],
    [
      'express stays at the doors',
      'src/features/polls/server/x.ts',
      `import 'express';`,
      'the package express is used outside its room',
    ],
    [
      'socket.io stays at the doors',
      'src/platform/server/log/x.ts',
      `import 'socket.io';`,
      'the package socket.io is used outside its room',
    ],
    [
      'argon2 stays in identity',
      'src/features/cohorts/server/x.ts',
      `import '@node-rs/argon2';`,
      'the package @node-rs/argon2 is used outside its room',
    ],
    [
      'zod stays out of the web',
      'src/platform/web/x.ts',
      `import 'zod/v4';`,
      'the package zod is used outside its room',
    ],
    [
      'the kernel has zod and nothing else',
      'src/kernel/x.ts',
      `import 'pino';`,
      'kernel must not use the package pino',
    ],
    [
      'a contract has zod and nothing else',
      'src/features/polls/contract.ts',
      `import 'pino';`,
      'features/polls/contract must not use the package pino',
    ],
    [
      'node: stays out of the kernel',
      'src/kernel/x.ts',
      `import 'node:crypto';`,
      'kernel must not use node:crypto',
    ],
    [
      'node: stays out of contracts',
      'src/features/polls/contract.ts',
      `import 'node:fs';`,
      'features/polls/contract must not use node:fs',
    ],
    ['node: stays out of the web', 'src/app/web/x.ts', `import 'path';`, 'app/web must not use path'],
    [
      'a package must be declared',
      'src/app/x.ts',
      `import 'left-behind';`,
      'the package left-behind is not in package.json',
    ],
    [
      'the server does without development packages',
      'src/app/x.ts',
      `import 'socket.io-client';`,
      'the package socket.io-client is only there for development',
    ],
    [
      'a relative import must not leave its room',
      'src/features/polls/web/x.ts',
      `import '../../../platform/web/client.ts';`,
      `the relative import '../../../platform/web/client.ts' leaves its room`,
    ],
    [
      'process.env is read in one place',
      'src/platform/server/log/x.ts',
      `export const a = process.env.A;`,
      'process.env is read outside platform/server/config.ts and app',
    ],
    [
      'process.env in brackets counts',
      'src/features/polls/server/x.ts',
      `export const a = globalThis.process['env'];`,
      'process.env is read outside platform/server/config.ts and app',
    ],
    [
      'process.env taken apart counts',
      'src/features/polls/server/x.ts',
      `const { env } = process;`,
      'process.env is read outside platform/server/config.ts and app',
    ],
    [
      'process.env imported counts',
      'src/features/polls/server/x.ts',
      `import { env } from 'node:process';`,
      'process.env is read outside platform/server/config.ts and app',
    ],
    [
      'an import names its file',
      'src/kernel/x.ts',
      `import './ids';`,
      `the import './ids' does not name its file`,
    ],
    [
      'an alias names its file',
      'src/app/x.ts',
      `import '#kernel/ids';`,
      `the import '#kernel/ids' does not name its file`,
    ],
    [
      'an import does not pretend to be JavaScript',
      'src/kernel/x.ts',
      `import './ids.js';`,
      `the import './ids.js' does not name its file`,
    ],
    [
      'a computed import hides its door',
      'src/app/x.ts',
      'const a = 1; void import(`#kernel/${a}.ts`);',
      'an import whose name is computed hides its door',
    ],
    ['code outside every room', 'src/features/polls/rules.ts', ``, 'this file lies in no room'],
    ['a file that cannot be read', 'src/kernel/x.ts', `import {`, 'cannot be read:'],
  ])('%s', (_title, file, text, complaint) => {
    const found = complaintsAbout({ ...inOrder, [file]: text });
    expect(found).toContainEqual(expect.stringContaining(`${file}:1 ${complaint}`));
    expect(found.length).toBeLessThanOrEqual(2);
  });

  test('two files that need each other are caught, once, with the line', () => {
    const found = complaintsAbout({
      ...inOrder,
      'src/kernel/a.ts': `\nimport type { B } from './b.ts';`,
      'src/kernel/b.ts': `import type { A } from './a.ts';`,
    });
    expect(found).toEqual([
      'src/kernel/a.ts:2 these files go in a circle: src/kernel/a.ts → src/kernel/b.ts → src/kernel/a.ts',
    ]);
  });

  test('a long circle is caught across aliases and lazy imports, and a bystander is not blamed', () => {
    const found = complaintsAbout({
      ...inOrder,
      'src/app/web/bystander.ts': `import './one.ts';`,
      'src/app/web/one.ts': `import '#app/web/two.ts';`,
      'src/app/web/two.ts': `void import('./three.ts');`,
      'src/app/web/three.ts': `export * from './one.ts';`,
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('one.ts → src/app/web/two.ts → src/app/web/three.ts → src/app/web/one.ts');
  });

  test('what is written in comments and strings is no door', () => {
    const text = `// import '#platform/server/log/log.ts';\nexport const a = "import 'pg'; process.env.A";`;
    expect(complaintsAbout({ ...inOrder, 'src/platform/web/x.ts': text })).toEqual([]);
  });

  test('the command says where, what and what to do, and fails', () => {
    const root = aHouse({ ...inOrder, 'src/platform/web/x.ts': `\n\nimport 'pg';` });
    const script = path.join(import.meta.dirname, 'check-rooms.ts');
    const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', script, root], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stdout).toContain(
      'src/platform/web/x.ts:3  the package pg is used outside its room\n    it belongs to platform/server/db',
    );

    rmSync(path.join(root, 'src/platform/web/x.ts'));
    expect(execFileSync(process.execPath, ['--import', 'tsx', script, root], { encoding: 'utf8' })).toContain(
      '0 complaints',
    );
  });

  test('an empty house fails, so that a walk in the wrong folder is not mistaken for order', () => {
    const script = path.join(import.meta.dirname, 'check-rooms.ts');
    expect(spawnSync(process.execPath, ['--import', 'tsx', script, aHouse({})]).status).toBe(1);
  });
});
