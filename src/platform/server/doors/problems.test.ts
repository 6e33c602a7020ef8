import { expect, test } from 'vitest';
import { isDefect, refusalOf } from './problems.ts';

const fault = (status: number): Error => Object.assign(new Error('from the router'), { status });

test('DOOR5 what the router and its parser find at fault is told under a code of ours', () => {
  const codes = [400, 404, 413, 415, 500].map((status) => refusalOf(fault(status)).code);
  expect(codes).toEqual(['malformed', 'not_found', 'too_large', 'unsupported_type', 'internal']);
  expect(refusalOf(new URIError('%')).code).toBe('malformed');
});

test('a file that is not there is no defect', () => {
  expect(isDefect(refusalOf(fault(404)))).toBe(false);
});
