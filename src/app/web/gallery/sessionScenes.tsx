import type { ReactNode } from 'react';
import { CodeForm } from '#features/cohorts/web/join/CodeForm.tsx';
import { QuestionOnScreen } from '#features/qna/web/QuestionOnScreen.tsx';
import type { OwnSession } from '#features/sessions/contract.ts';
import { QrCode } from '#features/sessions/web/QrCode.tsx';
import { SessionNews } from '#features/sessions/web/SessionNews.tsx';
import type { Keeping } from '#features/sessions/web/WatchRecordings.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { AudienceScreen } from '../screens/live/AudienceScreen.tsx';
import { ProjectorScreen } from '../screens/live/ProjectorScreen.tsx';
import { SessionsScreen } from '../screens/live/SessionsScreen.tsx';
import { pollsInRoom } from './pollScenes.tsx';
import * as questions from './qnaFixtures.ts';
import * as fixture from './sessionFixtures.ts';

type Placed = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff') => Placed;
type Open = (element: ReactNode, width?: 'form') => Placed;

const nothing = (): void => {};

const list = (view: Parameters<typeof SessionsScreen>[0]['sessions'], isStaff = false): ReactNode => (
  <SessionsScreen cohortId="cohort" sessions={view} nowMs={fixture.nowMs()} isStaff={isStaff} />
);

const audience = (
  view: View<OwnSession>,
  keeping: Keeping = { state: 'ready' },
  isStaff = false,
): ReactNode => (
  <AudienceScreen
    session={view}
    nowMs={fixture.nowMs()}
    isStaff={isStaff}
    keeping={keeping}
    onKeep={nothing}
  />
);

const joinAddress = 'academy.example/j';
type ProjectorProps = Parameters<typeof ProjectorScreen>[0];

/** Without the shell, as the wall has it. */
const screen = (session: ProjectorProps['session'], more: Partial<ProjectorProps> = {}): Placed => ({
  path: '/live/session/screen',
  element: (
    <ProjectorScreen
      session={session}
      isBlank={false}
      joinAddress={joinAddress}
      qrOf={(code) => <QrCode text={`https://${joinAddress}/${code}`} label={`QR: ${joinAddress}`} />}
      nowMs={fixture.nowMs()}
      up={{}}
      frontOf={() => null}
      ageSeconds={null}
      {...more}
    />
  ),
});
const shown = (session: typeof fixture.onAir, joinCode: string | null = '427913') =>
  full({ session, joinCode });

/** Something of another room in front, whatever it is. */
const inFront = (front: ReactNode): Pick<ProjectorProps, 'up' | 'frontOf'> => ({
  up: { board: { lines: [], standings: [] } },
  frontOf: () => front,
});

/** The wall of a session that is on air, with the time, and what is said to everybody. */
export const wallOfMoment = ({
  front,
  ...more
}: Pick<ProjectorProps, 'time' | 'notice'> & { front?: ReactNode }): Placed =>
  screen(shown(fixture.onAir), { ...more, ...(front !== undefined && inFront(front)) });

/** The wall of a session that is on air, with this in front. */
export const wallWith = (front: ReactNode): Placed => screen(shown(fixture.onAir), inFront(front));

const listAt = '/c/cohort/live';
const at = '/live/session';

/** Live sessions as those who take part have them, and as the wall has them. */
export function audienceScenes(inside: Inside, open: Open, failed: View<never>): Record<string, Placed> {
  return {
    'sessions-loading': inside(listAt, list(loading)),
    'sessions-failed': inside(listAt, list(failed)),
    'sessions-empty': inside(listAt, list(full(fixture.list()))),
    'sessions-none-next': inside(listAt, list(full(fixture.list(fixture.ended)))),
    sessions: inside(listAt, list(full(fixture.several))),
    'sessions-news': inside(
      '/home',
      <div className="grid gap-8">
        <PageHeading title="Home" />
        <SessionNews
          sessions={fixture.several.sessions}
          nowMs={fixture.nowMs()}
          hrefOf={(sessionId) => `/live/${sessionId}`}
        />
      </div>,
    ),

    'audience-loading': inside(at, audience(loading)),
    'audience-failed': inside(at, audience(failed)),
    'audience-ahead': inside(at, audience(full(fixture.own(fixture.ahead)))),
    'audience-waiting': inside(at, audience(full(fixture.own(fixture.waiting)))),
    'audience-late': inside(at, audience(full(fixture.own(fixture.late)))),
    audience: inside(at, audience(full(fixture.own(fixture.onAir)))),
    'audience-poll': inside(
      at,
      <AudienceScreen
        session={full(fixture.own(fixture.onAir))}
        nowMs={fixture.nowMs()}
        isStaff={false}
        polls={pollsInRoom()}
        keeping={{ state: 'ready' }}
        onKeep={nothing}
      />,
    ),
    'audience-bare': inside(
      at,
      audience(
        full(
          fixture.own({
            ...fixture.onAir,
            agenda: [],
            currentItemId: null,
            meeting: null,
            summary: '',
            lessonId: null,
          }),
        ),
      ),
    ),
    'audience-ended': inside(at, audience(full(fixture.own(fixture.ended, { second: 760 })))),
    'audience-ended-not-kept': inside(
      at,
      audience(full(fixture.own(fixture.ended, { second: 760 })), {
        state: 'failed',
        recordingId: 'first',
        sentence: 'Too many at once. Please wait a moment.',
      }),
    ),
    'audience-cancelled': inside(at, audience(full(fixture.own(fixture.cancelled)))),
    'audience-staff': inside(
      at,
      audience(full(fixture.own(fixture.onAir)), { state: 'ready' }, true),
      'staff',
    ),

    'session-code-unknown': open(
      <CodeForm
        onCode={nothing}
        start="427913"
        refused="No session of yours has this code. Look at the screen again, or ask your host."
      />,
      'form',
    ),

    'screen-loading': screen(loading),
    'screen-failed': screen(failed),
    'screen-join': screen(shown(fixture.waiting)),
    'screen-on-air': screen(shown(fixture.onAir)),
    'screen-between': screen(shown({ ...fixture.onAir, currentItemId: null })),
    'screen-asked': screen(shown(fixture.onAir), {
      up: { question: questions.list.questions[1]! },
      frontOf: () => <QuestionOnScreen question={questions.list.questions[1]!} />,
    }),
    'screen-rehearsal': screen(shown(fixture.rehearsal)),
    'screen-reconnecting': screen(shown(fixture.onAir), { ageSeconds: 24 }),
    'screen-ended': screen(shown(fixture.ended, null)),
    'screen-cancelled': screen(shown(fixture.cancelled, null)),
    'screen-blank': screen(shown(fixture.onAir), { isBlank: true }),
  };
}
