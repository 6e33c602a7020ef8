import { sql } from 'kysely';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import type { TestPerson } from '../house.ts';
import { payloads } from '../xssPayloads.ts';
import { after, language, lineOf, names, zone, type Plot } from './world.ts';

const addressOf = (of: string, number: number): string => `${of}${number}@school.example`;

/** Names: of whoever is invited, comes in by a mailed link, and calls themselves something else afterwards. */
export async function plantPeople(plot: Plot): Promise<{ students: TestPerson[]; linkToken: string }> {
  const { planter, cohortId, ines } = plot;
  const lines = payloads.map((payload) => `${lineOf(payload)} <${addressOf('invited', payload.number)}>`);
  const role = 'student';
  await planter.plant(ines, cohorts, 'cohorts:invite', { cohortId, role, lines, dryRun: false });
  const more = names.map(({ number }) => addressOf('coming', number));
  await planter.plant(ines, cohorts, 'cohorts:invite', { cohortId, role, lines: more, dryRun: false });

  const students: TestPerson[] = [];
  for (const payload of names) {
    const token = await tokenMailedTo(plot, addressOf('coming', payload.number));
    const student = await arrive(plot, { token, name: payload.text });
    const { text: name } = after(payload, 1, names);
    await planter.plant(student, identity, 'identity:update-profile', { name });
    students.push(student);
  }
  const { url } = await planter.plant(ines, cohorts, 'cohorts:open-invitation', {
    cohortId,
    kind: 'link',
    usesLimit: null,
    days: 30,
  });
  return { students, linkToken: url.split('/').at(-1)! };
}

/** Names that strangers give for a link that is then mailed to them; they come into another cohort. */
export async function plantStrangers(plot: Plot, cohortId: string): Promise<void> {
  const { planter, paula } = plot;
  const opening = { cohortId, kind: 'code', usesLimit: null, days: 30 } as const;
  const { url } = await planter.plant(paula, cohorts, 'cohorts:open-invitation', opening);
  const token = url.split('/').at(-1)!;
  for (const { number, text: name } of names) {
    const email = addressOf('stranger', number);
    await planter.plant(undefined, cohorts, 'cohorts:join-by-mail', { token, email, name, zone, language });
    await arrive(plot, { token: await tokenMailedTo(plot, email) });
  }
}

async function arrive(
  { house, planter }: Plot,
  given: { token: string; name?: string },
): Promise<TestPerson> {
  const name = 'cohorts:join-here';
  const { cookie } = await planter.arrive(cohorts.commands[name], name, { ...given, zone, language });
  const { data } = await house.view<{ user: { id: string } }>('/api/me', {
    userId: '',
    sessionId: '',
    cookie,
  });
  return { userId: data.user.id, sessionId: '', cookie };
}

async function tokenMailedTo({ house }: Plot, address: string): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select text from mail where to_address = ${address} order by queued_at desc limit 1`.execute(
    house.ground.db.query,
  );
  return /\/join\/([\w-]+)/.exec(rows[0]!.text)![1]!;
}
