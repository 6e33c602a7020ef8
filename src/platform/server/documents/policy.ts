import { relations, type Relation } from '#kernel/relations.ts';
import type { Catalogue } from '../catalogue.ts';
import { houseAddresses, type HouseAddress } from './houseAddresses.ts';
import { markdownTable } from './markdown.ts';

/** One thing that somebody may do, see or hear, or not. */
export interface PolicyRow {
  readonly what: 'command' | 'view' | 'topic' | 'address';
  /** The room that declares it; undefined for what the house itself answers. */
  readonly room: string | undefined;
  readonly name: string;
  /** `PUT /api/cohorts/:cohortId/…`, or a topic's pattern. */
  readonly address: string;
  readonly who: readonly Relation[];
  /** For each relation: whether somebody who stands so, and no nearer, may. */
  readonly may: Readonly<Record<Relation, boolean>>;
  readonly also: string | undefined;
}

export const everyRelation = Object.keys(relations) as Relation[];

/** Who may what, row by row as the contracts declare it; tests hold the doors to it. */
export function policyMatrix(catalogue: Catalogue): PolicyRow[] {
  const rows: PolicyRow[] = [];
  const add = (
    what: PolicyRow['what'],
    room: string | undefined,
    name: string,
    address: string,
    who: readonly Relation[],
    also?: string,
  ): void => void rows.push({ what, room, name, address, who, may: mayOf(who), also });
  for (const { name: room, commands, views, topics } of catalogue.contracts) {
    for (const [name, { http, who }] of Object.entries(commands)) {
      add('command', room, name, http.join(' '), who);
    }
    for (const [name, { http, who }] of Object.entries(views)) add('view', room, name, `GET ${http}`, who);
    for (const [name, { pattern, who }] of Object.entries(topics)) {
      add('topic', room, `${room}.${name}`, pattern, who);
    }
  }
  for (const [name, { http, who, also }] of Object.entries<HouseAddress>(houseAddresses)) {
    add('address', undefined, name, http.join(' '), who, also);
  }
  return rows;
}

/** The matrix as a page of Markdown. */
export function policyTable(catalogue: Catalogue): string {
  const rows = policyMatrix(catalogue);
  const rooms = catalogue.contracts.map(({ name }) => name);
  return (
    [
      '# Who may what',
      'Written by `npm run documents` from the contracts; a test fails when it is out of date. Whoever has ' +
        'none of the relations that a row names is refused: `signed_out` to a stranger, `not_found` to ' +
        'somebody who does not belong to the thing, `forbidden` to somebody who does and may not.',
      markdownTable(
        ['relation', 'who that is'],
        Object.entries(relations).map(([name, meaning]) => [`\`${name}\``, meaning]),
      ),
      ...rooms.flatMap((room) => [`## ${room}`, tableOf(rows.filter((row) => row.room === room))]),
      '## The house itself',
      tableOf(rows.filter((row) => row.room === undefined)),
      '',
    ]
      .join('\n\n')
      .trimEnd() + '\n'
  );
}

function tableOf(rows: readonly PolicyRow[]): string {
  const hasMore = rows.some(({ also }) => also !== undefined);
  return markdownTable(
    ['what', 'name', 'address', ...everyRelation, ...(hasMore ? ['and'] : [])],
    rows.map(({ what, name, address, may, also }) => [
      what,
      `\`${name}\``,
      `\`${address}\``,
      ...everyRelation.map((relation) => (may[relation] ? 'yes' : '')),
      ...(hasMore ? [also ?? ''] : []),
    ]),
  );
}

function mayOf(who: readonly Relation[]): Record<Relation, boolean> {
  const hasAccount = (relation: Relation): boolean => relation !== 'anyone' && relation !== 'guest';
  const may = (relation: Relation): boolean =>
    who.includes('anyone') || (hasAccount(relation) && who.includes('person')) || who.includes(relation);
  return Object.fromEntries(everyRelation.map((relation) => [relation, may(relation)])) as Record<
    Relation,
    boolean
  >;
}
