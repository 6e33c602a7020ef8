import type { CommandInput, CommandOutput } from '#kernel/contract.ts';
import type { Spoken } from '#features/cohorts/server/audience.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { announcements } from '../contract.ts';
import { roleOf, type Study } from './fitting.ts';
import { peopleOf } from './sending.ts';
import { spokenTo } from './spokenTo.ts';
import { requireWithin } from './writing.ts';

/** How somebody would hear of it, as they chose. */
export interface Way {
  bell: boolean;
  mail: 'now' | 'digest' | null;
  /** Whether mail reaches them at all. */
  takesMail: boolean;
}

/** Says how people would hear of an announcement now. */
export type Ways = (
  db: Queryable,
  people: readonly Spoken[],
  urgent: boolean,
) => Promise<ReadonlyMap<string, Way>>;

/** To how many it would go now, and how they would hear of it. */
export async function preview(
  db: Queryable,
  authorId: string,
  input: CommandInput<typeof announcements, 'announcements:preview'>,
  { ways, study }: { ways: Ways; study: Study },
): Promise<CommandOutput<typeof announcements, 'announcements:preview'>> {
  const { organisationId, courseId, cohortId, urgent, ...within } = input;
  const to = await spokenTo(db, { organisationId, courseId, cohortId });
  await requireWithin(db, to, within);
  const people = await peopleOf(db, { ...to, ...within, role: roleOf(within), authorId }, study);
  const all = [...(await ways(db, people, urgent)).values()];
  const count = (is: (way: Way) => boolean): number => all.filter(is).length;
  return {
    people: people.length,
    bell: count(({ bell }) => bell),
    mailedAtOnce: count(({ mail, takesMail }) => takesMail && mail === 'now'),
    mailedInDigest: count(({ mail, takesMail }) => takesMail && mail === 'digest'),
    wantNoMail: count(({ mail, takesMail }) => takesMail && mail === null),
    unconfirmed: count(({ takesMail }) => !takesMail),
  };
}
