import { expect, test } from 'vitest';
import { grantsOf, readClaims } from './claims.ts';

const read = (raw: Record<string, unknown>) => readClaims({ sub: 's', ...raw }, 'groups');

test('ID19 an address counts as verified only when the provider says so, and says true', () => {
  expect(read({ email: ' Ann@ACME.example ', email_verified: true })).toMatchObject({
    email: 'ann@acme.example',
    emailVerified: true,
  });
  for (const email_verified of [undefined, false, 'true', 1, null])
    expect(read({ email: 'ann@acme.example', email_verified }).emailVerified).toBe(false);
  for (const email of [undefined, '', 'ann', 7, ['ann@acme.example'], 'ann@acme.example\nbcc: x@y.example'])
    expect(read({ email, email_verified: true }).email).toBeNull();
});

test('ID1 a name that does not fit is replaced by the next best', () => {
  expect(read({ name: 'Ann \u202eevil', given_name: 'Ann', family_name: 'Arendt' }).name).toBe('Ann Arendt');
  expect(read({ name: '', preferred_username: 'ann.a' }).name).toBe('ann.a');
  expect(read({ email: 'ann@acme.example' }).name).toBe('ann');
  expect(read({ name: 'x'.repeat(500) }).name).toBe('Somebody');
});

test('ID23 groups come as a list or as one name; what is no name is left out', () => {
  expect(read({ groups: ['a', 7, null, 'b'] }).groups).toEqual(['a', 'b']);
  expect(read({ groups: 'a' }).groups).toEqual(['a']);
  expect(read({ groups: { a: true } }).groups).toEqual([]);
  expect(read({ groups: Array.from({ length: 5_000 }, String) }).groups).toHaveLength(1_000);
});

test('ID23 who is given both roles of a cohort teaches there, in whatever order the rules stand', () => {
  const cohortId = 'c';
  const rules = [
    { group: 'a', gives: { role: 'instructor' as const, cohortId } },
    { group: 'b', gives: { role: 'student' as const, cohortId } },
    { group: 'c', gives: { role: 'organisationAdmin' as const } },
  ];
  const taught = { administrator: false, cohorts: [{ cohortId, role: 'instructor' }] };
  expect(grantsOf(rules, ['a', 'b'])).toEqual(taught);
  expect(grantsOf(rules.toReversed(), ['a', 'b'])).toEqual(taught);
  expect(grantsOf(rules, ['C'])).toEqual({ administrator: false, cohorts: [] });
});
