import { defineConfig } from 'vitest/config';

// The suffix of a test file says what it needs: x.test.ts nothing, x.disk.test.ts a folder and processes of its
// own, x.pg.test.ts a PostgreSQL server, x.redis.test.ts a Redis server, x.browser.test.ts a Chromium.
// `npm test` brings what is missing. Tests in tests/ open a whole Stoa.
const needsService = ['**/*.pg.test.{ts,tsx}', '**/*.redis.test.{ts,tsx}', '**/*.browser.test.{ts,tsx}'];
const elsewhere = ['**/node_modules/**', '**/dist/**', '**/data/**'];

// Journeys that are not yet steady on a busy machine; `npx vitest run --project journeys` runs them.
const unsteady = ['screens', 'offline', 'staff', 'publicCourse'].map(
  (name) => `tests/journeys/${name}.browser.test.ts`,
);

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{src,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: [...needsService, '**/*.disk.test.ts', ...elsewhere],
          // The first PGlite of a process makes its files in WASM: seconds on a busy machine.
          testTimeout: 20_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'house',
          include: ['tests/**/*.test.ts', '{src,bench}/**/*.disk.test.ts'],
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
          exclude: [...elsewhere, ...unsteady],
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
          name: 'journeys',
          include: unsteady,
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
