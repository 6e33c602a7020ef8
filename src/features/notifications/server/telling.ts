import { newId } from '#kernel/ids.ts';
import { addressees, titlesOf, type Addressee } from '#features/cohorts/server/belonging.ts';
import { identity } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import { enqueueAll } from '#platform/server/jobs/enqueue.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { groupOf, notifications, type NotificationSubject, type NotificationType } from '../contract.ts';
import { planOf, type Plan } from './plan.ts';
import { wishesOf, type Wishes } from './preferences.ts';
import { digestQueue, mailQueue } from './queues.ts';
import * as store from './store.ts';

export interface Write {
  tx: Tx;
  tell: Tell;
}

/** Something that happened, and whom it concerns. */
export interface News {
  type: NotificationType;
  /** Whoever is told of it once is not told again, whatever comes under the same key. */
  effectKey: string;
  /** News under one key are one line of the bell, until it is read; absent: it is a line of its own. */
  collapseKey?: string;
  cohortId: string;
  to: readonly string[] | 'everybody' | 'staff';
  /** Who caused it, and so knows; null: nobody in particular. */
  by: string | null;
  title: string;
  subject: NotificationSubject;
  /** Whether a mail of another room says it already. */
  mailed?: boolean;
  /** Whether the bell says it whatever somebody chose, and though they muted the cohort. */
  urgent?: boolean;
}

/**
 * Tells people what happened, each on the channels that they chose, in a few statements however many they are. Who has
 * no right to it any more, who caused it, who muted the cohort and who chose no channel for it is not told; what is urgent stands in every bell.
 */
export async function tellNews({ tx, tell }: Write, news: readonly News[]): Promise<void> {
  if (news.length === 0) return;
  const people = await concerned(tx, news);
  const everybody = new Map(people.flat().map((one) => [one.userId, one]));
  if (everybody.size === 0) return;
  const { now, of } = await wishesOf(tx, [...everybody.keys()]);
  const planning = plannerAt(now);
  const recipients = news.flatMap(({ type, cohortId, mailed, urgent = false }, place) =>
    people[place]!.flatMap((person): store.Recipient[] => {
      const wishes = of.get(person.userId)!;
      const isMuted = wishes.preferences.mutedCohortIds.includes(cohortId);
      if (isMuted && !urgent) return [];
      const plan = planning(type, person, wishes);
      const inApp = plan.inApp || urgent;
      const mails = mailed || isMuted || !person.takesMail ? null : plan.mail;
      if (!inApp && !mails) return [];
      const way = { inApp, mail: mails?.channel ?? null, dueAt: mails?.at ?? null };
      return [{ place, personId: person.userId, id: newId(), ...way }];
    }),
  );
  if (recipients.length === 0) return;
  const kept = await store.keep(tx, await tellingsOf(tx, news), recipients);
  await askForMails(tx, kept);
  tellKept(tell, kept);
}

/** Whom each of the news is to be told: those who may know of it, but for who caused it. */
async function concerned(
  db: Queryable,
  news: readonly Pick<News, 'cohortId' | 'to' | 'by'>[],
): Promise<Addressee[][]> {
  // Of a class whose quiz is released each one has news of their own: who they are is asked once a cohort.
  const named = new Map<string, Set<string>>();
  for (const { cohortId, to } of news)
    if (typeof to !== 'string') named.set(cohortId, new Set([...(named.get(cohortId) ?? []), ...to]));
  const known = new Map<string, Map<string, Addressee>>();
  for (const [cohortId, ids] of named) {
    const found = await addressees(db, cohortId, [...ids]);
    known.set(cohortId, new Map(found.map((one) => [one.userId, one])));
  }
  const people: Addressee[][] = [];
  for (const { cohortId, to, by } of news) {
    const all =
      typeof to === 'string'
        ? await addressees(db, cohortId, to)
        : to.flatMap((userId) => known.get(cohortId)!.get(userId) ?? []);
    people.push(all.filter(({ userId }) => userId !== by));
  }
  return people;
}

type Planning = (type: NotificationType, person: Pick<Addressee, 'zone'>, wishes: Wishes) => Plan;

/** How these people would be told of something that happens now in the cohort that stands beside them. */
export async function waysOf(
  db: Queryable,
  type: NotificationType,
  people: readonly { userId: string; cohortId: string }[],
  urgent: boolean,
): Promise<ReadonlyMap<string, Way>> {
  const { now, of } = await wishesOf(
    db,
    people.map(({ userId }) => userId),
  );
  const planning = plannerAt(now);
  const known = await concerned(
    db,
    [...new Set(people.map(({ cohortId }) => cohortId))].map((cohortId) => ({
      ...{ cohortId, by: null },
      to: people.filter((one) => one.cohortId === cohortId).map(({ userId }) => userId),
    })),
  );
  const ways = new Map<string, Way>();
  const cohortOf = new Map(people.map(({ userId, cohortId }) => [userId, cohortId]));
  for (const person of known.flat()) {
    const wishes = of.get(person.userId)!;
    const isMuted = wishes.preferences.mutedCohortIds.includes(cohortOf.get(person.userId)!);
    const { inApp, mail } = planning(type, person, wishes);
    ways.set(person.userId, {
      bell: urgent || (inApp && !isMuted),
      mail: isMuted ? null : (mail?.channel ?? null),
      takesMail: person.takesMail,
    });
  }
  return ways;
}

/** On which channels somebody would be told. */
export interface Way {
  bell: boolean;
  mail: 'now' | 'digest' | null;
  /** Whether mail reaches them at all. */
  takesMail: boolean;
}

/** A class mostly has one zone and the same wishes: what holds for one is not worked out for each. */
function plannerAt(now: Date): Planning {
  const plans = new Map<string, Plan>();
  return (type, { zone }, { preferences, digestedOn }) => {
    const key = JSON.stringify([type, zone, digestedOn, preferences]);
    const plan = plans.get(key) ?? planOf(type, now, { preferences, zone, digestedOn });
    plans.set(key, plan);
    return plan;
  };
}

export async function tellingsOf(tx: Tx, news: readonly News[]): Promise<store.Telling[]> {
  const titles = await titlesOf(tx, [...new Set(news.map(({ cohortId }) => cohortId))]);
  const causers = [...new Set(news.flatMap(({ by }) => by ?? []))];
  const names = new Map((await accounts.byIds(tx, causers)).map(({ id, name }) => [id, name]));
  return news.map(({ type, effectKey, collapseKey, cohortId, by, title, subject }) => ({
    ...{ type, effectKey, cohortId, title, subject },
    collapseKey: collapseKey ?? effectKey,
    group: groupOf(subject, cohortId),
    cohortTitle: titles.get(cohortId)!.title,
    by: by === null ? null : { id: by, name: names.get(by) ?? '' },
  }));
}

async function askForMails(tx: Tx, kept: readonly store.Kept[]): Promise<void> {
  const now = kept.filter(({ mail }) => mail === 'now');
  await enqueueAll(
    tx,
    mailQueue,
    now.map(({ personId, effectKey, collapseKey, dueAt }) => ({
      effectKey: `${effectKey}/${personId}`,
      data: { personId, collapseKey },
      notBefore: dueAt!,
    })),
  );
  const digests = new Map(
    kept
      .filter(({ mail }) => mail === 'digest')
      .map(({ personId, dueAt }) => [`${personId}/${dueAt!.toISOString()}`, { personId, dueAt: dueAt! }]),
  );
  await enqueueAll(
    tx,
    digestQueue,
    [...digests].map(([effectKey, { personId, dueAt }]) => ({
      effectKey,
      data: { personId },
      notBefore: dueAt,
    })),
  );
}

/** Tells each person how their lines of the bell stand, in one event a line. */
function tellKept(tell: Tell, kept: readonly store.Kept[]): void {
  const lines = new Map(
    kept.filter(({ inApp }) => inApp).map(({ notificationId, personId }) => [notificationId, personId]),
  );
  let asked: Promise<ReadonlyMap<string, store.Standing>> | undefined;
  for (const [id, userId] of lines) {
    // Read once the log holds all of these topics, in one statement for everybody: of two who tell the same person at
    // once, the last word has both.
    tell(notifications, 'notifications:told', [identity.topics.person.of({ userId })], async (held) => {
      asked ??= store.standings(held, [...lines.keys()]);
      return (await asked).get(id)!;
    });
  }
}
