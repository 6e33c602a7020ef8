import { expect, test } from 'vitest';
import type { PersonLine } from '../contract.ts';
import { accountChanged, domainsChanged, sessionEnded, sessionStarted } from './reduce.ts';

const session = (id: string, current = false) => ({
  id,
  device: 'Firefox on Linux',
  network: '127.0.0.x',
  startedAt: '2026-01-05T09:00:00.000Z',
  seenAt: '2026-01-05T09:00:00.000Z',
  current,
});

test('a session that ended is gone from the list; one that is not in it changes nothing', () => {
  const data = { sessions: [session('here', true), session('phone')] };
  expect(sessionEnded(data, { sessionId: 'phone' })).toEqual({ sessions: [session('here', true)] });
  expect(sessionEnded(data, { sessionId: 'elsewhere' })).toBe(data);
});

test('a session that begins elsewhere stands first; told again it changes nothing', () => {
  const data = { sessions: [session('here', true)] };
  const { current: _current, ...phone } = session('phone');
  const after = sessionStarted(data, phone);
  expect(after).toEqual({ sessions: [session('phone'), session('here', true)] });
  expect(sessionStarted(after, phone)).toBe(after);
});

const person = (name: string, more: Partial<PersonLine> = {}): PersonLine => ({
  id: name,
  name,
  email: `${name.toLowerCase()}@example.org`,
  platformAdmin: false,
  simulated: false,
  emailVerified: true,
  hasPassword: true,
  createdAt: '2026-01-05T09:00:00.000Z',
  disabledAt: null,
  ...more,
});

test('somebody who changed is replaced where they stand; who comes, goes or moves is looked up again', () => {
  const data = { people: [person('Ann'), person('Ben')], more: false };
  const disabled = person('Ben', { disabledAt: '2026-06-09T09:00:00.000Z' });
  expect(accountChanged(data, disabled, {})).toEqual({ ...data, people: [person('Ann'), disabled] });
  expect(accountChanged(data, person('Ben'), {})).toBe(data);
  expect(accountChanged(data, person('Ben', { name: 'Zoe' }), {})).toBe('refetch');
  expect(accountChanged(data, person('Cem'), {})).toBe('refetch');
  expect(accountChanged(data, person('Cem'), { search: 'CEM@' })).toBe('refetch');
  expect(accountChanged(data, person('Cem'), { search: 'nobody' })).toBe(data);
  expect(accountChanged(data, person('Ben'), { only: 'disabled' })).toBe('refetch');
  expect(accountChanged(data, person('Cem'), { only: 'operators' })).toBe(data);
});

test('a domain that is confirmed changes where it stands; one that comes or goes is looked up again', () => {
  const line = (organisationId: string, domain: string, confirmed = false) => ({
    organisationId,
    title: organisationId,
    domain,
    confirmed,
  });
  const data = { domains: [line('one', 'a.example'), line('two', 'b.example'), line('one', 'c.example')] };
  const provider = (domains: { domain: string; confirmed: boolean }[]) =>
    ({ organisationId: 'one', provider: { title: 'one', domains } }) as never;
  const confirmed = provider([
    { domain: 'a.example', confirmed: true },
    { domain: 'c.example', confirmed: false },
  ]);
  const after = domainsChanged(data, confirmed);
  expect(after).toEqual({ domains: [line('one', 'a.example', true), ...data.domains.slice(1)] });
  expect(domainsChanged(after as typeof data, confirmed)).toBe(after);
  expect(domainsChanged(data, provider([{ domain: 'a.example', confirmed: false }]))).toBe('refetch');
  expect(domainsChanged(data, { organisationId: 'three', provider: null })).toBe(data);
});
