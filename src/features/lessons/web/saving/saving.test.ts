import { describe, expect, test } from 'vitest';
import { manualClock } from '#kernel/clock.ts';
import { Autosave, type Saved, type Unsent } from './autosave.ts';
import { mergeFields, mergeLines, mergeNotes } from './merge.ts';

/** One text on a server, and a device that writes it. */
function aDevice(server: Saved<string> = { value: '', revision: 0 }) {
  const clock = manualClock();
  const state = { server, isAway: false };
  let made = 0;
  let unsent: Unsent<string>[] = [];
  const waiting = new Map<string, { accept: (revision: number) => void; refuse: (code: string) => void }>();
  const autosave = new Autosave<string>({
    equal: (one, other) => one === other,
    merge: mergeNotes,
    submit(value, revision) {
      const commandId = `save-${++made}`;
      const answered = new Promise<number>((resolve, reject) =>
        waiting.set(commandId, {
          accept: resolve,
          refuse: (code) => reject({ code, message: `no: ${code}` }),
        }),
      );
      unsent = [...unsent, { commandId, value, revision, state: 'waiting', problem: undefined }];
      autosave.hears(unsent);
      return { commandId, answered };
    },
    discard(commandId) {
      unsent = unsent.filter((one) => one.commandId !== commandId);
      autosave.hears(unsent);
      waiting.get(commandId)?.refuse('conflict');
    },
    fetch: () => (state.isAway ? Promise.reject(new Error('away')) : Promise.resolve({ ...state.server })),
    clock,
  });
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    autosave,
    clock,
    state,
    settled,
    unsent: () => unsent,
    type: (value: string) => autosave.change(value),
    async refuses(code: string): Promise<void> {
      const { commandId } = unsent[0]!;
      const problem = { code, message: `no: ${code}` };
      unsent = unsent.map((one) =>
        one.commandId === commandId ? { ...one, state: 'failed' as const, problem } : one,
      );
      autosave.hears(unsent);
      waiting.get(commandId)!.refuse(code);
      await settled();
    },
    /** The outbox sends the oldest, and the server answers. */
    async arrives(): Promise<void> {
      const [first] = unsent;
      if (!first) throw new Error('nothing waits');
      unsent = unsent.map((one) => (one === first ? { ...one, state: 'sending' } : one));
      autosave.hears(unsent);
      const isNewest = first.revision === state.server.revision;
      if (isNewest) {
        state.server = { value: first.value, revision: first.revision + 1 };
        unsent = unsent.filter(({ commandId }) => commandId !== first.commandId);
      } else {
        unsent = unsent.map((one) =>
          one.commandId === first.commandId
            ? { ...one, state: 'failed', problem: { code: 'conflict', message: 'changed meanwhile' } }
            : one,
        );
      }
      const waiter = waiting.get(first.commandId);
      if (isNewest) waiter?.accept(state.server.revision);
      else waiter?.refuse('conflict');
      autosave.hears(unsent);
      await settled();
    },
  };
}

describe('what is typed', () => {
  test('LW1 is saved after a pause, and at least every five seconds while somebody types', async () => {
    const { autosave, clock, type, unsent, arrives, state } = aDevice();
    autosave.told(state.server);
    type('a');
    clock.advance(700);
    type('ab');
    clock.advance(700);
    expect(unsent()).toEqual([]);
    expect(autosave.get().saving).toEqual({ state: 'saving' });
    clock.advance(100);
    expect(unsent()).toHaveLength(1);
    await arrives();
    expect(state.server).toEqual({ value: 'ab', revision: 1 });
    expect(autosave.get().saving).toEqual({ state: 'saved' });
    for (let typed = 0; typed < 10; typed += 1) {
      type(`ab${typed}`);
      clock.advance(500);
    }
    expect(unsent()).toHaveLength(1);
  });

  test('LW1 without a connection is one save, the newest, on top of what it was typed over', async () => {
    const { autosave, type, unsent, arrives, state } = aDevice({ value: 'so', revision: 4 });
    autosave.told(state.server);
    for (const text of ['so f', 'so far', 'so far so good']) {
      type(text);
      autosave.flush();
    }
    expect(unsent()).toMatchObject([{ value: 'so far so good', revision: 4 }]);
    await arrives();
    expect(state.server).toEqual({ value: 'so far so good', revision: 5 });
    expect(autosave.get().saving).toEqual({ state: 'saved' });
  });

  test('while a save is on its way is saved on top of its answer', async () => {
    const { autosave, type, unsent, arrives, state, settled } = aDevice();
    autosave.told(state.server);
    type('one');
    autosave.flush();
    const [first] = unsent();
    autosave.hears([{ ...first!, state: 'sending' }]);
    type('one two');
    autosave.flush();
    expect(unsent()).toHaveLength(1);
    await arrives();
    await settled();
    expect(unsent()).toMatchObject([{ value: 'one two', revision: 1 }]);
    await arrives();
    expect(state.server.value).toBe('one two');
  });

  test('LW1 is kept as it is when leaving the page', () => {
    const { autosave, type, unsent, state } = aDevice();
    autosave.told(state.server);
    type('last words');
    autosave.flush();
    expect(unsent()).toMatchObject([{ value: 'last words' }]);
  });

  test('is told to be refused, and tried again when it changes', async () => {
    const { autosave, type, state, unsent, refuses, arrives } = aDevice();
    autosave.told(state.server);
    type('too much');
    autosave.flush();
    await refuses('too_large');
    expect(autosave.get().saving).toEqual({ state: 'failed', sentence: 'no: too_large' });
    type('less');
    expect(autosave.get().saving).toEqual({ state: 'saving' });
    autosave.flush();
    // The refused one is kept until the next one is.
    expect(unsent()).toMatchObject([{ value: 'less' }]);
    await arrives();
    expect(autosave.get().saving).toEqual({ state: 'saved' });
  });
});

describe('two devices', () => {
  test('what the other one wrote is there when nothing was typed here', () => {
    const { autosave, state } = aDevice({ value: 'a', revision: 1 });
    autosave.told(state.server);
    autosave.told({ value: 'b', revision: 2 });
    expect(autosave.get().value).toBe('b');
    autosave.told({ value: 'old', revision: 1 });
    expect(autosave.get().value).toBe('b');
  });

  test('LW2 that add in different places get one text', async () => {
    const { autosave, type, arrives, state } = aDevice({ value: 'one\ntwo\nthree', revision: 1 });
    autosave.told(state.server);
    type('ONE\ntwo\nthree');
    autosave.flush();
    state.server = { value: 'one\ntwo\nthree\nfour', revision: 2 };
    await arrives();
    expect(autosave.get()).toMatchObject({ value: 'ONE\ntwo\nthree\nfour', isJoined: false });
    await arrives();
    expect(state.server).toEqual({ value: 'ONE\ntwo\nthree\nfour', revision: 3 });
  });

  test('LW2 that write over each other keep both texts', async () => {
    const { autosave, type, arrives, state } = aDevice({ value: 'before', revision: 1 });
    autosave.told(state.server);
    type('mine');
    autosave.flush();
    state.server = { value: 'theirs', revision: 2 };
    await arrives();
    expect(autosave.get().isJoined).toBe(true);
    await arrives();
    expect(state.server.value).toContain('mine');
    expect(state.server.value).toContain('theirs');
    expect(autosave.get().saving).toEqual({ state: 'saved' });
  });

  test('LW1 a save that had arrived, without its answer, is no conflict with itself', async () => {
    const { autosave, type, arrives, state, unsent } = aDevice({ value: '', revision: 0 });
    autosave.told(state.server);
    type('first words');
    autosave.flush();
    state.server = { value: 'first words', revision: 1 };
    type('first words, and more');
    autosave.flush();
    expect(unsent()).toMatchObject([{ value: 'first words, and more', revision: 0 }]);
    await arrives();
    await arrives();
    expect(state.server).toEqual({ value: 'first words, and more', revision: 2 });
    expect(autosave.get()).toMatchObject({ value: 'first words, and more', isJoined: false });
  });
});

describe('a page that is opened again', () => {
  const before: Unsent<string> = {
    commandId: 'before',
    value: 'from before',
    revision: 3,
    state: 'waiting',
    problem: undefined,
  };

  test('LW1 shows what was typed before and not sent yet, and goes on with it', async () => {
    const { autosave, settled, state, type, unsent } = aDevice({ value: 'old', revision: 3 });
    autosave.hears([before]);
    expect(autosave.get()).toMatchObject({ value: 'from before', saving: { state: 'saving' } });
    autosave.told(state.server);
    expect(autosave.get().value).toBe('from before');
    state.server = { value: 'from before', revision: 4 };
    autosave.hears([]);
    await settled();
    expect(autosave.get()).toMatchObject({ value: 'from before', saving: { state: 'saved' } });
    type('from before, and after');
    autosave.flush();
    expect(unsent()).toMatchObject([{ revision: 4 }]);
  });

  test('LW2 keeps both when what was typed before was refused for another device’s sake', async () => {
    const { autosave, settled, state, arrives } = aDevice({ value: 'elsewhere', revision: 7 });
    autosave.hears([
      { ...before, state: 'failed', problem: { code: 'conflict', message: 'changed meanwhile' } },
    ]);
    await settled();
    autosave.flush();
    await arrives();
    expect(state.server.value).toContain('elsewhere');
    expect(state.server.value).toContain('from before');
  });
});

describe('merging', () => {
  test('LW2 changes at different places are one text, and changes that touch are none', () => {
    expect(mergeLines('a\nb\nc', 'A\nb\nc', 'a\nb\nC')).toBe('A\nb\nC');
    expect(mergeLines('a\nb\nc', 'a\nb', 'A\nb\nc')).toBe('A\nb');
    expect(mergeLines('a\nb', 'x\nb', 'y\nb')).toBeNull();
    expect(mergeLines('a', 'a', 'b')).toBe('b');
    expect(mergeLines('a', 'b', 'b')).toBe('b');
    expect(mergeLines('a\nb', 'a\nx\nb', 'a\ny\nb')).toBeNull();
  });

  test('LW2 a form merges by its fields', () => {
    const common = { title: 'A', minutes: 5, after: ['x'] };
    expect(mergeFields(common, { ...common, title: 'B' }, { ...common, after: ['x', 'y'] })).toEqual({
      value: { title: 'B', minutes: 5, after: ['x', 'y'] },
    });
    expect(mergeFields(common, { ...common, minutes: 6 }, { ...common, minutes: 7 })).toBeNull();
    expect(mergeFields(null, common, { ...common, minutes: 7 })).toBeNull();
  });
});
