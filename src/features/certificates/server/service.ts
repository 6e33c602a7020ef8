import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import * as enrolments from '#features/cohorts/server/enrolments.ts';
import { note, type Change } from '#features/cohorts/server/hold.ts';
import { cohort as cohortOf, organisation as organisationOf } from '#features/cohorts/server/store.ts';
import { identity } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Tx } from '#platform/server/db/database.ts';
import type { CommandContext } from '#platform/server/feature.ts';
import type { Tell, Told } from '#platform/server/log/events.ts';
import { certificates, type Certificate } from '../contract.ts';
import { standingOf, type Deeds } from './standing.ts';
import * as store from './store.ts';

interface Write {
  tx: Tx;
  tell: Tell;
}

interface OfCertificate {
  cohortId: string;
  certificateId: string;
  reason: string;
}

export function commandsOf(deeds: Deeds) {
  /** Issues the certificate of the student who asks; again is as good as once. */
  async function claim(
    { actor, tx, tell }: CommandContext,
    { cohortId }: { cohortId: string },
  ): Promise<Certificate | Told<Certificate>> {
    await enrolments.holdStudent(tx, cohortId, actor.userId);
    const issued = await issueWhereMet({ tx, tell }, deeds, cohortId, actor.userId);
    const certificate = issued ?? (await store.current(tx, cohortId, actor.userId));
    if (!certificate)
      throw new Refusal('conflict', 'What this course asks for a certificate is not done yet.');
    return certificate;
  }

  return { claim, revoke, reissue };
}

/**
 * Issues a certificate where what the course asks for is done and there is none yet.
 *
 * @returns what it tells; undefined where nothing was issued
 */
export async function issueWhereMet(
  { tx, tell }: Write,
  deeds: Deeds,
  cohortId: string,
  studentId: string,
): Promise<Told<Certificate> | undefined> {
  if (await store.current(tx, cohortId, studentId)) return undefined;
  const standing = await standingOf(tx, deeds, cohortId, studentId);
  if (!standing?.isMet) return undefined;
  const { cohort, course } = (await courses.head(tx, cohortId))!;
  const { organisationId } = (await cohortOf(tx, cohortId))!;
  const lessonIds = await courses.lessonIds(tx, cohortId);
  const done = await deeds.completedLessons(tx, cohortId, studentId);
  const issued = await store.insert(tx, {
    id: newId(),
    cohortId,
    studentId,
    name: (await accounts.byId(tx, studentId)).name,
    course: course.title,
    courseVersion: course.version,
    academy: (await organisationOf(tx, organisationId))!.title,
    cohort: cohort.title,
    startsOn: cohort.startsOn,
    endsOn: cohort.endsOn,
    completed: lessonIds.filter((id) => done.has(id)).length,
    total: lessonIds.length,
    quizzes: standing.quizzes.map(({ title }) => title),
  });
  // Asked for twice in the same moment: the other one issued it.
  return issued && tellChanged(tell, issued);
}

/** Takes a certificate back. */
async function revoke(
  context: CommandContext,
  { cohortId, certificateId, reason }: OfCertificate,
): Promise<Told<Certificate>> {
  const held = await heldCertificate(context.tx, cohortId, certificateId);
  if (held.state !== 'valid') throw new Refusal('conflict', 'This certificate is not valid any more.');
  const after = await store.end(context.tx, held.id, { reason });
  await noteChange(context, 'certificate:revoke', after);
  return tellChanged(context.tell, after);
}

/** Puts a new certificate, in the student's present name, in the place of one that was not replaced yet. */
async function reissue(
  context: CommandContext,
  { cohortId, certificateId, reason }: OfCertificate,
): Promise<Told<Certificate>> {
  const { tx, tell } = context;
  const held = await heldCertificate(tx, cohortId, certificateId);
  if (held.state === 'replaced') throw new Refusal('conflict', 'This certificate was replaced already.');
  const id = newId();
  const before = await store.end(tx, held.id, { reason, replacedBy: id });
  const { name } = await accounts.byId(tx, held.studentId);
  const after = (await store.insert(tx, { ...held, id, name }))!;
  await noteChange(context, 'certificate:reissue', after, { replaces: before.id });
  tellChanged(tell, before);
  return tellChanged(tell, after);
}

async function heldCertificate(tx: Tx, cohortId: string, id: string): Promise<Certificate> {
  const held = await store.hold(tx, cohortId, id);
  if (!held) throw new Refusal('not_found', 'This cohort has no such certificate.');
  return held;
}

async function noteChange(
  change: Change,
  act: string,
  { id, cohortId, studentId }: Certificate,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const cohort = (await cohortOf(change.tx, cohortId))!;
  const details = { cohortId, certificateId: id, ...more };
  await note(change, act, cohort, { kind: 'person', id: studentId }, details);
}

function tellChanged(tell: Tell, certificate: Certificate): Told<Certificate> {
  const { cohortId, studentId } = certificate;
  const topics = [
    identity.topics.person.of({ userId: studentId }),
    cohorts.topics.cohortStaff.of({ cohortId }),
  ];
  return tell(certificates, 'certificate:changed', topics, certificate);
}

/** Takes a person's name off their certificates; without `keeps` these end. */
export async function erasePerson({ tx, tell }: Write, userId: string, keeps: boolean): Promise<void> {
  for (const certificate of await store.erase(tx, userId, keeps)) tellChanged(tell, certificate);
}
