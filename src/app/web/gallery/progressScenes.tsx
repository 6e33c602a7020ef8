import type { ComponentProps, ReactNode } from 'react';
import type { CohortProgress, StudentProgress } from '#features/progress/contract.ts';
import type { CompletionState } from '#features/progress/web/Completion.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { CertificateScreen } from '../screens/certificates/CertificateScreen.tsx';
import { CohortCertificatesScreen } from '../screens/certificates/CohortCertificatesScreen.tsx';
import { VerifyScreen } from '../screens/certificates/VerifyScreen.tsx';
import { ChatLinkView } from '#features/chat/web/ChatLink.tsx';
import { ClassScreen } from '../screens/ClassScreen.tsx';
import { CourseScreen } from '../screens/CourseScreen.tsx';
import { HomeScreen } from '../screens/HomeScreen.tsx';
import { ForgetMeScreen } from '../screens/rights/ForgetMeScreen.tsx';
import { PersonDataScreen } from '../screens/rights/PersonDataScreen.tsx';
import { StudentScreen } from '../screens/StudentScreen.tsx';
import * as fixture from './fixtures.ts';
import * as own from './progressFixtures.ts';
import type { Scene } from './scene.ts';

type Made = Omit<Scene, 'name'>;
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff' | 'admin') => Made;
type Open = (element: ReactNode, width?: 'form' | 'window') => Made;

const nothing = (): void => {};

export function classScreen(
  progress: View<CohortProgress>,
  more: Partial<ComponentProps<typeof ClassScreen>> = {},
): ReactNode {
  return (
    <ClassScreen
      cohortId="cohort"
      chat={<ChatLinkView cohortId="cohort" unread={12} mentioned={1} reported={2} />}
      progress={progress}
      order="behind"
      onOrder={nothing}
      shown="everybody"
      onShown={nothing}
      onOpen={nothing}
      {...more}
    />
  );
}

export function studentScreen(
  student: View<StudentProgress>,
  more: Partial<ComponentProps<typeof StudentScreen>> = {},
): ReactNode {
  return (
    <StudentScreen
      cohortId="cohort"
      student={student}
      timeline={full(null)}
      entries={[]}
      others={[]}
      more={{ isThere: false, isLoading: false, onMore: nothing }}
      certificate={undefined}
      setting={undefined}
      onSet={nothing}
      {...more}
    />
  );
}

const certificate = (more: Partial<ComponentProps<typeof CertificateScreen>>): ReactNode => (
  <CertificateScreen
    cohortId="cohort"
    own={full(own.ownCertificates.lacking)}
    claiming={{ state: 'ready' }}
    onClaim={nothing}
    addressOf={(id) => `https://stoa.example/verify/${id}`}
    {...more}
  />
);

const ofCohort = (more: Partial<ComponentProps<typeof CohortCertificatesScreen>> = {}): ReactNode => (
  <CohortCertificatesScreen
    cohortId="cohort"
    issued={full(own.cohortCertificates)}
    asking={undefined}
    deciding={{ state: 'ready' }}
    onAsk={nothing}
    onDecide={nothing}
    onClose={nothing}
    {...more}
  />
);

const forgetting = (more: Partial<ComponentProps<typeof ForgetMeScreen>> = {}): ReactNode => (
  <ForgetMeScreen
    preview={full(own.erasure)}
    keepsCertificates={false}
    onKeepCertificates={nothing}
    erasing={{ state: 'ready' }}
    onErase={nothing}
    {...more}
  />
);

const person = (more: Partial<ComponentProps<typeof PersonDataScreen>> = {}): ReactNode => (
  <PersonDataScreen
    preview={full(own.erasure)}
    pseudonym={undefined}
    copying={{ copy: { state: 'none' }, onCopy: nothing }}
    keepsCertificates={false}
    onKeepCertificates={nothing}
    erasing={{ state: 'ready' }}
    onErase={nothing}
    {...more}
  />
);

const home = (completed: number): ReactNode => (
  <HomeScreen
    me={full(fixture.meStudent)}
    outlineOf={() => full(own.plannedOutline(completed))}
    classOf={() => loading}
    organisationOf={() => loading}
    answering={{ busy: null, fault: null, onAnswer: nothing }}
  />
);
const course = (completed: number): ReactNode => (
  <CourseScreen outline={full(own.plannedOutline(completed))} onSearch={nothing} about={undefined} />
);

const at = '/teach/cohort/students/1';
const verifying = (verification: ComponentProps<typeof VerifyScreen>['verification']): ReactNode => (
  <VerifyScreen verification={verification} address="https://stoa.example/verify/0190e1a2-7c4e-7b3a-9f00" />
);
const asked = own.cohortCertificates.certificates[0]!;

/** Pace and plan, certificates, and what a person may ask about their data. */
export function progressScenes(
  inside: Inside,
  open: Open,
  failed: View<never>,
  lessonIn: (completion: CompletionState) => ReactNode,
): Record<string, Made> {
  const lesson = (completion: CompletionState): Made =>
    inside('/c/cohort/lessons/lesson-10', lessonIn(completion));
  return {
    'home-on-plan': inside('/home', home(10)),
    'home-behind': inside('/home', home(6)),
    'home-ahead': inside('/home', home(13)),
    'course-planned': inside('/c/cohort', course(9)),
    'course-behind': inside('/c/cohort', course(6)),
    'lesson-lacking-time': lesson({ state: 'lacking', rule: { by: 'dwell', minutes: 5 }, seconds: 130 }),
    'lesson-lacking-video': lesson({
      state: 'lacking',
      rule: { by: 'video', percent: 80 },
      watchedPercent: 34,
    }),
    'lesson-lacking-quiz': lesson({ state: 'lacking', rule: { by: 'quiz' } }),
    'class-planned': inside('/teach/cohort', classScreen(full(own.plannedClass(43))), 'staff'),
    'class-behind': inside(
      '/teach/cohort',
      classScreen(full(own.plannedClass(43)), { shown: 'behind' }),
      'staff',
    ),
    'class-nobody-behind': inside(
      '/teach/cohort',
      classScreen(
        full({
          ...own.plannedClass(3),
          lessons: own.plannedClass(3).lessons.map((each) => ({ ...each, dueAt: '2026-08-01T19:00:00Z' })),
        }),
        { shown: 'behind' },
      ),
      'staff',
    ),
    'student-timeline': inside(
      at,
      studentScreen(full(own.plannedStudent(6)), {
        entries: own.timeline,
        others: own.quizEntries,
        more: { isThere: true, isLoading: false, onMore: nothing },
        certificate: own.certificate,
        setting: { lessonId: 'lesson-7', fault: 'Too many at once. Please wait a moment.' },
      }),
      'staff',
    ),
    'student-timeline-loading': inside(
      at,
      studentScreen(full(own.plannedStudent(6)), { timeline: loading }),
      'staff',
    ),
    'student-timeline-failed': inside(
      at,
      studentScreen(full(own.plannedStudent(6)), { timeline: failed }),
      'staff',
    ),
    'certificate-loading': inside('/c/cohort/certificate', certificate({ own: loading })),
    'certificate-failed': inside('/c/cohort/certificate', certificate({ own: failed })),
    ...Object.fromEntries(
      Object.entries(own.ownCertificates).map(([state, data]) => [
        `certificate-${state}`,
        inside('/c/cohort/certificate', certificate({ own: full(data) })),
      ]),
    ),
    'certificate-not-issued': inside(
      '/c/cohort/certificate',
      certificate({
        own: full(own.ownCertificates.met),
        claiming: { state: 'failed', sentence: 'Stoa cannot do this right now.' },
      }),
    ),
    'verify-loading': open(verifying(loading)),
    'verify-failed': open(verifying(failed)),
    'verify-missing': open(verifying(full(null))),
    'verify-valid': open(verifying(full(own.verifications.valid))),
    'verify-revoked': open(verifying(full(own.verifications.revoked))),
    'verify-replaced': open(verifying(full(own.verifications.replaced))),
    'certificates-loading': inside('/teach/cohort/certificates', ofCohort({ issued: loading }), 'staff'),
    'certificates-failed': inside('/teach/cohort/certificates', ofCohort({ issued: failed }), 'staff'),
    'certificates-empty': inside(
      '/teach/cohort/certificates',
      ofCohort({ issued: full({ ...own.cohortCertificates, certificates: [] }) }),
      'staff',
    ),
    certificates: inside('/teach/cohort/certificates', ofCohort(), 'staff'),
    'certificates-revoking': inside(
      '/teach/cohort/certificates',
      ofCohort({ asking: { decision: 'revoke', certificate: asked } }),
      'staff',
    ),
    'certificates-reissuing': inside(
      '/teach/cohort/certificates',
      ofCohort({
        asking: { decision: 'reissue', certificate: asked },
        deciding: { state: 'failed', sentence: 'Stoa cannot do this right now.' },
      }),
      'staff',
    ),
    'forget-loading': inside('/settings/forget', forgetting({ preview: loading })),
    'forget-failed': inside('/settings/forget', forgetting({ preview: failed })),
    forget: inside('/settings/forget', forgetting()),
    'forget-by-address': inside(
      '/settings/forget',
      forgetting({
        preview: full({ ...own.erasure, confirmBy: 'email' }),
        erasing: { state: 'failed', sentence: 'This is not the address of your account.' },
      }),
    ),
    'forget-blocked': inside('/settings/forget', forgetting({ preview: full(own.blockedErasure) })),
    'person-loading': inside('/ops/people/1', person({ preview: loading }), 'admin'),
    'person-failed': inside('/ops/people/1', person({ preview: failed }), 'admin'),
    person: inside('/ops/people/1', person({ keepsCertificates: true }), 'admin'),
    'person-copied': inside(
      '/ops/people/1',
      person({
        copying: {
          copy: {
            state: 'made',
            href: '/api/exports/1',
            fileName: 'stoa-data-1.json',
            expiresAt: '2026-06-09T13:17:00Z',
            isGoing: false,
          },
          onCopy: nothing,
        },
      }),
      'admin',
    ),
    'person-copy-making': inside(
      '/ops/people/1',
      person({
        copying: { copy: { state: 'making', progress: { done: 41, of: 118 } }, onCopy: nothing },
      }),
      'admin',
    ),
    'person-copy-dead': inside(
      '/ops/people/1',
      person({ copying: { copy: { state: 'dead' }, onCopy: nothing } }),
      'admin',
    ),
    'person-forgotten': inside('/ops/people/1', person({ pseudonym: 'Former participant 4711' }), 'admin'),
  };
}
