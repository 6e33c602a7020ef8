import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PresenceLine } from '#features/presence/contract.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { NodeProcess } from './support/nodeProcess.ts';
import { postgresOrReason } from './support/postgres.ts';
import { StreamReader } from './support/readers.ts';

const postgres = await postgresOrReason();

/** Two processes on one database that tell each other nothing; one of them is killed. */
describe.skipIf('missing' in postgres)('two nodes', () => {
  if ('missing' in postgres) return;
  let here: TestHouse;
  let there: NodeProcess;

  beforeAll(async () => {
    const databaseUrl = await postgres.newDatabase();
    here = await TestHouse.open({ DATABASE_URL: databaseUrl });
    there = await NodeProcess.start(databaseUrl);
  });
  afterAll(async () => {
    await there?.kill();
    await here?.close();
    await postgres.stop();
  });

  const movesOf = ({ envelopes }: StreamReader, { userId }: TestPerson): PresenceLine[] =>
    envelopes
      .filter(({ type }) => type === 'presence:moved')
      .flatMap(({ data }) => (data as { changes: PresenceLine[] }).changes)
      .filter(({ id }) => id === userId);
  const statesOf = (staff: StreamReader, person: TestPerson): string[] =>
    movesOf(staff, person).map(({ state }) => state);

  test('HERE9 whoever was on a node that is killed goes away once; whoever finds another is never away', async () => {
    const [ines, amara, jonas] = [
      await here.instructor('ines'),
      await here.student('amara'),
      await here.student('jonas'),
    ];
    const topics = [`cohort/${here.north.cohortId}/staff`];
    const staff = await StreamReader.open(here.base, ines.cookie, { topics });
    await StreamReader.open(there.base, amara.cookie);
    await StreamReader.open(there.base, jonas.cookie);
    const arrived = Date.now();
    await staff.until(
      (reader) => [amara, jonas].every((one) => statesOf(reader, one).includes('online')),
      'both online',
    );
    expect(Date.now() - arrived).toBeLessThan(10_000);

    await there.kill();
    const again = await StreamReader.open(here.base, jonas.cookie);
    const { rows } = await sql<{ nodes: number }>`
      select count(distinct node_id) as nodes from presence_line`.execute(here.ground.db.query);
    expect(rows[0]!.nodes).toBe(2);
    // Jonas is written down on this node; then the dead one's lease runs out.
    const isOnBoth = async (): Promise<boolean> => {
      const found = await sql`
        select from presence_line where person_id = ${jonas.userId} having count(*) = 2`.execute(
        here.ground.db.query,
      );
      return found.rows.length > 0;
    };
    await expect.poll(isOnBoth, { timeout: 10_000 }).toBe(true);
    await sql`
      update presence_node set until_at = clock_timestamp() where id in
        (select node_id from presence_line where person_id = ${amara.userId})`.execute(here.ground.db.query);
    await staff.until((reader) => statesOf(reader, amara).includes('away'), 'amara away');

    const view = await here.view<{ people: PresenceLine[] }>(
      `/api/cohorts/${here.north.cohortId}/presence/people`,
      ines,
    );
    const shown = new Map(view.data.people.map(({ id, state }) => [id, state]));
    expect([amara, jonas, ines].map(({ userId }) => shown.get(userId))).toEqual(['away', 'online', 'online']);
    expect(statesOf(staff, amara)).toEqual(['online', 'away']);
    expect(statesOf(staff, jonas)).toEqual(['online']);
    again.close();
    staff.close();
  });
});
