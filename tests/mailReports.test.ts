import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import type { Announcement, AnnouncementReach } from '#features/announcements/contract.ts';
import type { Security } from '#features/identity/contract.ts';
import { queueMail } from '#platform/server/mail/outbox.ts';
import { TestHouse, type TestPerson } from './support/house.ts';
import { StreamReader } from './support/readers.ts';

const secret = 'a-secret-of-the-mail-server-alone';
let stoa: TestHouse;
let amara: TestPerson;
beforeAll(async () => {
  stoa = await TestHouse.open({ MAIL_REPORTS_SECRET: secret });
  amara = await stoa.person('amara', { academy: stoa.north, role: 'student' });
});
afterAll(() => stoa.close());

const reportOf = (messageKey: string): string =>
  [
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
    '',
    '--part',
    'Content-Type: message/delivery-status',
    '',
    `Original-Envelope-Id: ${messageKey}`,
    '',
    'Final-Recipient: rfc822; whoever@example.net',
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--part--',
    '',
  ].join('\r\n');

const post = (body: string, headers: Record<string, string> = { authorization: `Bearer ${secret}` }) =>
  fetch(`${stoa.base}/mail/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });

test('MAIL9 NO10 a mail server pipes a report to the door, by its secret alone, and whose mail it is reads so', async () => {
  const { data } = await stoa.view('/api/me/security', amara);
  const { email, mailBackSince } = data as Security;
  expect(mailBackSince).toBeNull();
  await stoa.ground.log.write(({ tx }) =>
    queueMail(tx, {
      ...{ effectKey: 'test/1', to: { name: 'Amara', address: email }, subject: 's', text: 't', html: 'h' },
    }),
  );
  const { rows } = await sql<{
    key: string;
  }>`select message_key as key from mail where effect_key = 'test/1'`.execute(stoa.ground.db.query);
  const report = reportOf(rows[0]!.key);
  for (const authorization of ['', 'Bearer', `Bearer ${secret}x`, secret])
    expect((await post(report, { authorization })).status).toBe(404);
  const answer = await post(report);
  expect([answer.status, await answer.json()]).toEqual([200, { data: { taken: 'recorded' } }]);
  const after = (await stoa.view('/api/me/security', amara)).data as Security;
  expect(after.mailBackSince).not.toBeNull();
  expect(await (await post(reportOf('0'.repeat(32)))).json()).toEqual({ data: { taken: 'of no mail' } });
  expect(await (await post('Subject: I am away\r\n\r\nUntil Monday.')).json()).toEqual({
    data: { taken: 'no failure' },
  });
  expect((await post('a'.repeat(1_100_000))).status).toBe(413);
});

test('AN6 MAIL9 a report about a mail that announced something is in its reach', async () => {
  const ines = await stoa.instructor('ines');
  const jonas = await stoa.student('jonas');
  await stoa.send(jonas, 'PUT', '/api/me/notifications/quiet-hours', {
    quietHours: null,
    startsAnyway: false,
  });
  const { query } = stoa.ground.db;
  // News is mailed to addresses that are known to be somebody's own.
  await sql`update account set email_verified_at = now() where id = ${jonas.userId}`.execute(query);
  const words = { cohortId: stoa.north.cohortId, title: 'Room changed', text: 'To B2.' };
  const { id } = await stoa.send<Announcement>(ines, 'POST', '/api/announcements', words);
  const topics = [`announcement/${id}/reach`];
  const ears = await StreamReader.open(stoa.base, ines.cookie, { topics });
  await stoa.send(ines, 'POST', `/api/announcements/${id}/send`, {});
  await sql`update announcement set due_at = now() where id = ${id}`.execute(query);
  await sql`update job set due_at = now() where effect_key like ${`${id}/%`}`.execute(query);

  const mailOf = async (): Promise<string | undefined> => {
    const { rows } = await sql<{ key: string }>`
      select message_key as key from mail
      where effect_key like ${`notifications/${jonas.userId}/announcement/${id}/%`}`.execute(query);
    return rows[0]?.key;
  };
  const reach = async (): Promise<AnnouncementReach> =>
    ((await stoa.view(`/api/announcements/${id}`, ines)).data as { reach: AnnouncementReach }).reach;
  for (let heard = 0; (await mailOf()) === undefined; heard = ears.envelopes.length)
    await ears.untilEnvelopes(heard + 1);
  expect(await (await post(reportOf((await mailOf())!))).json()).toEqual({ data: { taken: 'recorded' } });
  expect(await reach()).toMatchObject({ bounced: 1 });
  expect((await reach()).mailed).toBeGreaterThan(0);
  ears.close();
});

test('MAIL9 where no secret is set there is no such door', async () => {
  const other = await TestHouse.open();
  const answer = await fetch(`${other.base}/mail/reports`, {
    method: 'POST',
    headers: { authorization: 'Bearer undefined' },
    body: reportOf('0'.repeat(32)),
  });
  expect(answer.status).toBe(404);
  await other.close();
});
