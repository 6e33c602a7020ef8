import type { Certificate, CertificateStanding, Verification } from '#features/certificates/contract.ts';
import type { CohortCertificates, OwnCertificate } from '#features/certificates/web/reduce.ts';
import type { ErasurePreview } from '#features/dataRights/contract.ts';
import type {
  CohortOutline,
  CohortProgress,
  StudentProgress,
  TimelineEntry,
} from '#features/progress/contract.ts';
import type { OtherEntry } from '#features/progress/web/Timeline.tsx';
import { classOf, outlineWith, studentProgress } from './fixtures.ts';

/** Nine in the evening in Berlin, two lessons a day from the first day on. */
const dueAtOf = (place: number): string =>
  new Date(Date.parse('2026-06-04T19:00:00Z') + Math.floor((place - 1) / 2) * 86_400_000).toISOString();

/** A plan, rules by which lessons complete, and at the end some that wait for a day or for others. */
export function plannedOutline(completed: number): CohortOutline {
  let place = 0;
  const outline = outlineWith(completed);
  return {
    ...outline,
    zone: 'Europe/Berlin',
    hasPrerequisites: true,
    modules: outline.modules.map((module) => ({
      ...module,
      lessons: module.lessons.map((lesson) => {
        place += 1;
        return {
          ...lesson,
          dueAt: dueAtOf(place),
          ...(place === 7 && { completes: { by: 'dwell' as const, minutes: 5 } }),
          ...(place === 8 && { completes: { by: 'video' as const, percent: 80 } }),
          ...(place === 10 && { completes: { by: 'quiz' as const } }),
          ...(place === 12 && { gate: { state: 'after' as const, lessonIds: ['lesson-10', 'lesson-11'] } }),
          ...(place > 12 && { gate: { state: 'not-yet' as const, opensAt: '2026-06-11T06:00:00Z' } }),
        };
      }),
    })),
  };
}

export function plannedClass(students: number): CohortProgress {
  const known = classOf(students);
  return {
    ...known,
    cohort: { ...known.cohort, zone: 'Europe/Berlin' },
    lessons: known.lessons.map((lesson, index) => ({ ...lesson, dueAt: dueAtOf(index + 1) })),
  };
}

export function plannedStudent(completed: number): StudentProgress {
  const known = studentProgress(completed);
  return { ...known, modules: plannedOutline(completed).modules };
}

export const timeline: TimelineEntry[] = [
  {
    what: 'completed',
    at: '2026-06-09T11:48:00Z',
    lessonId: 'lesson-6',
    title: 'Writing a good request',
    by: 'button',
  },
  {
    what: 'studied',
    at: '2026-06-09T11:48:00Z',
    day: '2026-06-09',
    seconds: 2_460,
    lessons: [
      { lessonId: 'lesson-6', title: 'Writing a good request', seconds: 1_500 },
      { lessonId: 'lesson-7', title: 'Examples, critique and revision', seconds: 960 },
    ],
  },
  { what: 'undone', at: '2026-06-08T17:20:00Z', lessonId: 'lesson-6', title: 'Writing a good request' },
  {
    what: 'completed',
    at: '2026-06-08T16:02:00Z',
    lessonId: 'lesson-5',
    title: 'Human review and accountability',
    by: 'quiz',
  },
  {
    what: 'completed',
    at: '2026-06-05T09:31:00Z',
    lessonId: 'lesson-4',
    title: 'Privacy, data and policy',
    by: 'staff',
  },
  { what: 'place', at: '2026-06-04T08:00:00Z', change: 'transfer' },
  { what: 'place', at: '2026-06-01T08:00:00Z', change: 'enrol' },
];

export const quizEntries: OtherEntry[] = [
  { key: 'attempt', at: '2026-06-08T16:01:00Z', words: 'Quiz “Who answers for it”, attempt 2: 84%' },
];

const issued = {
  course: 'AI Enablement',
  academy: 'Acme Corp',
  startsOn: '2026-06-09',
  endsOn: '2026-06-10',
  completed: 14,
  total: 14,
  quizzes: ['Who answers for it'],
  issuedAt: '2026-06-10T15:40:00Z',
  endedAt: null,
};

export const certificate: Certificate = {
  ...issued,
  id: '0190e1a2-7c4e-7b3a-9f00-5a1d2c3b4e5f',
  cohortId: 'cohort',
  studentId: 'me',
  state: 'valid',
  name: 'Amara Osei',
  courseVersion: 3,
  cohort: 'AI Enablement, Spring 2026',
  reason: null,
};

const met: CertificateStanding = {
  lessons: { percent: 80, needed: 12, completed: 14, total: 14 },
  quizzes: [{ key: 'who', title: 'Who answers for it', passed: true }],
  isMet: true,
};
const lacking: CertificateStanding = {
  lessons: { percent: 80, needed: 12, completed: 9, total: 14 },
  quizzes: [
    { key: 'who', title: 'Who answers for it', passed: true },
    { key: 'final', title: 'The last quiz', passed: false },
  ],
  isMet: false,
};

const own = (more: Partial<OwnCertificate>): OwnCertificate => ({
  cohort: {
    id: 'cohort',
    title: 'AI Enablement, Spring 2026',
    course: 'AI Enablement',
    academy: 'Acme Corp',
  },
  name: 'Amara Osei',
  standing: met,
  certificate: null,
  ...more,
});

export const ownCertificates = {
  none: own({ standing: null }),
  lacking: own({ standing: lacking }),
  met: own({}),
  valid: own({ certificate }),
  renamed: own({ certificate, name: 'Amara Osei-Mensah' }),
  revoked: own({
    certificate: {
      ...certificate,
      state: 'revoked',
      endedAt: '2026-06-12T09:00:00Z',
      reason: 'Two lessons were completed by somebody else.',
    },
  }),
};

const { id } = certificate;
export const verifications: Record<'valid' | 'revoked' | 'replaced', Verification> = {
  valid: { ...issued, id, state: 'valid', name: 'María del Carmen Fernández-Echeverría y Ruiz' },
  revoked: { ...issued, id, state: 'revoked', name: null, endedAt: '2026-06-12T09:00:00Z' },
  replaced: { ...issued, id, state: 'replaced', name: null, endedAt: '2026-06-12T09:00:00Z' },
};

const ofCohort = (more: Partial<Certificate> & { id: string; presentName?: string }) => ({
  ...certificate,
  presentName: more.name ?? 'Amara Osei',
  ...more,
});

export const cohortCertificates: CohortCertificates = {
  cohort: { id: 'cohort', title: 'AI Enablement, Spring 2026', zone: 'Europe/Berlin' },
  certificates: [
    ofCohort({ id: 'c6', name: 'Amara Osei', presentName: 'Amara Osei-Mensah' }),
    ofCohort({ id: 'c5', name: 'María del Carmen Fernández-Echeverría y Ruiz' }),
    ofCohort({
      id: 'c4',
      name: 'Omar Said',
      state: 'revoked',
      endedAt: '2026-06-12T09:00:00Z',
      reason: 'Two lessons were completed by somebody else.',
    }),
    ofCohort({ id: 'c3', name: 'עומר לוי' }),
    ofCohort({
      id: 'c2',
      name: 'Jonas Weber',
      state: 'replaced',
      endedAt: '2026-06-12T09:00:00Z',
      reason: 'A misspelt name.',
    }),
    ofCohort({ id: 'c1', name: null, presentName: 'Former participant 4711', state: 'revoked' }),
  ],
};

export const erasure: ErasurePreview = {
  userId: 'me',
  name: 'Jonas Weber',
  pseudonym: 'Former participant 4711',
  deleted: [
    { table: 'session', rows: 3 },
    { table: 'lesson_note', rows: 4 },
    { table: 'mail', rows: 2 },
    { table: 'command_answer', rows: 41 },
  ],
  kept: [
    { table: 'account', rows: 1 },
    { table: 'enrolment', rows: 1 },
    { table: 'completion', rows: 9 },
    { table: 'study_time', rows: 17 },
    { table: 'quiz_attempt', rows: 2 },
    { table: 'certificate', rows: 1 },
  ],
  certificates: 1,
  blockedBy: [],
  confirmBy: 'password',
  seal: 'seal',
};

export const blockedErasure: ErasurePreview = {
  ...erasure,
  blockedBy: [
    { why: 'last-instructor', id: 'cohort', title: 'AI Enablement, Spring 2026' },
    { why: 'last-administrator', id: 'acme', title: 'Acme Corp' },
    { why: 'last-operator', id: null, title: '' },
  ],
};
