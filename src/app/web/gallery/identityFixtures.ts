import type { AuditLine, PersonLine, Provider, Security } from '#features/identity/contract.ts';

const userId = (place: number): string =>
  `0198c0de-0000-7000-8000-0000000000${String(place).padStart(2, '0')}`;
export const cohortId = '0198c0de-0000-7000-8000-0000000000c1';
export const organisationId = '0198c0de-0000-7000-8000-0000000000a1';

export const security: Security = {
  email: 'amara.okafor@example.org',
  emailVerified: true,
  waitingEmail: null,
  hasPassword: true,
  mailBackSince: null,
};

const person = (place: number, name: string, email: string, more: Partial<PersonLine> = {}): PersonLine => ({
  id: userId(place),
  name,
  email,
  platformAdmin: false,
  simulated: false,
  emailVerified: true,
  hasPassword: true,
  createdAt: '2026-05-02T09:00:00Z',
  disabledAt: null,
  ...more,
});

export const people: PersonLine[] = [
  person(1, 'Robin Okafor', 'robin@stoa.example', { platformAdmin: true }),
  person(2, 'عمر سعيد', 'omar@stoa.example'),
  person(3, 'Maximiliane von Hohenstein-Waldburg', 'maximiliane.von.hohenstein-waldburg@learning.example', {
    hasPassword: false,
  }),
  person(4, 'Mina Park', 'mina@acme.example', { disabledAt: '2026-06-09T08:12:00Z' }),
  person(5, 'Jonas', 'jonas@acme.example', { emailVerified: false }),
];
export const robinId = people[0]!.id;

export const claims = [
  { organisationId, title: 'Acme', domain: 'acme.example', confirmed: false },
  { organisationId: userId(9), title: 'Delta Institute', domain: 'delta.example', confirmed: true },
];

const robin = { id: robinId, name: 'Robin Okafor' };

export const audit: AuditLine[] = [
  {
    id: userId(21),
    at: '2026-06-09T08:12:00Z',
    act: 'identity:disable',
    actor: robin,
    about: { kind: 'person', id: userId(4), name: 'Mina Park' },
    organisationId: null,
    details: {},
    network: '197.210.64.0/24',
  },
  {
    id: userId(22),
    at: '2026-06-08T16:40:00Z',
    act: 'identity:set-provider',
    actor: { id: userId(7), name: null },
    about: { kind: 'organisation', id: organisationId, name: null },
    organisationId,
    details: {
      title: 'Acme',
      issuer: 'https://login.acme.example/realms/a-realm-with-a-rather-long-name',
      domains: ['acme.example'],
      enforced: true,
    },
    network: '2001:db8:7::/48',
  },
  {
    id: userId(23),
    at: '2026-06-07T02:00:00Z',
    act: 'cohorts:expire',
    actor: null,
    about: { kind: 'cohort', id: cohortId, name: null },
    organisationId,
    details: null,
    network: null,
  },
];

export const provider: Provider = {
  title: 'Acme',
  issuer: 'https://login.acme.example/realms/people',
  clientId: 'stoa',
  hasSecret: true,
  domains: [
    { domain: 'acme.example', confirmed: true },
    { domain: 'acme.co.example', confirmed: false },
  ],
  groupClaim: 'groups',
  rules: [
    { group: 'ai-enablement-learners', gives: { role: 'student', cohortId } },
    { group: 'learning-and-development', gives: { role: 'organisationAdmin' } },
  ],
  enabled: true,
  enforced: false,
  changedAt: '2026-06-01T10:00:00Z',
  lastTest: {
    at: '2026-06-09T12:40:00Z',
    outcome: 'passed',
    email: 'paula.lang@acme.example',
    groups: ['staff', 'learning-and-development'],
  },
};

export const callback = `https://stoa.example/sso/${organisationId}/callback`;
