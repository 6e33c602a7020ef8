// `npm run picture`: makes docs/picture.png from the running demo. A student completes a lesson on a phone; the
// instructor's page of the same class shows it. Both halves are screenshots of what the two see at that moment.
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

const target = path.resolve(import.meta.dirname, '../docs/picture.png');
const typeface = fileURLToPath(
  import.meta.resolve('@fontsource-variable/geist/files/geist-latin-wght-normal.woff2'),
);
const mostBytes = 400_000;
const desk = { width: 1_040, height: 700 };
const phone = { width: 360, height: 700 };
/** The pictures are shown at half their size, so that they are sharp on every screen. */
const scale = 2;

const executablePath = findChromium();
if (!executablePath) {
  process.stderr.write('The picture needs Chromium (Debian: chromium), or its program at CHROMIUM_PATH.\n');
  process.exit(1);
}
const built = await runStep(buildStep);
if (!built.passed) throw new Error(built.output);

const folder = await mkdtemp(path.join(tmpdir(), 'stoa-picture-'));
const settings = readSettings({ PORT: '0', DATA_DIR: path.join(folder, 'data'), LOG_LEVEL: 'error' });
const ground = await openGround(settings);
await seedDemo(ground, new Date());
const house = await openHouse(ground, settings, pino({ level: 'error' }), { webFolder: builtWebFolder });
const base = `http://127.0.0.1:${await house.node.listen(0, '127.0.0.1')}`;
const browser = await chromium.launch({
  executablePath,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const [left, right] = await bothSides(browser);
  await compose(browser, left, right);
} finally {
  await browser.close();
  await house.close();
  await ground.close();
  await rm(folder, { recursive: true, force: true });
}
const { size } = await stat(target);
process.stdout.write(`${path.relative(process.cwd(), target)}: ${Math.round(size / 1_000)} kB\n`);
if (size > mostBytes) {
  process.stderr.write(`That is more than ${mostBytes / 1_000} kB.\n`);
  process.exitCode = 1;
}

/** What Inês and Amara see once Amara has completed a lesson. */
async function bothSides(browser: Browser): Promise<[left: Buffer, right: Buffer]> {
  const ines = await visit(browser, 'ines', '/teach', desk);
  const amara = await visit(browser, 'amara', '/home', phone);
  await ines.getByRole('grid').waitFor();
  await amara.getByRole('link', { name: 'Continue' }).click();
  const complete = amara.getByRole('button', { name: 'Mark complete and go on' });
  await complete.scrollIntoViewIfNeeded();
  const cell = ines.getByRole('gridcell', { name: 'Amara Osei, Writing a good request: ' });
  await complete.click();
  await amara.getByText('Writing a good request is complete.').first().waitFor();
  await amara.locator('.reading').first().waitFor();
  await ines.locator('[aria-label*="Writing a good request: complete"]').first().waitFor();
  await cell.hover();
  await ines.evaluate(() => {
    // The square arrives in blue and settles within seconds: this is the moment after its arrival.
    for (const one of document.getAnimations()) {
      if ((one as CSSAnimation).animationName !== 'settle') continue;
      one.pause();
      one.currentTime = 800;
    }
  });
  await isStill(amara);
  return [await ines.screenshot(), await amara.screenshot()];
}

async function visit(
  browser: Browser,
  key: string,
  to: string,
  viewport: { width: number; height: number },
): Promise<Page> {
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale, colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(`${base}/demo/${key}?to=${to}`);
  return page;
}

async function isStill(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all([
      document.fonts.ready,
      ...document.getAnimations().map((one) => one.finished.catch(() => undefined)),
    ]),
  );
}

/** Lays the two side by side on one sheet. */
async function compose(browser: Browser, left: Buffer, right: Buffer): Promise<void> {
  const width = desk.width + phone.width + 108;
  const page = await browser.newPage({ viewport: { width, height: 790 }, deviceScaleFactor: 1 });
  const source = (bytes: Buffer, type = 'image/png'): string =>
    `data:${type};base64,${bytes.toString('base64')}`;
  const face = source(await readFile(typeface), 'font/woff2');
  await page.setContent(`<!doctype html><style>
    @font-face { font-family: 'Geist'; font-weight: 100 900; src: url('${face}') format('woff2') }
    body { margin: 0; padding: 28px 28px 32px; background: #e9e6df; color: #1b1a17;
      font: 600 15px/22px 'Geist', sans-serif; display: flex; gap: 32px; }
    figure { margin: 0 }
    figcaption { margin: 0 0 10px 4px }
    img { display: block; border-radius: 12px; border: 2px solid #1b1a17 }
    .phone { border: 8px solid #1b1a17; border-radius: 34px }
  </style>
  <figure><figcaption>Inês teaches: the square has just filled</figcaption><img width="${desk.width}" height="${desk.height}" src="${source(left)}"></figure>
  <figure><figcaption>Amara, on her phone</figcaption><img class="phone" width="${phone.width}" height="${phone.height}" src="${source(right)}"></figure>`);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: target, fullPage: true });
}
