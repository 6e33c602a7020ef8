import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router';
import { AnnouncerRegion } from '#platform/web/ui/AnnouncerRegion.tsx';
import { Avatar } from '#platform/web/ui/Avatar.tsx';
import { Mark } from '#platform/web/ui/icons.tsx';

export interface Person {
  name: string;
  email: string;
}

export interface NavigationPlace {
  label: string;
  to: string;
  /** Other addresses that belong to it too. */
  also?: readonly string[];
}

interface ShellProps {
  person: Person;
  places: readonly NavigationPlace[];
  /** Without an account: nothing to set, and no address. */
  guest?: boolean;
  chip: ReactNode;
  /** What happened to this person meanwhile; absent for whoever is told nothing. */
  bell?: ReactNode;
  demo: boolean;
  onRemoveDemo: () => void;
  /** Between the bar and the page: what asks for an answer, but not at once. */
  notice?: ReactNode;
  onSignOut: () => void;
  children: ReactNode;
}

/** What stands around every page of somebody who is signed in. */
export function Shell(props: ShellProps) {
  const {
    person,
    places,
    guest = false,
    chip,
    bell,
    demo,
    onRemoveDemo,
    notice,
    onSignOut,
    children,
  } = props;
  const { t } = useTranslation();
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {demo && !guest && <DemoStrip onRemove={onRemoveDemo} />}
      <header
        data-print="no"
        className="sticky top-0 z-40 border-b border-hairline bg-canvas pt-[env(safe-area-inset-top)]"
      >
        <div className="mx-auto flex h-14 max-w-page items-center gap-4 px-4 bar:px-6">
          <NavLink
            to="/home"
            aria-label={t('shell.homeOf')}
            className="controls flex items-center gap-2 text-title no-underline"
          >
            <Mark />
            <span aria-hidden="true" dir="ltr" className="max-bar:hidden">
              {WORDMARK}
            </span>
          </NavLink>
          {places.length > 0 && (
            <nav aria-label={t('shell.main')} className="ms-4 flex h-full gap-6 max-bar:hidden">
              <Places places={places} className="border-b-2" />
            </nav>
          )}
          <div className="ms-auto flex items-center gap-3">
            {chip}
            {bell}
            <PersonMenu person={person} guest={guest} onSignOut={onSignOut} />
          </div>
        </div>
      </header>
      <main id="stoa-main" className="mx-auto w-full max-w-page grow px-4 pt-6 pb-16 bar:px-6 bar:pt-10">
        {notice && <div className="mb-6 empty:hidden has-[>:empty]:hidden">{notice}</div>}
        {children}
      </main>
      {places.length > 0 && (
        <nav
          aria-label={t('shell.main')}
          data-print="no"
          className="sticky bottom-0 z-40 flex justify-around border-t border-hairline bg-canvas pb-[env(safe-area-inset-bottom)] bar:hidden"
        >
          <Places places={places} className="h-14 grow justify-center border-t-[3px]" />
        </nav>
      )}
      <AnnouncerRegion />
    </div>
  );
}

/** A name is no word to translate. */
const WORDMARK = 'Stoa';

function Places({ places, className }: { places: readonly NavigationPlace[]; className: string }) {
  const { pathname } = useLocation();
  const standing = (path: string): number =>
    pathname === path || pathname.startsWith(`${path}/`) ? path.length : 0;
  const standsAs = ({ to, also = [] }: NavigationPlace): number => Math.max(...[to, ...also].map(standing));
  // Of two places that both hold this page, the narrower one.
  const nearest = Math.max(...places.map(standsAs));
  return places.map((place) => (
    <Link
      key={place.to}
      to={place.to}
      aria-current={nearest > 0 && standsAs(place) === nearest ? 'page' : undefined}
      className={`flex items-center border-transparent px-1 text-label text-muted no-underline hover:text-ink aria-[current]:border-ink aria-[current]:text-ink ${className}`}
    >
      {place.label}
    </Link>
  ));
}

export function SkipLink() {
  const { t } = useTranslation();
  return (
    <a
      href="#stoa-main"
      className="sr-only focus:not-sr-only focus:fixed focus:start-4 focus:top-2 focus:z-50 focus:rounded-control focus:bg-ink focus:px-4 focus:py-2 focus:text-canvas"
    >
      {t('shell.skip')}
    </a>
  );
}

function DemoStrip({ onRemove }: { onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <aside data-print="no" className="bg-quiet text-caption text-muted">
      <div className="mx-auto flex min-h-8 max-w-page items-center gap-4 px-4 bar:px-6">
        <p>{t('shell.demoStrip')}</p>
        <button type="button" onClick={onRemove} className="min-h-8 text-accent underline">
          {t('shell.remove')}
        </button>
      </div>
    </aside>
  );
}

interface PersonMenuProps {
  person: Person;
  guest: boolean;
  onSignOut: () => void;
}

function PersonMenu({ person, guest, onSignOut }: PersonMenuProps) {
  const { t } = useTranslation();
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { pathname } = useLocation();
  const [top, setTop] = useState(0);
  useEffect(() => menu.current?.hidePopover(), [pathname]);
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget="stoa-person"
        aria-label={t('shell.you', { name: person.name })}
        className="controls flex min-w-10 items-center justify-center rounded-[50%]"
      >
        <Avatar name={person.name} />
      </button>
      <div
        ref={menu}
        id="stoa-person"
        popover="auto"
        onBeforeToggle={() => setTop(button.current?.getBoundingClientRect().bottom ?? 0)}
        style={{ top: top + 6 }}
        className="fixed inset-auto end-[max(1rem,calc((100vw-73.75rem)/2+1.5rem))] m-0 w-64 rounded-surface border border-hairline bg-surface p-2 text-ink shadow-float"
      >
        <p className="border-b border-hairline px-3 pt-1 pb-3">
          <bdi className="block text-title">{person.name}</bdi>
          <bdi className="block truncate text-caption text-muted">
            {guest ? t('shell.guest') : person.email}
          </bdi>
        </p>
        {!guest && (
          <NavLink
            to="/settings"
            className="controls mt-2 flex items-center rounded-control px-3 no-underline hover:bg-quiet"
          >
            {t('shell.settings')}
          </NavLink>
        )}
        <button
          type="button"
          onClick={onSignOut}
          className="controls flex w-full items-center rounded-control px-3 text-start hover:bg-quiet"
        >
          {guest ? t('shell.leave') : t('shell.signOut')}
        </button>
      </div>
    </>
  );
}
