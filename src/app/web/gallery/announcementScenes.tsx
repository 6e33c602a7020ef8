import type { ComponentProps, ReactNode } from 'react';
import type { Announcement, AnnouncementGroup, OwnAnnouncement } from '#features/announcements/contract.ts';
import { ready, type Acting } from '#platform/web/ui/acting.ts';
import { AnnouncementsView } from '#features/announcements/web/AnnouncementsView.tsx';
import { HomeCard } from '#features/announcements/web/HomeCard.tsx';
import type { One } from '#features/announcements/web/reduce.ts';
import type { AnnouncementForm } from '#features/announcements/web/staff/AnnouncementForm.tsx';
import type { Previewing } from '#features/announcements/web/staff/PreviewPart.tsx';
import { RecipientList } from '#features/announcements/web/staff/RecipientList.tsx';
import { UrgentBanner } from '#features/announcements/web/UrgentBanner.tsx';
import { LessonBody } from '#features/lessons/web/LessonBody.tsx';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { AnnouncementsScreen } from '../screens/announcements/AnnouncementsScreen.tsx';
import { GroupsScreen } from '../screens/announcements/GroupsScreen.tsx';
import { MessageScreen } from '../screens/announcements/MessageScreen.tsx';
import { MessagesScreen } from '../screens/announcements/MessagesScreen.tsx';
import * as fixture from './announcementFixtures.ts';
import { lessonTitles, now } from './fixtures.ts';
import type { Scene } from './scene.ts';

type Made = Omit<Scene, 'name'>;

interface Around {
  inside: (path: string, element: ReactNode, as?: 'student' | 'staff' | 'admin') => Made;
  /** Home, with this between the bar and the page, and this as its card. */
  home: (parts: { notice?: ReactNode; card?: ReactNode }) => Made;
  failed: View<never>;
}

const nothing = (): void => {};
const away: Acting = { state: 'failed', sentence: 'Stoa cannot be reached right now.' };
const prose = ({ text }: { text: string }): ReactNode => (
  <LessonBody title="" language="en" markdown={text} cohortId="cohort" links={{}} under={3} />
);
const titleOf: Record<string, string> = { cohort: 'AI Enablement', second: 'Retrieval in practice' };

const page = (mine: View<OwnAnnouncement[]>, acting: ReadonlyMap<string, Acting> = new Map()): ReactNode => (
  <AnnouncementsScreen mine={mine.state === 'full' ? full({ announcements: mine.data }) : mine}>
    {({ announcements }) => (
      <AnnouncementsView
        announcements={announcements}
        cohortOf={(id) => titleOf[id]}
        prose={prose}
        acting={acting}
        onSeen={nothing}
        onAcknowledge={nothing}
      />
    )}
  </AnnouncementsScreen>
);

const banner = (one: OwnAnnouncement, acting: Acting = ready): ReactNode => (
  <UrgentBanner
    one={one}
    prose={prose(one)}
    href={`/announcements#announcement-${one.id}`}
    acting={acting}
    onSeen={nothing}
    onAcknowledge={nothing}
    onDismiss={nothing}
  />
);

const lessons = lessonTitles.map((title, place) => ({ id: `lesson-${place + 1}`, title }));
const form = (more: object = {}): Omit<ComponentProps<typeof AnnouncementForm>, 'one'> => ({
  ...{
    lessons,
    courses: [],
    groups: fixture.groups,
    zone: 'Africa/Lagos',
    acting: ready,
    onSave: nothing,
    onCancel: nothing,
  },
  ...more,
});
const titles = {
  lesson: (id: string) => lessons.find((one) => one.id === id)?.title,
  group: (id: string) => fixture.groups.find((one) => one.id === id)?.title,
};

const groups = (view: View<AnnouncementGroup[]>, form?: AnnouncementGroup | null): ReactNode => (
  <GroupsScreen
    groups={view.state === 'full' ? full({ groups: view.data }) : view}
    listHref="/teach/cohort/messages"
    lines={{ titles, onChange: nothing, onRemove: nothing }}
    form={
      form === undefined
        ? null
        : {
            ...{ group: form, people: fixture.classOfTwelve, lessons, acting: ready },
            ...{ onSave: nothing, onCancel: nothing },
          }
    }
    fault={null}
    onAdd={nothing}
  />
);

const list = (
  announcements: View<Announcement[]>,
  more: Partial<ComponentProps<typeof MessagesScreen>> = {},
): ReactNode => (
  <MessagesScreen
    list={announcements.state === 'full' ? full({ announcements: announcements.data }) : announcements}
    place={{ title: 'AI Enablement, Spring 2026', href: '/teach/cohort', isCohort: true }}
    lines={{ hrefOf: (id) => `/teach/cohort/messages/${id}`, titles }}
    groupsHref="?part=groups"
    form={null}
    onWrite={nothing}
    {...more}
  />
);

const named = (
  recipients: ComponentProps<typeof RecipientList>['recipients'],
  more: Partial<ComponentProps<typeof RecipientList>> = {},
): ReactNode => (
  <div className="mt-4 grid gap-4">
    <RecipientList
      {...{ recipients, which: 'everybody', needsAcknowledgement: true, namesCohorts: false }}
      more={{ state: 'failed', reason: 'Stoa cannot be reached right now.' }}
      onWhich={nothing}
      onMore={nothing}
      {...more}
    />
  </div>
);

const one = (
  view: View<One>,
  more: Partial<ComponentProps<typeof MessageScreen>> & { previewing?: Previewing; acting?: Acting } = {},
): ReactNode => {
  const { previewing = { state: 'known', preview: fixture.preview }, acting = ready, ...rest } = more;
  return (
    <MessageScreen
      one={view}
      listHref="/teach/cohort/messages"
      titles={titles}
      prose={prose}
      recipients={() => null}
      form={null}
      preview={previewing}
      send={{ zone: 'Africa/Lagos', acting: ready, onSend: nothing }}
      hasActed={false}
      nowMs={() => now.getTime()}
      undo={{ acting: ready, onUndo: nothing }}
      acts={{ acting, onAct: nothing }}
      {...rest}
    />
  );
};

/** Announcements as those have them who they are for, and as staff make them. */
export function announcementScenes({ inside, home, failed }: Around): Record<string, Made> {
  const read = (element: ReactNode): Made => inside('/announcements', element);
  const made = (element: ReactNode): Made => inside('/teach/cohort/messages', element, 'staff');
  const of = (announcement: Announcement, reach = fixture.reach): View<One> => full({ announcement, reach });
  return {
    'announcements-loading': read(page(loading)),
    'announcements-failed': read(page(failed)),
    'announcements-empty': read(page(full([]))),
    announcements: read(page(full(fixture.all))),
    'announcements-not-said': read(page(full(fixture.all), new Map([['room', away]]))),
    'announcement-banner': home({ notice: banner(fixture.room) }),
    'announcement-banner-put-away': home({ notice: banner(fixture.fireDrill) }),
    'announcement-banner-long': home({ notice: banner(fixture.tooLong) }),
    'announcement-banner-not-said': home({ notice: banner(fixture.room, away) }),
    'home-announcements': home({
      card: (
        <HomeCard
          announcements={fixture.all}
          hrefOf={(id) => `/announcements#${id}`}
          allHref="/announcements"
        />
      ),
    }),
    'messages-loading': made(list(loading)),
    'messages-failed': made(list(failed)),
    'messages-empty': made(list(full([]))),
    messages: made(list(full(fixture.list))),
    'messages-new': made(list(full([]), { form: form() })),
    'messages-organisation': inside(
      '/org/acme/messages',
      list(full([]), {
        place: { title: 'Acme', href: '/org/acme', isCohort: false },
        form: form({
          ...{ lessons: null, groups: [], courses: [{ id: 'course', title: 'AI Enablement' }], acting: away },
        }),
      }),
      'admin',
    ),
    'groups-loading': made(groups(loading)),
    'groups-failed': made(groups(failed)),
    'groups-empty': made(groups(full([]))),
    groups: made(groups(full(fixture.groups))),
    'groups-full': made(groups(full(fixture.asManyGroups))),
    'group-people': made(groups(full([]), fixture.groups[0]!)),
    'group-fitting': made(groups(full([]), fixture.groups[1]!)),
    'message-loading': made(one(loading)),
    'message-failed': made(one(failed)),
    'message-draft': made(one(of(fixture.draft, fixture.noReach))),
    'message-draft-counting': made(
      one(of(fixture.draft, fixture.noReach), { previewing: { state: 'asking' } }),
    ),
    'message-draft-not-counted': made(
      one(of(fixture.draft, fixture.noReach), {
        previewing: { state: 'failed', sentence: 'Stoa cannot be reached right now.' },
      }),
    ),
    'message-not-sent': made(
      one(of(fixture.draft, fixture.noReach), {
        send: { zone: 'Africa/Lagos', acting: away, onSend: nothing },
      }),
    ),
    'message-holding': made(one(of(fixture.holding, fixture.noReach))),
    'message-not-taken-back': made(
      one(of(fixture.holding, fixture.noReach), { undo: { acting: away, onUndo: nothing } }),
    ),
    message: made(one(of(fixture.sent))),
    'message-recipients': made(one(of(fixture.sent), { recipients: () => named(full(fixture.recipients)) })),
    'message-recipients-none': made(
      one(of(fixture.sent), { recipients: () => named(full([]), { which: 'unseen' }) }),
    ),
    'message-recipients-loading': made(one(of(fixture.sent), { recipients: () => named(loading) })),
    'message-recipients-failed': made(one(of(fixture.sent), { recipients: () => named(failed) })),
    'message-nobody': made(one(of(fixture.sent, fixture.noReach))),
    'message-recalled': made(one(of(fixture.recalled))),
    'message-not-done': made(one(of(fixture.sent), { acting: away })),
    'message-change': made(one(of(fixture.sent), { form: form() })),
  };
}
