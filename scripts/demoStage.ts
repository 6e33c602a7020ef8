// Where pictures are taken: the demo class in this process, nobody of it acting by itself, and a browser.
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { pino } from 'pino';
import { openHouse } from '#app/compose.ts';
import { seedDemo } from '#app/demo/demoClass.ts';
import { openGround } from '#app/ground.ts';
import { builtWebFolder } from '#app/pages.ts';
import { readSettings } from '#platform/server/config.ts';
import { findChromium } from './services.ts';
import { buildStep, runStep } from './steps.ts';

const typeface = fileURLToPath(
  import.meta.resolve('@fontsource-variable/geist/files/geist-latin-wght-normal.woff2'),
);
/** A picture in a repository is loaded by everybody who looks at it. */
const mostBytes = 400_000;

/** @returns the exit code: 1 where there is no browser, or the picture at `target` has become too large */
export async function onDemoStage(
  target: string,
  work: (stage: { browser: Browser; port: number }) => Promise<void>,
): Promise<number> {
  const executablePath = findChromium();
  if (!executablePath) {
    process.stderr.write('The picture needs Chromium (Debian: chromium), or its program at CHROMIUM_PATH.\n');
    return 1;
  }
  const built = await runStep(buildStep);
  if (!built.passed) throw new Error(built.output);

  const folder = await mkdtemp(path.join(tmpdir(), 'stoa-picture-'));
  const settings = readSettings({ PORT: '0', DATA_DIR: path.join(folder, 'data'), LOG_LEVEL: 'error' });
  const ground = await openGround(settings);
  await seedDemo(ground, new Date());
  const house = await openHouse(ground, settings, pino({ level: 'error' }), { webFolder: builtWebFolder });
  const port = await house.node.listen(0, '127.0.0.1');
  const browser = await chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    await work({ browser, port });
  } finally {
    await browser.close();
    await house.close();
    await ground.close();
    await rm(folder, { recursive: true, force: true });
  }
  const { size } = await stat(target);
  process.stdout.write(`${path.relative(process.cwd(), target)}: ${Math.round(size / 1_000)} kB\n`);
  if (size <= mostBytes) return 0;
  process.stderr.write(`That is more than ${mostBytes / 1_000} kB.\n`);
  return 1;
}

export async function isStill(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all([
      document.fonts.ready,
      ...document.getAnimations().map((one) => one.finished.catch(() => undefined)),
    ]),
  );
}

export function sourceOf(bytes: Buffer, type = 'image/png'): string {
  return `data:${type};base64,${bytes.toString('base64')}`;
}

/** The style sheet of a page on which screenshots are laid out, in the house's own letters. */
export async function sheetStyle(): Promise<string> {
  return `
    @font-face { font-family: 'Geist'; font-weight: 100 900; src: url('${sourceOf(await readFile(typeface), 'font/woff2')}') format('woff2') }
    body { margin: 0; background: #e9e6df; color: #1b1a17; font: 600 15px/22px 'Geist', sans-serif }
    figure { margin: 0 }
    figcaption { margin: 0 0 10px 4px }
    img { display: block; border-radius: 12px; border: 2px solid #1b1a17 }
    .phone { border: 8px solid #1b1a17; border-radius: 34px }`;
}
