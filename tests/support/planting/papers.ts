import { sql } from 'kysely';
import { certificates } from '#features/certificates/contract.ts';
import { dataRights } from '#features/dataRights/contract.ts';
import { lessons } from '#features/lessons/contract.ts';
import { progress } from '#features/progress/contract.ts';
import type { TestPerson } from '../house.ts';
import { payloads } from '../xssPayloads.ts';
import { after, paragraphs, type Plot } from './world.ts';

/** A note of everything, and a short one. */
export async function plantNotes({ planter, cohortId }: Plot, student: TestPerson, lessonId: string) {
  const note = { cohortId, lessonId, revision: 0, text: paragraphs };
  await planter.plant(student, lessons, 'lessons:save-note', note);
}

/** Certificates in everybody's name, taken back or issued anew for a reason. */
export async function plantCertificates(
  { house, planter, cohortId, ines }: Plot,
  students: readonly TestPerson[],
  lessonId: string,
): Promise<{ certificateIds: string[] }> {
  // The folder of a course sets what it gives a certificate for.
  const rule = JSON.stringify({ lessonsPercent: 1, quizKeys: [] });
  await sql`update course_version set certificate = ${rule}::jsonb`.execute(house.ground.db.query);
  const certificateIds: string[] = [];
  for (const [place, student] of students.entries()) {
    const payload = payloads[place]!;
    await planter.plant(student, progress, 'progress:complete', { cohortId, lessonId });
    const first = await planter.plant(student, certificates, 'certificate:claim', { cohortId });
    const again = { cohortId, certificateId: first.id, reason: payload.text };
    const second = await planter.plant(ines, certificates, 'certificate:reissue', again);
    certificateIds.push(first.id, second.id);
    if (place < 3) continue;
    const back = { cohortId, certificateId: second.id, reason: after(payload).text };
    await planter.plant(ines, certificates, 'certificate:revoke', back);
  }
  return { certificateIds };
}

/** Why somebody's data were fetched. */
export async function plantReasons(
  { planter, ops, paula, organisationId }: Plot,
  students: readonly TestPerson[],
): Promise<void> {
  const { userId } = students[0]!;
  for (const { text: reason } of payloads) {
    await planter.plant(ops, dataRights, 'rights:export-person', { userId, reason });
    await planter.plant(paula, dataRights, 'rights:export-member', { organisationId, userId, reason });
  }
}
