import type { ComponentProps, ReactNode } from 'react';
import type { Bell, SentPage } from '#features/notifications/contract.ts';
import { BellButton } from '#features/notifications/web/BellButton.tsx';
import { BellPanel, type Marking, type ReadingActs } from '#features/notifications/web/BellPanel.tsx';
import { NotificationsView } from '#features/notifications/web/NotificationsView.tsx';
import { PreferencesView, type PreferencesViewProps } from '#features/notifications/web/PreferencesView.tsx';
import { StopView, type Stopping } from '#features/notifications/web/StopView.tsx';
import type { Older } from '#features/notifications/web/useOlder.ts';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import type { SentAsked } from '#features/notifications/web/SentFilter.tsx';
import { NotificationsScreen } from '../screens/NotificationsScreen.tsx';
import { meInTwo } from './fixtures.ts';
import { SentScreen } from '../screens/SentScreen.tsx';
import { bells, preferences, sent } from './notificationFixtures.ts';

type Placed = { path: string; element: ReactNode };

interface Around {
  inside: (path: string, element: ReactNode) => Placed;
  /** A page under this bell. */
  underBell: (bell: ReactNode) => Placed;
  /** A page of whoever is not signed in. */
  open: (element: ReactNode, width: 'form') => Placed;
  failed: View<never>;
  settings: (told: ReactNode) => ReactNode;
}

const nothing = (): void => {};
const away = 'Stoa cannot be reached right now.';

const actsWith = (marking: Marking = { state: 'ready' }): ReadingActs => ({
  marking,
  onFollow: nothing,
  onRead: nothing,
  onReadAll: nothing,
});

/** The bell as it hangs over every page. */
export const quietBell = <BellButton unread={0} panel={() => null} />;

const openBell = (bell: View<Bell>, marking?: Marking): ReactNode => (
  <BellButton
    startsOpen
    unread={bell.state === 'full' ? bell.data.unread : 128}
    panel={() => (
      <BellPanel
        bell={bell}
        allHref="/notifications"
        settingsHref="/settings#notifications"
        {...actsWith(marking)}
      />
    )}
  />
);

const page = (
  bell: View<Bell>,
  older: Older = { state: 'more', onMore: nothing },
  marking?: Marking,
): ReactNode => (
  <NotificationsScreen bell={bell}>
    {(data) => (
      <NotificationsView
        list={data.notifications}
        unread={data.unread}
        older={older}
        acts={actsWith(marking)}
        settingsHref="/settings#notifications"
      />
    )}
  </NotificationsScreen>
);

export const toldPart = (more: Partial<PreferencesViewProps> = {}): ReactNode => (
  <PreferencesView
    preferences={full(preferences.begun)}
    keeping={{ state: 'ready' }}
    acts={{ onDisturb: nothing, onQuiet: nothing, onDigest: nothing, onType: nothing, onMute: nothing }}
    cohorts={meInTwo.cohorts}
    mailBackSince={null}
    addressHref="/settings#address"
    {...more}
  />
);

const anything: SentAsked = { type: '', personId: '', outcome: '' };

const sentScreen = (
  view: View<Omit<SentPage, 'before'>>,
  more: Partial<ComponentProps<typeof SentScreen>> = {},
): ReactNode => (
  <SentScreen
    cohort={{ id: 'cohort', title: 'AI Enablement, Spring 2026' }}
    sent={view}
    asOf="2026-06-09T09:31:00Z"
    isLooking={false}
    onLook={nothing}
    asked={anything}
    people={sent.some.people}
    onAsk={nothing}
    more={{ state: 'more' }}
    onMore={nothing}
    trusting={{ state: 'ready' }}
    onTrust={nothing}
    {...more}
  />
);

/** What somebody missed, wherever it is shown, and what they choose to be told. */
export function notificationScenes({
  inside,
  open,
  underBell,
  failed,
  settings,
}: Around): Record<string, Placed> {
  const all = (element: ReactNode): Placed => inside('/notifications', element);
  const stop = (stopping: Stopping): Placed =>
    open(<StopView stopping={stopping} onStop={nothing} settingsHref="/settings#notifications" />, 'form');
  const told = (more: Partial<PreferencesViewProps>): Placed => inside('/settings', settings(toldPart(more)));
  const staff = (element: ReactNode): Placed => inside('/teach/cohort/sent', element);
  return {
    'sent-loading': staff(sentScreen(loading, { asOf: undefined, people: [] })),
    'sent-failed': staff(sentScreen(failed, { asOf: undefined, people: [] })),
    'sent-empty': staff(sentScreen(full(sent.none))),
    'sent-none-fits': staff(sentScreen(full(sent.none), { asked: { ...anything, outcome: 'bounced' } })),
    sent: staff(sentScreen(full(sent.some))),
    'sent-not-trusted': staff(
      sentScreen(full(sent.some), {
        trusting: { state: 'failed', reason: away },
        more: { state: 'failed', reason: away },
        isLooking: true,
      }),
    ),
    'sent-trusted': staff(
      sentScreen(full({ ...sent.some, mailBack: [] }), {
        trusting: { state: 'done', name: 'Jonas Weber' },
        more: { state: 'end' },
      }),
    ),
    'bell-loading': underBell(openBell(loading)),
    'bell-failed': underBell(openBell(failed)),
    'bell-empty': underBell(openBell(full(bells.none))),
    bell: underBell(openBell(full(bells.some))),
    'bell-not-marked': underBell(openBell(full(bells.some), { state: 'failed', reason: away })),
    'notifications-loading': all(page(loading)),
    'notifications-failed': all(page(failed)),
    'notifications-empty': all(page(full(bells.none))),
    notifications: all(page(full(bells.some))),
    'notifications-all': all(page(full(bells.read), { state: 'end', onMore: nothing })),
    'notifications-older-failed': all(
      page(full(bells.some), { state: 'failed', reason: away, onMore: nothing }, { state: 'marking' }),
    ),
    stop: stop({ state: 'ready' }),
    'stop-failed': stop({ state: 'failed', reason: away }),
    'stop-done': stop({ state: 'stopped', stopped: 'reply' }),
    'told-loading': told({ preferences: loading }),
    'told-failed': told({ preferences: failed }),
    told: told({ keeping: { state: 'saved', part: 'quiet' } }),
    'told-weekly': told({
      preferences: full(preferences.weekly),
      keeping: { state: 'failed', part: 'digest', reason: away },
    }),
    'told-mail-back': told({ mailBackSince: '2026-06-07T05:12:00Z' }),
    'told-no-mail': told({ preferences: full(preferences.noMail), cohorts: [] }),
  };
}
