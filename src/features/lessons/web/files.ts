import { basePath } from '#platform/web/api/basePath.ts';
import { addressOf } from './markdown/addresses.ts';

/** `PDF` of `use-case.pdf` */
export function kindOf(name: string): string {
  const ending = name.includes('.') ? name.split('.').at(-1)! : '';
  return ending.toUpperCase();
}

/** Where a file of the course is fetched from; undefined for what is no file of a course. */
export function fileHref(cohortId: string, address: string): string | undefined {
  const found = addressOf(address, { base: basePath, cohortId, links: {} });
  return found.kind === 'material' ? found.href : undefined;
}

/** What a file is called, of its address in a text. */
export function nameOf(address: string): string {
  const found = addressOf(address, { cohortId: '', links: {} });
  return found.kind === 'material' ? found.name : address;
}

/** The hash of its bytes, by which progress knows a recording. */
export function hashOf(address: string): string {
  return /^material:([0-9a-f]{64})\//.exec(address)?.[1] ?? '';
}

/** A size as people say it: `12 KB`, `3.4 MB`; which of the two, and how many. */
export function sizeOf(bytes: number): { unit: 'kilobytes' | 'megabytes'; amount: number } {
  const kilobytes = bytes / 1_000;
  if (kilobytes < 1_000) return { unit: 'kilobytes', amount: Math.max(1, Math.round(kilobytes)) };
  return { unit: 'megabytes', amount: Math.round(kilobytes / 100) / 10 };
}
