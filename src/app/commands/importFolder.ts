import path from 'node:path';
import { importCourse } from '#features/lessons/server/importCourse.ts';
import type { Order } from '../order.ts';
import { confirm, Fault } from '../terminal.ts';
import { organisationNamed } from './people.ts';

/** Reads a folder, shows what would change, and publishes once somebody agrees. */
export async function importFolder(order: Order): Promise<void> {
  const [folder] = order.words;
  if (folder === undefined) throw new Fault('Say which folder: npm run stoa -- import <folder>');
  const ground = await order.ground();
  const { id: organisationId } = await organisationNamed(ground, order.option('organisation'));
  let isShown = false;
  const imported = await importCourse(ground, path.resolve(folder), {
    organisationId,
    embedHosts: order.settings.EMBED_HOSTS,
    async confirm(report) {
      console.log(report);
      isShown = true;
      return order.has('yes') || (await confirm('Publish this?'));
    },
  });
  if (imported.outcome === 'faulty') throw new Fault(imported.report);
  console.log(isShown ? lastLine(imported.report, imported.outcome) : imported.report);
}

function lastLine(report: string, outcome: string): string {
  return outcome === 'declined' ? 'Nothing was changed.' : (report.trimEnd().split('\n').at(-1) ?? '');
}
