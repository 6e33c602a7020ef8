import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Vitest `globalSetup`: files of one run share what they build of the web, found by `buildWeb` through TEST_WEB_BUILDS. */
export function setup(): void {
  process.env['TEST_WEB_BUILDS'] = mkdtempSync(path.join(tmpdir(), 'stoa-webs-'));
}

export function teardown(): void {
  const folder = process.env['TEST_WEB_BUILDS'];
  if (folder) rmSync(folder, { recursive: true, force: true });
}
