import { stringify } from 'csv-stringify/sync';
import { auditEntries, type AuditFilter } from '#platform/server/audit.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Bytes } from '#platform/server/feature.ts';
import type { AuditLine } from '../contract.ts';
import * as accounts from './accounts.ts';

export interface Asked {
  until: string;
  act?: string | undefined;
  by?: string | undefined;
  about?: string | undefined;
  organisation?: string | undefined;
}

const pageSize = 50;
const mostRows = 20_000;

/** One page of what was done, with the names of people that are still here. */
export async function page(
  db: Queryable,
  { before, ...asked }: Asked & { before?: string | undefined },
): Promise<{ entries: AuditLine[]; more: boolean }> {
  const found = await named(db, { ...filterOf(asked), before, most: pageSize + 1 });
  return { entries: found.slice(0, pageSize), more: found.length > pageSize };
}

/** The same as a table. What could be a formula to a spreadsheet is made text. */
export async function table(db: Queryable, asked: Asked): Promise<Bytes> {
  const lines = await named(db, { ...filterOf(asked), most: mostRows });
  const text = stringify(
    lines.map((line) => [
      line.at,
      line.act,
      line.actor?.id ?? '',
      line.actor?.name ?? '',
      line.about.kind,
      line.about.id,
      line.about.name ?? '',
      line.organisationId ?? '',
      line.details === null ? 'erased' : JSON.stringify(line.details),
      line.network ?? '',
    ]),
    {
      header: true,
      columns: [
        'at',
        'act',
        'by',
        'by_name',
        'about',
        'about_id',
        'about_name',
        'organisation',
        'details',
        'network',
      ],
      escape_formulas: true,
      bom: true,
    },
  );
  return { type: 'text/csv; charset=utf-8', bytes: Buffer.from(text), inline: false, fileName: 'audit.csv' };
}

function filterOf({ until, act, by, about, organisation }: Asked): Omit<AuditFilter, 'most'> {
  return { until, act, actorId: by, aboutId: about, organisationId: organisation };
}

async function named(db: Queryable, filter: AuditFilter): Promise<AuditLine[]> {
  const entries = await auditEntries(db, filter);
  const people = entries.flatMap(({ actorId, about }) => [
    ...(actorId === null ? [] : [actorId]),
    ...(about.kind === 'person' ? [about.id] : []),
  ]);
  const names = new Map((await accounts.byIds(db, [...new Set(people)])).map(({ id, name }) => [id, name]));
  return entries.map(({ at, actorId, about, ...entry }) => ({
    ...entry,
    at: at.toISOString(),
    actor: actorId === null ? null : { id: actorId, name: names.get(actorId) ?? null },
    about: { ...about, name: names.get(about.id) ?? null },
  }));
}
