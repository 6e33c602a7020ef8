import type { ReactNode } from 'react';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { OwnReportScreen, type OwnReportScreenProps } from '../screens/live/OwnReportScreen.tsx';
import { ReportScreen, type ReportScreenProps } from '../screens/live/ReportScreen.tsx';
import { attendance } from './hostFixtures.ts';
import * as moment from './momentFixtures.ts';
import * as poll from './pollFixtures.ts';
import * as qna from './qnaFixtures.ts';
import * as fixture from './reportFixtures.ts';
import * as session from './sessionFixtures.ts';

type Placed = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff') => Placed;

const nothing = (): void => {};

const report = (more: Partial<ReportScreenProps> = {}): ReactNode => (
  <ReportScreen
    attendance={full(attendance(session.ended, 43))}
    polls={full(fixture.polls)}
    questions={full(fixture.questions)}
    chat={full(fixture.said)}
    moment={full(moment.deskOf())}
    nowMs={session.nowMs()}
    order="name"
    onOrder={nothing}
    files={{
      attendance: '/attendance.csv',
      polls: '/polls.csv',
      ballots: '/ballots.csv',
      questions: '/questions.csv',
      chat: '/messages.csv',
      pulse: '/pulse.csv',
    }}
    onPrint={nothing}
    {...more}
  />
);

const ownReport = (more: Partial<OwnReportScreenProps> = {}): ReactNode => (
  <OwnReportScreen
    session={full(session.own(session.ended))}
    polls={full({
      ...poll.listOf(
        { ...poll.revealed, id: 'p1' },
        { ...poll.hidden, id: 'p2' },
        { ...poll.results['words']!, id: 'p3' },
      ),
      own: [{ pollId: 'p1', sessionId: 'session', edition: 1, choice: poll.ranked }],
    })}
    questions={full(qna.list)}
    textsOf={() => null}
    onPrint={nothing}
    {...more}
  />
);

/** The report of a session: on its way, of one on air, in part, and of one in which nothing happened. */
export function reportScenes(inside: Inside, failed: View<never>): Record<string, Placed> {
  const at = '/live/session/report';
  const staff = (element: ReactNode): Placed => inside(at, element, 'staff');
  return {
    'report-loading': staff(report({ attendance: loading })),
    'report-failed': staff(report({ attendance: failed })),
    'report-not-held': staff(report({ attendance: full(attendance(session.ahead, 43)) })),
    'report-live': staff(
      report({
        attendance: full(attendance(session.onAir, 12)),
        polls: full(fixture.pollsSoFar),
        questions: loading,
        chat: failed,
        moment: failed,
      }),
    ),
    'report-empty': staff(
      report({
        attendance: full(attendance(session.ended, 0)),
        polls: full(fixture.noPolls),
        questions: full(fixture.noQuestions),
        chat: full(fixture.silence),
        moment: full(moment.emptyDesk),
      }),
    ),
    report: staff(report()),
    'report-own-loading': inside(at, ownReport({ session: loading })),
    'report-own-failed': inside(at, ownReport({ polls: failed, questions: loading })),
    'report-own-empty': inside(
      at,
      ownReport({ polls: full(poll.listOf()), questions: full({ ...qna.list, questions: [], own: [] }) }),
    ),
    'report-own': inside(at, ownReport()),
  };
}
