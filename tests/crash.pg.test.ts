import { afterAll, expect, test } from 'vitest';
import { killRounds } from '../bench/proofs/kill.ts';
import { postgresOrReason, type PostgresForTests } from './support/postgres.ts';

const postgres = await postgresOrReason();
const isMissing = 'missing' in postgres;

afterAll(async () => {
  if (!isMissing) await postgres.stop();
});

test.skipIf(isMissing)(
  'LOG1 DEL1 DEL4 killed in the middle of 500 completions, on PostgreSQL: nothing acknowledged is lost, readers catch up',
  async () => {
    const DATABASE_URL = await (postgres as PostgresForTests).newDatabase();
    const rounds = await killRounds({ DATABASE_URL }, { seeds: ['oak', 'ash', 'elm'] });
    expect(rounds).toHaveLength(3);
    for (const round of rounds) expect(round).toMatchObject({ faults: [], cameBack: 24 });
  },
  180_000,
);
