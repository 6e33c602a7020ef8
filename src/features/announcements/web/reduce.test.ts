import { expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { announcementLimits, type Announcement, type AnnouncementShown } from '../contract.ts';
import * as reduce from './reduce.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 5, 9, 9, minute)).toISOString();
const shown = (minute: number, more: Partial<AnnouncementShown> = {}): AnnouncementShown => ({
  ...{ id: newId(), cohortId: newId(), title: `At ${minute}`, text: 'Words', by: null },
  ...{ urgent: false, pinned: false, needsAcknowledgement: false, expiresAt: null },
  ...{ sentAt: at(minute), editedAt: null, ...more },
});
const mineOf = (...all: AnnouncementShown[]): reduce.Mine =>
  all.reduce<reduce.Mine>((data, one) => reduce.came(data, one), { announcements: [] });
const titles = (data: reduce.Mine | 'refetch'): string[] | 'refetch' =>
  data === 'refetch' ? data : data.announcements.map(({ title }) => title);
const fullOf = (first: AnnouncementShown): reduce.Mine =>
  mineOf(first, ...Array.from({ length: announcementLimits.mine - 1 }, (_one, place) => shown(100 + place)));

test('AN2 what came stands at its place, pinned ones first, and once', () => {
  const pinned = shown(1, { pinned: true });
  const data = mineOf(shown(2), pinned, shown(3));
  expect(titles(data)).toEqual(['At 1', 'At 3', 'At 2']);
  expect(reduce.came(data, pinned)).toBe(data);
});

test('AN7 a change keeps what was done with it, and moves what is pinned', () => {
  const [first, second] = [shown(1), shown(2)];
  const seen = { receivedAt: at(5), seenAt: at(5), acknowledgedAt: null, dismissedAt: null };
  const data = reduce.marked(mineOf(first, second), { marks: [{ announcementId: first.id, ...seen }] });
  const after = reduce.revised(data, { ...first, title: 'Anew', pinned: true, editedAt: at(6) });
  expect(titles(after)).toEqual(['Anew', 'At 2']);
  expect((after as reduce.Mine).announcements[0]).toMatchObject(seen);
  expect(reduce.revised(data, first)).toBe(data);
  expect(reduce.came(data, first)).toBe(data);
});

test('AN7 what stands behind those that are shown is asked for where it may come to the front', () => {
  const data = fullOf(shown(1));
  const behind = shown(0);
  expect(reduce.revised(data, behind)).toBe(data);
  expect(reduce.revised(data, { ...behind, pinned: true })).toBe('refetch');
  expect(reduce.revised(mineOf(shown(1)), behind)).toBe('refetch');
  const withPinned = fullOf(shown(1, { pinned: true }));
  const [first] = withPinned.announcements;
  expect(reduce.revised(withPinned, { ...first!, pinned: false })).toBe('refetch');
});

test('AN8 what is gone is gone; where more may be behind, who moves up is asked for', () => {
  const [first, second] = [shown(1), shown(2)];
  const data = mineOf(first, second);
  expect(titles(reduce.gone(data, { announcementId: first.id }))).toEqual(['At 2']);
  expect(reduce.gone(data, { announcementId: newId() })).toBe(data);
  const full = fullOf(first);
  expect(reduce.gone(full, { announcementId: first.id })).toBe('refetch');
});

test('AN6 marks come to what is shown, and the second time change nothing', () => {
  const one = shown(1);
  const marks = {
    marks: [
      { announcementId: one.id, receivedAt: at(2), seenAt: null, acknowledgedAt: null, dismissedAt: null },
    ],
  };
  const data = reduce.marked(mineOf(one), marks);
  expect(data.announcements[0]!.receivedAt).toBe(at(2));
  expect(reduce.marked(data, marks)).toBe(data);
});

test('AN15 groups come, change and go; those of another cohort are not here', () => {
  const about = { input: { cohortId: 'c' } };
  const group = {
    id: 'b',
    cohortId: 'c',
    title: 'Table 1',
    role: null,
    unlessCompletedId: null,
    unlessStudiedDays: null,
    personIds: ['p'],
  };
  const data = reduce.groupChanged({ groups: [] }, group, about);
  expect(reduce.groupChanged(data, { ...group, personIds: ['p'] }, about)).toBe(data);
  expect(reduce.groupChanged(data, { ...group, cohortId: 'other' }, about)).toBe(data);
  expect(reduce.groupChanged(data, { ...group, id: 'a' }, about).groups.map(({ id }) => id)).toEqual([
    'a',
    'b',
  ]);
  expect(reduce.groupChanged(data, { ...group, title: 'Table 2' }, about).groups[0]!.title).toBe('Table 2');
  expect(reduce.groupRemoved(data, { groupId: 'b' })).toEqual({ groups: [] });
  expect(reduce.groupRemoved(data, { groupId: 'x' })).toBe(data);
});

const announcementOf = (more: Partial<Announcement['audience']> = {}): Announcement => ({
  ...{ id: newId(), title: 'One', text: 'Words', by: null, state: 'draft', urgent: false, pinned: false },
  audience: {
    organisationId: 'o',
    courseId: null,
    cohortId: 'c',
    role: null,
    unlessCompletedId: null,
    unlessStudiedDays: null,
    groupId: null,
    ...more,
  },
  ...{ needsAcknowledgement: false, expiresAt: null, createdAt: at(1), dueAt: null, sentAt: null },
  ...{ editedAt: null, recalledAt: null, resentAt: null },
});

test('AN1 a list has what is of its cohort, or of its organisation beyond cohorts', () => {
  const empty = { announcements: [] };
  const ofCohort = announcementOf();
  const ofAll = announcementOf({ cohortId: null });
  const about = { input: { cohortId: 'c' } };
  const ofOrganisation = { input: { organisationId: 'o' } };
  expect(reduce.listChanged(empty, ofCohort, about).announcements).toEqual([ofCohort]);
  expect(reduce.listChanged(empty, ofAll, about)).toBe(empty);
  expect(reduce.listChanged(empty, ofAll, ofOrganisation).announcements).toEqual([ofAll]);
  expect(reduce.listChanged(empty, ofCohort, ofOrganisation)).toBe(empty);
  const data = reduce.listChanged(empty, ofCohort, about);
  expect(reduce.listChanged(data, { ...ofCohort }, about)).toBe(data);
  expect(reduce.listChanged(data, { ...ofCohort, state: 'sent' }, about).announcements[0]!.state).toBe(
    'sent',
  );
  expect(reduce.listDiscarded(data, { announcementId: ofCohort.id })).toEqual(empty);
  expect(reduce.listDiscarded(data, { announcementId: newId() })).toBe(data);
});

test('AN6 one that is looked at follows itself alone, its reach as well', () => {
  const announcement = announcementOf();
  const reach = {
    announcementId: announcement.id,
    people: 3,
    received: 1,
    seen: 0,
    acknowledged: 0,
    mailed: 0,
    bounced: 0,
  };
  const data = { announcement, reach };
  expect(reduce.oneChanged(data, announcementOf())).toBe(data);
  expect(reduce.oneChanged(data, { ...announcement, state: 'sent' }).announcement.state).toBe('sent');
  expect(reduce.reachChanged(data, { ...reach })).toBe(data);
  expect(reduce.reachChanged(data, { ...reach, announcementId: newId() })).toBe(data);
  expect(reduce.reachChanged(data, { ...reach, seen: 1 }).reach.seen).toBe(1);
});
