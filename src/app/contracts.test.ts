import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { catalogueOf } from '#platform/server/catalogue.ts';
import { deliveryPage, deliveryTable, withTable } from '#platform/server/documents/deliveryTable.ts';
import {
  objectionTo,
  wireChange,
  wireRecord,
  type WireRecord,
} from '#platform/server/documents/fingerprint.ts';
import { policyTable } from '#platform/server/documents/policy.ts';
import { contracts } from './contracts.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const catalogue = catalogueOf(contracts);

test('the wire is the one that was written down; changed, it has another version', () => {
  const recorded = JSON.parse(read('docs/wire.json')) as WireRecord;
  const now = wireRecord(catalogue);
  const change = JSON.stringify(wireChange(recorded, now), null, 2);
  const remedy = objectionTo(recorded, now) ?? `The wire has grown; run: npm run documents\n${change}`;
  if (now.fingerprint !== recorded.fingerprint) throw new Error(remedy);
  expect(now).toEqual(recorded);
});

test('ACC1 docs/policy.md says who may what today; out of date, run: npm run documents', () => {
  expect(read('docs/policy.md')).toBe(policyTable(catalogue));
});

test('the README and docs/delivery.md show the delivery that contracts declare; out of date, run: npm run documents', () => {
  const page = read('README.md');
  expect(withTable(page, deliveryTable(catalogue))).toBe(page);
  expect(read('docs/delivery.md')).toBe(deliveryPage(catalogue));
});
