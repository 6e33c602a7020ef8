import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { contract, event } from '#kernel/contract.ts';
import { newId } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';
import type { Database, Migration } from '../db/database.ts';
import { DatabaseUnavailable } from '../db/errors.ts';
import { inProcessFanout, type Fanout } from '../fanout/fanout.ts';
import { gatheredReaction, noting, reaction, type LoggedEvent, type Tell } from './events.ts';
import { openLog, renewEpochs, type Log } from './log.ts';
import { logMigrations } from './migrations.ts';

const board = topicKind('board/:boardId', { who: ['person'] });

/** A small room for the log's own tests: a counter that everybody may raise. */
const counting = contract('counting', {
  topics: { board },
  events: {
    'counting:raised': event({
      summary: 'The counter stands here.',
      kind: 'state',
      delivery: 'live',
      data: z.object({ count: z.number() }),
      key: () => 'count',
      on: [board],
    }),
    'counting:waved': event({
      summary: 'Somebody waves.',
      kind: 'signal',
      delivery: 'live',
      data: z.object({ hand: z.string() }),
      on: [board],
    }),
  },
});

export const countingMigrations: readonly Migration[] = [
  ...logMigrations,
  {
    name: 'counting/0001-raise',
    sql: 'create table raise (id uuid primary key, board uuid not null)',
  },
];

/** The log's rules, the same on every database. */
export function testLog(engine: string, open: () => Promise<Database>): void {
  describe(`the log on ${engine}`, () => {
    let db: Database;
    let fanout: Fanout;
    let log: Log;
    const announced: LoggedEvent[] = [];

    beforeAll(async () => {
      db = await open();
      fanout = inProcessFanout();
      fanout.listen((events) => announced.push(...events));
      log = openLog({ db, fanout });
    });
    afterAll(() => db.close());

    const topicOf = (boardId: string): string => board.of({ boardId });

    function raise(
      boardId: string,
      options: { fails?: boolean; commitsWith?: string; alsoOn?: string[] } = {},
    ) {
      return log.write(
        async ({ tx, tell }) => {
          await sql`insert into raise (id, board) values (${newId()}, ${boardId})`.execute(tx);
          const told = tell(
            counting,
            'counting:raised',
            [topicOf(boardId), ...(options.alsoOn ?? [])],
            async (held) => {
              const { rows } = await sql<{
                count: number;
              }>`select count(*) as count from raise where board = ${boardId}`.execute(held);
              return { count: rows[0]!.count };
            },
          );
          if (options.fails) throw new Error('changed my mind');
          return told;
        },
        { commitsWith: options.commitsWith },
      );
    }

    const countIn = ({ data }: LoggedEvent): number => (JSON.parse(data) as { count: number }).count;

    test('LOG1 the row and the event commit together and are announced after', async () => {
      const boardId = newId();
      const told = await raise(boardId);
      expect(told.data).toEqual({ count: 1 });
      const [logged] = await log.after(topicOf(boardId), 0, 10);
      expect(logged).toMatchObject({
        topic: topicOf(boardId),
        seq: 1,
        type: 'counting:raised',
        data: '{"count":1}',
      });
      expect(announced.find(({ topic }) => topic === topicOf(boardId))).toEqual(logged);
    });

    test('LOG2 LOG3 two hundred writers at once: numbers without a hole, each state higher than the last', async () => {
      const boardId = newId();
      await Promise.all(Array.from({ length: 200 }, () => raise(boardId)));
      const events = await log.after(topicOf(boardId), 0, 1_000);
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 200 }, (_, place) => place + 1));
      expect(events.map(countIn)).toEqual(Array.from({ length: 200 }, (_, place) => place + 1));
    });

    test('LOG2 writers that share topics in other orders never wait for each other in a circle', async () => {
      const boards = [newId(), newId(), newId()];
      await Promise.all(
        Array.from({ length: 60 }, (_, place) => {
          const [first, ...others] = [...boards.slice(place % 3), ...boards.slice(0, place % 3)];
          return raise(first!, { alsoOn: others.map(topicOf) });
        }),
      );
      for (const boardId of boards) {
        const events = await log.after(topicOf(boardId), 0, 100);
        expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, place) => place + 1));
      }
    });

    test('LOG5 a write that fails leaves no row, no event, no number and no word', async () => {
      const boardId = newId();
      await raise(boardId);
      const wordsBefore = announced.length;
      await expect(raise(boardId, { fails: true })).rejects.toThrow('changed my mind');
      expect(announced).toHaveLength(wordsBefore);
      const told = await raise(boardId);
      expect(told.data).toEqual({ count: 2 });
      expect((await log.after(topicOf(boardId), 0, 10)).map(({ seq }) => seq)).toEqual([1, 2]);
    });

    test('LOG9 what one event sets off commits with it, in turn, or neither happened', async () => {
      const boardId = newId();
      const [first, second] = [newId(), newId()].map((id) => board.of({ boardId: id }));
      let fails = false;
      const say =
        (data: { count: number }, topic: string) =>
        ({ tell }: { tell: Tell }) => {
          if (fails) throw new Error('not now');
          tell(counting, 'counting:raised', [topic], data);
          return Promise.resolve();
        };
      const reacting = openLog({
        db,
        fanout,
        reactions: [
          reaction(counting, 'counting:raised', async (write, { count }) => {
            if (count < 2) await say({ count: count + 1 }, [first, second][count]!)(write);
          }),
        ],
      });
      const raiseKnown = () =>
        reacting.write(
          async ({ tell }) => void tell(counting, 'counting:raised', [topicOf(boardId)], { count: 0 }),
        );
      await raiseKnown();
      const told = async (topic: string) => (await log.after(topic, 0, 10)).map(countIn);
      expect([await told(topicOf(boardId)), await told(first!), await told(second!)]).toEqual([
        [0],
        [1],
        [2],
      ]);

      fails = true;
      await expect(raiseKnown()).rejects.toThrow('not now');
      expect(await told(topicOf(boardId))).toEqual([0]);
    });

    test('LOG9 a reaction that gathers is asked once, also for what other reactions tell', async () => {
      const boardId = newId();
      const asked: number[][] = [];
      const reacting = openLog({
        db,
        fanout,
        reactions: [
          gatheredReaction(counting, 'counting:raised', async ({ tell }, all) => {
            asked.push(all.map(({ count }) => count));
            if (asked.length === 1) tell(counting, 'counting:raised', [topicOf(boardId)], { count: 9 });
          }),
          reaction(counting, 'counting:raised', async ({ tell }, { count }) => {
            if (count === 0) tell(counting, 'counting:raised', [topicOf(boardId)], { count: 5 });
          }),
        ],
      });
      await reacting.write(async ({ tell }) => {
        for (const count of [0, 1]) tell(counting, 'counting:raised', [topicOf(boardId)], { count });
      });
      expect(asked).toEqual([[0, 1, 5], [9]]);
      expect((await log.after(topicOf(boardId), 0, 10)).map(countIn)).toEqual([0, 1, 5, 9]);
    });

    test('LOG9 what a room only notes may be read last, and is given as it was numbered; both commit or neither', async () => {
      const boardId = newId();
      const noted: unknown[] = [];
      const reactions = [
        noting(counting, 'counting:raised', async (tx, { count }, { topic, seq }) => {
          noted.push({ count, topic, seq });
          await sql`insert into raise (id, board) values (${newId()}, ${boardId})`.execute(tx);
          if (count === 8) throw new Error('not this time');
        }),
      ];
      const told = (count: number) =>
        openLog({ db, fanout, reactions }).write(async ({ tell }) => {
          tell(counting, 'counting:raised', [topicOf(boardId), topicOf(newId())], async () => ({ count }));
        });
      await told(7);
      await expect(told(8)).rejects.toThrow('not this time');
      expect(noted).toEqual([7, 8].map((count) => ({ count, topic: topicOf(boardId), seq: count - 6 })));
      const { rows } = await sql`select from raise where board = ${boardId}`.execute(db.query);
      expect([rows.length, (await log.after(topicOf(boardId), 0, 9)).length]).toEqual([1, 1]);
    });

    test('LOG9 what is reacted to must be told with its data', async () => {
      const reactions = [reaction(counting, 'counting:raised', () => Promise.resolve())];
      await expect(
        openLog({ db, fanout, reactions }).write(async ({ tell }) => {
          tell(counting, 'counting:raised', [topicOf(newId())], async () => ({ count: 1 }));
        }),
      ).rejects.toThrow('must be told with its data');
    });

    test('LOG6 writes that share a commit keep their answers, and one that fails fails alone', async () => {
      const boardId = newId();
      const results = await Promise.allSettled(
        Array.from({ length: 120 }, (_, place) =>
          raise(boardId, { commitsWith: boardId, fails: place % 10 === 3 }),
        ),
      );
      expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(12);
      const events = await log.after(topicOf(boardId), 0, 1_000);
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 108 }, (_, place) => place + 1));
      const { rows } = await sql<{
        count: number;
      }>`select count(*) as count from raise where board = ${boardId}`.execute(db.query);
      expect(rows[0]!.count).toBe(108);
      expect(countIn(events.at(-1)!)).toBe(108);
    });

    test('LOG6 writes that share a commit begin together; one whose beginning fails fails alone', async () => {
      const boardId = newId();
      const steps: string[] = [];
      const write = (name: string) =>
        log.write(
          async (_write, begun: string) => {
            steps.push(`${begun} works`);
            return begun;
          },
          {
            commitsWith: boardId,
            begin: async ({ tx }) => {
              steps.push(`${name} begins`);
              await sql`select 1`.execute(tx);
              if (name === 'bad') throw new Error('may not');
              return name;
            },
          },
        );
      const first = write('first');
      const together = ['a', 'b', 'c'].map(write);
      expect(await Promise.all([first, ...together])).toEqual(['first', 'a', 'b', 'c']);
      expect(steps.slice(2)).toEqual(['a begins', 'b begins', 'c begins', 'a works', 'b works', 'c works']);
      const before = write('before');
      const mixed = await Promise.allSettled(['d', 'bad', 'e'].map(write));
      expect(mixed.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await before).toBe('before');
      expect(steps).not.toContain('bad works');
    });

    test('LOG6 writes that may run abreast do so within their commit, and keep their order among the others', async () => {
      const boardId = newId();
      const steps: string[] = [];
      const write = (name: string, isAbreast = true) =>
        log.write(
          async ({ tx }) => {
            steps.push(`${name} begins`);
            await sql`select 1`.execute(tx);
            if (name === 'bad') throw new Error('changed my mind');
            await sql`select 1`.execute(tx);
            steps.push(`${name} ends`);
            return name;
          },
          { commitsWith: boardId, isAbreast },
        );
      const first = write('first');
      const mixed = [write('a'), write('b'), write('c', false), write('d')];
      expect(await Promise.all([first, ...mixed])).toEqual(['first', 'a', 'b', 'c', 'd']);
      const abreast = ['a begins', 'b begins', 'a ends', 'b ends'];
      expect(steps.slice(2)).toEqual([...abreast, 'c begins', 'c ends', 'd begins', 'd ends']);
      steps.length = 0;
      const again = write('first');
      const failing = await Promise.allSettled(['e', 'bad', 'f'].map((name) => write(name)));
      expect(failing.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect(await again).toBe('first');
      // The neighbours had run to their end before the commit was given up: nothing of theirs runs outside of it.
      expect(steps.slice(2, 7)).toEqual(['e begins', 'bad begins', 'f begins', 'e ends', 'f ends']);
    });

    test('LOG10 a signal is announced after the commit and takes no number; of one that fails nobody hears', async () => {
      const boardId = newId();
      const topic = topicOf(boardId);
      const wave = (tell: Tell, hand: string) => tell(counting, 'counting:waved', [topic], { hand });
      const told = await log.write(async ({ tell }) => wave(tell, 'left'));
      expect(told.data).toEqual({ hand: 'left' });
      const failing = log.write(async ({ tell }) => {
        wave(tell, 'right');
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      const heard = announced.filter((one) => one.topic === topic);
      expect(heard).toMatchObject([{ seq: 0, type: 'counting:waved', data: '{"hand":"left"}' }]);
      expect(await log.after(topic, 0, 10)).toEqual([]);
      expect((await raise(boardId)).data).toEqual({ count: 1 });
      expect((await log.heads([topic]))[0]).toMatchObject({ seq: 1 });
    });

    test('heads know topics that nothing was told on', async () => {
      const [silent, spoken] = [newId(), newId()];
      await raise(spoken);
      const heads = await log.heads([topicOf(silent), topicOf(spoken)]);
      expect(heads).toHaveLength(2);
      expect(heads.find(({ topic }) => topic === topicOf(silent))).toMatchObject({ seq: 0, floor: 0 });
      expect(heads.find(({ topic }) => topic === topicOf(spoken))).toMatchObject({ seq: 1, floor: 0 });
      expect(new Set(heads.map(({ epoch }) => epoch)).size).toBe(1);
    });

    test('LOG7 what is forgotten raises the floor, and counting goes on', async () => {
      const boardId = newId();
      await raise(boardId);
      await raise(boardId);
      await log.prune(new Date(Date.now() + 60_000));
      expect(await log.heads([topicOf(boardId)])).toMatchObject([{ seq: 2, floor: 2 }]);
      expect(await log.after(topicOf(boardId), 0, 10)).toEqual([]);
      await raise(boardId);
      expect((await log.after(topicOf(boardId), 2, 10)).map(({ seq }) => seq)).toEqual([3]);
    });

    test('LOG7 forgetting holds one topic at a time, so that nobody who acts waits for all of it', async () => {
      const boardIds = Array.from({ length: 5 }, () => newId());
      for (const boardId of boardIds) await raise(boardId);
      let transactions = 0;
      const counted: Database = {
        ...db,
        query: db.query,
        transaction: (work) => {
          transactions += 1;
          return db.transaction(work);
        },
      };
      await openLog({ db: counted, fanout }).prune(new Date(Date.now() + 60_000));
      expect(transactions).toBeGreaterThanOrEqual(boardIds.length);
      for (const boardId of boardIds) expect(await log.after(topicOf(boardId), 0, 10)).toEqual([]);
    });

    test('LOG6 a group whose commit was cut off is not tried again: whether it took effect is unknown', async () => {
      const boardId = newId();
      let attempts = 0;
      const cut: Database = {
        ...db,
        query: db.query,
        async transaction(work) {
          attempts += 1;
          await db.transaction(work);
          throw new DatabaseUnavailable('cut off');
        },
      };
      const cutLog = openLog({ db: cut, fanout });
      const results = await Promise.allSettled(
        Array.from({ length: 4 }, () =>
          cutLog.write(async ({ tx }) => void (await sql`select 1`.execute(tx)), { commitsWith: boardId }),
        ),
      );
      expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'rejected'));
      expect(attempts).toBe(2);
    });

    test('LOG8 after a restore every topic counts in a new epoch, also those still to come', async () => {
      const [old, fresh] = [newId(), newId()];
      await raise(old);
      const [before] = await log.heads([topicOf(old)]);
      await renewEpochs(db.query);
      const [after] = await log.heads([topicOf(old)]);
      expect(after!.epoch).not.toBe(before!.epoch);
      await raise(fresh);
      const [born] = await log.heads([topicOf(fresh)]);
      expect(born!.epoch).toBe(after!.epoch);
    });

    test('the log keeps what people write, whatever it is made of', async () => {
      const boardId = newId();
      const strange = { count: 1, text: 'a"b\\c\n\u2028 \u202e 😀 </script> \u0001' };
      await log.write(async ({ tell }) => {
        tell(counting, 'counting:raised', [topicOf(boardId)], strange);
      });
      const [logged] = await log.after(topicOf(boardId), 0, 1);
      expect(JSON.parse(logged!.data)).toEqual(strange);
    });
  });
}
