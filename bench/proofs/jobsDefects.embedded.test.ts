import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openDatabase, type Database, type Migration } from '#platform/server/db/database.ts';
import { inProcessFanout } from '#platform/server/fanout/fanout.ts';
import { enqueue } from '#platform/server/jobs/enqueue.ts';
import { jobKind, type Job } from '#platform/server/jobs/kinds.ts';
import { jobsMigrations } from '#platform/server/jobs/migrations.ts';
import { JobWorker } from '#platform/server/jobs/worker.ts';
import { openLog } from '#platform/server/log/log.ts';
import { logMigrations } from '#platform/server/log/migrations.ts';
import { mailMigrations } from '#platform/server/mail/migrations.ts';
import { queueMail } from '#platform/server/mail/outbox.ts';
import { Postman } from '#platform/server/mail/postman.ts';
import { smtpCarrier, type Carrier } from '#platform/server/mail/smtp.ts';
import { TroubledMail } from '../load/troubledMail.ts';
import { errands, errandTable, type Errand } from '../servers/errands.ts';
import { faultsOf, type Expected, type JobsFault, type SaidByMail } from './jobsJudge.ts';
import type { JobsFacts } from './jobsFacts.ts';

// Real workers and a real mail server, with the defects that the proof is there to find.
const migrations: readonly Migration[] = [
  ...logMigrations,
  ...jobsMigrations,
  ...mailMigrations,
  { name: 'proof/0001-effect', sql: errandTable },
];
let db: Database;
beforeAll(async () => {
  db = await openDatabase({ dataDir: 'memory:', migrations });
});
afterAll(() => db.close());
const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await sql`truncate job, mail, proof_effect`.execute(db.query);
});

const nothing: JobsFacts = { effects: [], lines: [], told: [], jobs: [], mails: [], done: [] };
const nobody: Expected = { news: [], errands: [], addresses: new Map(), unknown: new Set() };
const rulesOf = (faults: readonly JobsFault[]): string[] => faults.map(({ rule }) => rule);

/** A worker is taken for dead in the middle of an errand, another does it, and then the first goes on. */
async function doneByTwo(act: (job: Job<Errand>) => Promise<void>): Promise<JobsFault[]> {
  const errand: Errand = { errand: 'contested', way: 'good' };
  await db.transaction((tx) =>
    enqueue(tx, { queue: errands, effectKey: errand.errand, data: errand }).then(() => undefined),
  );
  let goOn = (): void => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const aWorker = (run: (job: Job<Errand>) => Promise<void>): JobWorker => {
    const log = openLog({ db, fanout: inProcessFanout() });
    const worker = new JobWorker({
      db,
      log,
      kinds: [jobKind(errands, { run })],
      logger: { warn() {}, error() {} },
    });
    closing.push(() => worker.close());
    return worker;
  };
  const slow = aWorker(async (job) => {
    await held;
    await act(job);
  });
  await slow.take();
  await sql`update job set due_at = now() where lease is not null`.execute(db.query);
  await aWorker(act).workOff();
  goOn();
  await slow.workOff();
  const { rows } = await sql<{ errand: string }>`select errand from proof_effect`.execute(db.query);
  const { rows: jobs } = await sql<JobsFacts['jobs'][number]>`
    select queue, effect_key as "effectKey", state, attempts, fault, 0 as "tookMs" from job`.execute(
    db.query,
  );
  const facts = { ...nothing, jobs, done: rows.map((row) => row.errand) };
  return faultsOf({ ...nobody, errands: [errand] }, facts, []);
}

const insert = (errand: string) => sql`insert into proof_effect (errand) values (${errand})`;

test('a handler that claims its effect has it once; one that does not has it twice, and is found', async () => {
  expect(
    await doneByTwo((job) => job.effect(async ({ tx }) => void (await insert(job.data.errand).execute(tx)))),
  ).toEqual([]);
  await sql`truncate job, proof_effect`.execute(db.query);
  expect(
    rulesOf(await doneByTwo(async (job) => void (await insert(job.data.errand).execute(db.query)))),
  ).toEqual(['doubled']);
});

/** A mail server that takes a mail and drops the line, once; then it is tried again. */
async function droppedOnce(spoiled: (carrier: Carrier) => Carrier): Promise<JobsFault[]> {
  const server = await TroubledMail.open(() => 0, 0);
  const carrier = spoiled(
    smtpCarrier({ url: server.url, from: 'Stoa <stoa@learn.example>', silenceMs: 2_000 }),
  );
  const postman = new Postman({
    db,
    carrier,
    bouncing: () => Promise.reject(new Error('nothing comes back here')),
    logger: { warn() {} } as never,
    backoff: { firstMs: 1, capMs: 1 },
  });
  closing.push(
    () => postman.close(),
    () => server.close(),
  );
  await db.transaction((tx) =>
    queueMail(tx, {
      ...{ effectKey: 'message/1', to: { name: 'Amara', address: 'amara@x.example' } },
      ...{ subject: 'You', text: 'one', html: '<p>one</p>' },
    }),
  );
  server.dropsNext = true;
  await postman.deliver();
  await sql`update mail set due_at = now() where state = 'waiting'`.execute(db.query);
  await postman.deliver();
  expect(server.taken).toHaveLength(2);
  const taken = server.taken.map(({ to, messageId }): SaidByMail => ({ to, messageId, subjectIds: ['one'] }));
  const { rows: mails } = await sql<JobsFacts['mails'][number]>`
    select to_address as to, state, attempts, fault from mail`.execute(db.query);
  const news = [
    { effectKey: 'message/1', subjectId: 'one', to: [{ personId: 'amara', inApp: false, mail: true }] },
  ];
  const facts = { ...nothing, mails, effects: [{ personId: 'amara', effectKey: 'message/1' }] };
  return faultsOf({ ...nobody, news, addresses: new Map([['amara', 'amara@x.example']]) }, facts, taken);
}

test('a mail that is sent again under its Message-ID is one mail; under another one it is two, and is found', async () => {
  expect(await droppedOnce((carrier) => carrier)).toEqual([]);
  await sql`truncate mail`.execute(db.query);
  let attempt = 0;
  const forgetful = (carrier: Carrier): Carrier => ({
    carry: (mail) =>
      carrier.carry({ ...mail, messageKey: `${mail.messageKey.slice(0, -1)}${(attempt += 1)}` }),
    close: () => carrier.close(),
  });
  expect(rulesOf(await droppedOnce(forgetful))).toEqual(['doubled']);
});
