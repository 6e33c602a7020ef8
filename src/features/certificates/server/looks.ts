import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import { cohort as cohortOf, organisation as organisationOf } from '#features/cohorts/server/store.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import type { Actor, ViewContext } from '#platform/server/feature.ts';
import type { Certificate, CertificateStanding, Verification } from '../contract.ts';
import { standingOf, type Deeds } from './standing.ts';
import * as store from './store.ts';

interface Own {
  cohort: { id: string; title: string; course: string; academy: string };
  name: string;
  standing: CertificateStanding | null;
  certificate: Certificate | null;
}

export function looksOf(deeds: Deeds) {
  /** The reader's certificate, or what is lacking for it. */
  async function own({ actor, tx }: ViewContext, { cohortId }: { cohortId: string }): Promise<Own> {
    const head = await courses.head(tx, cohortId);
    const row = await cohortOf(tx, cohortId);
    if (!head || !row) throw new Refusal('not_found');
    return {
      cohort: {
        id: cohortId,
        title: head.cohort.title,
        course: head.course.title,
        academy: (await organisationOf(tx, row.organisationId))!.title,
      },
      name: (await accounts.byId(tx, actor.userId)).name,
      standing: await standingOf(tx, deeds, cohortId, actor.userId),
      certificate: (await store.current(tx, cohortId, actor.userId)) ?? null,
    };
  }

  return { own, ofCohort, verify };
}

/** The certificates of a cohort, each with what its student is called now. */
async function ofCohort({ tx }: ViewContext, { cohortId }: { cohortId: string }) {
  const cohort = await cohortOf(tx, cohortId);
  if (!cohort) throw new Refusal('not_found');
  const issued = await store.ofCohort(tx, cohortId);
  const people = await accounts.byIds(tx, [...new Set(issued.map(({ studentId }) => studentId))]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const { id, title, zone } = cohort;
  return {
    cohort: { id, title, zone },
    certificates: issued.map((one) => ({ ...one, presentName: names.get(one.studentId)! })),
  };
}

/** What anybody sees who has the address: of one that is not valid any more, not whose it was. */
async function verify(
  { tx }: ViewContext<Actor>,
  { certificateId }: { certificateId: string },
): Promise<Verification> {
  const found = await store.byId(tx, certificateId);
  if (!found) throw new Refusal('not_found', 'No certificate has this address.');
  const { id, state, course, academy, startsOn, endsOn, completed, total, quizzes, issuedAt, endedAt } =
    found;
  const name = state === 'valid' ? found.name : null;
  return { id, state, name, course, academy, startsOn, endsOn, completed, total, quizzes, issuedAt, endedAt };
}
