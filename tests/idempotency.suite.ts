import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import type { Actor } from '#platform/server/feature.ts';
import type { TestHouse, TestPerson } from './support/house.ts';
import type { OpenHouse } from './support/onPostgresHouse.ts';
import { SocketReader } from './support/readers.ts';

/** One `commandId`, one effect, one answer: on either database, by either door. */
export function testIdempotency(open: OpenHouse): void {
  let stoa: TestHouse;
  beforeAll(async () => {
    stoa = await open();
  });
  afterAll(() => stoa.close());

  const told = async (person: TestPerson): Promise<number> => {
    const events = await stoa.ground.log.after(`user/${person.userId}`, 0, 1_000);
    return events.filter(({ type }) => type === 'progress:updated').length;
  };
  const place = (lesson: number) => ({
    cohortId: stoa.north.cohortId,
    lessonId: stoa.north.lessonIds[lesson]!,
  });
  const asActor = (person: TestPerson): Actor => ({ kind: 'person', platformAdmin: false, ...person });
  /** Straight to the commands, all in one turn. */
  const perform = (as: TestPerson, lesson: number, commandId: string) =>
    stoa.house.node.perform({
      name: 'progress:complete',
      actor: asActor(as),
      input: place(lesson),
      commandId,
      address: '127.0.0.1',
      agent: 'test',
      cookie: undefined,
    });

  describe('LOG4 the same command id', () => {
    test('twice in a row: one effect, one answer, and word that it is the kept one', async () => {
      const amara = await stoa.student('amara');
      const commandId = newId();
      const first = await stoa.complete(amara, stoa.north.lessonIds[0]!, stoa.north, commandId);
      const again = await stoa.complete(amara, stoa.north.lessonIds[0]!, stoa.north, commandId);
      expect([first.status, again.status]).toEqual([200, 200]);
      expect(again.body).toEqual(first.body);
      expect(first.headers.get('idempotent-replayed')).toBeNull();
      expect(again.headers.get('idempotent-replayed')).toBe('true');
      expect(await told(amara)).toBe(1);
    });

    test('fifty times at once: one effect, fifty times the same answer', async () => {
      const bela = await stoa.student('bela');
      const commandId = newId();
      const answers = await Promise.all(
        Array.from({ length: 50 }, () =>
          stoa.complete(bela, stoa.north.lessonIds[0]!, stoa.north, commandId),
        ),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(answers.filter(({ headers }) => headers.get('idempotent-replayed') === null)).toHaveLength(1);
      expect(await told(bela)).toBe(1);
    });

    test('twice within one shared commit: both get the answer', async () => {
      const [carl, dora] = [await stoa.student('carl'), await stoa.student('dora')];
      const commandId = newId();
      const answers = await Promise.all([
        // While this one commits, the others gather.
        perform(dora, 0, newId()),
        perform(carl, 0, commandId),
        perform(carl, 0, commandId),
        perform(carl, 0, commandId),
      ]);
      expect(answers[1]!.data).toMatchObject({ studentId: carl.userId, completed: 1 });
      expect(answers.slice(2).map(({ data }) => data)).toEqual([answers[1]!.data, answers[1]!.data]);
      expect(answers.map(({ isKept }) => isKept)).toEqual([false, false, true, true]);
      expect(await told(carl)).toBe(1);
    });

    test('over one door and then the other', async () => {
      const emil = await stoa.student('emil');
      const socket = await SocketReader.open(stoa.base, emil.cookie);
      const [one, other] = [newId(), newId()];
      const byHttp = await stoa.complete(emil, stoa.north.lessonIds[0]!, stoa.north, one);
      const bySocket = await socket.ask('progress:complete', { commandId: one, ...place(0) });
      expect(bySocket).toEqual({ ok: true, data: (byHttp.body as { data: unknown }).data });

      const first = await socket.ask('progress:complete', { commandId: other, ...place(1) });
      const again = await stoa.complete(emil, stoa.north.lessonIds[1]!, stoa.north, other);
      expect(again.body).toEqual({ data: first.data });
      expect(await told(emil)).toBe(2);
      socket.close();
    });

    test('in the body instead of the header', async () => {
      const fina = await stoa.student('fina');
      const commandId = newId();
      const path = `/api/cohorts/${stoa.north.cohortId}/lessons/${stoa.north.lessonIds[0]!}/completion`;
      const first = await stoa.ask('PUT', path, { as: fina, body: { commandId } });
      const again = await stoa.complete(fina, stoa.north.lessonIds[0]!, stoa.north, commandId);
      expect(again.body).toEqual(first.body);
      expect(await told(fina)).toBe(1);
    });

    test('later, when things have moved on: the old answer, and nothing moves back', async () => {
      const gus = await stoa.student('gus');
      const commandId = newId();
      const first = await stoa.complete(gus, stoa.north.lessonIds[0]!, stoa.north, commandId);
      await stoa.undo(gus, stoa.north.lessonIds[0]!);
      const again = await stoa.complete(gus, stoa.north.lessonIds[0]!, stoa.north, commandId);
      expect(again.body).toEqual(first.body);
      const { data } = await stoa.view<{ progress: unknown }>(`/api/cohorts/${stoa.north.cohortId}`, gus);
      expect(data.progress).toMatchObject({ completed: 0 });
    });

    test('for something else is refused, whether other words or another command', async () => {
      const hana = await stoa.student('hana');
      const commandId = newId();
      await stoa.complete(hana, stoa.north.lessonIds[0]!, stoa.north, commandId);
      const otherLesson = await stoa.complete(hana, stoa.north.lessonIds[1]!, stoa.north, commandId);
      const otherCommand = await stoa.ask('PATCH', '/api/me', {
        as: hana,
        body: { look: 'dark', commandId },
      });
      for (const { status, body } of [otherLesson, otherCommand]) {
        expect([status, (body as { code: string }).code]).toEqual([409, 'command_reused']);
      }
      expect(await told(hana)).toBe(1);
    });

    test('for something else at the same moment: one of the two is refused', async () => {
      const iris = await stoa.student('iris');
      const commandId = newId();
      const outcomes = await Promise.all(
        [0, 1, 0, 1].map((lesson) =>
          perform(iris, lesson, commandId).then(
            ({ data }) => (data as { lessonId: string }).lessonId,
            (refusal: { code: string }) => refusal.code,
          ),
        ),
      );
      const done = outcomes.filter((outcome) => outcome !== 'command_reused');
      expect(done).toHaveLength(2);
      expect(new Set(done).size).toBe(1);
      expect(await told(iris)).toBe(1);
    });

    test('of somebody else is their own', async () => {
      const [jan, kira] = [await stoa.student('jan'), await stoa.student('kira')];
      const commandId = newId();
      const lessonId = stoa.north.lessonIds[0]!;
      await stoa.complete(jan, lessonId, stoa.north, commandId);
      const { body } = await stoa.complete(kira, lessonId, stoa.north, commandId);
      expect(body).toMatchObject({ data: { studentId: kira.userId } });
      expect([await told(jan), await told(kira)]).toEqual([1, 1]);
    });

    test('of a command that was refused is still free', async () => {
      const [lena, ines] = [await stoa.student('lena'), await stoa.instructor('ines')];
      await stoa.remove(lena, ines);
      const commandId = newId();
      const lessonId = stoa.north.lessonIds[0]!;
      expect((await stoa.complete(lena, lessonId, stoa.north, commandId)).status).toBe(404);
      await stoa.enrol(lena, ines);
      expect((await stoa.complete(lena, lessonId, stoa.north, commandId)).status).toBe(200);
      expect(await told(lena)).toBe(1);
    });

    test('answers nobody who has lost the right to it', async () => {
      const [mira, ines] = [await stoa.student('mira'), await stoa.instructor('ines')];
      const commandId = newId();
      const lessonId = stoa.north.lessonIds[0]!;
      await stoa.complete(mira, lessonId, stoa.north, commandId);
      await stoa.remove(mira, ines);
      expect((await stoa.complete(mira, lessonId, stoa.north, commandId)).status).toBe(404);
    });

    test.each(['', '1', 'x'.repeat(36), `${newId()}0`])(
      'that is no UUID is refused: %j',
      async (commandId) => {
        const amara = await stoa.student('amara');
        const headers = { 'idempotency-key': commandId };
        const { status, body } = await stoa.ask('PATCH', '/api/me', {
          as: amara,
          body: { look: 'dark' },
          headers,
        });
        expect([status, (body as { code: string }).code]).toEqual([422, 'invalid']);
      },
    );
  });
}
