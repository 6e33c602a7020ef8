import { dayAfter, instantOf } from '#kernel/zonedTime.ts';
import type { CohortPlan, PlanMoment, PlanRule } from '../../contract.ts';

/** A moment as it stands in its two fields. */
export interface MomentText {
  day: string;
  time: string;
}

export interface TimesText {
  opens: MomentText;
  due: MomentText;
}

interface Times {
  opens: PlanMoment | null;
  due: PlanMoment | null;
}

/** What was typed for a module or a lesson, and what stood there when the typing began. */
export interface Edit {
  was: Times;
  text: TimesText;
}

/** Edits by the key of a module or the id of a lesson: no two of them are alike. */
export type Edits = ReadonlyMap<string, Edit>;

type Module = CohortPlan['modules'][number];
type Lesson = Module['lessons'][number];

export const pad = (part: number): string => String(part).padStart(2, '0');

export function textOf(moment: PlanMoment | null): MomentText {
  if (!moment) return { day: '', time: '' };
  return {
    day: String(moment.day),
    time: `${pad(Math.floor(moment.minute / 60))}:${pad(moment.minute % 60)}`,
  };
}

export type MomentFault = 'day' | 'time';

/** At the beginning of the day's work a lesson opens, and at the end of a day it is due, where no time is said. */
const commonMinute = { opens: 9 * 60, due: 23 * 60 + 59 };

/** The moment in two fields: none where both are empty, or what is wrong with them. */
export function readMoment(
  { day, time }: MomentText,
  what: keyof Times,
): { moment: PlanMoment | null } | { fault: MomentFault } {
  if (day.trim() === '' && time.trim() === '') return { moment: null };
  if (!/^\s*[-−]?\d{1,4}\s*$/.test(day)) return { fault: 'day' };
  const number = Number(day.trim().replace('−', '-'));
  if (number < -400 || number > 2_000) return { fault: 'day' };
  if (time.trim() === '') return { moment: { day: number, minute: commonMinute[what] } };
  const found = /^\s*([01]?\d|2[0-3])[:.]([0-5]\d)\s*$/.exec(time);
  if (!found) return { fault: 'time' };
  return { moment: { day: number, minute: Number(found[1]) * 60 + Number(found[2]) } };
}

/** What holds for a module or lesson with what was typed; what cannot be read counts as what was there. */
export function timesOf(item: Times, edit: Edit | undefined): Times {
  if (!edit) return { opens: item.opens, due: item.due };
  const read = (what: keyof Times): PlanMoment | null => {
    const found = readMoment(edit.text[what], what);
    return 'fault' in found ? item[what] : found.moment;
  };
  return { opens: read('opens'), due: read('due') };
}

/** What holds for a lesson: its own word, or else that of its module. */
export function holdingFor(own: Times, module: Times): Times {
  return { opens: own.opens ?? module.opens, due: own.due ?? module.due };
}

export function atOf(moment: PlanMoment, { startsOn, zone }: { startsOn: string; zone: string }): Date {
  return instantOf(dayAfter(startsOn, moment.day), moment.minute, zone);
}

export function withText(edits: Edits, key: string, item: Times, text: TimesText): Edits {
  const after = new Map(edits);
  const was = edits.get(key)?.was ?? { opens: item.opens, due: item.due };
  const isAsItWas = (['opens', 'due'] as const).every((what) => sameText(text[what], textOf(was[what])));
  if (isAsItWas) after.delete(key);
  else after.set(key, { was, text });
  return after;
}

/** Gives the lessons behind one of a module the same times, each so many days later. */
export function filledDown(edits: Edits, module: Module, from: Lesson, stepDays: number): Edits {
  const first = module.lessons.indexOf(from);
  const times = timesOf(from, edits.get(from.id));
  const later = (moment: PlanMoment | null, steps: number): MomentText =>
    textOf(moment && { ...moment, day: moment.day + steps * stepDays });
  return module.lessons.slice(first + 1).reduce<Edits>(
    (after, lesson, index) =>
      withText(after, lesson.id, lesson, {
        opens: later(times.opens, index + 1),
        due: later(times.due, index + 1),
      }),
    edits,
  );
}

/** The rules to save; undefined while something that was typed cannot be read. */
export function rulesOf(plan: CohortPlan, edits: Edits): PlanRule[] | undefined {
  const modules = new Set(plan.modules.map(({ key }) => key));
  const rules: PlanRule[] = [];
  for (const [key, { text }] of edits) {
    const [opens, due] = [readMoment(text.opens, 'opens'), readMoment(text.due, 'due')];
    if ('fault' in opens || 'fault' in due) return undefined;
    const times = { opens: opens.moment, due: due.moment };
    rules.push(modules.has(key) ? { moduleKey: key, ...times } : { lessonId: key, ...times });
  }
  return rules;
}

/** Whether what is being edited was meanwhile changed by somebody else. */
export function wasChangedElsewhere(plan: CohortPlan, edits: Edits): boolean {
  const items = new Map<string, Times>(
    plan.modules.flatMap((module) => [
      [module.key, module] as const,
      ...module.lessons.map((lesson) => [lesson.id, lesson] as const),
    ]),
  );
  return [...edits].some(([key, { was }]) => {
    const now = items.get(key);
    return !now || !sameMoment(now.opens, was.opens) || !sameMoment(now.due, was.due);
  });
}

function sameMoment(a: PlanMoment | null, b: PlanMoment | null): boolean {
  return a?.day === b?.day && a?.minute === b?.minute;
}

function sameText(a: MomentText, b: MomentText): boolean {
  return a.day.trim() === b.day && a.time.trim() === b.time;
}
