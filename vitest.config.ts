import { defineConfig } from 'vitest/config';

// The suffix of a test file says what it needs: x.test.ts nothing, x.embedded.test.ts an embedded database that
// takes all its rules, x.disk.test.ts a folder and processes of its own, x.pg.test.ts a PostgreSQL server,
// x.redis.test.ts a Redis server, x.browser.test.ts a Chromium, x.looks.test.ts one that may be slow. `npm test` brings
// what is missing. Tests in tests/ open a whole Stoa.
const needsService = ['**/*.{pg,redis,browser,looks}.test.{ts,tsx}'];
const elsewhere = ['**/node_modules/**', '**/dist/**', '**/data/**'];

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    // A page, a server and a test share two cores: what is waited for comes late there, and is right all the same.
    expect: { poll: { timeout: 15_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Nothing here needs a process of its own.
          pool: 'threads',
          include: ['{src,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: [...needsService, '**/*.{disk,embedded}.test.ts', ...elsewhere],
          // Generated inputs and whole contracts take seconds on a busy machine.
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['tests/**/*.test.ts', '{src,bench,scripts}/**/*.{disk,embedded}.test.ts'],
          exclude: [...needsService, ...elsewhere],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'pg',
          include: ['{src,tests,bench}/**/*.pg.test.{ts,tsx}'],
          exclude: elsewhere,
          globalSetup: ['tests/support/postgresSetup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['{src,tests,bench}/**/*.browser.test.{ts,tsx}'],
          exclude: elsewhere,
          globalSetup: ['tests/support/webBuildsSetup.ts'],
          // One browser at a time: two cores carry the server, the browser and the test.
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'looks',
          include: ['{src,tests,bench}/**/*.looks.test.{ts,tsx}'],
          exclude: elsewhere,
          globalSetup: ['tests/support/webBuildsSetup.ts'],
          // Nothing here goes by the clock: one file may keep the other waiting.
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
