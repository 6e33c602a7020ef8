import { useQuery } from '@tanstack/react-query';
import { Suspense, useCallback, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation, useNavigate, useParams, type Path } from 'react-router';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { useSearchKey } from '#features/lessons/web/search/useSearchKey.ts';
import { forgetBallots } from '#features/polls/web/keptBallots.ts';
import { FormatsProvider } from '#platform/web/i18n/FormatsProvider.tsx';
import { RealtimeProvider, useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useConnectionStatus, usePending } from '#platform/web/query/useLiveView.ts';
import { ConnectionChip } from '#platform/web/ui/ConnectionChip.tsx';
import type { ConnectionStatus as ChipStatus } from '#platform/web/ui/chip.ts';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { fetchAhead, inGoodTime, part } from '#platform/web/ui/part.ts';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { erasedHere, live, signedOut } from '../house.ts';
import type { Me } from '../screens/HomeScreen.tsx';
import { BellPlace } from '../shell/BellPlace.tsx';
import { BrokenBoundary } from '../shell/Broken.tsx';
import type { Ended } from '../shell/EndedSheet.tsx';
import { Forgetting, leaveNothing, loadForgetHere } from '../shell/Forgetting.tsx';
import { OpenShell } from '../shell/OpenShell.tsx';
import { Shell, type NavigationPlace } from '../shell/Shell.tsx';
import { MeContext } from './me.ts';

const loadEnded = () => import('../shell/EndedSheet.tsx');
const EndedSheet = part(loadEnded, 'EndedSheet');
const loadUnsent = () => import('../shell/UnsentNotice.tsx');
const UnsentNotice = part(loadUnsent, 'UnsentNotice');
const loadResting = inGoodTime(() => import('./presence/Resting.tsx'));
const Resting = part(loadResting, 'Resting', { words: 'own' });
const loadBell = () => import('./notifications/OwnBell.tsx');
// A phone in a live session has other things to fetch first.
const loadTold = location.pathname.includes('/live/') ? inGoodTime(loadBell) : loadBell;
const Bell = part(loadTold, 'OwnBell', { words: 'own' });
const Urgent = part(loadTold, 'UrgentAnnouncements', { words: 'own' });
const GuestPlace = part(() => import('./live/GuestPlace.tsx'), 'GuestPlace');
const RemoveDemo = part(() => import('../shell/RemoveDemo.tsx'), 'RemoveDemo');

/**
 * Every page of somebody who is signed in: who it is, the one connection, and what stands around the page.
 * `bare`: nothing does, for a wall that nobody stands at.
 */
export function Inside({ bare = false }: { bare?: boolean }) {
  const { t } = useTranslation();
  const me = useQuery(live.view(cohorts, 'cohorts:me', {}));
  const isSignedOut = useSyncExternalStore(signedOut.subscribe, signedOut.get);
  const here = useLocation();
  const view = viewOf<Me>(me as Parameters<typeof viewOf<Me>>[0]);

  if (view.state === 'full') {
    return (
      <RealtimeProvider live={live} personId={view.data.user.id}>
        <FormatsProvider zone={view.data.user.zone}>
          <MeContext value={view.data}>
            <Around me={view.data} isSignedOut={isSignedOut} bare={bare} />
          </MeContext>
        </FormatsProvider>
      </RealtimeProvider>
    );
  }
  if (isSignedOut) {
    return <Navigate to={signInAndBackTo(here)} replace />;
  }
  return (
    <OpenShell>
      <Shown view={view} page loading={t('home.loading')} failed={t('home.failed')} bones={<SheetBones />}>
        {() => null}
      </Shown>
    </OpenShell>
  );
}

/** The one page that a guest has. */
const guestsPlace = /^\/live\/[^/]+$/;

function signInAndBackTo({ pathname, search, hash }: Path): string {
  return pathname === '/home' ? '/login' : `/login?to=${encodeURIComponent(pathname + search + hash)}`;
}

function Around({ me, isSignedOut, bare }: { me: Me; isSignedOut: boolean; bare: boolean }) {
  const { endSession } = useRealtime();
  const navigate = useNavigate();
  const here = useLocation();
  const places = usePlaces(me);
  const status = useConnectionStatus();
  const ended = useEnded(me, isSignedOut, status);
  const [removing, setRemoving] = useState(false);

  // Why one cannot go on is told without a network, too.
  useEffect(() => fetchAhead([loadEnded, loadUnsent, loadForgetHere]), []);
  const { cohortId } = useParams();
  const search = useCallback(() => void navigate(`/c/${cohortId}/search`), [navigate, cohortId]);
  useSearchKey(cohortId === undefined ? undefined : search);

  // Whoever leaves by their own wish need not be told that they left.
  const [leaving, setLeaving] = useState(false);

  const leave = async ({ keepUnsent }: { keepUnsent: boolean }): Promise<void> => {
    // Its code first: until a page can be shown, the one before it stays, and that one has nothing left to show.
    await (me.demo ? import('./FrontPage.tsx') : import('./SignInPage.tsx')).catch(() => {});
    await endSession({ keepUnsent });
    if (!keepUnsent) await leaveNothing(me.user.id).catch(() => {});
    signedOut.set(false);
    if (me.guest) return void (await navigate('/j'));
    await navigate(me.demo ? '/' : keepUnsent ? signInAndBackTo(here) : '/login');
  };
  const signOut = async (): Promise<void> => {
    setLeaving(true);
    // Signed out already, or out of reach: this browser forgets the session either way.
    await live.api.command(identity, 'identity:sign-out', {}).catch(() => {});
    forgetBallots(me.user.id);
    await leave({ keepUnsent: false });
  };

  const page = (
    <>
      <BrokenBoundary key={here.pathname}>
        <Suspense>{me.guest && !guestsPlace.test(here.pathname) ? <GuestPlace /> : <Outlet />}</Suspense>
      </BrokenBoundary>
      {!me.guest && (
        <Suspense>
          <Resting />
        </Suspense>
      )}
      <Forgetting personId={me.user.id} />
      <Suspense>
        {removing && <RemoveDemo onClose={() => setRemoving(false)} />}
        {ended && !leaving && (
          <EndedSheet
            ended={ended}
            onSignIn={() => void leave({ keepUnsent: true })}
            onLeave={() => void leave({ keepUnsent: false })}
            onHome={() => void navigate('/home')}
            onReload={() => location.reload()}
          />
        )}
      </Suspense>
    </>
  );
  if (bare) return page;
  return (
    <Shell
      person={me.user}
      guest={me.guest}
      places={places}
      chip={<Chip status={status} />}
      bell={
        !me.guest && (
          <Suspense fallback={<BellPlace />}>
            <Bell />
          </Suspense>
        )
      }
      demo={me.demo}
      onRemoveDemo={() => setRemoving(true)}
      notice={
        <div className="grid gap-3 empty:hidden">
          <Unsent />
          <OnlyToLook me={me} />
          {!me.guest && (
            <Suspense>
              <Urgent />
            </Suspense>
          )}
        </div>
      }
      onSignOut={() => void signOut()}
    >
      {page}
    </Shell>
  );
}

function Chip({ status }: { status: ReturnType<typeof useConnectionStatus> }): ReactNode {
  const { retryConnection } = useRealtime();
  if (status.state === 'ended') return null;
  return <ConnectionChip status={status satisfies ChipStatus} onRetry={retryConnection} />;
}

function Unsent(): ReactNode {
  const { pending, confirm, discard } = usePending();
  const asking = pending.filter(({ state }) => state === 'needs-confirmation');
  const [oldest] = asking;
  if (!oldest) return null;
  return (
    <Suspense>
      <UnsentNotice
        count={asking.length}
        since={new Date(oldest.createdAtMs).toISOString()}
        onSend={() => asking.forEach(({ commandId }) => confirm(commandId))}
        onDiscard={() => asking.forEach(({ commandId }) => discard(commandId))}
      />
    </Suspense>
  );
}

/** On the pages of a cohort in which one only looks: why nothing can be changed. */
function OnlyToLook({ me }: { me: Me }): ReactNode {
  const { t } = useTranslation();
  const { cohortId } = useParams();
  const line = me.cohorts.find(({ id }) => id === cohortId);
  if (line?.role !== 'student') return null;
  if (line.archived) return <Notice>{t('course.archivedNotice')}</Notice>;
  if (line.state === 'paused') return <Notice>{t('course.pausedNotice')}</Notice>;
  return line.state === 'finished' ? <Notice>{t('course.finishedNotice')}</Notice> : null;
}

/** Why this page cannot go on, if it cannot. */
function useEnded(
  me: Me,
  isSignedOut: boolean,
  status: ReturnType<typeof useConnectionStatus>,
): Ended | null {
  const { cohortId } = useParams();
  const isErased = useSyncExternalStore(erasedHere.subscribe, erasedHere.get);
  const line = me.cohorts.find(({ id }) => id === cohortId);
  // The cohort of this page as it was when one was still in it.
  const [last, setLast] = useState(line);
  if (line !== undefined && line !== last) setLast(line);
  if (isErased) return { why: 'erased' };
  if (status.state === 'ended') {
    if (status.reason === 'other_person') return { why: 'other-person' };
    if (status.reason === 'new_version') return { why: 'new-version' };
    return { why: 'signed-out' };
  }
  if (isSignedOut) return { why: 'signed-out' };
  if (cohortId !== undefined && !line && last?.id === cohortId) return { why: 'removed', cohort: last.title };
  return null;
}

/** The words of the bar. Course and Teach lead to the cohort that one looked at last. */
function usePlaces(me: Me): NavigationPlace[] {
  const { t } = useTranslation();
  const { cohortId } = useParams();
  const [lastId, setLastId] = useState(cohortId);
  if (cohortId !== undefined && cohortId !== lastId) setLastId(cohortId);

  const looksAt = me.cohorts.find(({ id }) => id === lastId);
  if (me.guest) return [];
  const course = looksAt ?? me.cohorts.find(({ role }) => role === 'student') ?? me.cohorts[0];
  const taught = me.cohorts.filter(({ role }) => role !== 'student');
  const teach = taught.find(({ id }) => id === lastId) ?? taught[0];
  const [organisation] = me.organisations;
  return [
    { label: t('shell.home'), to: '/home' },
    ...(course ? [{ label: t('shell.course'), to: `/c/${course.id}` }] : []),
    ...(course?.role === 'student'
      ? [
          { label: t('shell.live'), to: `/c/${course.id}/live`, also: ['/live'] },
          { label: t('shell.grades'), to: `/c/${course.id}/grades` },
        ]
      : []),
    ...(teach ? [{ label: t('shell.teach'), to: `/teach/${teach.id}` }] : []),
    ...(organisation
      ? [{ label: t('shell.organisation'), to: `/org/${organisation.id}`, also: ['/org'] }]
      : []),
    ...(me.user.platformAdmin ? [{ label: t('shell.operate'), to: '/ops/people', also: ['/ops'] }] : []),
  ];
}
