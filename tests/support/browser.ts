import axe, { type AxeResults, type ElementContext, type RunOptions } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/services.ts';
import { ServiceMissing } from './serviceMissing.ts';

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Pages under test talk to this machine and to nobody else.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/**
 * A Chromium without a window and with a fresh profile, which is gone when the browser is closed.
 * Use `browser.newContext()` for each person; `browser.close()` is the caller's duty.
 *
 * @throws ServiceMissing when there is no Chromium on the PATH nor at CHROMIUM_PATH
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new ServiceMissing(
      'Chromium',
      'Install it (Debian: chromium) or set CHROMIUM_PATH to its program.',
    );
  }
  // Chromium refuses its sandbox to root; for everyone else the sandbox stays on.
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    headless: true,
    chromiumSandbox: !isRoot,
    args: isRoot ? [...quiet, '--no-sandbox'] : quiet,
  });
}

/**
 * Now and then Chromium stops to draw a page whose size was changed, for good, and with no work of its own: what waits
 * for a frame waits forever. Another page of the same browser goes on.
 */
export class NothingDrawn extends Error {
  override readonly name = 'NothingDrawn';
}

/** Far longer than a frame takes on a busy machine. */
const frameWithinMs = 20_000;

/**
 * Waits until whatever a change of size, look or content has set off is over.
 *
 * @throws NothingDrawn
 */
export async function isStill(page: Page): Promise<void> {
  const isDrawn = await page.evaluate(async (withinMs) => {
    let isDrawn = true;
    const frame = (): Promise<void> =>
      new Promise((resolve) => {
        const late = setTimeout(() => resolve(void (isDrawn = false)), withinMs);
        requestAnimationFrame(() => resolve(clearTimeout(late)));
      });
    await document.fonts.ready;
    // What begins with the change begins with the next frame, and is laid out with the one after.
    await frame();
    await frame();
    // Asked frame by frame: Chromium has left `finished` of an animation open whose state was `finished`.
    while (isDrawn && document.getAnimations().some(({ playState }) => playState === 'running'))
      await frame();
    if (isDrawn) await frame();
    return isDrawn;
  }, frameWithinMs);
  if (!isDrawn) throw new NothingDrawn(`no frame within ${frameWithinMs} ms`);
}

type Run = (context: ElementContext, options: RunOptions) => Promise<AxeResults>;

/** The only rules whose answer a change of colours can change. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong on the page as it stands now, one line per place: `impact rule: what, with its figures (where)`.
 * Empty when all is well. Frames in the page are left out.
 *
 * @param coloursOnly for a page that was looked at in its other colours already
 */
export async function axeOf(page: Page, { coloursOnly = false } = {}): Promise<string[]> {
  // On a touch device a sheet whose field has the focus stays unseen until the keyboard is up, or for 600 ms.
  await page.waitForFunction(
    () => !document.querySelector('[style*="opacity: 0"] :is([role=dialog], [role=alertdialog])'),
  );
  // Half a megabyte to compile: once per page is enough, however often it is looked at.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const { run } = (window as unknown as { axe: { run: Run } }).axe;
    const { violations } = await run(
      { exclude: ['iframe'] },
      { resultTypes: ['violations'], iframes: false, ...(rules && { runOnly: rules }) },
    );
    return violations.flatMap(({ impact, id, help, nodes }) =>
      nodes.map(
        ({ target, any: [check] }) =>
          `${impact ?? 'minor'} ${id}: ${check?.message ?? help} (${target.join(' ')})`,
      ),
    );
  }, coloursOnly && colourRules);
}
