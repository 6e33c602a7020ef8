import type { ReactNode } from 'react';
import { PollKeys } from '#features/polls/web/host/PollKeys.tsx';
import { DeskView } from '#features/qna/web/host/DeskView.tsx';
import { HostEnd } from '#features/sessions/web/HostEnd.tsx';
import { HostTeam } from '#features/sessions/web/HostTeam.tsx';
import { JoinSheet, type WayIn } from '#features/sessions/web/HostJoin.tsx';
import { HostKeys } from '#features/sessions/web/HostKeys.tsx';
import { QrCode } from '#features/sessions/web/QrCode.tsx';
import { ScheduleCancel } from '#features/sessions/web/ScheduleCancel.tsx';
import { ScheduleFeed, type ScheduleFeedProps } from '#features/sessions/web/ScheduleFeed.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { AttendanceScreen } from '../screens/live/AttendanceScreen.tsx';
import { HostScreen, type HostPart, type HostScreenProps } from '../screens/live/HostScreen.tsx';
import { nothingUp } from '../screens/live/sees.ts';
import { TeachSessionsScreen } from '../screens/live/TeachSessionsScreen.tsx';
import * as fixture from './hostFixtures.ts';
import * as moment from './momentFixtures.ts';
import * as polls from './pollFixtures.ts';
import { pollsAtDesk, pollsAtItem } from './pollScenes.tsx';
import * as session from './sessionFixtures.ts';

type Placed = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff') => Placed;

const nothing = (): void => {};
const done = async (): Promise<boolean> => true;
const refused = 'Stoa cannot be reached right now.';
const lessons = [
  { id: 'lesson-6', title: 'Writing a good request' },
  { id: 'lesson-7', title: 'Examples, critique and revision' },
];

export const calendarPart = (more: Partial<ScheduleFeedProps> = {}): ReactNode => (
  <ScheduleFeed
    feed={full({ madeAt: null })}
    acting={{ state: 'ready' }}
    onMake={nothing}
    onRevoke={nothing}
    {...more}
  />
);

const teach = (more: Partial<Parameters<typeof TeachSessionsScreen>[0]> = {}): ReactNode => (
  <TeachSessionsScreen
    cohortId="cohort"
    list={full(session.several)}
    isPlanning={false}
    lessons={lessons}
    saving={{ state: 'ready' }}
    onSchedule={nothing}
    onPlanning={nothing}
    {...more}
  />
);

const joinAddress = 'academy.example/j';
const wayIn = (code: string): WayIn => ({
  address: joinAddress,
  url: `https://${joinAddress}/${code}`,
  qr: <QrCode text={`https://${joinAddress}/${code}`} label={joinAddress} />,
});

export const host = (
  console: HostScreenProps['console'],
  part: HostPart = 'console',
  more: Partial<HostScreenProps> = {},
): ReactNode => (
  <HostScreen
    console={console}
    part={part}
    meId="Ines Rocha"
    nowMs={session.nowMs}
    hosting={fixture.hosting()}
    up={nothingUp}
    questions={
      <DeskView
        desk={full(fixture.desk)}
        acts={fixture.deskActs}
        showsNothing={false}
        files={{ csv: '/questions.csv', json: '/questions.json' }}
      />
    }
    wayIn={wayIn}
    studentSrc="/gallery/audience?bare"
    sheet={{ saving: { state: 'ready' }, onSave: done }}
    details={{ lessons, saving: { state: 'ready' }, onSave: nothing }}
    cancel={{ acting: { state: 'ready' }, onOpen: nothing, onCancel: done }}
    recordings={{
      adding: { state: 'ready' },
      removing: null,
      fault: null,
      onAdd: done,
      onRemove: nothing,
    }}
    {...more}
  />
);

const attendance = (view: Parameters<typeof AttendanceScreen>[0]['attendance']): ReactNode => (
  <AttendanceScreen
    attendance={view}
    nowMs={session.nowMs()}
    order="name"
    onOrder={nothing}
    csvHref="/api/sessions/session/attendance.csv"
  />
);

/** Live sessions for those who plan and run them. */
export function hostScenes(
  inside: Inside,
  failed: View<never>,
  settings: (calendar: ReactNode) => ReactNode,
): Record<string, Placed> {
  const at = '/live/session/host';
  const staff = (path: string, element: ReactNode): Placed => inside(path, element, 'staff');
  const onAir = full(fixture.consoleOf(session.onAir));
  return {
    ...teachScenes(staff, failed),
    'host-loading': staff(at, host(loading)),
    'host-failed': staff(at, host(failed)),
    'host-bare': staff(at, host(full(fixture.consoleOf(fixture.bare)), 'console', { questions: undefined })),
    'host-planned': staff(at, host(full(fixture.consoleOf(session.ahead)))),
    'host-rehearsal': staff(at, host(full(fixture.consoleOf(session.rehearsal)))),
    host: staff(at, host(onAir)),
    'host-poll': staff(
      at,
      host(onAir, 'console', {
        polls: pollsAtDesk(),
        up: { ...nothingUp, poll: polls.open({ voters: 38 }), openPolls: 1 },
      }),
    ),
    'host-prepared': staff(
      at,
      host(onAir, 'console', {
        prepared: {
          why: [{ id: 'd0', prompt: 'Which pattern would you try first?', isAsked: true }],
          exercise: [
            { id: 'd1', prompt: 'What does a model see of your file?', isAsked: false },
            { id: 'd2', prompt: 'How clear was this part?', isAsked: false },
          ],
        },
        offers: {
          ask: { words: 'Ask: What does a model see of your file?', onDo: nothing, busy: false },
          say: {
            words: 'Send: Ten minutes, in pairs. Put what you wrote into the chat.',
            onDo: nothing,
            busy: false,
          },
          more: '1 more poll is prepared for this item.',
          faults: [`Not done. ${refused}`],
        },
      }),
    ),
    'host-blank': staff(
      at,
      host(full(fixture.consoleOf(session.onAir, { isBlank: true })), 'console', {
        up: { ...nothingUp, poll: polls.revealed, timer: moment.running, banner: moment.banner },
      }),
    ),
    'host-left': staff(
      at,
      host(
        full(
          fixture.consoleOf(fixture.behind, {
            here: fixture.consoleOf(session.onAir).here.slice(0, 20),
          }),
        ),
      ),
    ),
    'host-join': staff(
      at,
      <>
        {host(onAir)}
        <JoinSheet code="427913" wayIn={wayIn('427913')} onClose={nothing} />
      </>,
    ),
    'host-team': staff(
      at,
      <>
        {host(onAir)}
        <HostTeam
          console={fixture.consoleOf(fixture.behind)}
          meId="Ines Rocha"
          acting={{ state: 'failed', act: 'take-over', sentence: refused }}
          onTakeOver={nothing}
          onHandOver={nothing}
          onClose={nothing}
        />
      </>,
    ),
    'host-hand-over': staff(
      at,
      <>
        {host(onAir)}
        <HostTeam
          console={fixture.consoleOf(
            { ...fixture.behind, host: { id: 'Ines Rocha', name: 'Ines Rocha' } },
            {
              here: ['Ines Rocha', 'Leo Brandt', 'Paula Lang'].map((name) => ({
                ...{ id: name, name, since: fixture.behind.startsAt },
              })),
            },
          )}
          meId="Ines Rocha"
          acting={{ state: 'failed', act: 'hand-over', sentence: refused }}
          onTakeOver={nothing}
          onHandOver={nothing}
          onClose={nothing}
        />
      </>,
    ),
    'host-behind': staff(
      at,
      host(full(fixture.consoleOf(fixture.behind)), 'console', {
        hosting: fixture.hosting({
          acting: { state: 'failed', act: 'take-over', sentence: refused },
          showing: { state: 'waiting', itemId: 'exercise' },
        }),
      }),
    ),
    'host-no-item': staff(at, host(full(fixture.consoleOf({ ...session.onAir, currentItemId: null })))),
    'host-ended': staff(at, host(full(fixture.consoleOf(session.ended)))),
    'host-cancelled': staff(at, host(full(fixture.consoleOf(session.cancelled)))),
    'host-end': staff(
      at,
      <>
        {host(onAir)}
        <HostEnd
          console={fixture.consoleOf(session.onAir)}
          acting={{ state: 'failed', act: 'end', sentence: refused }}
          open={<p>4 questions are not answered.</p>}
          onEnd={nothing}
          onClose={nothing}
        />
      </>,
    ),
    'host-keys': staff(
      at,
      <>
        {host(onAir)}
        <HostKeys onClose={nothing} more={<PollKeys />} />
      </>,
    ),
    'host-sheet-empty': staff(at, host(full(fixture.consoleOf(fixture.bare)), 'sheet')),
    'host-sheet': staff(
      at,
      host(full(fixture.consoleOf(session.ahead)), 'sheet', {
        sheet: { saving: { state: 'failed', sentence: refused }, onSave: done, readyOf: pollsAtItem },
      }),
    ),
    'host-details': staff(at, host(full(fixture.consoleOf(session.ahead)), 'details')),
    'host-cancel': staff(
      at,
      <>
        {host(full(fixture.consoleOf(session.ahead)), 'details')}
        <ScheduleCancel
          acting={{ state: 'failed', act: 'cancel', sentence: refused }}
          onCancel={nothing}
          onClose={nothing}
        />
      </>,
    ),
    'host-recordings-empty': staff(
      at,
      host(full(fixture.consoleOf({ ...session.ended, recordings: [] })), 'recordings'),
    ),
    'host-recordings': staff(at, host(full(fixture.consoleOf(session.ended)), 'recordings')),
    ...attendanceScenes(staff, failed),
    'settings-calendar-made': inside(
      '/settings',
      settings(
        calendarPart({
          feed: full({ madeAt: '2026-06-09T13:01:00Z' }),
          acting: {
            state: 'made',
            url: 'https://academy.example/api/calendar-feeds/7kP2mQx9vT4sLbN8dFhJ3wRzYcGe5uAa',
          },
        }),
      ),
    ),
    'settings-calendar-failed': inside(
      '/settings',
      settings(
        calendarPart({
          feed: full({ madeAt: '2026-06-01T08:00:00Z' }),
          acting: { state: 'failed', sentence: refused },
        }),
      ),
    ),
  };
}

type Staff = (path: string, element: ReactNode) => Placed;

function teachScenes(staff: Staff, failed: View<never>): Record<string, Placed> {
  const at = '/teach/cohort/live';
  return {
    'teach-sessions-loading': staff(at, teach({ list: loading })),
    'teach-sessions-failed': staff(at, teach({ list: failed })),
    'teach-sessions-empty': staff(at, teach({ list: full(session.list()) })),
    'teach-sessions': staff(at, teach()),
    'teach-sessions-new': staff(
      at,
      teach({ isPlanning: true, saving: { state: 'failed', sentence: refused } }),
    ),
  };
}

function attendanceScenes(staff: Staff, failed: View<never>): Record<string, Placed> {
  const at = '/live/session/attendance';
  return {
    'attendance-loading': staff(at, attendance(loading)),
    'attendance-failed': staff(at, attendance(failed)),
    'attendance-empty': staff(at, attendance(full(fixture.attendance(session.ended, 0)))),
    'attendance-live': staff(at, attendance(full(fixture.attendance(session.onAir, 12)))),
    attendance: staff(at, attendance(full(fixture.attendance(session.ended, 43)))),
  };
}
