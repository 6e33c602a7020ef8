import type { ReactNode } from 'react';
import type { WhoIsHere } from '#features/presence/contract.ts';
import { BeingSeen, type BeingSeenProps } from '#features/presence/web/BeingSeen.tsx';
import { ClassHere } from '#features/presence/web/ClassHere.tsx';
import { CohortHere } from '#features/presence/web/CohortHere.tsx';
import { PresenceBesideNames } from '#features/presence/web/PresenceBesideNames.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { CourseScreen } from '../screens/CourseScreen.tsx';
import * as house from './fixtures.ts';
import * as fixture from './presenceFixtures.ts';
import { classScreen } from './progressScenes.tsx';

type Placed = { path: string; element: ReactNode };
type Inside = (path: string, element: ReactNode, as?: 'student' | 'staff') => Placed;

interface Around {
  inside: Inside;
  failed: View<never>;
  settings: (seen: ReactNode) => ReactNode;
  people: ReactNode;
  /** The ids of those whom `people` and `host` name. */
  peopleIds: readonly string[];
  host: ReactNode;
  hostIds: readonly string[];
}

const nothing = (): void => {};

export const seenPart = (more: Partial<BeingSeenProps> = {}): ReactNode => (
  <BeingSeen own={full({ hidden: false })} saving={{ state: 'ready' }} onHide={nothing} {...more} />
);

const cohortHere = (here: View<WhoIsHere>, hidden = false): ReactNode => (
  <CourseScreen
    outline={full(house.outlineWith(9))}
    onSearch={nothing}
    about={undefined}
    here={<CohortHere here={here} meId="Amara Okafor" hidden={hidden} settingsHref="/settings" />}
  />
);

const ofClass = house.classOf(43);
const lines = fixture.linesOf(ofClass.students.map(({ id }) => id));

/** Who is here, on every page that shows it. */
export function presenceScenes(around: Around): Record<string, Placed> {
  const { inside, failed, settings, people, peopleIds, host, hostIds } = around;
  const staff = (path: string, element: ReactNode): Placed => inside(path, element, 'staff');
  const course = (here: View<WhoIsHere>, hidden?: boolean): Placed =>
    inside('/c/cohort', cohortHere(here, hidden));
  const atSettings = (more: Partial<BeingSeenProps>): Placed => inside('/settings', settings(seenPart(more)));
  return {
    'here-class': staff(
      '/teach/cohort',
      <PresenceBesideNames people={lines} isLoading={false}>
        {classScreen(full(ofClass), { here: <ClassHere people={full(lines)} /> })}
      </PresenceBesideNames>,
    ),
    'here-class-loading': staff(
      '/teach/cohort',
      <PresenceBesideNames people={undefined} isLoading>
        {classScreen(full(ofClass), { here: <ClassHere people={loading} /> })}
      </PresenceBesideNames>,
    ),
    'here-class-failed': staff(
      '/teach/cohort',
      classScreen(full(ofClass), { here: <ClassHere people={failed} /> }),
    ),
    'here-class-nobody': staff(
      '/teach/cohort',
      classScreen(full(ofClass), { here: <ClassHere people={full([])} /> }),
    ),
    'here-people': staff(
      '/teach/cohort/people',
      <PresenceBesideNames people={fixture.linesOf(peopleIds)} isLoading={false}>
        {people}
      </PresenceBesideNames>,
    ),
    'here-host': staff(
      '/live/session/host',
      <PresenceBesideNames people={fixture.linesOf(hostIds)} isLoading={false} says="idle">
        {host}
      </PresenceBesideNames>,
    ),
    'here-loading': course(loading),
    'here-failed': course(failed),
    'here-nobody': course(full(fixture.here.nobody), true),
    'here-alone': course(full(fixture.here.alone)),
    here: course(full(fixture.here.some)),
    'here-many': course(full(fixture.here.many)),
    'seen-loading': atSettings({ own: loading }),
    'seen-failed': atSettings({ own: failed }),
    seen: atSettings({ saving: { state: 'saved' } }),
    'seen-hidden': atSettings({ own: full({ hidden: true }), saving: { state: 'saving' } }),
    'seen-not-saved': atSettings({
      saving: { state: 'failed', sentence: 'Stoa cannot be reached right now.' },
    }),
  };
}
