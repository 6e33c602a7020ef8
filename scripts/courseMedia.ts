// Makes what the demo course shows beside its texts: the film of its first lesson with the picture before it
// plays, and the sheet to print of its fourth. `node --import tsx scripts/courseMedia.ts`. What is drawn depends
// on the time in the film alone, so that it can be made again.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { webm, type Frame } from './courseMedia/webm.ts';
import { findChromium } from './services.ts';

const parts = path.join(import.meta.dirname, 'courseMedia');
const target = path.resolve(import.meta.dirname, '../courses/ai-enablement/01-foundations');
const film = {
  width: 960,
  height: 540,
  framesPerSecond: 12,
  /** Who goes to a place in it waits for no more than this many seconds of pictures. */
  keyEverySeconds: 4,
  /** The picture before it plays is the one at this second. */
  posterAtSeconds: 8,
  bitsPerSecond: 90_000,
};

interface Made {
  lengthMs: number;
  /** In base64, as are the pictures. */
  poster: string;
  frames: { atMs: number; isKey: boolean; bytes: string }[];
}

const executablePath = findChromium();
if (!executablePath) {
  process.stderr.write('This needs Chromium (Debian: chromium), or its program at CHROMIUM_PATH.\n');
  process.exit(1);
}
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  await makeFilm(browser);
  await makeSheet(browser);
} finally {
  await browser.close();
}

async function makeFilm(from: Browser): Promise<void> {
  const page = await from.newPage();
  const script = await readFile(path.join(parts, 'drawing.js'), 'utf8');
  // Encoders are only there for pages that came over TLS; nothing leaves this machine.
  await page.route('**/*', (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>film</title>' }),
  );
  await page.goto('https://film.invalid/');
  const making = `import('/drawing.js').then(({ make }) => make(${JSON.stringify(film)}))`;
  const made: Made = await page.evaluate(making);
  const frames = made.frames.map(({ bytes, ...frame }): Frame => ({
    ...frame,
    bytes: Buffer.from(bytes, 'base64'),
  }));
  const { width, height } = film;
  const bytes = webm({ width, height, durationMs: made.lengthMs, frames });
  await writeFile(path.join(target, 'media/one-token-at-a-time.webm'), bytes);
  await writeFile(path.join(target, 'media/one-token-at-a-time.webp'), Buffer.from(made.poster, 'base64'));
  process.stdout.write(`film: ${made.lengthMs / 1_000} s, ${Math.round(bytes.byteLength / 1_000)} kB\n`);
}

async function makeSheet(from: Browser): Promise<void> {
  const page = await from.newPage();
  await page.setContent(await readFile(path.join(parts, 'threeLevels.html'), 'utf8'));
  const bytes = await page.pdf({ format: 'A4', printBackground: true, tagged: true, outline: true });
  await writeFile(path.join(target, 'files/three-levels-of-data.pdf'), bytes);
  process.stdout.write(`sheet: ${Math.round(bytes.byteLength / 1_000)} kB\n`);
}
