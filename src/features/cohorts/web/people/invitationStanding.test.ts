import { expect, test } from 'vitest';
import type { InvitationLine } from '../../contract.ts';
import { standingOf } from './invitationStanding.ts';

const now = new Date('2026-06-09T12:00:00Z');
const line = (more: Partial<InvitationLine> = {}): InvitationLine => ({
  id: '1',
  kind: 'link',
  role: 'student',
  code: null,
  email: null,
  name: null,
  uses: 0,
  usesLimit: null,
  createdAt: '2026-06-01T12:00:00Z',
  expiresAt: '2026-07-01T12:00:00Z',
  revokedAt: null,
  sentAt: null,
  ...more,
});

test('an invitation is open until it is used up, revoked or too old', () => {
  expect(standingOf(line(), now)).toBe('open');
  expect(standingOf(line({ uses: 3, usesLimit: 4 }), now)).toBe('open');
  expect(standingOf(line({ uses: 4, usesLimit: 4 }), now)).toBe('usedUp');
  expect(standingOf(line({ expiresAt: now.toISOString() }), now)).toBe('expired');
  expect(standingOf(line({ revokedAt: now.toISOString() }), now)).toBe('revoked');
  expect(standingOf(line({ kind: 'email', uses: 1, usesLimit: 1 }), now)).toBe('came');
});
