import { deliveryClasses, type DeliveryName } from '#kernel/delivery.ts';
import { heardEvents, type Catalogue } from '../catalogue.ts';
import { duration, markdownTable } from './markdown.ts';

export const deliveryMarks = { begin: '<!-- delivery:begin -->', end: '<!-- delivery:end -->' };

/** docs/delivery.md: every event with the delivery that it declares. */
export function deliveryPage(catalogue: Catalogue): string {
  const rows = heardEvents(catalogue).map(([name, { kind, delivery }]) => {
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
  });
  const head = ['event', 'kind', 'class', 'road', 'ceiling', 'we aim at (p95)', 'gathered for'];
  return (
    [
      '# How each event travels',
      'Written by `npm run documents` from the contracts; a test fails when it is out of date.',
      markdownTable(head, rows),
    ].join('\n\n') + '\n'
  );
}

/** The delivery classes that are in use, each with what travels in it, as a table of Markdown. */
export function deliveryTable(catalogue: Catalogue): string {
  const events = heardEvents(catalogue).map(([name, { delivery }]) => ({ name, delivery }));
  const names = (Object.keys(deliveryClasses) as DeliveryName[]).filter((name) =>
    events.some(({ delivery }) => delivery === name),
  );
  return markdownTable(
    ['class', 'road', 'ceiling', 'we aim at (p95)', 'states gathered for', 'events', 'of'],
    names.map((name) => {
      const { road, ceilingMs, aimMs, gatherMs } = deliveryClasses[name];
      const own = events.filter(({ delivery }) => delivery === name);
      const families = new Set(own.map((event) => event.name.split(':')[0]!));
      return [
        name,
        road,
        duration(ceilingMs),
        duration(aimMs),
        gatherMs > 0 ? duration(gatherMs) : 'at once',
        String(own.length),
        [...families].join(', '),
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
