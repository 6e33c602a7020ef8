import { spokenTo } from '#kernel/speech.ts';
import { dayIn } from '#kernel/zonedTime.ts';
import { addressees, titlesOf, type Addressee } from '#features/cohorts/server/belonging.ts';
import type { Tx } from '#platform/server/db/database.ts';
import { enqueue } from '#platform/server/jobs/enqueue.ts';
import { jobKind, type JobKind } from '#platform/server/jobs/kinds.ts';
import { bouncedSince } from '#platform/server/mail/bounces.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { queueMail } from '#platform/server/mail/outbox.ts';
import { digestLetter, letterOf, type Reader } from './letters.ts';
import * as mails from './mailStore.ts';
import { endOf, isOver } from './over.ts';
import { mayDigest, nextDigest, planOf, type Circumstances, type MailPlan } from './plan.ts';
import { wishesOf } from './preferences.ts';
import { digestQueue, mailQueue } from './queues.ts';
import { stopToken } from './stopping.ts';
import type { Write } from './telling.ts';

export interface MailingParts {
  /** Where browsers reach this Stoa. */
  origin: () => string;
  /** What other rooms do when a mail says these effects to somebody, in the transaction that queues it. */
  mailed: (write: Write, personId: string, effectKeys: readonly string[]) => Promise<void>;
}

/**
 * How what people are told is mailed. What is owed is taken in the transaction that queues the mail: so each effect is
 * in one mail, whatever becomes of workers, and whoever has read it meanwhile is owed nothing.
 */
export function mailingJobs({ origin, mailed }: MailingParts): readonly JobKind[] {
  const url = (path: string): string => origin() + path;
  return [
    jobKind(mailQueue, {
      run: ({ id: jobId, data, effect }) =>
        effect(({ tx, tell }) => mailNow({ tx, tell, mailed, jobId, url }, data)),
    }),
    jobKind(digestQueue, {
      run: ({ id: jobId, data, effect }) =>
        effect(({ tx, tell }) => mailDigest({ tx, tell, mailed, jobId, url }, data)),
    }),
  ];
}

interface Work extends Pick<MailingParts, 'mailed'> {
  tx: Tx;
  tell: Tell;
  jobId: string;
  url: (path: string) => string;
}

async function mailNow(
  work: Work,
  { personId, collapseKey }: { personId: string; collapseKey: string },
): Promise<void> {
  const { tx, url } = work;
  const [one] = await mails.owed(tx, personId, 'now', collapseKey);
  if (!one) return;
  const { now, circumstances, muted } = await circumstancesOf(tx, personId);
  const person = await entitled(tx, personId, one.cohort.id, muted);
  // Wishes and zone may be others than when it was planned, and a worker may come late: nothing disturbs anybody then.
  const plan = person && planOf(one.type, now, { ...circumstances, zone: person.zone }).mail;
  if (!person || !plan || (await isOver(tx, one, now))) return mails.settle(tx, personId, [one], null);
  if (plan.channel === 'digest' || plan.at > now) return putOff(work, personId, [one], plan);
  const { academy } = (await titlesOf(tx, [one.cohort.id])).get(one.cohort.id)!;
  const stopPath = `/stop/${await stopToken(tx, personId, one.type)}`;
  const effectKey = `notifications/${personId}/${one.effectKeys[0]}`;
  const end = endOf(one);
  await queueMail(tx, {
    effectKey,
    to: { name: person.name, address: person.email },
    ...letterOf(one, academy, readerOf(person, url), stopPath),
    stopUrl: url(stopPath),
    news: { readerId: personId, kind: one.type, ...(end && { notAfter: end }) },
  });
  await mails.settle(tx, personId, [one], { at: now, effectKey });
  await work.mailed(work, personId, one.effectKeys);
}

async function mailDigest(work: Work, { personId }: { personId: string }): Promise<void> {
  const { tx, url } = work;
  const all = await mails.owed(tx, personId, 'digest');
  if (all.length === 0) return;
  const { now, circumstances, muted } = await circumstancesOf(tx, personId);
  const cohortIds = [...new Set(all.map(({ cohort }) => cohort.id))];
  const persons = new Map<string, Addressee>();
  for (const cohortId of cohortIds) {
    const found = await entitled(tx, personId, cohortId, muted);
    if (found) persons.set(cohortId, found);
  }
  const wanted: mails.Owed[] = [];
  for (const one of all) {
    const isWanted = persons.has(one.cohort.id) && isMailed(circumstances, one.type);
    if (isWanted && !(await isOver(tx, one, now))) wanted.push(one);
  }
  await mails.settle(
    tx,
    personId,
    all.filter((one) => !wanted.includes(one)),
    null,
  );
  const person = persons.get(wanted[0]?.cohort.id ?? '');
  if (!person) return;
  const own = { ...circumstances, zone: person.zone };
  const day = dayIn(person.zone, now);
  if (!mayDigest(now, own) || !(await mails.takeDigest(tx, personId, day))) {
    return putOff(work, personId, wanted, { channel: 'digest', at: nextDigest(now, own) });
  }
  const academies = new Set([...(await titlesOf(tx, cohortIds)).values()].map(({ academy }) => academy));
  const stopPath = `/stop/${await stopToken(tx, personId, 'digest')}`;
  const effectKey = `notifications/${personId}/digest/${day}`;
  const { cadence } = circumstances.preferences.digest;
  const reader = { ...readerOf(person, url), cadence };
  await queueMail(tx, {
    effectKey,
    to: { name: person.name, address: person.email },
    ...digestLetter(wanted, academies.size === 1 ? [...academies][0]! : 'Stoa', reader, stopPath),
    stopUrl: url(stopPath),
    news: { readerId: personId, kind: 'digest' },
  });
  await mails.settle(tx, personId, wanted, { at: now, effectKey });
  await work.mailed(
    work,
    personId,
    wanted.flatMap(({ effectKeys }) => effectKeys),
  );
}

function readerOf({ name, zone, language }: Addressee, url: Work['url']): Reader {
  return { name, zone, language: spokenTo(language), url };
}

async function circumstancesOf(
  tx: Tx,
  personId: string,
): Promise<{ now: Date; circumstances: Omit<Circumstances, 'zone'>; muted: readonly string[] }> {
  const { now, of } = await wishesOf(tx, [personId]);
  const { preferences, digestedOn } = of.get(personId)!;
  return { now, circumstances: { preferences, digestedOn }, muted: preferences.mutedCohortIds };
}

/** Somebody, as long as they may know what happens in a cohort, want to, take mail, and none of it came back. */
async function entitled(
  tx: Tx,
  personId: string,
  cohortId: string,
  muted: readonly string[],
): Promise<Addressee | undefined> {
  if (muted.includes(cohortId)) return undefined;
  const [person] = await addressees(tx, cohortId, [personId]);
  if (!person?.takesMail || (await bouncedSince(tx, [person.email])).size > 0) return undefined;
  return person;
}

function isMailed({ preferences }: Omit<Circumstances, 'zone'>, type: string): boolean {
  return preferences.types.some((one) => one.type === type && one.mail !== 'none');
}

/** Has it mailed another time, by a job that comes after this one. */
async function putOff(
  { tx, jobId }: Work,
  personId: string,
  all: readonly mails.Owed[],
  plan: MailPlan,
): Promise<void> {
  await mails.putOff(tx, personId, all, plan);
  const later = { effectKey: `after/${jobId}`, notBefore: plan.at };
  const { collapseKey } = all[0]!;
  if (plan.channel === 'digest') await enqueue(tx, { queue: digestQueue, ...later, data: { personId } });
  else await enqueue(tx, { queue: mailQueue, ...later, data: { personId, collapseKey } });
}
