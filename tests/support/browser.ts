import { AxeBuilder } from '@axe-core/playwright';
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

/** The only rules whose answer a change of colours can change. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds wrong on the page as it stands now, one line per place: `impact rule: what (where)`.
 * Empty when all is well. The page must come from `browser.newContext()`; frames in it are left out.
 *
 * @param coloursOnly for a page that was looked at in its other colours already
 */
export async function axeOf(page: Page, { coloursOnly = false } = {}): Promise<string[]> {
  // Without frames everything can be found out within the page, in less than half the time.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .exclude('iframe')
    .options({ resultTypes: ['violations'] });
  const { violations } = await (coloursOnly ? axe.withRules(colourRules) : axe).analyze();
  return violations.flatMap(({ impact, id, help, nodes }) =>
    nodes.map(({ target }) => `${impact ?? 'minor'} ${id}: ${help} (${target.join(' ')})`),
  );
}
