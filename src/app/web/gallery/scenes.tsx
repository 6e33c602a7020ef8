import type { ReactNode } from 'react';
import { DemoDoors } from '#features/identity/web/DemoDoors.tsx';
import type { CohortOutline, CohortProgress } from '#features/progress/contract.ts';
import type { CompletionState } from '#features/progress/web/Completion.tsx';
import type { Organisation } from '#features/cohorts/web/OrganisationView.tsx';
import type { ConnectionStatus } from '#platform/web/ui/chip.ts';
import { ConnectionChip } from '#platform/web/ui/ConnectionChip.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { BothSides, type BothOf, type SessionAtHand } from '../screens/BothSides.tsx';
import { CourseScreen } from '../screens/CourseScreen.tsx';
import { HomeScreen, type Me } from '../screens/HomeScreen.tsx';
import { LessonScreen } from '../screens/LessonScreen.tsx';
import { NotFound } from '../screens/NotFound.tsx';
import { SettingsScreen } from '../screens/SettingsScreen.tsx';
import { Broken } from '../shell/Broken.tsx';
import { EndedSheet } from '../shell/EndedSheet.tsx';
import { OpenShell } from '../shell/OpenShell.tsx';
import { RemoveDemo } from '../shell/RemoveDemo.tsx';
import { Shell } from '../shell/Shell.tsx';
import { UnsentNotice } from '../shell/UnsentNotice.tsx';
import { announcementScenes } from './announcementScenes.tsx';
import { cohortScenes, people } from './cohortScenes.tsx';
import { fullClass } from './cohortFixtures.ts';
import { chatScenes } from './chatScenes.tsx';
import * as fixture from './fixtures.ts';
import { consoleOf } from './hostFixtures.ts';
import { guestScenes } from './guestScenes.tsx';
import { helpScenes } from './helpScenes.tsx';
import { jobScenes } from './jobScenes.tsx';
import { lessonScenes, note } from './lessonScenes.tsx';
import { calendarPart, host, hostScenes } from './hostScenes.tsx';
import { identityScenes, newWays, ways } from './identityScenes.tsx';
import { classScreen, progressScenes, studentScreen } from './progressScenes.tsx';
import { presenceScenes, seenPart } from './presenceScenes.tsx';
import { notificationScenes, quietBell, toldPart } from './notificationScenes.tsx';
import { qnaScenes } from './qnaScenes.tsx';
import { quizScenes } from './quizScenes.tsx';
import { reportScenes } from './reportScenes.tsx';
import type { Scene } from './scene.ts';
import { ahead, onAir } from './sessionFixtures.ts';
import { audienceScenes, wallOfMoment, wallWith } from './sessionScenes.tsx';
import { momentScenes } from './momentScenes.tsx';
import { leaderboardScenes } from './leaderboardScenes.tsx';
import { pollScenes } from './pollScenes.tsx';
import { webhookScenes } from './webhookScenes.tsx';

const nothing = (): void => {};
const failed: View<never> = {
  state: 'failed',
  failure: { sentence: 'Stoa cannot do this right now. Please try again shortly.', requestId: '01J9Z7-4KQ2' },
  retry: nothing,
};
const leaving = { onSignIn: nothing, onLeave: nothing, onHome: nothing, onReload: nothing };
const streaming: ConnectionStatus = { state: 'live', transport: 'stream', ageSeconds: 4 };

const places = {
  student: [
    { label: 'Home', to: '/home' },
    { label: 'Course', to: '/c/cohort' },
    { label: 'Live', to: '/c/cohort/live', also: ['/live'] },
    { label: 'Results', to: '/c/cohort/grades' },
  ],
  staff: [
    { label: 'Home', to: '/home' },
    { label: 'Course', to: '/c/cohort' },
    { label: 'Teach', to: '/teach/cohort' },
  ],
  admin: [
    { label: 'Home', to: '/home' },
    { label: 'Course', to: '/c/cohort' },
    { label: 'Teach', to: '/teach/cohort' },
    { label: 'Organisation', to: '/org/acme', also: ['/org'] },
  ],
};

interface InsideProps {
  as?: keyof typeof places;
  status?: ConnectionStatus;
  notice?: ReactNode;
  bell?: ReactNode;
  children: ReactNode;
}

function Inside({ as = 'student', status = streaming, notice, bell = quietBell, children }: InsideProps) {
  const { user } = { student: fixture.meStudent, staff: fixture.meStaff, admin: fixture.meAdmin }[as];
  return (
    <Shell
      person={user}
      places={places[as]}
      chip={<ConnectionChip status={status} onRetry={nothing} />}
      bell={bell}
      demo
      onRemoveDemo={nothing}
      notice={notice}
      onSignOut={nothing}
    >
      {children}
    </Shell>
  );
}

interface HomeParts {
  me: View<Me>;
  outline?: View<CohortOutline>;
  progress?: View<CohortProgress>;
  organisation?: View<Organisation>;
  announcements?: ReactNode;
}

const home = (parts: HomeParts): ReactNode => (
  <HomeScreen
    me={parts.me}
    outlineOf={() => parts.outline ?? full(fixture.outlineWith(9))}
    classOf={() => parts.progress ?? full(fixture.classOf(43))}
    organisationOf={() => parts.organisation ?? full(fixture.organisation)}
    answering={{ busy: null, fault: null, onAnswer: nothing }}
    announcements={parts.announcements}
  />
);

const course = (outline: View<CohortOutline>, help?: ReactNode): ReactNode => (
  <CourseScreen outline={outline} onSearch={nothing} about={fixture.overview} help={help} />
);

const lesson = (
  completion: CompletionState,
  more: Partial<Parameters<typeof LessonScreen>[0]> = {},
): ReactNode => (
  <LessonScreen
    cohortId="cohort"
    lesson={full(fixture.lesson)}
    outline={full(fixture.outlineWith(9))}
    completion={completion}
    onComplete={nothing}
    onUndo={nothing}
    before={null}
    note={note()}
    onDue={nothing}
    {...more}
  />
);

const settings = (more: Partial<Parameters<typeof SettingsScreen>[0]> = {}): ReactNode => (
  <SettingsScreen
    account={full(fixture.meStudent.user)}
    saving={{ state: 'ready' }}
    onSave={nothing}
    device={{ look: 'system', onLook: nothing, language: 'en', onLanguage: nothing }}
    sessions={full(fixture.sessions)}
    ways={ways}
    told={toldPart()}
    seen={seenPart()}
    calendar={calendarPart()}
    ending={{ ending: null, endedOthers: null, fault: null, onEnd: nothing, onEndOthers: nothing }}
    data={{ copy: { state: 'none' }, onCopy: nothing }}
    {...more}
  />
);

const inside = (
  path: string,
  element: ReactNode,
  as: InsideProps['as'] = 'student',
): Omit<Scene, 'name'> => ({
  path,
  element: <Inside as={as}>{element}</Inside>,
});
const open = (element: ReactNode, width?: 'form' | 'window'): Omit<Scene, 'name'> => ({
  path: '/login',
  element: <OpenShell {...(width && { width })}>{element}</OpenShell>,
});
const both = (of: BothOf, session: SessionAtHand | null): Omit<Scene, 'name'> =>
  open(
    <BothSides
      {...{ of, onOf: nothing, session }}
      src={
        of === 'live'
          ? { staff: '/gallery/host?bare', student: '/gallery/audience?bare' }
          : { staff: '/gallery/class?bare', student: '/gallery/lesson?bare' }
      }
    />,
    'window',
  );
const chip = (status: ConnectionStatus): Omit<Scene, 'name'> => ({
  path: '/home',
  element: <Inside status={status}>{home({ me: full(fixture.meStudent) })}</Inside>,
});

const at = '/c/cohort/lessons/lesson-10';

/** Every screen in each of its states. */
export const scenes: Scene[] = Object.entries({
  doors: open(<DemoDoors hasSeats />),
  'both-sides': both('lessons', ahead),
  'both-sides-none': both('lessons', null),
  'both-sides-ahead': both('live', ahead),
  'both-sides-live': both('live', onAir),
  'both-sides-over': both('live', { ...onAir, state: 'ended' }),
  'home-loading': inside('/home', home({ me: loading })),
  'home-failed': inside('/home', home({ me: failed })),
  'home-empty': inside('/home', home({ me: full(fixture.meNew) })),
  home: inside('/home', home({ me: full(fixture.meStudent) })),
  'home-first-day': inside(
    '/home',
    home({ me: full(fixture.meStudent), outline: full(fixture.outlineWith(0)) }),
  ),
  'home-done': inside('/home', home({ me: full(fixture.meStudent), outline: full(fixture.outlineWith(14)) })),
  'home-pending': inside('/home', home({ me: full(fixture.mePending) })),
  'home-two-cohorts': inside('/home', home({ me: full(fixture.meInTwo) })),
  'home-part-failed': inside('/home', home({ me: full(fixture.meStudent), outline: failed })),
  'home-no-lessons': inside(
    '/home',
    home({ me: full(fixture.meStudent), outline: full(fixture.emptyOutline) }),
  ),
  'home-staff': inside('/home', home({ me: full(fixture.meStaff) }), 'staff'),
  'home-staff-empty': inside(
    '/home',
    home({ me: full(fixture.meStaff), progress: full(fixture.classOf(0)) }),
    'staff',
  ),
  'home-admin': inside('/home', home({ me: full(fixture.meAdmin) }), 'admin'),
  'home-admin-empty': inside(
    '/home',
    home({ me: full(fixture.meAdmin), organisation: full(fixture.emptyOrganisation) }),
    'admin',
  ),
  'home-operator': inside('/home', home({ me: full(fixture.meOperator) }), 'admin'),
  'course-loading': inside('/c/cohort', course(loading)),
  'course-failed': inside('/c/cohort', course(failed)),
  'course-empty': inside('/c/cohort', course(full(fixture.emptyOutline))),
  course: inside('/c/cohort', course(full(fixture.outlineWith(9)))),
  'course-staff': inside('/c/cohort', course(full(fixture.outlineWith(0, 'instructor'))), 'staff'),
  'lesson-loading': inside(at, lesson({ state: 'open' }, { lesson: loading, outline: loading })),
  'lesson-failed': inside(at, lesson({ state: 'open' }, { lesson: failed })),
  'lesson-empty': inside(
    at,
    lesson({ state: 'open' }, { lesson: full({ ...fixture.lesson, markdown: '' }) }),
  ),
  lesson: inside(at, lesson({ state: 'open' })),
  'lesson-came-on': inside(
    at,
    lesson(
      { state: 'open' },
      { before: { title: 'Working with documents and tables', undone: false, onUndo: nothing } },
    ),
  ),
  'lesson-sending': inside(at, lesson({ state: 'sending' })),
  'lesson-waiting': inside(at, lesson({ state: 'waiting', what: 'complete' })),
  'lesson-not-saved': inside(
    at,
    lesson({ state: 'failed', what: 'complete', sentence: 'Too many at once. Please wait a moment.' }),
  ),
  'lesson-done': inside(at, lesson({ state: 'done', at: '2026-06-09T10:02:00Z' })),
  'lesson-last': inside(
    '/c/cohort/lessons/lesson-14',
    lesson(
      { state: 'done', at: '2026-06-09T10:02:00Z' },
      { lesson: full(fixture.lastLesson), outline: full(fixture.outlineWith(14)) },
    ),
  ),
  'lesson-staff': inside(
    at,
    lesson({ state: 'open' }, { outline: full(fixture.outlineWith(0, 'instructor')) }),
    'staff',
  ),
  'class-loading': inside('/teach/cohort', classScreen(loading), 'staff'),
  'class-failed': inside('/teach/cohort', classScreen(failed), 'staff'),
  'class-empty': inside('/teach/cohort', classScreen(full(fixture.classOf(0))), 'staff'),
  'class-few': inside('/teach/cohort', classScreen(full(fixture.classOf(3))), 'staff'),
  class: inside('/teach/cohort', classScreen(full(fixture.classOf(43))), 'staff'),
  'student-loading': inside('/teach/cohort/students/1', studentScreen(loading), 'staff'),
  'student-failed': inside('/teach/cohort/students/1', studentScreen(failed), 'staff'),
  'student-empty': inside(
    '/teach/cohort/students/1',
    studentScreen(full(fixture.studentProgress(0))),
    'staff',
  ),
  student: inside('/teach/cohort/students/1', studentScreen(full(fixture.studentProgress(6))), 'staff'),
  ...cohortScenes(inside, open, failed),
  'settings-loading': inside(
    '/settings',
    settings({ account: loading, sessions: loading, ways: { ...ways, security: loading } }),
  ),
  'settings-failed': inside(
    '/settings',
    settings({ account: failed, sessions: failed, ways: { ...ways, security: failed } }),
  ),
  'settings-by-link': inside('/settings', settings({ ways: newWays })),
  settings: inside('/settings', settings({ saving: { state: 'saved', at: '2026-06-09T13:01:00Z' } })),
  'settings-alone': inside(
    '/settings',
    settings({
      sessions: full(fixture.sessions.slice(0, 1)),
      ending: { ending: null, endedOthers: 2, fault: null, onEnd: nothing, onEndOthers: nothing },
    }),
  ),
  'not-found': inside('/nowhere', <NotFound />),
  broken: inside('/home', <Broken onReload={nothing} />),
  'ended-signed-out': inside(
    '/home',
    <>
      {home({ me: full(fixture.meStudent) })}
      <EndedSheet ended={{ why: 'signed-out' }} {...leaving} />
    </>,
  ),
  'ended-erased': inside(
    '/settings/forget',
    <>
      {settings()}
      <EndedSheet ended={{ why: 'erased' }} {...leaving} />
    </>,
  ),
  'ended-removed': inside(
    '/home',
    <>
      {home({ me: full(fixture.meStudent) })}
      <EndedSheet ended={{ why: 'removed', cohort: 'AI Enablement, Spring 2026' }} {...leaving} />
    </>,
  ),
  'ended-other-person': inside(
    '/home',
    <>
      {home({ me: full(fixture.meStudent) })}
      <EndedSheet ended={{ why: 'other-person' }} {...leaving} />
    </>,
  ),
  unsent: {
    path: '/home',
    element: (
      <Inside
        notice={<UnsentNotice count={2} since="2026-06-09T12:40:00Z" onSend={nothing} onDiscard={nothing} />}
      >
        {home({ me: full(fixture.meStudent) })}
      </Inside>
    ),
  },
  'remove-demo': inside(
    '/home',
    <>
      {home({ me: full(fixture.meAdmin) })}
      <RemoveDemo onClose={nothing} />
    </>,
    'admin',
  ),
  ...progressScenes(inside, open, failed, (completion) =>
    lesson(completion, { lesson: full(fixture.lesson) }),
  ),
  ...lessonScenes(inside, failed, (more) => lesson({ state: 'open' }, more)),
  ...identityScenes(open, inside, failed),
  ...jobScenes(inside, failed),
  ...quizScenes(inside, failed),
  ...qnaScenes(inside, failed),
  ...presenceScenes({
    inside,
    failed,
    settings: (seen) => settings({ seen }),
    people: people(),
    peopleIds: fullClass.enrolments.map(({ userId }) => userId),
    host: host(full(consoleOf(onAir))),
    hostIds: consoleOf(onAir).here.map(({ id }) => id),
  }),
  ...notificationScenes({
    inside,
    open,
    failed,
    settings: (told) => settings({ told }),
    underBell: (bell) => ({
      path: '/home',
      element: <Inside bell={bell}>{home({ me: full(fixture.meStudent) })}</Inside>,
    }),
  }),
  ...announcementScenes({
    inside,
    failed,
    home: ({ notice, card }) => ({
      path: '/home',
      element: <Inside notice={notice}>{home({ me: full(fixture.meStudent), announcements: card })}</Inside>,
    }),
  }),
  ...helpScenes({
    inside,
    failed,
    course: (help) => course(full(fixture.outlineWith(9)), help),
    student: (help) => studentScreen(full(fixture.studentProgress(6)), { help }),
    ofClass: (help) => classScreen(full(fixture.classOf(3)), { help }),
  }),
  ...pollScenes(inside, wallWith, failed),
  ...momentScenes(inside, wallOfMoment, failed),
  ...leaderboardScenes(inside, wallWith, failed),
  ...chatScenes(inside, failed),
  ...reportScenes(inside, failed),
  ...webhookScenes(inside, failed),
  ...audienceScenes(inside, open, failed),
  ...guestScenes({ inside, open }),
  ...hostScenes(inside, failed, (calendar) => settings({ calendar })),
  'chip-live': chip({ state: 'live', transport: 'socket', ageSeconds: 1 }),
  'chip-slow': chip({ state: 'live', transport: 'slow-socket', ageSeconds: 2 }),
  'chip-polling': chip({ state: 'live', transport: 'polling', ageSeconds: 9 }),
  'chip-reconnecting': chip({ state: 'reconnecting', sinceMs: 4_000 }),
  'chip-reconnecting-waiting': chip({ state: 'reconnecting', sinceMs: 4_000, waiting: 2 }),
  'chip-catching-up': chip({ state: 'catchingUp' }),
  'chip-offline': chip({ state: 'offline', waiting: 2 }),
  'chip-back': chip({ state: 'back', caughtUp: 14, reloaded: false }),
  'chip-reloaded': chip({ state: 'back', caughtUp: 0, reloaded: true }),
}).map(([name, scene]) => ({ name, ...scene }));
