// `npm run picture`: makes docs/picture.png from the running demo. A student completes a lesson on a phone; the
// instructor's page of the same class shows it. Both halves are screenshots of what the two see at that moment.
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { isStill, onDemoStage, sheetStyle, sourceOf } from './demoStage.ts';

const target = path.resolve(import.meta.dirname, '../docs/picture.png');
const desk = { width: 1_040, height: 700 };
const phone = { width: 360, height: 700 };
/** The pictures are shown at half their size, so that they are sharp on every screen. */
const scale = 2;

process.exitCode = await onDemoStage(target, async ({ browser, port }) => {
  const [left, right] = await bothSides(browser, `http://127.0.0.1:${port}`);
  await compose(browser, left, right);
});

/** What Inês and Amara see once Amara has completed a lesson. */
async function bothSides(browser: Browser, base: string): Promise<[left: Buffer, right: Buffer]> {
  const ines = await visit(browser, `${base}/demo/ines?to=/teach`, desk);
  const amara = await visit(browser, `${base}/demo/amara?to=/home`, phone);
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
  at: string,
  viewport: { width: number; height: number },
): Promise<Page> {
  const context = await browser.newContext({ viewport, deviceScaleFactor: scale, colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(at);
  return page;
}

/** Lays the two side by side on one sheet. */
async function compose(browser: Browser, left: Buffer, right: Buffer): Promise<void> {
  const width = desk.width + phone.width + 108;
  const page = await browser.newPage({ viewport: { width, height: 790 }, deviceScaleFactor: 1 });
  await page.setContent(`<!doctype html><style>${await sheetStyle()}
    body { padding: 28px 28px 32px; display: flex; gap: 32px }
  </style>
  <figure><figcaption>Inês teaches: the square has just filled</figcaption><img width="${desk.width}" height="${desk.height}" src="${sourceOf(left)}"></figure>
  <figure><figcaption>Amara, on her phone</figcaption><img class="phone" width="${phone.width}" height="${phone.height}" src="${sourceOf(right)}"></figure>`);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: target, fullPage: true });
}
