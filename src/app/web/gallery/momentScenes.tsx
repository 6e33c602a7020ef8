import type { ReactNode } from 'react';
import type { SessionNow } from '#features/moment/contract.ts';
import { MomentDesk, type MomentDeskProps } from '#features/moment/web/host/MomentDesk.tsx';
import type { MomentActs, Part } from '#features/moment/web/host/useMomentActs.ts';
import { NoticeView } from '#features/moment/web/Moment.tsx';
import { MomentBar, type MomentBarProps } from '#features/moment/web/MomentBar.tsx';
import { BannerOnScreen, TimeOnScreenView } from '#features/moment/web/MomentOnScreen.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { AudienceScreen } from '../screens/live/AudienceScreen.tsx';
import * as fixture from './momentFixtures.ts';
import * as session from './sessionFixtures.ts';

type Placed = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff') => Placed;

const nothing = (): void => {};
const refused = 'This session is over.';

const bar = (now: View<SessionNow>, more: Partial<MomentBarProps> = {}): ReactNode => (
  <MomentBar
    now={now}
    isStaff={false}
    up={fixture.pressed(now.state === 'full' && now.data.own.hand !== null)}
    said={fixture.pressed(now.state === 'full' ? now.data.own.pulse : fixture.said())}
    shown={{}}
    onReact={nothing}
    {...more}
  />
);

const room = (now: SessionNow, more: Partial<MomentBarProps> = {}, isRead = false): ReactNode => (
  <AudienceScreen
    session={full(session.own(session.onAir))}
    nowMs={session.nowMs()}
    isStaff={false}
    notice={<NoticeView now={now} nowMs={session.nowMs} read={fixture.pressed(isRead)} />}
    moment={bar(full(now), more)}
    keeping={{ state: 'ready' }}
    onKeep={nothing}
  />
);

const alone = (element: ReactNode): ReactNode => (
  <div className="grid max-w-form grid-cols-[minmax(0,1fr)] gap-6">
    <PageHeading title="Prompt patterns workshop" />
    {element}
  </div>
);

const acts = (faults: Partial<Record<Part, string>> = {}): MomentActs => ({
  onDo: async () => true,
  isSending: () => false,
  faultOf: (part) => faults[part] ?? null,
});

const parts = ['class', 'host'] as const;

const desk = (view: MomentDeskProps['desk'], more: Partial<MomentDeskProps> = {}): ReactNode =>
  alone(
    parts.map((part) => (
      <MomentDesk
        key={part}
        part={part}
        desk={view}
        state="live"
        acts={acts()}
        nowMs={session.nowMs}
        students={43}
        itemMinutes={30}
        zone={session.cohort.zone}
        csvHref="/pulse.csv"
        shown={{}}
        {...more}
      />
    )),
  );

/** What is of the moment, for those who take part, for whoever runs it, and on the wall. */
export function momentScenes(
  inside: Inside,
  wall: (more: { time: ReactNode; notice: ReactNode; front?: ReactNode }) => Placed,
  failed: View<never>,
): Record<string, Placed> {
  const at = '/live/session';
  const staff = (element: ReactNode): Placed => inside('/live/session/host', element, 'staff');
  const withNotice = { timer: fixture.running, banner: fixture.banner };
  const onWall = (
    { timer = null, banner = null }: Partial<SessionNow>,
    shown = {},
    front?: ReactNode,
  ): Placed =>
    wall({
      time: <TimeOnScreenView now={{ timer }} nowMs={session.nowMs} shown={shown} />,
      notice: banner && <BannerOnScreen banner={banner} />,
      ...(front !== undefined && { front }),
    });
  return {
    'moment-loading': inside(at, alone(bar(loading))),
    'moment-failed': inside(at, alone(bar(failed))),
    'moment-quiet': inside(at, room(fixture.quiet)),
    'moment-raised': inside(
      at,
      room({ ...fixture.raised, ...withNotice }, { shown: { applause: 31, heart: 4 } }),
    ),
    'moment-far': inside(at, alone(bar(full(fixture.farBack)))),
    'moment-called': inside(
      at,
      room({ ...fixture.called, timer: fixture.paused, banner: fixture.longBanner }, {}, true),
    ),
    'moment-refused': inside(
      at,
      alone(
        bar(full(fixture.nowOf()), {
          up: fixture.pressed(false, { fault: refused }),
          said: fixture.pressed(fixture.said('right'), { fault: refused }),
        }),
      ),
    ),
    'moment-staff': inside(at, alone(bar(full(fixture.nowOf()), { isStaff: true })), 'staff'),
    'moment-desk-loading': staff(desk(loading)),
    'moment-desk-failed': staff(desk(failed)),
    'moment-desk-empty': staff(desk(full(fixture.emptyDesk))),
    'moment-desk': staff(desk(full(fixture.deskOf()), { shown: { laugh: 3, yes: 12 } })),
    'moment-desk-full': staff(
      desk(full(fixture.deskOf({ hands: fixture.handsOf(43), timer: fixture.runOut })), {
        acts: acts({ hand: 'This hand is not up any more.', timer: 'The time is up.', banner: refused }),
      }),
    ),
    'moment-desk-rehearsal': staff(desk(full(fixture.emptyDesk), { state: 'rehearsal' })),
    'moment-desk-over': staff(
      desk(full(fixture.deskOf({ timer: null, hands: [], banners: [fixture.before] })), { state: 'ended' }),
    ),
    'screen-moment': onWall(withNotice, { applause: 31 }),
    'screen-moment-long': onWall({ timer: fixture.paused, banner: fixture.longBanner }),
  };
}
