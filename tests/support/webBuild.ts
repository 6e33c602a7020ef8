import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');

/** A piece of the browser's application, by Vite's manifest. */
export interface WebPiece {
  file: string;
  name?: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
}

export interface WebBuild {
  folder: string;
  manifest: Record<string, WebPiece>;
  bytesOf(piece: WebPiece): Buffer;
  remove(): void;
}

/**
 * The browser's application, built in a process of its own: inside a test runner Vite would take it for one under
 * development. Where TEST_WEB_BUILDS names a folder (`webBuildsSetup.ts`), whoever comes first builds there for all.
 * `remove` is the caller's duty.
 *
 * @param mode `gallery` has the gallery of screens inside
 */
export async function buildWeb(mode: 'production' | 'gallery'): Promise<WebBuild> {
  const shared = process.env['TEST_WEB_BUILDS'];
  const folder = shared ? path.join(shared, mode) : await build(mode);
  if (shared && !existsSync(folder)) renameSync(await build(mode), folder);
  const manifest = JSON.parse(
    readFileSync(path.join(folder, '.vite/manifest.json'), 'utf8'),
  ) as WebBuild['manifest'];
  return {
    folder,
    manifest,
    bytesOf: ({ file }) => readFileSync(path.join(folder, file)),
    remove: () => {
      if (!shared) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @returns a new folder with what was built */
async function build(mode: string): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'stoa-web-'));
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const words = [vite, 'build', '--mode', mode, '--outDir', folder, '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, words, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return folder;
}
