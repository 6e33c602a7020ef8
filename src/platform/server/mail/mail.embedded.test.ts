import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { sql } from 'kysely';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase, type Database } from '../db/database.ts';
import { letter } from './letter.ts';
import { mailMigrations } from './migrations.ts';
import { queueMail, type Mail } from './outbox.ts';
import { Postman } from './postman.ts';
import { smtpCarrier } from './smtp.ts';

let db: Database;
beforeAll(async () => {
  db = await openDatabase({ dataDir: 'memory:', migrations: mailMigrations });
});
afterAll(() => db.close());
beforeEach(() => sql`delete from mail`.execute(db.query));

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

interface Received {
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
    received.push({ to: envelope.rcptTo.map(({ address }) => address), parsed });
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

function postmanTo(url: string | undefined, from = 'Stoa <stoa@learn.example>') {
  const lines: object[] = [];
  const logger = { warn: (line: object) => void lines.push(line) };
  const carrier = url === undefined ? undefined : smtpCarrier({ url, from });
  const postman = new Postman({ db, carrier, logger: logger as never, random: () => 0.5 });
  closing.push(async () => postman.close());
  return { postman, lines };
}

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
