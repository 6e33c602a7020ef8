import type { ReactNode } from 'react';
import { CodeForm } from '#features/cohorts/web/join/CodeForm.tsx';
import type { SessionGuest, VisitStanding } from '#features/sessions/contract.ts';
import { CodeRefused } from '#features/sessions/web/guests/CodeRefused.tsx';
import { GuestDoor, type AtDoor } from '#features/sessions/web/guests/GuestDoor.tsx';
import { GuestEnd } from '#features/sessions/web/guests/GuestEnd.tsx';
import { GuestName, type GuestNameProps } from '#features/sessions/web/guests/GuestName.tsx';
import { GuestNote } from '#features/sessions/web/guests/GuestNote.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import * as fixture from './sessionFixtures.ts';

type Placed = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff') => Placed;
type Open = (element: ReactNode, width?: 'form') => Placed;

const nothing = (): void => {};
const title = 'An open hour: what models are good for';

const name = (more: Partial<GuestNameProps> = {}): ReactNode => (
  <GuestName
    title={title}
    me={null}
    comingIn={{ state: 'ready' }}
    signInHref="/login"
    codeHref="/j"
    onEnter={nothing}
    {...more}
  />
);

const end = (standing: VisitStanding): ReactNode => (
  <GuestEnd visit={{ sessionId: 'session', title, standing }} />
);

const guests: readonly SessionGuest[] = [
  { id: 'gus', name: 'Gus Lindqvist', number: 1 },
  { id: 'gus2', name: 'Gus Lindqvist', number: 2 },
  { id: 'long', name: 'Maximiliane Antonia Freifrau von Hohenstein-Wolkenburg', number: 3 },
];

const door = (takesGuests: boolean, came: readonly SessionGuest[], atDoor: AtDoor = { state: 'ready' }) => (
  <>
    <PageHeading title={title} />
    <GuestDoor
      console={{ session: fixture.onAir, takesGuests, guests: [...came] }}
      atDoor={atDoor}
      onOpen={nothing}
      onRemove={nothing}
    />
  </>
);

/** The door of a session for guests, from either side of it, and what is said to them afterwards. */
export function guestScenes({ inside, open }: { inside: Inside; open: Open }): Record<string, Placed> {
  const failed = (sentence: string): ReactNode => name({ comingIn: { state: 'failed', sentence } });
  const at = '/live/session';
  const host = `${at}/host`;
  return {
    'guest-refused': open(
      <>
        <CodeForm
          onCode={nothing}
          start="427913"
          refused="No session that you may come into has this code. Look at the screen again, or ask your host."
        />
        <CodeRefused signInHref="/login" />
      </>,
      'form',
    ),
    'guest-name': open(name(), 'form'),
    'guest-coming-in': open(name({ comingIn: { state: 'sending' } }), 'form'),
    'guest-full': open(failed('There is no room for more guests.'), 'form'),
    'guest-signed-in': open(name({ me: 'Tomasz Kowalczyk' }), 'form'),
    'guest-room': inside(
      at,
      <>
        <PageHeading title={title} />
        <GuestNote />
      </>,
    ),
    'guest-over': inside(at, end('over')),
    'guest-removed': inside(at, end('removed')),
    'guest-shut': inside(at, end('shut')),
    'guest-elsewhere': inside('/home', end('in')),
    'guest-door-shut': inside(host, door(false, []), 'staff'),
    'guest-door-empty': inside(host, door(true, []), 'staff'),
    'guest-door': inside(host, door(true, guests), 'staff'),
    'guest-door-removing': inside(host, door(true, guests, { state: 'sending', guestId: 'gus2' }), 'staff'),
    'guest-door-failed': inside(
      host,
      door(true, guests, { state: 'failed', sentence: 'The server could not be reached.' }),
      'staff',
    ),
  };
}
