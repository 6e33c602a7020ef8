import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { groundOrEnd, settingsOrEnd } from './begin.ts';

/**
 * `npm start`: builds the pages when they are missing or older than their sources, then serves.
 * The server is imported, not spawned, so that the signals that stop it reach it.
 */
const root = path.resolve(import.meta.dirname, '../..');
const manifest = path.join(root, 'dist/web/.vite/manifest.json');
const vite = path.join(root, 'node_modules/vite/bin/vite.js');
const sources = [
  'src/app/web',
  'src/platform/web',
  'src/features',
  'src/kernel',
  'vite.config.ts',
  'package-lock.json',
];

const { settings, logger } = settingsOrEnd(process.env);
// The database starts, or is made, while pages are built and rooms loaded.
const opening = groundOrEnd(settings, logger);
if (needsBuild()) {
  process.stderr.write('Building the pages, once …\n');
  const code = await run(process.execPath, [vite, 'build', '--logLevel', 'warn']);
  if (code !== 0) {
    process.stderr.write('The pages could not be built; see above.\n');
    process.exit(1);
  }
}
const { serve } = await import('./server.ts');
await serve(await opening, settings, logger);

function needsBuild(): boolean {
  // An installation without developer tools serves what it was delivered with.
  if (!existsSync(vite)) return false;
  if (!existsSync(manifest)) return true;
  const builtMs = statSync(manifest).mtimeMs;
  return sources.some((source) => newestMs(path.join(root, source)) > builtMs);
}

function newestMs(place: string): number {
  const { mtimeMs } = statSync(place);
  if (!statSync(place).isDirectory()) return mtimeMs;
  return readdirSync(place, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() || /\.(tsx?|js|css|html|svg)$/.test(entry.name))
    .filter((entry) => !/\.test\.|\.suite\./.test(entry.name) && entry.name !== 'server')
    .reduce((newest, entry) => Math.max(newest, newestMs(path.join(place, entry.name))), 0);
}

function run(command: string, words: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
