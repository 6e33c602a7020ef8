import { describe, expect, test } from 'vitest';
import { manualClock, type ManualClock } from '#kernel/clock.ts';
import type { RefusalCode } from '#kernel/refusal.ts';
import { ApiProblem, unreachable } from '../api/problem.ts';
import { PretendedBrowser, settled } from '../realtime/pretended.suite.ts';
import { Outbox } from './outbox.ts';
import { localStore, memoryStore, type KeptCommand, type OutboxStore } from './store.ts';

interface Attempt {
  command: KeptCommand;
  accept: (data?: unknown) => Promise<void>;
  fail: (problem: ApiProblem) => Promise<void>;
}

function aTab({
  store = memoryStore(),
  clock = manualClock(),
  browser = undefined as PretendedBrowser | undefined,
  personId = 'amara',
  leads = true,
  name = 'tab',
}: {
  store?: OutboxStore;
  clock?: ManualClock;
  browser?: PretendedBrowser | undefined;
  personId?: string;
  leads?: boolean;
  name?: string;
} = {}) {
  const attempts: Attempt[] = [];
  let made = 0;
  const outbox = new Outbox({
    personId,
    store,
    channel: browser?.channel(name),
    clock,
    random: () => 0.5,
    newId: () => `${name}-${++made}`,
    send: (command) =>
      new Promise((resolve, reject) => {
        attempts.push({
          command,
          accept: (data = {}) => (resolve(data), settled()),
          fail: (problem) => (reject(problem), settled()),
        });
      }),
  });
  outbox.lead(leads);
  return {
    outbox,
    attempts,
    store,
    clock,
    states: () => outbox.get().map(({ commandId, state }) => [commandId, state]),
    sent: () => attempts.map(({ command }) => command.commandId),
  };
}

const refused = (code: RefusalCode, more = {}): ApiProblem => new ApiProblem(code, `no: ${code}`, more);
const lesson = { cohortId: 'c', lessonId: 'l' };

describe('sending', () => {
  test('G: an unanswered command is sent again under the same id until there is an answer', async () => {
    const { outbox, attempts, clock, sent, states, store } = aTab();
    const { commandId, answered } = outbox.submit('progress:complete', lesson);
    await settled();
    expect(states()).toEqual([[commandId, 'sending']]);
    for (const problem of [unreachable(), refused('unavailable'), refused('too_many')]) {
      await attempts.at(-1)!.fail(problem);
      expect(states()).toEqual([[commandId, 'waiting']]);
      clock.advance(30_000);
      await settled();
    }
    await attempts.at(-1)!.accept({ percent: 100 });
    expect(await answered).toEqual({ percent: 100 });
    expect(sent()).toEqual([commandId, commandId, commandId, commandId]);
    expect(states()).toEqual([]);
    expect(await store.all()).toEqual([]);
  });

  test('the pause before another attempt is random, grows, and respects what the server asks for', async () => {
    const { outbox, attempts, clock } = aTab();
    outbox.submit('progress:complete', lesson);
    await settled();
    await attempts[0]!.fail(unreachable());
    clock.advance(999);
    expect(attempts).toHaveLength(1);
    clock.advance(1);
    expect(attempts).toHaveLength(2);
    await attempts[1]!.fail(refused('unavailable', { retryAfterMs: 7_000 }));
    clock.advance(6_999);
    expect(attempts).toHaveLength(2);
    clock.advance(1);
    expect(attempts).toHaveLength(3);
  });

  test('when the connection is back, nobody waits for the pause to end', async () => {
    const { outbox, attempts } = aTab();
    outbox.submit('progress:complete', lesson);
    await settled();
    await attempts[0]!.fail(unreachable());
    outbox.kick();
    expect(attempts).toHaveLength(2);
  });

  test('CUT4 what hung on a frozen path as the connection came back is sent again at once, under its id', async () => {
    const { outbox, attempts, clock, sent, states } = aTab();
    const { commandId, answered } = outbox.submit('progress:complete', lesson);
    await settled();
    clock.advance(2_000);
    outbox.kick();
    await settled();
    expect(sent()).toEqual([commandId, commandId]);
    // Of the first one nothing is believed any more, and what is quick is not sent twice.
    await attempts[0]!.fail(unreachable());
    clock.advance(1_999);
    outbox.kick();
    await settled();
    expect(states()).toEqual([[commandId, 'sending']]);
    await attempts[1]!.accept({ percent: 100 });
    expect(await answered).toEqual({ percent: 100 });
    expect(attempts).toHaveLength(2);
  });

  test('CUT4 once the connection is back, former failures lengthen no pause', async () => {
    const { outbox, attempts, clock } = aTab();
    outbox.submit('progress:complete', lesson);
    await settled();
    for (let failures = 0; failures < 6; failures++) {
      await attempts.at(-1)!.fail(unreachable());
      clock.advance(30_000);
      await settled();
    }
    const { length } = attempts;
    outbox.kick();
    await attempts.at(-1)!.fail(unreachable());
    clock.advance(1_000);
    expect(attempts).toHaveLength(length + 1);
  });

  test('a refusal is told and not repeated; sent again by hand it is a new command', async () => {
    const { outbox, attempts, store, states } = aTab();
    const { commandId, answered } = outbox.submit('progress:complete', lesson);
    await settled();
    await attempts[0]!.fail(refused('forbidden'));
    await expect(answered).rejects.toMatchObject({ code: 'forbidden' });
    expect(outbox.get()).toMatchObject([{ commandId, state: 'failed', problem: { code: 'forbidden' } }]);
    expect(await store.all()).toEqual([]);
    expect(outbox.waitingCount).toBe(0);

    const again = outbox.retry(commandId);
    await settled();
    expect(again?.commandId).not.toBe(commandId);
    expect(states()).toEqual([[again?.commandId, 'sending']]);
  });

  test('a defect of the server is tried three times and then told', async () => {
    const { outbox, attempts, clock } = aTab();
    outbox.submit('progress:complete', lesson);
    await settled();
    for (let time = 0; time < 3; time++) {
      await attempts.at(-1)!.fail(refused('internal'));
      clock.advance(30_000);
      await settled();
    }
    expect(attempts).toHaveLength(3);
    expect(outbox.get()).toMatchObject([{ state: 'failed' }]);
  });

  test('commands with one key go one after the other, others beside them', async () => {
    const { outbox, attempts, sent } = aTab();
    const one = outbox.submit('progress:complete', lesson, 'l');
    const two = outbox.submit('progress:undo', lesson, 'l');
    const other = outbox.submit('progress:complete', lesson, 'm');
    await settled();
    expect(sent()).toEqual([one.commandId, other.commandId]);
    await attempts[0]!.accept();
    expect(sent()).toEqual([one.commandId, other.commandId, two.commandId]);
  });

  test('by default a room keeps its order', async () => {
    const { outbox, sent } = aTab();
    const one = outbox.submit('chat:send', { text: 'first' });
    outbox.submit('chat:send', { text: 'second' });
    await settled();
    expect(sent()).toEqual([one.commandId]);
  });
});

describe('surviving', () => {
  test('what was not answered before the browser closed is sent after it opens again, under its id', async () => {
    const before = aTab();
    const { commandId } = before.outbox.submit('progress:complete', lesson);
    await settled();
    before.outbox.close();

    const after = aTab({ store: before.store, clock: before.clock, name: 'later' });
    await settled();
    expect(after.sent()).toEqual([commandId]);
    expect(after.attempts[0]!.command.input).toEqual(lesson);
  });

  test('what is older than 5 minutes is asked about; said yes, it goes out; said no, it never does', async () => {
    const before = aTab();
    const wanted = before.outbox.submit('chat:send', { text: 'still true' }, 'one');
    const unwanted = before.outbox.submit('chat:send', { text: 'no longer' }, 'two');
    await settled();
    before.outbox.close();
    before.clock.advance(5 * 60_000 + 1);

    const after = aTab({ store: before.store, clock: before.clock, name: 'later' });
    await settled();
    expect(after.states()).toEqual([
      [wanted.commandId, 'needs-confirmation'],
      [unwanted.commandId, 'needs-confirmation'],
    ]);
    expect(after.sent()).toEqual([]);
    after.outbox.confirm(wanted.commandId);
    after.outbox.discard(unwanted.commandId);
    await settled();
    expect(after.sent()).toEqual([wanted.commandId]);
    expect((await after.store.all()).map(({ commandId }) => commandId)).toEqual([wanted.commandId]);
  });

  test('what stays wanted is sent without asking, however old it is', async () => {
    const before = aTab();
    const { commandId } = before.outbox.submit('quiz:answer', { text: 'so' }, 'one', { staysWanted: true });
    await settled();
    before.outbox.close();
    before.clock.advance(60 * 60_000);

    const after = aTab({ store: before.store, clock: before.clock, name: 'later' });
    await settled();
    expect(after.sent()).toEqual([commandId]);
  });

  test('a refusal that is to be kept is there after a restart, until it is discarded', async () => {
    const before = aTab();
    const kept = before.outbox.submit('lessons:save-note', { text: 'mine' }, 'one', { keepsRefused: true });
    const lost = before.outbox.submit('lessons:save-note', { text: 'other' }, 'two');
    kept.answered.catch(() => {});
    lost.answered.catch(() => {});
    await settled();
    for (const { fail } of before.attempts) await fail(refused('conflict'));
    before.outbox.close();
    before.clock.advance(100 * 3_600_000);

    const after = aTab({ store: before.store, clock: before.clock, name: 'later' });
    await settled();
    expect(after.sent()).toEqual([]);
    expect(after.outbox.get()).toMatchObject([
      { commandId: kept.commandId, state: 'failed', input: { text: 'mine' }, problem: { code: 'conflict' } },
    ]);
    after.outbox.discard(kept.commandId);
    await settled();
    expect(await after.store.all()).toEqual([]);
  });

  test('a long interruption in an open tab asks as well', async () => {
    const { outbox, attempts, clock, states } = aTab();
    const { commandId } = outbox.submit('progress:complete', lesson);
    await settled();
    for (let minute = 0; minute < 6; minute++) {
      const last = attempts.at(-1)!;
      await last.fail(refused('unavailable', { retryAfterMs: 60_000 }));
      clock.advance(60_000);
      await settled();
      if (states()[0]?.[1] === 'needs-confirmation') break;
    }
    expect(states()).toEqual([[commandId, 'needs-confirmation']]);
  });

  test('another person’s commands are never sent, and are still there when that person is back', async () => {
    const store = memoryStore();
    const amara = aTab({ store });
    const { commandId } = amara.outbox.submit('progress:complete', lesson);
    await settled();
    amara.outbox.close();
    const ines = aTab({ store, personId: 'ines', name: 'ines' });
    await settled();
    expect([ines.sent(), ines.states()]).toEqual([[], []]);
    ines.outbox.close();
    const again = aTab({ store, name: 'again' });
    await settled();
    expect(again.sent()).toEqual([commandId]);
  });

  test('signing out forgets what was not sent', async () => {
    const { outbox, store, states } = aTab();
    const { answered } = outbox.submit('progress:complete', lesson);
    await settled();
    await outbox.clear();
    await expect(answered).rejects.toMatchObject({ code: 'signed_out' });
    expect([states(), await store.all()]).toEqual([[], []]);
  });

  test('a session that ended by itself keeps what was not sent', async () => {
    const { outbox, attempts, clock, store } = aTab();
    outbox.submit('progress:complete', lesson);
    await settled();
    await attempts[0]!.fail(refused('signed_out'));
    clock.advance(60_000);
    outbox.kick();
    expect(attempts).toHaveLength(1);
    expect(await store.all()).toHaveLength(1);
  });

  test('a store that refuses everything does not hold a command up', async () => {
    const no = () => Promise.reject(new Error('the quota is used up'));
    const { outbox, attempts } = aTab({ store: { all: no, put: no, remove: no } });
    const { answered } = outbox.submit('progress:complete', lesson);
    await settled();
    await attempts[0]!.accept('done');
    expect(await answered).toBe('done');
  });

  test('local storage keeps what a database would', async () => {
    const kept = new Map<string, string>();
    const store = localStore({
      get length() {
        return kept.size;
      },
      key: (place: number) => [...kept.keys()][place] ?? null,
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
      clear: () => kept.clear(),
    });
    kept.set('look', 'dark');
    const command: KeptCommand = {
      commandId: '1',
      personId: 'amara',
      name: 'x:y',
      input: {},
      key: 'x',
      createdAtMs: 1,
    };
    await store.put(command);
    expect(await store.all()).toEqual([command]);
    await store.remove('1');
    expect(await store.all()).toEqual([]);
  });
});

describe('tabs', () => {
  async function twoTabs() {
    const browser = new PretendedBrowser();
    const store = memoryStore();
    const clock = manualClock();
    const leader = aTab({ browser, store, clock, name: 'leader' });
    const follower = aTab({ browser, store, clock, name: 'follower', leads: false });
    const settle = async (): Promise<void> => {
      for (let round = 0; round < 4; round++) {
        await settled();
        browser.deliver();
      }
    };
    await settle();
    return { browser, store, clock, leader, follower, settle };
  }

  test('only the leader sends, and the tab that asked hears the answer', async () => {
    const { leader, follower, settle } = await twoTabs();
    const { commandId, answered } = follower.outbox.submit('progress:complete', lesson);
    await settle();
    expect([leader.sent(), follower.sent()]).toEqual([[commandId], []]);
    expect(follower.states()).toEqual([[commandId, 'sending']]);
    await leader.attempts[0]!.accept('done');
    await settle();
    expect(await answered).toBe('done');
    expect([leader.states(), follower.states()]).toEqual([[], []]);
  });

  test('a refusal reaches the tab that asked, with all it says', async () => {
    const { leader, follower, settle } = await twoTabs();
    const { answered } = follower.outbox.submit('progress:complete', lesson);
    await settle();
    const faults = [{ field: 'lessonId', message: 'is no lesson' }];
    await leader.attempts[0]!.fail(refused('invalid', { faults, requestId: 'r1' }));
    await settle();
    await expect(answered).rejects.toMatchObject({ code: 'invalid', faults, requestId: 'r1' });
  });

  test('the leader closes in the middle of sending: the next one sends it again, under the same id', async () => {
    const { leader, follower, settle } = await twoTabs();
    const { commandId, answered } = follower.outbox.submit('progress:complete', lesson);
    await settle();
    leader.outbox.close();
    follower.outbox.lead(true);
    await settle();
    expect(follower.sent()).toEqual([commandId]);
    await follower.attempts[0]!.accept('done');
    expect(await answered).toBe('done');
  });

  test('a tab that opens later sees how things stand', async () => {
    const { browser, store, clock, leader, settle } = await twoTabs();
    const { commandId } = leader.outbox.submit('progress:complete', lesson);
    await settle();
    await leader.attempts[0]!.fail(refused('forbidden'));
    const late = aTab({ browser, store, clock, name: 'late', leads: false });
    await settle();
    expect(late.states()).toEqual([[commandId, 'failed']]);
    late.outbox.discard(commandId);
    await settle();
    expect(leader.states()).toEqual([]);
  });

  test('signing out in one tab empties all of them', async () => {
    const { follower, leader, settle } = await twoTabs();
    leader.outbox.submit('progress:complete', lesson);
    await settle();
    await follower.outbox.clear();
    await settle();
    expect([leader.states(), follower.states()]).toEqual([[], []]);
  });
});
