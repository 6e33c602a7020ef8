import { sql } from 'kysely';
import { cohorts } from '#features/cohorts/contract.ts';
import { payloads } from '../xssPayloads.ts';
import { after, zone, type Plot } from './world.ts';

/** Titles: sixty cohorts, each with another title than it was opened with, and sixty that were made like them. */
export async function plantCohorts(plot: Plot): Promise<{ otherCohortId: string }> {
  const { house, planter, paula, organisationId, cohortId } = plot;
  const { courseId } = house.north;
  // No command sets the title of an organisation.
  await sql`update organisation set title = ${payloads[0]!.text} where id = ${organisationId}`.execute(
    house.ground.db.query,
  );
  const days = { startsOn: '2026-09-01', endsOn: '2026-09-02' };
  const opened: string[] = [];
  for (const payload of payloads) {
    const { id } = await planter.plant(paula, cohorts, 'cohorts:create', {
      organisationId,
      courseId,
      title: payload.text,
      zone,
      ...days,
      capacity: null,
    });
    opened.push(id);
    const { text: title } = after(payload);
    await planter.plant(paula, cohorts, 'cohorts:edit', { cohortId: id, title });
    const like = { cohortId: id, title: after(payload, 2).text, startsOn: days.startsOn };
    await planter.plant(paula, cohorts, 'cohorts:clone', like);
  }
  await planter.plant(plot.ines, cohorts, 'cohorts:edit', { cohortId, title: payloads[12]!.text });
  return { otherCohortId: opened[0]! };
}
