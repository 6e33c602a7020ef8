import type { ComponentProps, ReactNode } from 'react';
import type { HelpOffer, OwnHelpOffer } from '#features/help/contract.ts';
import { HelpCard } from '#features/help/web/HelpCard.tsx';
import { StandingList } from '#features/help/web/StandingList.tsx';
import { ready } from '#platform/web/ui/acting.ts';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { StudentHelpPart } from '../screens/StudentHelpPart.tsx';

type Placed = { path: string; element: ReactNode };

interface Around {
  inside: (path: string, element: ReactNode, as?: 'student' | 'staff') => Placed;
  failed: View<never>;
  /** The page of a course with what is offered on it. */
  course: (help: ReactNode) => ReactNode;
  /** The page of a student, for staff. */
  student: (help: (name: string) => ReactNode) => ReactNode;
  /** The page of a class. */
  ofClass: (help: ReactNode) => ReactNode;
}

const nothing = (): void => {};
const away = 'Stoa cannot be reached right now.';

const own: OwnHelpOffer = {
  ...{ id: 'help', cohortId: 'cohort', by: { id: 'ines', name: 'Inês Duarte' } },
  text: 'You seem to be stuck where documents become tables. Shall we look at it together on Friday at ten, for half an hour?\n\nBring your own file.',
  ...{ offeredAt: '2026-06-09T09:20:00Z', state: 'open', answeredAt: null, reply: '' },
};
const accepted: OwnHelpOffer = {
  ...own,
  ...{ state: 'accepted', answeredAt: '2026-06-09T11:40:00Z' },
  reply: 'Yes! Half past ten is better for me.',
};
const declined: OwnHelpOffer = { ...own, state: 'declined', answeredAt: '2026-06-09T11:40:00Z' };

const forStaff = (offer: OwnHelpOffer, more: Partial<HelpOffer> = {}): HelpOffer => ({
  ...{ ...offer, studentId: 'amara', closedAt: null, outcome: null, ...more },
});
const closed = (id: string, outcome: HelpOffer['outcome'], more: Partial<HelpOffer> = {}): HelpOffer =>
  forStaff(accepted, { id, outcome, state: 'closed', closedAt: '2026-05-30T15:00:00Z', ...more });
const former: HelpOffer[] = [
  closed('c', 'helped', { text: 'An hour on how to ask for a table.' }),
  closed('b', 'withdrawn', { by: null, text: '', closedAt: '2026-05-22T15:00:00Z' }),
  closed('a', 'not-helped', { by: { id: 'm', name: 'محمد العربي' }, text: 'مرحبا، هل نتحدث غدا؟' }),
];

const card = (offer: OwnHelpOffer, more: Partial<ComponentProps<typeof HelpCard>> = {}): ReactNode => (
  <HelpCard offer={offer} acting={ready} given={undefined} onAnswer={nothing} {...more} />
);
const part =
  (
    offers: ComponentProps<typeof StudentHelpPart>['offers'],
    more: Partial<ComponentProps<typeof StudentHelpPart>> = {},
  ) =>
  (name: string): ReactNode => (
    <StudentHelpPart
      student={name}
      offers={offers}
      offering={ready}
      onOffer={async () => false}
      closing={ready}
      onClose={nothing}
      {...more}
    />
  );
const of = (...offers: HelpOffer[]): ComponentProps<typeof StudentHelpPart>['offers'] => full({ offers });

const names = ['Amara Okafor', 'Jonas Weber', 'Mei Lin', 'محمد العربي', 'Zoë de la Fuente y Álvarez', 'Kofi'];
const standing = (count: number): ReactNode => (
  <StandingList
    offers={names.slice(0, count).map((name, place) => ({
      ...forStaff([own, declined, accepted][place % 3]!),
      ...{ id: name, studentId: name },
    }))}
    nameOf={(name) => name}
    hrefOf={() => '/teach/cohort/students/1'}
  />
);

/** Help that is offered: to the student on the course's page, to staff on the student's and the class's. */
export function helpScenes({ inside, failed, course, student, ofClass }: Around): Record<string, Placed> {
  const ofCourse = (help: ReactNode): Placed => inside('/c/cohort', course(help));
  const ofStudent = (help: (name: string) => ReactNode): Placed =>
    inside('/teach/cohort/students/1', student(help), 'staff');
  const doing = { state: 'doing' } as const;
  const fault = { state: 'failed', sentence: away } as const;
  return {
    'help-offered': ofCourse(card(own)),
    'help-offered-nobody': ofCourse(card({ ...own, by: null, text: '' })),
    'help-answering': ofCourse(card(own, { acting: doing, given: 'accepted' })),
    'help-not-answered': ofCourse(card(own, { acting: fault, given: 'accepted' })),
    'help-accepted': ofCourse(card(accepted)),
    'help-declined': ofCourse(card(declined)),
    'student-help-loading': ofStudent(part(loading)),
    'student-help-failed': ofStudent(part(failed)),
    'student-help-empty': ofStudent(part(of())),
    'student-help-form': ofStudent(part(of(), { isOpen: true })),
    'student-help-not-sent': ofStudent(part(of(...former), { isOpen: true, offering: fault })),
    'student-help-open': ofStudent(part(of(forStaff(own), ...former))),
    'student-help-accepted': ofStudent(part(of(forStaff(accepted), ...former))),
    'student-help-not-closed': ofStudent(part(of(forStaff(declined)), { closing: fault })),
    'class-help': inside('/teach/cohort', ofClass(standing(3)), 'staff'),
    'class-help-many': inside('/teach/cohort', ofClass(standing(6)), 'staff'),
  };
}
