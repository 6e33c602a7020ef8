import { stringify } from 'csv-stringify/sync';
import { Refusal } from '#kernel/refusal.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Bytes } from '#platform/server/feature.ts';
import { linesOf } from './enrolments.ts';
import * as store from './store.ts';

/** Who has to do with a cohort, as a table. What could be a formula to a spreadsheet is made text. */
export async function roster(db: Queryable, cohortId: string): Promise<Bytes> {
  const cohort = await store.cohort(db, cohortId);
  if (!cohort) throw new Refusal('not_found');
  const lines = await linesOf(db, cohortId);
  const text = stringify(
    lines.map(({ name, email, role, state, since, ticket, expiresOn }) => [
      name,
      email,
      role,
      state,
      since,
      expiresOn ?? '',
      ticket ?? '',
    ]),
    {
      header: true,
      columns: ['name', 'email', 'role', 'state', 'since', 'last_day', 'waiting_number'],
      escape_formulas: true,
      bom: true,
    },
  );
  return {
    type: 'text/csv; charset=utf-8',
    bytes: Buffer.from(text),
    inline: false,
    fileName: `${cohort.title}.csv`,
  };
}
