import type { AuditLine } from '#features/identity/contract.ts';
import type { CohortPlan, EnrolmentLine, InvitationLine, InvitedRow } from '#features/cohorts/contract.ts';
import type { InvitationShown } from '#features/cohorts/web/join/JoinView.tsx';
import type { OrganisationPerson } from '#features/cohorts/web/organisation/OrganisationPeople.tsx';
import type { MovePreview } from '#features/cohorts/web/plan/MoveCohort.tsx';
import type { Enrolments } from '../screens/PeopleScreen.tsx';
import { enrolment, enrolments } from './fixtures.ts';

/** A class with a limit, and somebody in every state. */
export const fullClass: Enrolments = {
  cohort: { ...enrolments.cohort, capacity: 14 },
  enrolments: [
    ...enrolments.enrolments,
    enrolment('Noor Haddad', { state: 'paused' }),
    enrolment('Ebba Lindqvist', { state: 'finished' }),
    enrolment('Tom Bakker', { state: 'waiting', ticket: 3, since: '2026-06-08T09:00:00Z' }),
    enrolment('Uma Desai', { state: 'waiting', ticket: 5, since: '2026-06-08T11:00:00Z' }),
    enrolment('Vera Novak', { state: 'invited' }),
    enrolment('Wim de Groot', { state: 'removed', movedTo: 'second' }),
    enrolment('Xia Chen', { expiresOn: '2026-09-30' }),
  ],
};

export const archivedClass: Enrolments = {
  ...enrolments,
  cohort: { ...enrolments.cohort, archived: true },
};

export const named = (name: string): EnrolmentLine =>
  fullClass.enrolments.find((line) => line.name === name)!;

const invitation = (id: string, more: Partial<InvitationLine>): InvitationLine => ({
  id,
  kind: 'email',
  role: 'student',
  code: null,
  email: null,
  name: null,
  uses: 0,
  usesLimit: 1,
  createdAt: '2026-06-08T09:00:00Z',
  expiresAt: '2026-06-22T09:00:00Z',
  revokedAt: null,
  sentAt: null,
  ...more,
});

export const invitations: InvitationLine[] = [
  invitation('9', { kind: 'code', code: 'KTWQ7R4A', uses: 18, usesLimit: 43 }),
  invitation('8', { kind: 'link', uses: 4, usesLimit: null }),
  invitation('7', { email: 'vera@acme.example', name: 'Vera Novak', sentAt: '2026-06-09T09:12:00Z' }),
  invitation('6', { email: 'omar.haddad@acme.example', role: 'instructor', sentAt: '2026-06-08T09:00:00Z' }),
  invitation('5', {
    email: 'late@acme.example',
    expiresAt: '2026-06-01T09:00:00Z',
    sentAt: '2026-05-18T09:00:00Z',
  }),
  invitation('4', { email: 'amara@demo.test', uses: 1, sentAt: '2026-05-28T09:00:00Z' }),
  invitation('3', { kind: 'link', usesLimit: null, revokedAt: '2026-06-01T09:00:00Z' }),
];

export const invitedRows: InvitedRow[] = [
  { given: '', email: 'ada@acme.example', name: 'Ada Lovelace', outcome: 'ready' },
  { given: '', email: 'grace@acme.example', name: null, outcome: 'ready' },
  { given: '', email: 'katherine@acme.example', name: 'Katherine Johnson', outcome: 'would-wait' },
  { given: '', email: 'amara@demo.test', name: null, outcome: 'already-member' },
  { given: '', email: 'vera@acme.example', name: null, outcome: 'already-invited' },
  { given: '', email: 'ada@acme.example', name: null, outcome: 'duplicate' },
  { given: 'ask Piet for his address', email: null, name: null, outcome: 'bad-address' },
];

const at = (day: number, minute: number) => ({ day, minute });

export const plan: CohortPlan = {
  cohort: {
    cohortId: 'cohort',
    title: 'AI Enablement, Spring 2026',
    zone: 'Africa/Lagos',
    startsOn: '2026-06-09',
    endsOn: '2026-06-10',
    capacity: 43,
    archived: false,
  },
  modules: [
    {
      key: 'foundations',
      title: 'Foundations',
      opens: at(-14, 540),
      due: at(0, 540),
      lessons: [
        { id: '1', title: 'What a language model does', minutes: 15, opens: null, due: null, after: [] },
        {
          id: '2',
          title: 'Choosing a first use case',
          minutes: 20,
          opens: null,
          due: at(-1, 1439),
          after: [],
        },
        {
          id: '3',
          title: 'Failure modes and prompt injection',
          minutes: 20,
          opens: null,
          due: null,
          after: ['1', '2'],
        },
      ],
    },
    {
      key: 'working',
      title: 'Working with a model',
      opens: at(0, 810),
      due: null,
      lessons: [
        {
          id: '4',
          title: 'Writing a good request',
          minutes: 22,
          opens: at(1, 540),
          due: at(1, 480),
          after: [],
        },
        { id: '5', title: 'Giving context', minutes: 18, opens: null, due: null, after: [] },
      ],
    },
  ],
};

export const elsewherePlan: CohortPlan = { ...plan, cohort: { ...plan.cohort, zone: 'America/New_York' } };

export const emptyPlan: CohortPlan = { ...plan, modules: [] };

export const movePreview: MovePreview = {
  cohort: plan.cohort,
  startsOn: '2026-06-16',
  endsOn: '2026-06-17',
  lessons: [
    {
      id: '1',
      title: 'What a language model does',
      what: 'opens',
      before: '2026-05-26T08:00:00Z',
      after: '2026-06-02T08:00:00Z',
    },
    {
      id: '1',
      title: 'What a language model does',
      what: 'due',
      before: '2026-06-09T08:00:00Z',
      after: '2026-06-16T08:00:00Z',
    },
  ],
  places: [{ userId: 'x', name: 'Xia Chen', before: '2026-09-30', after: '2026-10-07' }],
};

export const invited = (more: Partial<InvitationShown> = {}): InvitationShown => ({
  kind: 'link',
  state: 'open',
  role: 'student',
  academy: 'AI Enablement Academy',
  course: 'AI Enablement',
  cohort: {
    title: 'AI Enablement, Spring 2026',
    zone: 'Africa/Lagos',
    startsOn: '2026-06-09',
    endsOn: '2026-06-10',
  },
  email: null,
  ...more,
});

const place = (title: string, more: object = {}) => ({
  cohortId: 'cohort',
  title,
  role: 'student' as const,
  state: 'active' as const,
  ...more,
});

export const organisationPeople: OrganisationPerson[] = [
  {
    userId: '1',
    name: 'Amara Osei',
    email: 'amara@demo.test',
    admin: false,
    places: [
      place('AI Enablement, Spring 2026'),
      place('Plain writing, Winter 2025', { cohortId: 'third', state: 'finished' }),
    ],
  },
  {
    userId: '2',
    name: 'Ines Rocha',
    email: 'ines@demo.test',
    admin: false,
    places: [place('AI Enablement, Spring 2026', { role: 'instructor' })],
  },
  { userId: '3', name: 'Paula Lang', email: 'paula@demo.test', admin: true, places: [] },
  {
    userId: '4',
    name: 'Tom Bakker',
    email: 'tom@demo.test',
    admin: false,
    places: [place('AI Enablement, Spring 2026', { state: 'waiting' })],
  },
];

const entry = (id: string, act: string, more: Partial<AuditLine> = {}): AuditLine => ({
  id,
  at: '2026-06-09T12:02:00Z',
  act,
  actor: { id: '2', name: 'Ines Rocha' },
  about: { kind: 'person', id: '1', name: 'Amara Osei' },
  organisationId: 'acme',
  details: {},
  network: '197.210.64.0/24',
  ...more,
});

export const auditEntries: AuditLine[] = [
  entry('5', 'cohorts:pause', { details: { from: 'student, active', to: 'student, paused' } }),
  entry('4', 'cohorts:move', {
    about: { kind: 'cohort', id: 'cohort', name: 'AI Enablement, Spring 2026' },
    details: { days: 7, startsOn: '2026-06-16' },
  }),
  entry('3', 'cohorts:expire', { actor: null, at: '2026-06-08T23:00:20Z' }),
  entry('2', 'cohorts:transfer', { actor: { id: 'gone', name: null }, details: null }),
  entry('1', 'cohorts:open-invitation', {
    about: { kind: 'invitation', id: '9', name: null },
    details: { kind: 'code', usesLimit: 43, days: 14 },
  }),
];
