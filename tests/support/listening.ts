import type { Page } from 'playwright-core';

export interface Spoken {
  atMs: number;
  text: string;
}

/** Everything that a screen reader would be told from now on, and whether anything but the page's one voice spoke. */
export async function listenIn(page: Page): Promise<() => Promise<{ spoken: Spoken[]; others: string[] }>> {
  await page.evaluate(() => {
    const spoken: Spoken[] = [];
    const others: string[] = [];
    Object.assign(globalThis, { heardHere: { spoken, others } });
    const regions = '[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log]';
    new MutationObserver((changes) => {
      const touched = new Set(
        changes.flatMap(({ target }) => {
          const element = target instanceof Element ? target : target.parentElement;
          const region = element?.closest(regions);
          return region && region.getAttribute('aria-live') !== 'off' ? [region] : [];
        }),
      );
      for (const region of touched) {
        const text = region.textContent.trim();
        const isVoice = region.matches('div[aria-live=polite].sr-only');
        if (isVoice) spoken.push({ atMs: performance.now(), text });
        else others.push(text);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () =>
    page.evaluate(
      () => (globalThis as unknown as { heardHere: { spoken: Spoken[]; others: string[] } }).heardHere,
    );
}
