import type { Page } from 'playwright-core';

/** Names for parts of a page whose stops are told as one, by selector. */
type Parts = Readonly<Record<string, string>>;

const thePage = 'the page';

/** What has the focus, as a person who hears the page is told: `button “Mark complete”`. */
export function focused(page: Page, parts: Parts = {}): Promise<string> {
  return page.evaluate(
    ([known, nothing]) => {
      const one = document.activeElement as HTMLElement | null;
      if (!one || one === document.body) return nothing;
      const part = Object.keys(known).find((selector) => one.closest(selector));
      if (part) return known[part]!;
      const tag = one.tagName.toLowerCase();
      const roles: Record<string, string> = {
        a: 'link',
        summary: 'disclosure',
        select: 'list',
        h1: 'heading',
      };
      const role = one.getAttribute('role') ?? roles[tag] ?? tag;
      const label = (one as HTMLInputElement).labels?.[0]?.innerText;
      const name = one.getAttribute('aria-label') ?? label ?? one.innerText;
      return `${role} “${name.replaceAll(/\s+/g, ' ').trim()}”`;
    },
    [parts, thePage] as const,
  );
}

/**
 * Presses Tab until something of this name has the focus.
 *
 * @throws Error after too many stops
 */
export async function tabTo(page: Page, name: RegExp, mostStops = 80): Promise<void> {
  const stops: string[] = [];
  while (stops.length < mostStops) {
    await page.keyboard.press('Tab');
    const stop = await focused(page);
    if (name.test(stop)) return;
    stops.push(stop);
  }
  throw new Error(`no ${String(name)} among the stops of Tab:\n${stops.join('\n')}`);
}

/** Every stop of Tab from here to the end of the page; those of one part only once. */
export async function tabThrough(page: Page, parts: Parts, mostStops = 150): Promise<string[]> {
  const stops: string[] = [];
  for (let count = 0; count < mostStops; count++) {
    await page.keyboard.press('Tab');
    const stop = await focused(page, parts);
    if (stop === thePage) return stops;
    if (stop !== stops.at(-1)) stops.push(stop);
  }
  throw new Error(`Tab does not come to an end:\n${stops.join('\n')}`);
}
