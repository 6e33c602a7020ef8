import { type PostgresForTests, startPostgres } from './postgres.ts';
import { ServiceMissing } from './serviceMissing.ts';

let server: PostgresForTests | undefined;

/** Vitest `globalSetup`: one server for all `.pg.test.ts` files, found by them through TEST_DATABASE_URL. */
export async function setup(): Promise<void> {
  if (process.env['TEST_DATABASE_URL']) return;
  try {
    server = await startPostgres();
    process.env['TEST_DATABASE_URL'] = server.url;
  } catch (error) {
    // Each file says so itself: it skips, or fails in CI.
    if (!(error instanceof ServiceMissing)) throw error;
  }
}

export async function teardown(): Promise<void> {
  if (!server) return;
  delete process.env['TEST_DATABASE_URL'];
  await server.stop();
}
