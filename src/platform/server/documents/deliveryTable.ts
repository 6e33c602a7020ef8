import { deliveryClasses } from '#kernel/delivery.ts';
import type { Catalogue } from '../catalogue.ts';
import { duration, markdownTable } from './markdown.ts';

export const deliveryMarks = { begin: '<!-- delivery:begin -->', end: '<!-- delivery:end -->' };

/** Every event with the delivery that it declares, as a table of Markdown. */
export function deliveryTable(catalogue: Catalogue): string {
  return markdownTable(
    ['event', 'kind', 'class', 'road', 'ceiling', 'we aim at (p95)', 'gathered for'],
    [...catalogue.events].map(([name, { kind, delivery }]) => {
      const { road, ceilingMs, aimMs, gatherMs } = deliveryClasses[delivery];
      const isGathered = kind === 'state' && gatherMs > 0;
      return [
        `\`${name}\``,
        kind,
        delivery,
        road,
        duration(ceilingMs),
        duration(aimMs),
        isGathered ? duration(gatherMs) : 'at once',
      ];
    }),
  );
}

/**
 * Puts a table between the marks of a page.
 * @returns undefined where the page does not have both marks, in order
 */
export function withTable(page: string, table: string): string | undefined {
  const begin = page.indexOf(deliveryMarks.begin);
  const end = page.indexOf(deliveryMarks.end);
  if (begin === -1 || end < begin) return undefined;
  return `${page.slice(0, begin + deliveryMarks.begin.length)}\n\n${table}\n\n${page.slice(end)}`;
}
