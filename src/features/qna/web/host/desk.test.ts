import { describe, expect, test } from 'vitest';
import { atDesk } from '#app/web/gallery/qnaFixtures.ts';
import { countsOf } from '../../contract.ts';
import {
  actOfKey,
  actsFor,
  countIn,
  doneWord,
  labelsTyped,
  mergeTargets,
  rowAfter,
  rowsOf,
  undoOf,
  type DeskCommand,
} from './desk.ts';

const waits = atDesk({ id: 'a', state: 'pending' });
const seen = atDesk({ id: 'b', state: 'published', upvotes: 4, restoresTo: null });
const now = atDesk({ id: 'c', state: 'answering', restoresTo: 'published' });
const done = atDesk({ id: 'd', state: 'answered', restoresTo: 'published' });
const hidden = atDesk({ id: 'e', state: 'dismissed', restoresTo: 'published' });
const all = [waits, seen, now, done, hidden];
const wanted = { filter: 'open', order: 'votes', typed: '', kept: new Set<string>() } as const;

describe('the desk', () => {
  test('shows what was asked for, the question that is being answered first', () => {
    expect(rowsOf(all, wanted).map(({ id }) => id)).toEqual(['c', 'b']);
    expect(rowsOf(all, { ...wanted, filter: 'hidden' }).map(({ id }) => id)).toEqual(['e']);
    expect(rowsOf(all, { ...wanted, filter: 'all' })).toHaveLength(5);
  });

  test('keeps what was just done where it was, so that it can be undone there', () => {
    const rows = rowsOf(all, { ...wanted, filter: 'waiting', kept: new Set(['b']) });
    expect(rows.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('counts each question once', () => {
    const counts = countsOf(all);
    const shown = (['waiting', 'open', 'answered', 'hidden', 'all'] as const).map((one) =>
      countIn(counts, one),
    );
    expect(shown).toEqual([1, 2, 1, 1, 5]);
  });

  test('offers what the server would do, the likeliest first', () => {
    const here = { showsNothing: false };
    expect(all.map((one) => actsFor(one, here)[0])).toEqual([
      'publish',
      'answer-now',
      'aloud',
      'written',
      'restore',
    ]);
    expect(actsFor(seen, here)).not.toContain('restore');
    expect(actsFor(seen, { showsNothing: true })).not.toContain('answer-now');
    expect(actsFor(waits, here)).not.toContain('written');
    expect(all.filter((one) => actsFor(one, here).includes('attach'))).toEqual([done]);
  });

  test('every letter does one thing, whatever the case', () => {
    const acts = [...'PAOWTDMLS'].map(actOfKey);
    expect(new Set(acts).size).toBe(9);
    expect(acts).not.toContain(undefined);
    expect(actOfKey('Escape')).toBeUndefined();
  });

  test('arrow keys move and stay in the list; letters only while single keys are on', () => {
    expect([rowAfter('ArrowDown', 0, 3, true), rowAfter('ArrowDown', 2, 3, true)]).toEqual([1, 2]);
    expect([rowAfter('k', 1, 3, true), rowAfter('k', 1, 3, false)]).toEqual([0, undefined]);
    expect([rowAfter('Home', 2, 3, false), rowAfter('End', 0, 3, false)]).toEqual([0, 2]);
    expect(rowAfter('ArrowDown', 0, 0, true)).toBeUndefined();
  });
});

describe('undo', () => {
  const input = { questionId: 'b' };
  const restore: DeskCommand = { name: 'qa:restore', input };

  test('a change of state is restored', () => {
    expect(undoOf({ name: 'qa:dismiss', input: { ...input, reason: '' } }, seen)).toEqual(restore);
    expect(undoOf({ name: 'qa:answer', input: { ...input, text: null } }, seen)).toEqual(restore);
    expect(undoOf({ name: 'qa:merge', input: { ...input, intoId: 'a' } }, seen)).toEqual(restore);
  });

  test('what replaces itself has none: restoring would take back more than was done', () => {
    expect(undoOf({ name: 'qa:answer', input: { ...input, text: 'Again' } }, done)).toBeNull();
    expect(undoOf({ name: 'qa:dismiss', input: { ...input, reason: 'Other' } }, hidden)).toBeNull();
    expect(undoOf(restore, hidden)).toBeNull();
  });

  test('all else is set to what it was', () => {
    const labelled = atDesk({ id: 'b', labels: ['Privacy'] });
    expect(undoOf({ name: 'qa:pin', input: { ...input, on: true } }, seen)).toEqual({
      name: 'qa:pin',
      input: { ...input, on: false },
    });
    expect(undoOf({ name: 'qa:label', input: { ...input, labels: [] } }, labelled)?.input).toEqual({
      ...input,
      labels: ['Privacy'],
    });
    const moved: DeskCommand = { name: 'qa:attach', input: { ...input, lessonId: 'next' } };
    expect(undoOf(moved, { ...done, lessonId: 'former' })?.input).toEqual({ ...input, lessonId: 'former' });
    const freed = undoOf(moved, done)!;
    expect([moved, freed].map(doneWord)).toEqual(['attach', 'detach']);
    const muted: DeskCommand = { name: 'qa:mute-person', input: { ...input, minutes: 10 } };
    expect(undoOf(muted, seen)?.input).toEqual({ ...input, minutes: 0 });
    expect(doneWord(muted)).toBe('mute');
  });
});

describe('merging and labelling', () => {
  test('a question goes into one that asks the like first, and never from sight into what nobody sees', () => {
    const asked = atDesk({ id: 'x', question: 'May I use customer data?' });
    const alike = atDesk({ id: 'y', question: 'Is customer data allowed?' });
    const other = atDesk({ id: 'z', question: 'When is lunch?', upvotes: 20 });
    expect(mergeTargets(asked, [asked, other, alike, waits, hidden]).map(({ id }) => id)).toEqual(['y', 'z']);
    const waiting = { ...asked, state: 'pending' as const };
    expect(mergeTargets(waiting, [waits]).map(({ id }) => id)).toEqual(['a']);
  });

  test('labels are read from one line, each once, and too many or too long ones are told', () => {
    expect(labelsTyped(' Privacy, data,, Privacy ،تكلفة')).toEqual({
      labels: ['Privacy', 'data', 'تكلفة'],
      fault: null,
    });
    expect(labelsTyped('a,b,c,d,e,f').fault).toBe('many');
    expect(labelsTyped('x'.repeat(31)).fault).toBe('long');
  });
});
