import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { bouncedSince, clearBounces, isOfAddress, recordBounce, type Bouncing } from './bounces.ts';
import { letter } from './letter.ts';
import { mailMigrations } from './migrations.ts';
import { queueMail, type Mail } from './outbox.ts';
import { Postman, type Holds } from './postman.ts';
import { takeReport } from './reports.ts';
import { smtpCarrier } from './smtp.ts';

let db: Database;
beforeAll(async () => {
  db = await openDatabase({ dataDir: 'memory:', migrations: mailMigrations });
});
afterAll(() => db.close());
beforeEach(async () => {
  await sql`delete from mail`.execute(db.query);
  await sql`delete from mail_bounce`.execute(db.query);
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Received {
  /** Of the envelope. */
  from: string;
  to: string[];
  parsed: ParsedMail;
}

/** A mail server on loopback that keeps what it takes. */
async function mailServer(options: SMTPServerOptions = {}) {
  const received: Received[] = [];
  const keep = async (
    stream: Readable,
    { envelope }: SMTPServerSession,
    taken: () => void,
  ): Promise<void> => {
    const parsed = await simpleParser(stream);
    const from = envelope.mailFrom ? envelope.mailFrom.address : '';
    received.push({ from, to: envelope.rcptTo.map(({ address }) => address), parsed });
    taken();
  };
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, session, done) {
      void keep(stream, session, done);
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { received, url: `smtp://127.0.0.1:${port}` };
}

function postmanTo(url: string | undefined, { holds, returnTo }: { holds?: Holds; returnTo?: string } = {}) {
  const from = 'Stoa <stoa@learn.example>';
  const lines: object[] = [];
  const logger = { warn: (line: object) => void lines.push(line) };
  const carrier = url === undefined ? undefined : smtpCarrier({ url, from, returnTo });
  const postman = new Postman({
    ...{ db, carrier, logger: logger as never, random: () => 0.5, bouncing },
    ...(holds && { holds }),
  });
  closing.push(async () => postman.close());
  return { postman, lines };
}

const bouncing: Bouncing = (bounce, also) =>
  db.transaction(async (tx) => {
    await also?.(tx);
    await recordBounce(tx, bounce);
  });

let effects = 0;
const queue = (mail: Partial<Mail> = {}) =>
  db.transaction((tx) =>
    queueMail(tx, {
      effectKey: `effect/${(effects += 1)}`,
      to: { name: 'Amara Okafor', address: 'amara@example.org' },
      subject: 'Hello',
      ...letter({ sender: 'North Academy', greets: 'Amara', paragraphs: ['Welcome.'] }),
      ...mail,
    }),
  );

async function states(): Promise<{ state: string; attempts: number; fault: string | null }[]> {
  const { rows } = await sql<{ state: string; attempts: number; fault: string | null }>`
    select state, attempts, fault from mail order by id`.execute(db.query);
  return rows;
}

const makeDue = () => sql`update mail set due_at = now() where state = 'waiting'`.execute(db.query);

test('MAIL1 a mail leaves after the commit that causes it, once for each effect, or never', async () => {
  const { received, url } = await mailServer();
  const { postman } = postmanTo(url);
  await queue({ effectKey: 'invitation/1', subject: 'first' });
  await queue({ effectKey: 'invitation/1', subject: 'again' });
  const undone = db.transaction(async (tx) => {
    await queueMail(tx, {
      effectKey: 'x',
      to: { name: '', address: 'x@y.example' },
      subject: '',
      text: '',
      html: '',
    });
    throw new Error('undo');
  });
  await expect(undone).rejects.toThrow('undo');
  await Promise.all([postman.deliver(), postmanTo(url).postman.deliver(), postman.deliver()]);
  await postman.deliver();
  expect(received.map(({ to, parsed }) => [to, parsed.subject])).toEqual([[['amara@example.org'], 'first']]);
  expect(await states()).toEqual([{ state: 'sent', attempts: 1, fault: null }]);
});

test('MAIL1 one effect has one Message-ID, also when its sender died before it could say so', async () => {
  const { received, url } = await mailServer();
  const { postman } = postmanTo(url);
  await queue();
  await postman.deliver();
  await sql`update mail set state = 'waiting', done_at = null, due_at = now()`.execute(db.query);
  await postman.deliver();
  const ids = received.map(({ parsed }) => parsed.messageId);
  expect(ids).toHaveLength(2);
  expect(ids[0]).toBe(ids[1]);
  expect(ids[0]).toMatch(/^<[0-9a-f]{32}@learn\.example>$/);
});

test('MAIL3 whatever a name holds, there is one recipient and one of each header', async () => {
  const { received, url } = await mailServer();
  const { postman } = postmanTo(url);
  const names = [
    'Eve\r\nBcc: everybody@example.org',
    'Eve\nSubject: other\n\nBody',
    '"Eve" <mallory@example.org>, root@example.org',
    'Zoë Ünïcode 李 \u2028X',
    'a@b.example,c@d.example',
  ];
  for (const name of names)
    await queue({ to: { name, address: 'amara@example.org' }, subject: `For ${name}` });
  await postman.deliver();
  expect(received).toHaveLength(names.length);
  for (const { to, parsed } of received) {
    expect(to).toEqual(['amara@example.org']);
    const named = [parsed.to].flat().flatMap((list) => list?.value ?? []);
    expect(named.map(({ address }) => address)).toEqual(['amara@example.org']);
    expect([parsed.cc, parsed.bcc]).toEqual([undefined, undefined]);
    expect(parsed.subject).toMatch(/^For /);
    expect(parsed.from?.text).toBe('"Stoa" <stoa@learn.example>');
    expect(parsed.headers.get('auto-submitted')).toBe('auto-generated');
    expect(parsed.text).toContain('Welcome.');
  }
  expect(received[3]!.parsed.subject).toBe('For Zoë Ünïcode 李 X');
});

test('MAIL6 a mail that can be turned off names where, for one press in the mail program', async () => {
  const { received, url } = await mailServer();
  const { postman } = postmanTo(url);
  await queue();
  await queue({ stopUrl: 'https://learn.example/stop/Zt0q3' });
  await postman.deliver();
  const headers = received.map(({ parsed }) =>
    ['list-unsubscribe', 'list-unsubscribe-post'].map(
      (name) => parsed.headerLines.find(({ key }) => key === name)?.line,
    ),
  );
  expect(headers).toEqual([
    [undefined, undefined],
    [
      'List-Unsubscribe: <https://learn.example/stop/Zt0q3>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    ],
  ]);
});

test('MAIL3 what people write is text in both bodies', () => {
  const words = '<img src=x onerror=alert(1)> & "quotes"';
  const { text, html } = letter({
    sender: words,
    greets: words,
    paragraphs: [words],
    action: { label: words, url: 'https://learn.example/a?b=1&c="><script>' },
    note: words,
  });
  expect(text.split(words)).toHaveLength(6);
  expect(html).not.toMatch(/<img|<script|"quotes"/);
  expect(html).toContain('&#60;img src=x');
});

test('MAIL2 a refused recipient is given up with the cause, and keeps nobody else waiting', async () => {
  const { received, url } = await mailServer({
    onRcptTo: ({ address }, _session, done) =>
      done(
        address.startsWith('gone') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null,
      ),
  });
  const { postman, lines } = postmanTo(url);
  await queue({ to: { name: '', address: 'gone@example.org' } });
  await queue();
  await postman.deliver();
  expect(received.map(({ to }) => to)).toEqual([['amara@example.org']]);
  expect(await states()).toEqual([
    { state: 'given-up', attempts: 1, fault: expect.stringContaining('550') as string },
    { state: 'sent', attempts: 1, fault: null },
  ]);
  expect(JSON.stringify(lines)).not.toContain('example.org');
});

test('MAIL2 what is refused for now is tried again, later and later, and at last given up', async () => {
  const { url } = await mailServer({
    onRcptTo: (_address, _session, done) =>
      done(Object.assign(new Error('greylisted'), { responseCode: 451 })),
  });
  const { postman } = postmanTo(url);
  await queue();
  const waitsS: number[] = [];
  for (let attempt = 1; attempt <= 14; attempt++) {
    await postman.deliver();
    // Not due: nothing happens.
    await postman.deliver();
    const { rows } = await sql<{ s: number; attempts: number }>`
      select extract(epoch from due_at - now())::double precision as s, attempts from mail`.execute(db.query);
    expect(rows[0]!.attempts).toBe(attempt);
    waitsS.push(Math.round(rows[0]!.s));
    await makeDue();
  }
  expect(waitsS.slice(0, 4).map((wait) => Math.round(wait / 5) * 5)).toEqual([45, 90, 180, 360]);
  expect(Math.max(...waitsS)).toBeLessThanOrEqual(8 * 3_600);
  expect(await states()).toEqual([
    { state: 'given-up', attempts: 14, fault: expect.stringContaining('451') as string },
  ]);
});

test('MAIL2 while the server is away one mail asks for it, and the others lose no attempt', async () => {
  const { postman } = postmanTo('smtp://127.0.0.1:1');
  for (let count = 0; count < 3; count++) await queue();
  await postman.deliver();
  expect((await states()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ['waiting', 1],
    ['waiting', 0],
    ['waiting', 0],
  ]);
  const { received, url } = await mailServer();
  await makeDue();
  await postmanTo(url).postman.deliver();
  expect(received).toHaveLength(3);
});

test('MAIL2 a server that does not take our password uses up no mail', async () => {
  const { url } = await mailServer({
    disabledCommands: ['STARTTLS'],
    onAuth: (_auth, _session, done) => done(Object.assign(new Error('wrong'), { responseCode: 535 })),
  });
  const { postman } = postmanTo(url.replace('//', '//stoa:secret@'));
  await queue();
  await postman.deliver();
  const { state, fault } = (await states())[0]!;
  expect(state).toBe('waiting');
  expect(fault).not.toContain('secret');
});

test('MAIL2 a certificate that nobody vouches for takes no mail', async () => {
  // The library says aloud that this certificate is for tests.
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { received, url } = await mailServer({ secure: true, disabledCommands: ['AUTH'] });
  quiet.mockRestore();
  const { postman } = postmanTo(url.replace('smtp:', 'smtps:'));
  await queue();
  await postman.deliver();
  expect(received).toEqual([]);
  expect(await states()).toEqual([
    { state: 'waiting', attempts: 1, fault: expect.stringContaining('certificate') as string },
  ]);
});

test('MAIL4 without a mail server mails are caught', async () => {
  await queue();
  await postmanTo(undefined).postman.deliver();
  expect(await states()).toEqual([{ state: 'caught', attempts: 1, fault: null }]);
});

interface BounceRow {
  address: string;
  code: number | null;
  status: string | null;
  endsAddress: boolean;
}

async function bounces(): Promise<BounceRow[]> {
  const { rows } = await sql<BounceRow>`
    select address, code, status, ends_address as "endsAddress" from mail_bounce order by address`.execute(
    db.query,
  );
  return rows;
}

const news = (readerId = newId()) => ({ news: { readerId, kind: 'mention' } });

/** Refuses each address by the answer that its first part names: `c550-5.1.1-no-such-user@…`. */
const refusing: SMTPServerOptions = {
  onRcptTo({ address }, _session, done) {
    const [, code, ...words] = /^c(\d{3})-([^@]*)/.exec(address) ?? [];
    if (code === undefined) return done(null);
    done(Object.assign(new Error(words.join(' ').replaceAll('-', ' ')), { responseCode: Number(code) }));
  },
};

test('MAIL7 a recipient who is refused for good is written down, and tried no more', async () => {
  const { received, url } = await mailServer(refusing);
  const { postman } = postmanTo(url);
  const addresses = [
    'c550-5.1.1-no-such-user@example.org',
    'c550-no-such-user@example.org',
    'c550-5.7.1-your-server-is-listed@example.org',
    'c552-5.2.2-mailbox-full@example.org',
    'c451-4.7.1-come-back@example.org',
  ];
  for (const address of addresses) await queue({ to: { name: '', address } });
  await queue({ to: { name: '', address: 'amara@example.org' } });
  await postman.deliver();
  await makeDue();
  await postman.deliver();
  expect(received.map(({ to }) => to)).toEqual([['amara@example.org']]);
  expect((await states()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ...addresses.slice(0, 4).map(() => ['given-up', 1]),
    ['waiting', 2],
    ['sent', 1],
  ]);
  expect(await bounces()).toEqual([
    { address: addresses[0], code: 550, status: '5.1.1', endsAddress: true },
    // What is said of us, or of today, is not the end of an address.
    { address: addresses[2], code: 550, status: '5.7.1', endsAddress: false },
    { address: addresses[1], code: 550, status: null, endsAddress: true },
    { address: addresses[3], code: 552, status: '5.2.2', endsAddress: false },
  ]);
});

test('MAIL7 what is refused once it was seen is about the mail, unless it names the mailbox', async () => {
  const answers = ['5.6.0 I do not like this', '5.1.1 nobody here', 'no'];
  const { url } = await mailServer({
    onData(stream, _session, done) {
      stream.resume();
      stream.on('end', () => done(Object.assign(new Error(answers.shift()), { responseCode: 554 })));
    },
  });
  const { postman } = postmanTo(url);
  for (const name of ['a', 'b', 'c']) await queue({ to: { name, address: `${name}@example.org` } });
  await postman.deliver();
  expect((await bounces()).map(({ status, endsAddress }) => [status, endsAddress])).toEqual([
    ['5.6.0', false],
    ['5.1.1', true],
    [null, false],
  ]);
});

test('MAIL7 what ends an address', () => {
  const of = (status: string | null, atRecipient = false) => isOfAddress({ code: null, status, atRecipient });
  expect(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.0', '5.2.1'].every((status) => of(status))).toBe(
    true,
  );
  const others = ['5.0.0', '5.1.7', '5.1.8', '5.2.2', '5.2.3', '5.3.4', '5.4.4', '5.7.1', '4.1.1', '4.4.7'];
  expect(others.some((status) => of(status))).toBe(false);
  expect([of(null, true), of(null), of('5.0.0', true), of('5.7.1', true)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
});

test('MAIL8 news is not sent to an address that came back, until it is trusted; what somebody needs is tried', async () => {
  const { received, url } = await mailServer(refusing);
  const { postman } = postmanTo(url);
  const to = { name: '', address: 'Gone@Example.org' };
  await db.transaction((tx) =>
    recordBounce(tx, {
      effectKey: 'former',
      ...{ address: to.address, code: 550, status: null },
      endsAddress: true,
    }),
  );
  await queue({ to, subject: 'news', ...news() });
  await queue({ to, subject: 'sign in' });
  await postman.deliver();
  expect(received.map(({ parsed }) => parsed.subject)).toEqual(['sign in']);
  expect((await states())[0]).toMatchObject({ state: 'given-up', fault: 'mail to this address came back' });
  expect([...(await bouncedSince(db.query, ['gone@example.org', 'x@example.org'])).keys()]).toEqual([
    'gone@example.org',
  ]);
  expect(await db.transaction((tx) => clearBounces(tx, 'gone@EXAMPLE.org'))).toBe(true);
  expect(await db.transaction((tx) => clearBounces(tx, 'gone@example.org'))).toBe(false);
  await queue({ to, subject: 'more news', ...news() });
  await postman.deliver();
  expect(received.map(({ parsed }) => parsed.subject)).toEqual(['sign in', 'more news']);
});

test('NO4 a mail that a server took no earlier than in quiet hours waits for their end, and loses no attempt', async () => {
  let isAway = true;
  const { received, url } = await mailServer({
    onRcptTo: (_address, _session, done) =>
      done(isAway ? Object.assign(new Error('greylisted'), { responseCode: 451 }) : null),
  });
  const sleeper = newId();
  let until: Date | undefined;
  const holds: Holds = async (_db, mails) =>
    new Map(
      mails.flatMap(({ id, readerId }) => (until && readerId === sleeper ? [[id, until] as const] : [])),
    );
  const { postman } = postmanTo(url, { holds });
  await queue({ subject: 'asleep', ...news(sleeper) });
  await queue({ subject: 'awake', ...news() });
  await queue({ subject: 'needed' });
  await postman.deliver();
  isAway = false;
  until = new Date(Date.now() + 7 * 3_600_000);
  await makeDue();
  await postman.deliver();
  expect(received.map(({ parsed }) => parsed.subject)).toEqual(['awake', 'needed']);
  const { rows } = await sql<{ dueAt: Date; attempts: number }>`
    select due_at as "dueAt", attempts from mail where state = 'waiting'`.execute(db.query);
  expect(rows).toEqual([{ dueAt: until, attempts: 1 }]);
  until = undefined;
  await makeDue();
  await postman.deliver();
  expect(received.map(({ parsed }) => parsed.subject)).toEqual(['awake', 'needed', 'asleep']);
});

test('MAIL2 what says nothing of use any more is not sent', async () => {
  const { received, url } = await mailServer();
  const { postman } = postmanTo(url);
  const at = (inMs: number) => new Date(Date.now() + inMs);
  for (const notAfter of [at(-1_000), at(60_000)])
    await queue({ news: { readerId: newId(), kind: 'session-soon', notAfter } });
  await postman.deliver();
  expect(received).toHaveLength(1);
  expect((await states()).map(({ state, fault }) => [state, fault])).toEqual([
    ['given-up', 'it came too late'],
    ['sent', null],
  ]);
});

test('MAIL9 mail servers report to where the settings say', async () => {
  const { received, url } = await mailServer();
  await queue();
  await postmanTo(url, { returnTo: 'reports@learn.example' }).postman.deliver();
  expect(received.map(({ from, parsed }) => [from, parsed.from?.text])).toEqual([
    ['reports@learn.example', '"Stoa" <stoa@learn.example>'],
  ]);
});

describe('a report that comes back', () => {
  const taken = (message: string) =>
    takeReport({ db: db.query, bouncing }, Buffer.from(message.replaceAll('\n', '\r\n')));
  /** Sends a mail, and gives its Message-ID. */
  async function sent(address = 'amara@example.org'): Promise<string> {
    const { received, url } = await mailServer();
    await queue({ to: { name: '', address } });
    await postmanTo(url).postman.deliver();
    return received[0]!.parsed.messageId!;
  }
  const report = ({
    about = '',
    fields,
    original = '',
  }: {
    about?: string;
    fields: string;
    original?: string;
  }) =>
    `From: MAILER-DAEMON@mx.example
To: stoa@learn.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=utf-8

I am sorry to have to inform you.

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
${about}
${fields}

--part
Content-Type: text/rfc822-headers

From: Stoa <stoa@learn.example>
${original}
Subject: Hello

--part--
`;
  const failed = (status: string) => `
Final-Recipient: rfc822; somebody.else@example.net
Action: failed
Status: ${status}
Diagnostic-Code: smtp; 550 ${status} it is
 as it is`;

  test('MAIL9 is known by our Message-ID, and speaks of the address that we mailed, whatever it names', async () => {
    const original = `Message-ID: ${await sent()}`;
    expect(await taken(report({ fields: failed('5.1.1'), original }))).toBe('recorded');
    expect(await taken(report({ fields: failed('5.1.1'), original }))).toBe('recorded');
    expect(await bounces()).toEqual([
      { address: 'amara@example.org', code: null, status: '5.1.1', endsAddress: true },
    ]);
    expect((await states())[0]!.state).toBe('sent');
  });

  test('MAIL9 is known by the envelope id that the server was given, too', async () => {
    const key = (await sent()).slice(1, 33);
    const about = `Original-Envelope-Id: ${key}\n`;
    expect(await taken(report({ about, fields: failed('5.2.2') }))).toBe('recorded');
    expect(await bounces()).toMatchObject([{ status: '5.2.2', endsAddress: false }]);
  });

  test('MAIL9 says no more than it does: a delay, a time that ran out, a status beside it', async () => {
    const original = `Message-ID: ${await sent('a@example.org')}`;
    const delayed = failed('4.4.1').replace('failed', 'delayed');
    expect(await taken(report({ fields: delayed, original }))).toBe('no failure');
    expect(await bounces()).toEqual([]);
    expect(await taken(report({ fields: failed('4.4.7'), original }))).toBe('recorded');
    const vague = failed('5.1.1').replace('Status: 5.1.1', 'Status: 5.0.0 (permanent failure)');
    const other = `Message-ID: ${await sent('b@example.org')}`;
    expect(await taken(report({ fields: vague, original: other }))).toBe('recorded');
    expect((await bounces()).map(({ status, endsAddress }) => [status, endsAddress])).toEqual([
      ['4.4.7', false],
      ['5.1.1', true],
    ]);
  });

  test('MAIL9 whatever else comes to that address changes nothing', async () => {
    const id = await sent();
    const others = [
      '',
      'no mail at all',
      `Subject: Re: Hello\nIn-Reply-To: ${id}\n\nI am on holiday.`,
      report({ fields: failed('5.1.1'), original: `X-Other: ${id}` }),
      report({ fields: '', original: `Message-ID: ${id}` }),
      report({ fields: failed('5.1.1') }).slice(0, 400),
    ];
    for (const other of others) expect(await taken(other)).toBe('no failure');
    const stranger = `Message-ID: <${'0'.repeat(32)}@learn.example>`;
    expect(await taken(report({ fields: failed('5.1.1'), original: stranger }))).toBe('of no mail');
    expect(await bounces()).toEqual([]);
  });
});
