import { pollLimits, type DeskPoll, type PollKind, type WrittenPoll } from '../../contract.ts';

/** One option while it is written. */
export interface OptionField {
  /** Stays with it while it moves and changes. */
  key: number;
  label: string;
  isRight: boolean;
}

/** A poll while it is written: everything as it was typed. */
export interface PollFields {
  kind: PollKind;
  prompt: string;
  options: OptionField[];
  scale: string;
  /** What yes and no, or the steps of a rating, are called where they have other words: it stays with that kind. */
  called: string[];
  least: string;
  most: string;
  from: string;
  to: string;
  unit: string;
  results: WrittenPoll['results'];
  anonymity: WrittenPoll['anonymity'];
  seconds: string;
}

/** In the order in which they are offered. The contract's own list is a schema, of which a browser has none. */
export const pollKinds = Object.keys({
  single: true,
  multiple: true,
  'yes-no': true,
  quiz: true,
  rating: true,
  ranking: true,
  words: true,
  text: true,
  number: true,
} satisfies Record<PollKind, true>) as PollKind[];

/** Kinds whose options are written one by one. */
export function hasOptions(kind: PollKind): boolean {
  return kind === 'single' || kind === 'multiple' || kind === 'ranking' || kind === 'quiz';
}

/** Kinds of which each person gives so many. */
export function hasChoose(kind: PollKind): boolean {
  return kind === 'multiple' || kind === 'ranking' || kind === 'words';
}

export function freshFields(): PollFields {
  return {
    ...{ kind: 'single', prompt: '', options: [blankOption(0), blankOption(1)], scale: '5', called: [] },
    ...{ least: '', most: '', from: '', to: '', unit: '' },
    ...{ results: 'on-reveal', anonymity: 'confidential', seconds: '' },
  };
}

export function blankOption(key: number): OptionField {
  return { key, label: '', isRight: false };
}

export function fieldsOf(poll: DeskPoll): PollFields {
  const { kind, prompt, options, choose, range, rightOptionIds, results, anonymity, seconds } = poll;
  const text = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : String(value);
  return {
    ...freshFields(),
    ...{ kind, prompt, results, anonymity, seconds: text(seconds) },
    ...(hasOptions(kind) && {
      options: options.map(({ id, label }, key) => ({ key, label, isRight: rightOptionIds.includes(id) })),
    }),
    ...(kind === 'rating' && { scale: text(options.length) }),
    called: calledIn(poll),
    ...(hasChoose(kind) && { least: text(choose.least), most: text(choose.most) }),
    ...{ from: text(range?.least), to: text(range?.most), unit: range?.unit ?? '' },
  };
}

/** Labels of kinds that have some of themselves, where they are others. */
function calledIn({ kind, options }: DeskPoll): string[] {
  if (kind !== 'rating' && kind !== 'yes-no') return [];
  const usual = (place: number): string => (kind === 'rating' ? String(place + 1) : ['Yes', 'No'][place]!);
  const labels = options.map(({ label }) => label);
  return labels.every((label, place) => label === usual(place)) ? [] : labels;
}

export type FieldFault =
  | 'prompt'
  | 'few'
  | 'label'
  | 'same'
  | 'right'
  | 'choose'
  | 'chooseWords'
  | 'scale'
  | 'range'
  | 'unit'
  | 'seconds';

const labelsOf = ({ options }: PollFields): string[] =>
  options.map(({ label }) => label.trim()).filter((label) => label !== '');

/** A whole number as it was typed; undefined where it is none. */
const whole = (text: string): number | undefined => (/^\d+$/u.test(text.trim()) ? Number(text) : undefined);
const figure = (text: string): number | undefined =>
  /^-?\d+(?:[.,]\d+)?$/u.test(text.trim()) ? Number(text.trim().replace(',', '.')) : undefined;

/** What keeps it from being kept, in the order of the form. */
export function faultsOf(fields: PollFields): FieldFault[] {
  const { kind, prompt, seconds } = fields;
  const faults: FieldFault[] = [];
  const length = prompt.trim().length;
  if (length === 0 || length > pollLimits.promptLength) faults.push('prompt');
  if (hasOptions(kind)) faults.push(...optionFaults(fields));
  if (kind === 'rating' && !isWithin(whole(fields.scale), 2, pollLimits.scale)) faults.push('scale');
  if (hasChoose(kind) && chooseOf(fields) === 'fault')
    faults.push(kind === 'words' ? 'chooseWords' : 'choose');
  if (kind === 'number') faults.push(...rangeFaults(fields));
  const isTimed = seconds.trim() !== '';
  if (isTimed && !isWithin(whole(seconds), pollLimits.leastSeconds, pollLimits.seconds))
    faults.push('seconds');
  return faults;
}

function isWithin(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && value >= least && value <= most;
}

function optionFaults(fields: PollFields): FieldFault[] {
  const labels = labelsOf(fields);
  const faults: FieldFault[] = [];
  if (labels.length < 2) faults.push('few');
  if (labels.some((label) => label.length > pollLimits.labelLength)) faults.push('label');
  if (new Set(labels.map((label) => label.toLocaleLowerCase())).size < labels.length) faults.push('same');
  if (fields.kind === 'quiz' && rightOf(fields).length === 0) faults.push('right');
  return faults;
}

function rangeFaults({ from, to, unit }: PollFields): FieldFault[] {
  const faults: FieldFault[] = [];
  const isEmpty = from.trim() === '' && to.trim() === '';
  const [least, most] = [figure(from), figure(to)];
  // A unit belongs to a range: without figures there is nothing to write it beside.
  const isRange = least !== undefined && most !== undefined && least < most;
  if (isEmpty ? unit.trim() !== '' : !isRange) faults.push('range');
  if (unit.trim().length > pollLimits.unitLength) faults.push('unit');
  return faults;
}

/** Places of the right options, among those that are not empty. */
function rightOf({ options }: PollFields): number[] {
  return options
    .filter(({ label }) => label.trim() !== '')
    .flatMap(({ isRight }, place) => (isRight ? [place] : []));
}

/** How many each person gives; undefined: as it usually is. */
function chooseOf(fields: PollFields): { least: number; most: number } | undefined | 'fault' {
  const { kind, least, most } = fields;
  if (least.trim() === '' && most.trim() === '') return undefined;
  const all = kind === 'words' ? pollLimits.wordsEach : Math.max(2, labelsOf(fields).length);
  const from = least.trim() === '' ? 1 : whole(least);
  const to = most.trim() === '' ? all : whole(most);
  if (from === undefined || to === undefined || from < 1 || from > to || to > all) return 'fault';
  return { least: from, most: to };
}

/** As it is sent; only for fields without fault. */
export function writtenOf(fields: PollFields): WrittenPoll {
  const { kind, prompt, results, anonymity, seconds } = fields;
  const choose = hasChoose(kind) ? chooseOf(fields) : undefined;
  const [least, most] = [figure(fields.from), figure(fields.to)];
  const count = kind === 'rating' ? whole(fields.scale) : kind === 'yes-no' ? 2 : 0;
  const called = fields.called.length === count ? fields.called : [];
  const isRange = kind === 'number' && least !== undefined && most !== undefined;
  return {
    ...{ kind, prompt: prompt.trim(), results, anonymity },
    options: hasOptions(kind) ? labelsOf(fields) : called,
    right: kind === 'quiz' ? rightOf(fields) : [],
    ...(kind === 'rating' && called.length === 0 && { scale: whole(fields.scale)! }),
    ...(choose !== undefined && choose !== 'fault' && { choose }),
    range: isRange ? { least, most, unit: fields.unit.trim() } : null,
    seconds: seconds.trim() === '' ? null : whole(seconds)!,
  };
}
