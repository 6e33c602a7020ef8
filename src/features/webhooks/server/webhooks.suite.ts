import { sql } from 'kysely';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { polls } from '#features/polls/contract.ts';
import { quizzes } from '#features/quizzes/contract.ts';
import { JobWorker } from '#platform/server/jobs/worker.ts';
import type { Tell } from '#platform/server/log/events.ts';
import { anAcademy, outcomeOf, type Academy } from '../../../../tests/support/academy.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import {
  outgoingTypes,
  type OutgoingType,
  type WebhookDelivery,
  type WebhookEndpoint,
  type WebhookFormat,
} from '../contract.ts';
import { aReceiver, type Received, type Receiver } from './receiver.testing.ts';

interface Added {
  endpoint: WebhookEndpoint;
  secret: string;
}
interface Given {
  url?: string;
  types?: readonly OutgoingType[];
  format?: WebhookFormat;
}

/** What `webhooks` promises, on either database. */
export function webhooksSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  let worker: JobWorker;
  let receiver: Receiver;
  beforeAll(async () => {
    rooms = await openRooms(open, { loopback: true, resolve: async () => ['10.0.0.7'] });
    const quiet = { warn() {}, error() {} };
    worker = new JobWorker({ db: rooms.db, log: rooms.log, kinds: rooms.jobs, logger: quiet });
  });
  afterAll(async () => {
    await worker.close();
    await rooms.close();
  });
  beforeEach(async () => {
    receiver = await aReceiver();
    rooms.announced.length = 0;
  });
  afterEach(async () => {
    receiver.close();
    await sql`delete from webhook_endpoint`.execute(rooms.db.query);
    await sql`delete from job`.execute(rooms.db.query);
  });

  const aClass = (): Promise<Academy> =>
    anAcademy(rooms, { students: ['amara', 'jonas'], instructors: ['ines'], admins: ['paula'] });
  const by = (academy: Academy, command: string, input: object = {}, who = 'paula'): Promise<unknown> =>
    rooms.perform(academy.person(who), command, { organisationId: academy.organisationId, ...input });
  const add = (academy: Academy, given: Given = {}): Promise<Added> =>
    by(academy, 'webhooks:add', {
      ...{ url: receiver.url, types: outgoingTypes, format: 'plain' },
      ...given,
    }) as Promise<Added>;
  const complete = (academy: Academy, key = 'a', who = 'amara'): Promise<unknown> =>
    rooms.perform(academy.person(who), 'progress:complete', {
      cohortId: academy.cohortId,
      lessonId: academy.lesson(key),
    });
  const endpoints = async ({ organisationId, person }: Academy): Promise<WebhookEndpoint[]> =>
    (
      (await rooms.look(person('paula'), 'webhooks:endpoints', { organisationId })) as {
        endpoints: WebhookEndpoint[];
      }
    ).endpoints;
  const deliveries = async (
    { organisationId, person }: Academy,
    { endpoint }: Added,
  ): Promise<WebhookDelivery[]> =>
    (
      (await rooms.look(person('paula'), 'webhooks:deliveries', {
        organisationId,
        endpointId: endpoint.id,
      })) as {
        deliveries: WebhookDelivery[];
      }
    ).deliveries;
  /** What failed is tried again at once, not half a minute later. */
  const tryAgain = async (): Promise<void> => {
    await sql`update job set due_at = now() where state = 'waiting'`.execute(rooms.db.query);
    await worker.workOff();
  };
  const said = ({ body }: Received) => JSON.parse(body) as { type: string; timestamp: string; data: object };

  describe('who keeps addresses', () => {
    test('WH1 administrators do; the secret is said when it is made and never again, the address not whole', async () => {
      const academy = await aClass();
      const secretUrl = 'https://hooks.example.org/services/T0/B0/abcdefgh';
      const added = await add(academy, { url: secretUrl, format: 'slack' });
      expect(added.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
      const { endpoint } = added;
      expect(endpoint).toMatchObject({ shownUrl: 'https://hooks.example.org/…efgh', disabled: null });
      for (const who of ['ines', 'amara'])
        expect(
          await outcomeOf(by(academy, 'webhooks:add', { url: receiver.url, types: ['cohort.created'] }, who)),
        ).toBe('not_found');
      await by(academy, 'webhooks:edit', {
        endpointId: endpoint.id,
        description: 'The office',
        enabled: false,
      });
      expect(await endpoints(academy)).toMatchObject([
        { description: 'The office', disabled: { reason: 'administrator' }, types: outgoingTypes },
      ]);
      const kept = JSON.stringify([
        rooms.announced,
        await endpoints(academy),
        (await sql`select * from audit_entry`.execute(rooms.db.query)).rows,
        (await sql`select * from command_answer where name = 'webhooks:edit'`.execute(rooms.db.query)).rows,
      ]);
      for (const hidden of [added.secret, 'abcdefgh']) expect(kept).not.toContain(hidden);
      const other = await aClass();
      expect(await outcomeOf(by(other, 'webhooks:rotate', { endpointId: endpoint.id }))).toBe('not_found');
      await by(other, 'webhooks:remove', { endpointId: endpoint.id });
      expect(await endpoints(academy)).toHaveLength(1);
      await by(academy, 'webhooks:remove', { endpointId: endpoint.id });
      expect(await endpoints(academy)).toEqual([]);
    });

    test('WH1 an organisation has at most twenty, however many are added at once', async () => {
      const academy = await aClass();
      const outcomes = await Promise.all(Array.from({ length: 24 }, () => outcomeOf(add(academy))));
      const count = (await endpoints(academy)).length;
      expect(outcomes.filter((one) => one === 'done')).toHaveLength(count);
      expect(new Set(outcomes)).toEqual(new Set(['done', 'conflict']));
      for (let more = count; more < 20; more++) await add(academy);
      expect(await outcomeOf(add(academy))).toBe('conflict');
    });

    test('WH9 an address that is not outside is refused when it is given, and again when it is sent to', async () => {
      const academy = await aClass();
      for (const url of [
        'http://hooks.example.org/',
        'https://10.0.0.1/',
        'https://a:b@hooks.example.org/',
        'https://hooks.example.org:22/',
        'no',
      ])
        expect([url, await outcomeOf(add(academy, { url }))]).toEqual([url, 'invalid']);
      // The name looks like any other, and leads inside.
      const added = await add(academy, { url: 'https://hooks.example.org/', types: ['lesson.completed'] });
      await complete(academy);
      await worker.workOff();
      expect(await deliveries(academy, added)).toMatchObject([
        {
          state: 'waiting',
          last: { status: null, answer: expect.stringContaining('not on the public internet') as string },
        },
      ]);
    });
  });

  describe('what is sent', () => {
    test('WH2 WH3 an event is sent once to each address that wants it, signed as Standard Webhooks has it', async () => {
      const academy = await aClass();
      const one = await add(academy, { types: ['lesson.completed'] });
      await add(academy, { types: ['cohort.created'] });
      await add(await aClass());
      const commandId = newId();
      const lesson = { cohortId: academy.cohortId, lessonId: academy.lesson('a') };
      for (let times = 0; times < 2; times++)
        await rooms.perform(academy.person('amara'), 'progress:complete', lesson, commandId);
      await worker.workOff();
      expect(receiver.received).toHaveLength(1);
      const [got] = receiver.received as [Received];
      const headers = got.headers as Record<string, string>;
      expect(new Webhook(one.secret).verify(got.body, headers)).toEqual(said(got));
      expect(said(got)).toEqual({
        type: 'lesson.completed',
        timestamp: expect.stringMatching(/Z$/) as string,
        data: {
          cohort: { id: academy.cohortId, title: 'Spring' },
          lessonId: lesson.lessonId,
          personId: academy.person('amara').userId,
          completedAt: expect.any(String) as string,
        },
      });
      const tampered = () => new Webhook(one.secret).verify(got.body.replace('Spring', 'Autumn'), headers);
      expect(tampered).toThrow('signature');
      expect(() => new Webhook(`whsec_${'A'.repeat(43)}=`).verify(got.body, headers)).toThrow('signature');
      expect(await deliveries(academy, one)).toMatchObject([
        {
          id: headers['webhook-id']!.slice(4),
          state: 'delivered',
          last: { attempt: 1, status: 200, answer: 'thank you' },
        },
      ]);
    });

    test('WH2 where nothing is sent anywhere, that is asked once a transaction, and for a vote not at all', async () => {
      const academy = await aClass();
      const asked = (count: number, tellOne: (tell: Tell) => unknown): Promise<number> =>
        rooms.log
          .write(async ({ tx, tell, last }) => {
            const statements = vi.spyOn(tx.getExecutor(), 'executeQuery');
            for (let one = 0; one < count; one++) tellOne(tell);
            let found = -1;
            last(async () => {
              found = statements.mock.calls.filter(([{ sql: text }]) => /webhook/.test(text)).length;
            });
            return () => found;
          })
          .then((read) => read());
      const created = { cohortId: academy.cohortId, title: 'Spring', clonedFrom: null };
      const onOrganisation = [cohorts.topics.organisation.of(academy)];
      expect(await asked(50, (tell) => tell(cohorts, 'cohort:created', onOrganisation, created))).toBe(1);
      const turnout = { pollId: newId(), sessionId: newId(), voters: 7 };
      expect(await asked(50, (tell) => tell(polls, 'poll:turnout', [`session/${newId()}`], turnout))).toBe(0);
    });

    test('WH4 while a secret is changed either verifies, and the former one not for ever', async () => {
      const academy = await aClass();
      const before = await add(academy, { types: ['lesson.completed'] });
      const endpointId = before.endpoint.id;
      const after = (await by(academy, 'webhooks:rotate', { endpointId })) as Added;
      await complete(academy, 'a');
      await worker.workOff();
      await sql`update webhook_endpoint set former_secret_until = now() - interval '1 second'`.execute(
        rooms.db.query,
      );
      await complete(academy, 'b');
      await worker.workOff();
      const verifies = ({ secret }: Added): boolean[] =>
        receiver.received.map(({ body, headers }) => {
          try {
            return Boolean(new Webhook(secret).verify(body, headers as Record<string, string>));
          } catch {
            return false;
          }
        });
      expect([verifies(before), verifies(after)]).toEqual([
        [true, false],
        [true, true],
      ]);
    });

    test('WH5 what leaves is what its shape names; results before their release do not, nor what is undone', async () => {
      const academy = await aClass();
      await add(academy);
      const studentId = academy.person('amara').userId;
      const graded = {
        ...{ cohortId: academy.cohortId, quizId: newId(), attemptId: newId(), studentId, title: 'Quiz' },
        ...{ regraded: false, reason: 'a private reason', lessonId: null },
        score: { points: 3, outOf: 4, percent: 75, passed: true, grading: 1 },
      };
      for (const released of [false, true])
        await rooms.log.write(async ({ tell }) => {
          tell(quizzes, 'quiz:graded', [`cohort/${academy.cohortId}/staff`], { ...graded, released });
        });
      await complete(academy, 'a');
      await rooms.perform(academy.person('amara'), 'progress:undo', {
        cohortId: academy.cohortId,
        lessonId: academy.lesson('a'),
      });
      await rooms.perform(academy.person('ines'), 'cohorts:remove', {
        cohortId: academy.cohortId,
        userId: studentId,
      });
      await academy.publish([['a', 'b', 'd']]);
      await worker.workOff();
      const bodies = receiver.received.map(said);
      expect(bodies.map(({ type }) => type).sort()).toEqual(
        ['course.published', 'enrolment.changed', 'lesson.completed', 'quiz.graded'].sort(),
      );
      const sent = JSON.stringify(bodies);
      for (const hidden of ['amara', academy.mailDomain, 'private']) expect(sent).not.toContain(hidden);
      expect(bodies.find(({ type }) => type === 'quiz.graded')!.data).toEqual({
        cohort: { id: academy.cohortId, title: 'Spring' },
        ...{ quizId: graded.quizId, attemptId: graded.attemptId, personId: studentId, title: 'Quiz' },
        ...{ percent: 75, passed: true },
      });
    });

    test('WH5 a session leaves once when it begins and once when it ends, whatever is done in it', async () => {
      const academy = await aClass();
      await add(academy);
      const ines = academy.person('ines');
      const { session } = (await rooms.perform(ines, 'session:schedule', {
        ...{ cohortId: academy.cohortId, title: 'Monday', startsAt: new Date().toISOString(), minutes: 60 },
      })) as { session: { id: string } };
      const sessionId = session.id;
      await rooms.perform(ines, 'session:start', { sessionId });
      await rooms.perform(ines, 'session:change', { sessionId, title: 'Tuesday' });
      await rooms.perform(ines, 'session:end', { sessionId });
      await worker.workOff();
      // Both wait for the same worker, and either may be there first.
      expect(receiver.received.map((one) => said(one).type).sort()).toEqual([
        'session.ended',
        'session.started',
      ]);
    });
  });

  describe('what does not arrive', () => {
    test('WH6 is tried again under the same id, and the log says what became of it; it can be sent once more', async () => {
      const academy = await aClass();
      const added = await add(academy, { types: ['lesson.completed'] });
      receiver.answers = [{ status: 500, text: 'not\0 today' }, { status: 302 }];
      await complete(academy);
      await worker.workOff();
      expect(await deliveries(academy, added)).toMatchObject([
        { state: 'waiting', attempts: 1, last: { status: 500, answer: 'not today' } },
      ]);
      expect((await endpoints(academy))[0]!.failingSince).not.toBeNull();
      const [{ id: deliveryId }] = (await deliveries(academy, added)) as [WebhookDelivery];
      const again = { endpointId: added.endpoint.id, deliveryId };
      expect(await outcomeOf(by(academy, 'webhooks:replay', again))).toBe('conflict');
      await tryAgain();
      await tryAgain();
      expect(await deliveries(academy, added)).toMatchObject([
        {
          ...{ state: 'delivered', attempts: 3, last: { attempt: 3, status: 200 } },
          earlier: [{ attempt: 1, status: 500 }, { attempt: 2 }],
        },
      ]);
      expect((await endpoints(academy))[0]!.failingSince).toBeNull();
      await by(academy, 'webhooks:replay', again);
      await worker.workOff();
      expect(receiver.received).toHaveLength(4);
      expect(
        new Set(receiver.received.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`))
          .size,
      ).toBe(1);
      expect(await deliveries(academy, added)).toMatchObject([{ state: 'delivered', attempts: 4 }]);
    });

    test('WH6 an address that hangs takes few places: what it has for others to wait for is tried later', async () => {
      const academy = await aClass();
      await add(academy, { types: ['cohort.created'] });
      await sql`update webhook_endpoint set failing_since = now()`.execute(rooms.db.query);
      let letGo = (): void => {};
      receiver.holds = new Promise((resolve) => (letGo = resolve));
      const created = { cohortId: academy.cohortId, title: 'Spring', clonedFrom: null };
      await rooms.log.write(async ({ tell }) => {
        for (let one = 0; one < 9; one++)
          tell(cohorts, 'cohort:created', [cohorts.topics.organisation.of(academy)], created);
      });
      await worker.take();
      await vi.waitFor(async () => {
        const { rows } = await sql`select from job where fault is not null`.execute(rooms.db.query);
        expect([receiver.received.length, rows.length]).toEqual([4, 5]);
      }, 15_000);
      letGo();
      await worker.workOff();
      expect(receiver.received).toHaveLength(4);
      await tryAgain();
      expect(receiver.received).toHaveLength(9);
    });

    test('WH7 after days of it, or when the other side says so, nothing is sent any more; administrators are told', async () => {
      const academy = await aClass();
      const long = await add(academy, { types: ['lesson.completed'] });
      receiver.answers = [{ status: 503 }, { status: 503 }];
      await complete(academy, 'a');
      await worker.workOff();
      await sql`update webhook_endpoint set failing_since = now() - interval '73 hours'`.execute(
        rooms.db.query,
      );
      rooms.announced.length = 0;
      await tryAgain();
      const told = rooms.announced.filter(({ type }) => type === 'webhooks:changed');
      expect(told.map(({ topic }) => topic)).toEqual([`org/${academy.organisationId}`]);
      expect(await endpoints(academy)).toMatchObject([{ disabled: { reason: 'failures' } }]);
      const audited = await sql<{ details: object }>`
        select details from audit_entry
        where act = 'webhooks:disabled' and organisation_id = ${academy.organisationId}`.execute(
        rooms.db.query,
      );
      expect(audited.rows).toEqual([{ details: { endpointId: long.endpoint.id, reason: 'failures' } }]);
      // What waits is given up, and what happens meanwhile is not kept for it.
      await complete(academy, 'b');
      await tryAgain();
      expect(await deliveries(academy, long)).toMatchObject([{ state: 'failed', attempts: 2 }]);
      expect(receiver.received).toHaveLength(2);
      expect(await outcomeOf(by(academy, 'webhooks:test', { endpointId: long.endpoint.id }))).toBe(
        'conflict',
      );
      await by(academy, 'webhooks:edit', { endpointId: long.endpoint.id, enabled: true });
      receiver.answers = [{ status: 410 }];
      await complete(academy, 'c');
      await worker.workOff();
      expect(await endpoints(academy)).toMatchObject([{ disabled: { reason: 'gone' } }]);
    });

    test('WH8 a test is tried once, and says what was answered', async () => {
      const academy = await aClass();
      const added = await add(academy, { types: ['cohort.created'], format: 'slack' });
      receiver.answers = [{ status: 404, text: 'no such channel' }];
      await by(academy, 'webhooks:test', { endpointId: added.endpoint.id });
      expect(await deliveries(academy, added)).toMatchObject([
        { type: 'webhook.test', state: 'waiting', last: null },
      ]);
      await worker.workOff();
      await tryAgain();
      expect(await deliveries(academy, added)).toMatchObject([
        { state: 'failed', attempts: 1, last: { status: 404, answer: 'no such channel' } },
      ]);
      expect(receiver.received.map(({ body }) => body)).toEqual(['{"text":"Stoa can send messages here."}']);
    });

    test('WH2 what is undone with its transaction is never sent', async () => {
      const academy = await aClass();
      await add(academy);
      const { cohortId } = academy;
      const undone = rooms.log.write(async ({ tell, last }) => {
        const created = { cohortId, title: 'Spring', clonedFrom: null };
        tell(cohorts, 'cohort:created', [cohorts.topics.organisation.of(academy)], created);
        last(async () => {
          throw new Error('undone');
        });
      });
      await expect(undone).rejects.toThrow('undone');
      await worker.workOff();
      expect(receiver.received).toEqual([]);
    });
  });
}
