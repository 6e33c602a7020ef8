import type { ViewInput } from '#kernel/contract.ts';
import { Refusal } from '#kernel/refusal.ts';
import { addressees, belongingTo, titlesOf } from '#features/cohorts/server/belonging.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { tellSecurity } from '#features/identity/server/credentials.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import { bouncedSince, clearBounces } from '#platform/server/mail/bounces.ts';
import {
  notificationLimits,
  placeOf,
  type notifications,
  type SentLine,
  type SentPage,
} from '../contract.ts';
import { sentRows, type SentRow } from './sentStore.ts';
import type { Place } from './store.ts';

/** What was told in a cohort, for its staff. */
export async function sentPage(
  db: Queryable,
  { cohortId, ...asked }: ViewInput<typeof notifications, 'notifications:sent'>,
  before: Place | undefined,
): Promise<SentPage> {
  const rows = await sentRows(db, { ...asked, cohortId, before });
  const page = rows.slice(0, notificationLimits.sentPage);
  const told = await accounts.byIds(db, [...new Set(page.map(({ personId }) => personId))]);
  const names = new Map(told.map(({ id, name }) => [id, name]));
  const title = (await titlesOf(db, [cohortId])).get(cohortId)?.title ?? '';
  const last = page.at(-1);
  return {
    lines: page.map((row) => lineOf(row, { id: cohortId, title }, names.get(row.personId) ?? '')),
    before: rows.length > page.length && last ? placeOf({ id: last.id, at: last.at.toISOString() }) : null,
    ...(before === undefined ? await peopleOf(db, cohortId) : { mailBack: [], people: [] }),
  };
}

/** The people of a cohort, and those to whom mails come back, by name. */
async function peopleOf(db: Queryable, cohortId: string): Promise<Pick<SentPage, 'mailBack' | 'people'>> {
  const members = (await belongingTo(db, [cohortId])).map(({ userId }) => userId);
  const people = (await accounts.byIds(db, members)).sort(byName);
  const back = await bouncedSince(
    db,
    people.map(({ email }) => email),
  );
  return {
    mailBack: people.flatMap(({ id, name, email }) => {
      const since = back.get(email);
      return since ? [{ person: { id, name }, since: since.toISOString() }] : [];
    }),
    people: people.map(({ id, name }) => ({ id, name })),
  };
}

function byName(one: { name: string; id: string }, other: { name: string; id: string }): number {
  return one.name.localeCompare(other.name, 'en') || (one.id < other.id ? -1 : 1);
}

function lineOf(row: SentRow, cohort: SentLine['cohort'], name: string): SentLine {
  const { id, personId, type, title, at, inApp, openedAt, mail, mailAt, status } = row;
  return {
    ...{ id, type, cohort, inApp },
    person: { id: personId, name },
    title: title ?? '',
    at: at.toISOString(),
    openedAt: openedAt?.toISOString() ?? null,
    mail: { outcome: mail, at: mailAt?.toISOString() ?? null, status },
  };
}

/** Has news mailed again to somebody of the cohort. @throws Refusal `not_found` for anybody else */
export async function trustAddress(
  { tx, tell }: CommandContext,
  { cohortId, userId }: { cohortId: string; userId: string },
): Promise<{ userId: string }> {
  const [person] = await addressees(tx, cohortId, [userId]);
  if (!person) throw new Refusal('not_found');
  if (await clearBounces(tx, person.email)) tellSecurity({ tx, tell }, userId);
  return { userId };
}
