import {
  announcementLimits,
  type Announcement,
  type AnnouncementGroup,
  type AnnouncementReach,
  type AnnouncementRecipient,
  type OwnAnnouncement,
} from '#features/announcements/contract.ts';
import type { Preview } from '#features/announcements/web/staff/PreviewPart.tsx';
import { now } from './fixtures.ts';

const ago = (minutes: number): string => new Date(now.getTime() - minutes * 60_000).toISOString();
const ines = { id: 'ines', name: 'Ines Rocha' };

type Own = Partial<OwnAnnouncement> & Pick<OwnAnnouncement, 'id' | 'title' | 'text'> & { minutesAgo: number };

function own({ minutesAgo, ...more }: Own): OwnAnnouncement {
  return {
    ...{ cohortId: 'cohort', urgent: false, pinned: false, needsAcknowledgement: false, expiresAt: null },
    ...{ by: ines, sentAt: ago(minutesAgo), editedAt: null },
    ...{ receivedAt: ago(minutesAgo), seenAt: ago(minutesAgo - 1), acknowledgedAt: null, dismissedAt: null },
    ...more,
  };
}

export const room = own({
  ...{ id: 'room', minutesAgo: 12, urgent: true, needsAcknowledgement: true, seenAt: null },
  title: 'Room changed to B2 from 14:00 on',
  text: 'The projector in A1 is broken. We go on in **B2**, second floor, from 14:00 on. The lift is on the left.',
});

const welcome = own({
  ...{ id: 'welcome', minutesAgo: 2_900, pinned: true, needsAcknowledgement: true },
  ...{ acknowledgedAt: ago(2_800), editedAt: ago(2_000) },
  title: 'How these two days go',
  text: [
    'Read this once before we begin:',
    '',
    '- Sessions are on air at 10:00 and 14:00, by the clocks of Lagos.',
    '- What is due stands on your home page.',
    '- Nobody is graded on what they ask.',
    '',
    'The [plan of both days](https://learn.example/plan) has the rest.',
  ].join('\n'),
});

const slides = own({
  ...{ id: 'slides', minutesAgo: 190, seenAt: null, by: null },
  title: 'Slides of session 1 are up',
  text: 'They stand below the recording.',
});

const longWords = own({
  ...{ id: 'long', minutesAgo: 4_400, cohortId: 'second', expiresAt: '2026-06-12T16:00:00Z' },
  title: 'Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselübergabetermin_und_noch_viel_mehr_davon',
  text: 'Bring what you were given, and `a_name_that_is_as_long_as_a_line_of_text_can_be_without_any_break_in_it_at_all`.',
});

export const all: OwnAnnouncement[] = [welcome, room, slides, longWords];
export const fireDrill = own({
  ...{ id: 'drill', minutesAgo: 3, urgent: true, seenAt: null },
  title: 'Fire drill at 15:00',
  text: 'Leave everything, take the stairs.',
});
export const tooLong = {
  ...room,
  id: 'rules',
  title: 'New rules of the house',
  text: `${room.text}\n\n`.repeat(4),
};

const audience = {
  organisationId: 'acme',
  courseId: null,
  cohortId: 'cohort',
  role: null,
  unlessCompletedId: null,
  unlessStudiedDays: null,
  groupId: null,
};

const one = (more: Partial<Announcement>): Announcement => ({
  ...{ id: 'room', audience, title: room.title, text: room.text, by: ines, state: 'sent' },
  ...{ urgent: false, pinned: false, needsAcknowledgement: false, expiresAt: null, createdAt: ago(20) },
  ...{ dueAt: null, sentAt: ago(12), editedAt: null, recalledAt: null, resentAt: null },
  ...more,
});

const unsent = { sentAt: null } as const;
export const draft = one({
  ...{ ...unsent, id: 'draft', state: 'draft', title: 'Bring your own example tomorrow' },
  audience: { ...audience, role: 'student', unlessCompletedId: 'lesson-10' },
  text: 'One page is enough. It may be **one that went wrong**: those teach the most.',
});
export const holding = one({
  ...{ ...unsent, state: 'scheduled', dueAt: new Date(now.getTime() + 11_000).toISOString() },
  ...{ urgent: true, needsAcknowledgement: true },
});
export const sent = one({ urgent: true, needsAcknowledgement: true, editedAt: ago(4), pinned: true });
export const recalled = one({ id: 'recalled', state: 'recalled', recalledAt: ago(30), sentAt: ago(45) });
export const list: Announcement[] = [
  holding,
  draft,
  sent,
  one({
    ...{ id: 'slides', title: slides.title, sentAt: ago(190), resentAt: ago(60) },
    audience: { ...audience, role: 'student' },
  }),
  recalled,
  one({ ...{ id: 'long', title: longWords.title, sentAt: ago(4_400), state: 'expired', by: null } }),
];

const names = [
  'Amara Okafor',
  'Jonas Weber',
  'محمد العربي',
  'Wolfeschlegelsteinhausenbergerdorff von und zu Hohenstein',
  ...Array.from({ length: 8 }, (_one, place) => `Student ${place + 5}`),
];
export const classOfTwelve = names.map((name, place) => ({ id: `person-${place}`, name }));
export const groups: AnnouncementGroup[] = [
  {
    ...{ id: 'table', cohortId: 'cohort', title: 'Table by the window', role: null },
    ...{ unlessCompletedId: null, unlessStudiedDays: null },
    personIds: ['person-0', 'person-2', 'person-3'],
  },
  {
    ...{ id: 'behind', cohortId: 'cohort', title: 'Not through with evaluating', role: 'student' },
    ...{ unlessCompletedId: 'lesson-10', unlessStudiedDays: 7, personIds: null },
  },
];
export const asManyGroups = Array.from({ length: announcementLimits.groups }, (_one, place) => ({
  ...groups[0]!,
  ...{ id: `table-${place}`, title: `Table ${place + 1}` },
}));

export const reach: AnnouncementReach = {
  ...{ announcementId: 'room', people: 43, received: 41, seen: 36, acknowledged: 29, mailed: 12, bounced: 2 },
};
const cohort = { id: 'cohort', title: 'AI Enablement' };
const unmarked = { receivedAt: null, seenAt: null, acknowledgedAt: null, mailedAt: null, bouncedAt: null };
export const recipients: AnnouncementRecipient[] = [
  {
    ...{ ...unmarked, person: { id: 'amara', name: 'Amara Okafor' }, cohort },
    ...{ receivedAt: ago(20), seenAt: ago(19), acknowledgedAt: ago(18) },
  },
  {
    ...{ ...unmarked, person: { id: 'jonas', name: 'Jonas Weber' }, cohort },
    ...{ receivedAt: ago(20), seenAt: ago(12), mailedAt: ago(20) },
  },
  { ...{ ...unmarked, person: { id: 'mei', name: 'Mei-Ling Aleksandrovna Featherstonehaugh' }, cohort } },
  {
    ...{ ...unmarked, person: { id: 'layla', name: 'ليلى حداد' }, cohort },
    ...{ receivedAt: ago(15), mailedAt: ago(20), bouncedAt: ago(16) },
  },
];
export const noReach: AnnouncementReach = {
  ...{ announcementId: 'room', people: 0, received: 0, seen: 0, acknowledged: 0, mailed: 0, bounced: 0 },
};
export const preview: Preview = {
  ...{ people: 43, bell: 41, mailedAtOnce: 30, mailedInDigest: 8, wantNoMail: 3, unconfirmed: 2 },
};
