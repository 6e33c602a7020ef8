// `npm run documents`: writes down what the contracts say — the wire, who may what, how each event travels.
//
//   node --import tsx scripts/write-documents.ts [--unreleased]
//
// A wire that clients could misread is only written down under a higher WIRE_VERSION. `--unreleased` says
// that nobody outside has seen the former one, and keeps its number.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { contracts } from '#app/contracts.ts';
import { catalogueOf } from '#platform/server/catalogue.ts';
import {
  deliveryMarks,
  deliveryPage,
  deliveryTable,
  withTable,
} from '#platform/server/documents/deliveryTable.ts';
import { objectionTo, wireRecord, type WireRecord } from '#platform/server/documents/fingerprint.ts';
import { policyTable } from '#platform/server/documents/policy.ts';

const root = path.resolve(import.meta.dirname, '..');
const catalogue = catalogueOf(contracts);

const read = (file: string): string | undefined =>
  existsSync(path.join(root, file)) ? readFileSync(path.join(root, file), 'utf8') : undefined;

function write(file: string, text: string): void {
  if (read(file) === text) return;
  writeFileSync(path.join(root, file), text);
  console.log(`written: ${file}`);
}

const recorded = read('docs/wire.json');
const now = wireRecord(catalogue);
const objection = recorded === undefined ? undefined : objectionTo(JSON.parse(recorded) as WireRecord, now);
if (objection !== undefined && !process.argv.includes('--unreleased')) {
  console.error(objection);
  process.exitCode = 1;
} else {
  write('docs/wire.json', `${JSON.stringify(now, null, 2)}\n`);
}

write('docs/policy.md', policyTable(catalogue));
write('docs/delivery.md', deliveryPage(catalogue));

const readme = read('README.md');
if (readme !== undefined) {
  const page = withTable(readme, deliveryTable(catalogue));
  if (page !== undefined) write('README.md', page);
  else console.log(`README.md has no ${deliveryMarks.begin} … ${deliveryMarks.end}: no table written`);
}
