import { describe, expect, test } from 'vitest';
import type { CohortPlan } from '../../contract.ts';
import {
  atOf,
  filledDown,
  holdingFor,
  readMoment,
  rulesOf,
  textOf,
  timesOf,
  wasChangedElsewhere,
  withText,
  type Edits,
} from './planDraft.ts';

const lesson = (id: string) => ({ id, title: id, minutes: 5, opens: null, due: null, after: [] });
const plan: CohortPlan = {
  cohort: {
    cohortId: 'c',
    title: 'Spring',
    zone: 'Europe/Lisbon',
    startsOn: '2026-03-28',
    endsOn: '2026-04-28',
    capacity: null,
    archived: false,
  },
  modules: [
    {
      key: 'one',
      title: 'One',
      opens: { day: 0, minute: 540 },
      due: null,
      lessons: [lesson('a'), lesson('b'), lesson('c')],
    },
  ],
};
const [module] = plan.modules as [CohortPlan['modules'][number]];
const none: Edits = new Map();
const typed = (day: string, time = '') => ({ day, time });
const empty = typed('');

describe('CO30 a moment in two fields', () => {
  test('is a day and a time; a time that is not said is the common one', () => {
    expect(readMoment(typed(' 3 ', '9:05'), 'opens')).toEqual({ moment: { day: 3, minute: 545 } });
    expect(readMoment(typed('-2', '23.59'), 'opens')).toEqual({ moment: { day: -2, minute: 1_439 } });
    expect(readMoment(typed('4'), 'opens')).toEqual({ moment: { day: 4, minute: 540 } });
    expect(readMoment(typed('4'), 'due')).toEqual({ moment: { day: 4, minute: 1_439 } });
    expect(readMoment(empty, 'due')).toEqual({ moment: null });
  });

  test('says what is wrong with it', () => {
    for (const day of ['x', '1.5', '', '99999', '2001'])
      expect(readMoment(typed(day, '09:00'), 'due')).toEqual({ fault: 'day' });
    for (const time of ['24:00', '9', '9:5', 'noon'])
      expect(readMoment(typed('1', time), 'due')).toEqual({ fault: 'time' });
  });

  test('is written as it is read', () => {
    expect(textOf({ day: -1, minute: 65 })).toEqual({ day: '-1', time: '01:05' });
    expect(textOf(null)).toEqual(empty);
  });

  test('is an instant by the clocks of the cohort, through their change', () => {
    expect(atOf({ day: 0, minute: 540 }, plan.cohort).toISOString()).toBe('2026-03-28T09:00:00.000Z');
    expect(atOf({ day: 1, minute: 540 }, plan.cohort).toISOString()).toBe('2026-03-29T08:00:00.000Z');
  });
});

describe('CO30 a plan that is being edited', () => {
  test('a lesson follows its module until it says otherwise', () => {
    const [a] = module.lessons;
    expect(holdingFor(timesOf(a!, undefined), module)).toEqual({ opens: { day: 0, minute: 540 }, due: null });
    const edits = withText(none, 'a', a!, { opens: typed('2', '08:00'), due: empty });
    expect(holdingFor(timesOf(a!, edits.get('a')), module).opens).toEqual({ day: 2, minute: 480 });
  });

  test('what was typed back to what stood there is no change', () => {
    const edits = withText(none, 'one', module, { opens: typed('1', '09:00'), due: empty });
    expect(rulesOf(plan, edits)).toEqual([{ moduleKey: 'one', opens: { day: 1, minute: 540 }, due: null }]);
    expect(withText(edits, 'one', module, { opens: typed('0', '09:00'), due: empty }).size).toBe(0);
  });

  test('nothing is saved while something cannot be read', () => {
    const edits = withText(none, 'a', module.lessons[0]!, { opens: typed('soon'), due: empty });
    expect(rulesOf(plan, edits)).toBeUndefined();
  });

  test('filled down, each lesson below is so many days later', () => {
    const [a] = module.lessons;
    const edits = withText(none, 'a', a!, { opens: typed('1', '09:00'), due: typed('3') });
    expect(rulesOf(plan, filledDown(edits, module, a!, 7))).toEqual([
      { lessonId: 'a', opens: { day: 1, minute: 540 }, due: { day: 3, minute: 1_439 } },
      { lessonId: 'b', opens: { day: 8, minute: 540 }, due: { day: 10, minute: 1_439 } },
      { lessonId: 'c', opens: { day: 15, minute: 540 }, due: { day: 17, minute: 1_439 } },
    ]);
  });

  test('it is told when somebody else changed the same', () => {
    const edits = withText(none, 'one', module, { opens: typed('1', '09:00'), due: empty });
    expect(wasChangedElsewhere(plan, edits)).toBe(false);
    const elsewhere = { ...plan, modules: [{ ...module, opens: { day: 5, minute: 540 } }] };
    expect(wasChangedElsewhere(elsewhere, edits)).toBe(true);
    expect(wasChangedElsewhere({ ...plan, modules: [] }, edits)).toBe(true);
  });
});
