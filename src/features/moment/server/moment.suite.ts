import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../../tests/support/academy.ts';
import { aMomentClass } from '../../../../tests/support/moments.ts';
import { openRooms, type OpenDatabase, type Rooms } from '../../../../tests/support/rooms.ts';
import type { HandQueue, OwnHandStanding, RaisedHand, TimerStanding } from '../contract.ts';
import { Reactions } from './reactions.ts';

const names = (count: number): string[] => Array.from({ length: count }, (_, place) => `student${place}`);
const minuteMs = 60_000;

/** What hands, the timer and reactions promise, on either database. */
export function momentSuite(open: OpenDatabase): void {
  let rooms: Rooms;
  beforeAll(async () => {
    rooms = await openRooms(open);
  });
  afterAll(() => rooms.close());
  beforeEach(() => {
    rooms.announced.length = 0;
  });

  describe('hands', () => {
    test('NOW1 one hand a person, however often it is raised at once, in the order in which they went up', async () => {
      const school = await aMomentClass(rooms);
      await school.raise('jonas');
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => school.raise('amara')));
      expect(new Set(outcomes.map(({ hand }) => hand!.id)).size).toBe(1);
      await school.raise('mina');
      expect(await school.queue()).toEqual(['jonas', 'amara', 'mina']);
      expect(school.told('staff', 'hand:changed')).toHaveLength(3);
      await school.act('amara', 'hand:lower');
      const again = await school.raise('amara');
      expect(again.hand!.id).not.toBe(outcomes[0]!.hand!.id);
      expect(await school.queue()).toEqual(['jonas', 'mina', 'amara']);
    });

    test('NOW1 a class that raises its hands at once is in the queue, each once', async () => {
      const class40 = names(40);
      const school = await aMomentClass(rooms, class40);
      await Promise.all(class40.flatMap((name) => [school.raise(name), school.raise(name)]));
      expect((await school.queue()).toSorted()).toEqual(class40.toSorted());
      expect(school.told<HandQueue>('everybody', 'hand:queue').at(-1)).toMatchObject({ waiting: 40 });
    });

    test('NOW2 everybody hears how many and finds their own place, and no name', async () => {
      const class22 = names(22);
      const school = await aMomentClass(rooms, class22);
      for (const name of class22) await school.raise(name);
      const { queue, own } = await school.now('student3');
      expect(queue.waiting).toBe(22);
      expect(queue.nextIds).toHaveLength(20);
      expect(queue.nextIds.indexOf(own.hand!.id)).toBe(3);
      expect(queue.nextIds).not.toContain((await school.now('student21')).own.hand!.id);
      expect(school.told<HandQueue>('everybody', 'hand:queue').at(-1)).toEqual({
        ...queue,
        sessionId: school.sessionId,
      });
      for (const word of ['student3', school.person('student3').userId])
        expect(school.toldEverybody + JSON.stringify(await school.now('student5'))).not.toContain(word);
    });

    test('NOW3 calling on somebody takes down the hand before, and who is called on hears it', async () => {
      const school = await aMomentClass(rooms);
      for (const name of ['amara', 'jonas']) await school.raise(name);
      const called = await school.call('amara');
      expect(called.calledAt).not.toBeNull();
      expect(await school.call('amara')).toEqual(called);
      expect((await school.now('jonas')).queue).toMatchObject({ calledId: called.id, waiting: 1 });
      expect(school.told<OwnHandStanding>('amara', 'hand:mine').at(-1)!.hand!.calledAt).toBe(called.calledAt);
      await school.call('jonas', 'omar');
      expect(await school.queue()).toEqual(['jonas']);
      expect((await school.now('amara')).own.hand).toBeNull();
      expect(school.told<OwnHandStanding>('amara', 'hand:mine').at(-1)!.hand).toBeNull();
      const gone = school.act('ines', 'hand:call', { handId: called.id });
      expect(await outcomeOf(gone)).toBe('not_found');
    });

    test('NOW3 of several who are called on at once, one is', async () => {
      const class10 = names(10);
      const school = await aMomentClass(rooms, class10);
      await Promise.all(class10.map((name) => school.raise(name)));
      const { hands } = await school.desk();
      const outcomes = await Promise.all(
        hands.map(({ id: handId }, place) =>
          outcomeOf(school.act(place % 2 === 0 ? 'ines' : 'omar', 'hand:call', { handId })),
        ),
      );
      expect(outcomes).toEqual(hands.map(() => 'done'));
      const left = (await school.desk()).hands;
      expect(left).toHaveLength(1);
      expect(left[0]!.calledAt).not.toBeNull();
    });

    test('NOW4 a hand goes down by its owner, by staff, and with all others; nothing of it is left', async () => {
      const school = await aMomentClass(rooms);
      for (const name of ['amara', 'jonas', 'mina']) await school.raise(name);
      await school.act('amara', 'hand:lower');
      await school.act('amara', 'hand:lower');
      expect(await school.queue()).toEqual(['jonas', 'mina']);
      const handId = await school.handOf('jonas');
      await school.act('ines', 'hand:dismiss', { handId });
      await school.act('ines', 'hand:dismiss', { handId });
      expect(await school.queue()).toEqual(['mina']);
      await school.raise('amara');
      expect(await school.act('ines', 'hand:lower-all')).toMatchObject({ lowered: 2 });
      expect(await school.queue()).toEqual([]);
      for (const name of ['amara', 'jonas', 'mina'])
        expect(school.told<OwnHandStanding>(name, 'hand:mine').at(-1)!.hand).toBeNull();
      expect(school.told<HandQueue>('everybody', 'hand:queue').at(-1)).toMatchObject({
        ...{ calledId: null, nextIds: [], waiting: 0 },
      });
    });

    test('NOW2 a hand of another session is none here', async () => {
      const school = await aMomentClass(rooms);
      const elsewhere = await aMomentClass(rooms);
      const { hand } = await elsewhere.raise('amara');
      const handId = hand!.id;
      expect(await outcomeOf(school.act('ines', 'hand:call', { handId }))).toBe('not_found');
      await school.act('ines', 'hand:dismiss', { handId });
      expect(await elsewhere.queue()).toEqual(['amara']);
    });
  });

  describe('the timer', () => {
    const endsIn = (standing: TimerStanding): number => Date.parse(standing.timer!.endsAt!) - Date.now();

    test('NOW8 runs, is paused, goes on, is given more time and stopped', async () => {
      const school = await aMomentClass(rooms);
      expect(await outcomeOf(school.time('pause'))).toBe('conflict');
      const started = await school.time('start', { seconds: 300, purpose: 'exercise' });
      expect(started.timer).toMatchObject({ purpose: 'exercise', leftMs: null });
      expect(Math.abs(endsIn(started) - 5 * minuteMs)).toBeLessThan(5_000);
      const paused = await school.time('pause');
      expect(paused.timer!.endsAt).toBeNull();
      expect(5 * minuteMs - paused.timer!.leftMs!).toBeLessThan(5_000);
      expect(await school.time('pause')).toEqual(paused);
      expect((await school.time('extend')).timer!.leftMs).toBe(paused.timer!.leftMs! + minuteMs);
      const resumed = await school.time('resume');
      expect(Math.abs(endsIn(resumed) - 6 * minuteMs)).toBeLessThan(5_000);
      expect(await school.time('resume')).toEqual(resumed);
      for (const name of ['amara', 'ines']) expect((await school.now(name)).timer).toEqual(resumed.timer);
      expect((await school.desk()).timer).toEqual(resumed.timer);
      await school.time('stop');
      await school.time('stop');
      expect((await school.now('amara')).timer).toBeNull();
      expect(
        school.told<TimerStanding>('everybody', 'timer:changed').map(({ timer }) => timer?.leftMs),
      ).toEqual([null, paused.timer!.leftMs, paused.timer!.leftMs! + minuteMs, null, undefined]);
    });

    test('NOW8 that has run out is not paused, and gets its minute from now', async () => {
      const school = await aMomentClass(rooms);
      await school.time('start', { seconds: 60 });
      await school.pass(5);
      expect(await outcomeOf(school.time('pause'))).toBe('conflict');
      expect(Math.abs(endsIn(await school.time('extend')) - minuteMs)).toBeLessThan(5_000);
    });

    test('NOW8 lasts four hours at most, running or paused', async () => {
      const school = await aMomentClass(rooms);
      await school.time('start', { seconds: 4 * 3_600 - 30 });
      expect(await outcomeOf(school.time('extend'))).toBe('conflict');
      await school.time('pause');
      expect(await outcomeOf(school.time('extend'))).toBe('conflict');
      await school.time('start', { seconds: 60 });
      expect(await outcomeOf(school.time('extend', { seconds: 4 * 3_600 - 120 }))).toBe('done');
    });

    test('NOW8 is one, whoever starts one at once', async () => {
      const school = await aMomentClass(rooms);
      const outcomes = await Promise.all(
        [60, 120, 180, 240].map((seconds) => outcomeOf(school.time('start', { seconds }))),
      );
      expect(outcomes).toEqual(['done', 'done', 'done', 'done']);
      const { timer } = await school.now('amara');
      expect(school.told<TimerStanding>('everybody', 'timer:changed').at(-1)!.timer).toEqual(timer);
    });
  });

  test('NOW7 reactions of one half second are one signal, and nothing of them is kept', async () => {
    const school = await aMomentClass(rooms);
    const { sessionId } = school;
    const reactions = new Reactions();
    const send = (kind: 'applause' | 'heart') =>
      rooms.log.write((write) => reactions.send(write, { sessionId, kind }));
    for (let clap = 0; clap < 12; clap++) await send('applause');
    await send('heart');
    expect(school.told('everybody', 'reaction:burst')).toEqual([]);
    await reactions.flush(rooms.log);
    await reactions.flush(rooms.log);
    expect(school.told('everybody', 'reaction:burst')).toEqual([
      {
        sessionId,
        counts: [
          { kind: 'applause', count: 12 },
          { kind: 'heart', count: 1 },
        ],
      },
    ]);
    expect(rooms.announced.find(({ type }) => type === 'reaction:burst')!.seq).toBe(0);
    const kept = await rooms.log.after(school.school.topics.session, 0, 1_000);
    expect(kept.filter(({ type }) => type === 'reaction:burst')).toEqual([]);
  });

  describe('while it is time', () => {
    const commands: [string, string, object][] = [
      ['amara', 'hand:raise', {}],
      ['amara', 'pulse:say', { pace: 'right', clarity: null }],
      ['amara', 'reaction:send', { kind: 'heart' }],
      ['ines', 'timer:start', { seconds: 60 }],
      ['ines', 'banner:say', { text: 'Now.' }],
    ];
    const outcomes = (school: Awaited<ReturnType<typeof aMomentClass>>): Promise<string[]> =>
      Promise.all(commands.map(([name, command, input]) => outcomeOf(school.act(name, command, input))));

    test('NOW11 all of it ends with the session, and none of it comes after', async () => {
      const school = await aMomentClass(rooms);
      expect(await outcomes(school)).toEqual(commands.map(() => 'done'));
      await school.school.asStaff('session:end');
      const now = await school.now('amara');
      expect(now).toMatchObject({ timer: null, banner: null, queue: { waiting: 0 }, own: { hand: null } });
      const desk = await school.desk();
      expect(desk.hands).toEqual([]);
      expect(desk.banners[0]!.endedAt).not.toBeNull();
      // What was said of it stays: the session is over, and not undone.
      expect(desk.pulse.pace.right).toBe(1);
      expect(school.told<OwnHandStanding>('amara', 'hand:mine').at(-1)!.hand).toBeNull();
      expect(await outcomes(school)).toEqual(commands.map(() => 'conflict'));
    });

    test('NOW11 before it begins there may be a timer and a banner, and in a rehearsal nothing', async () => {
      const school = await aMomentClass(rooms);
      school.school.sessionId = (await school.school.schedule({ title: 'Later' })).session.id;
      expect(await outcomes(school)).toEqual(['conflict', 'conflict', 'conflict', 'done', 'done']);
      await school.school.asStaff('session:rehearse', { on: true });
      expect(await outcomes(school)).toEqual(commands.map(() => 'conflict'));
    });
  });

  test('NOW12 staff hear when somebody whose hand is up is called something else', async () => {
    const school = await aMomentClass(rooms);
    await school.raise('jonas');
    await rooms.perform(school.person('jonas'), 'identity:update-profile', { name: 'Jonas Berg' });
    expect(school.told<RaisedHand>('staff', 'hand:changed').at(-1)!.person.name).toBe('Jonas Berg');
    expect(await school.queue()).toEqual(['Jonas Berg']);
  });
}
