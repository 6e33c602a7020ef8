import { escapeAround, escapeSide, escapeWithin } from './escapes.ts';
import { arrow, fence, itemMark, kindWords, specialInIntro, specialInPrompt, textLines } from './marks.ts';
import {
  settingsDefaults,
  type Accepted,
  type Gap,
  type Item,
  type NumberRange,
  type Quiz,
  type UsedItem,
} from './quiz.ts';
import { pointsText, withPercent } from './values.ts';

/** A quiz as a block's body, which `readQuiz` reads back as the same quiz. */
export function writeQuiz(quiz: Quiz): string {
  const intro = textLines(quiz.intro, specialInIntro);
  const parts = [
    headLines(quiz),
    ...(intro.length > 0 ? [intro] : []),
    ...quiz.items.map((item) => itemLines(item)),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The block as it stands in a lesson, between fences that nothing in it closes. */
export function fenced(body: string): string {
  let ticks = '```';
  while (body.includes(ticks)) ticks += '`';
  return `${ticks}${fence}\n${body}${body.endsWith('\n') ? '' : '\n'}${ticks}\n`;
}

/** One item as a block writes it. */
export function writeItem(item: Item): string {
  return `${itemLines(item).join('\n')}\n`;
}

const releaseWords = { now: 'at once', 'after-close': 'after the close', 'by-hand': 'by hand' } as const;

function headLines({ key, title, settings }: Quiz): string[] {
  const { timeLimitMinutes, attempts, passPercent, release, late, showsKey, draws } = settings;
  const shuffled = [
    ...(settings.shufflesItems ? ['questions'] : []),
    ...(settings.shufflesOptions ? ['answers'] : []),
  ];
  return [
    `key: ${key}`,
    `title: ${title}`,
    ...(timeLimitMinutes === null ? [] : [`time: ${timeLimitMinutes} minutes`]),
    ...(attempts === null ? [] : [`attempts: ${attempts}`]),
    ...(passPercent === settingsDefaults.passPercent ? [] : [`pass: ${passPercent}%`]),
    ...(release === 'now' ? [] : [`release: ${releaseWords[release]}`]),
    ...(late.minutes === 0 ? [] : [`late: ${late.minutes} minutes, ${late.percentOff}% off`]),
    ...(showsKey ? [] : ['shows key: no']),
    ...(shuffled.length === 0 ? [] : [`shuffle: ${shuffled.join(', ')}`]),
    ...(draws.length === 0
      ? []
      : [`draw: ${draws.map(({ pool, count }) => `${count} of ${pool}`).join(', ')}`]),
  ];
}

function itemLines(item: Item | UsedItem): string[] {
  const pool = item.pool === null ? [] : [`pool ${item.pool}`];
  if (item.kind === 'use')
    return [`${itemMark}use ${[`${item.quizKey}/${item.itemKey}`, ...pool].join(', ')}`];
  const options = [
    kindWords[item.kind],
    `${pointsText(item.points)} ${item.points === 100 ? 'point' : 'points'}`,
    ...(item.isPartial ? ['partial'] : []),
    ...(item.minus === 0 ? [] : [`minus ${pointsText(item.minus)}`]),
    ...flagsOf(item),
    ...pool,
  ];
  const { readAgain } = item;
  return [
    `${itemMark}${item.key}: ${options.join(', ')}`,
    ...textLines(item.prompt, specialInPrompt(item.kind)),
    '',
    ...answerLines(item),
    ...(item.feedback === '' ? [] : ['', ...feedbackLines(item.feedback, '')]),
    ...(item.kind === 'numeric' && item.unit !== null ? [`unit: ${item.unit}`] : []),
    ...(item.tags.length === 0 ? [] : [`tags: ${item.tags.join(', ')}`]),
    ...(readAgain === null
      ? []
      : [
          `read again: ${readAgain.lessonKey ?? ''}${readAgain.anchor === null ? '' : `#${readAgain.anchor}`}`,
        ]),
  ];
}

function flagsOf(item: Item): string[] {
  if (item.kind === 'single' || item.kind === 'multiple') return item.keepsOrder ? ['in order'] : [];
  if (item.kind !== 'text') return [];
  return [...(item.caseCounts ? ['exact case'] : []), ...(item.accentsCount ? [] : ['ignore accents'])];
}

function answerLines(item: Item): string[] {
  switch (item.kind) {
    case 'single':
    case 'multiple':
      return item.options.flatMap(({ label, percent, feedback }) => {
        const mark = percent === 100 ? 'x' : percent === 0 ? ' ' : `${percent}%`;
        return [
          item.kind === 'single' ? `(${mark}) ${label}` : `[${mark}] ${label}`,
          ...feedbackLines(feedback, '    '),
        ];
      });
    case 'truth':
      return [
        `(${item.isTrue ? 'x' : ' '}) true`,
        ...feedbackLines(item.feedbackTrue, '    '),
        `(${item.isTrue ? ' ' : 'x'}) false`,
        ...feedbackLines(item.feedbackFalse, '    '),
      ];
    case 'numeric':
      return item.accepted.flatMap((one) => acceptedLines(one, rangeText(one.value)));
    case 'text':
      return item.accepted.flatMap((one) => acceptedLines(one, one.value));
    case 'ordering':
      return item.steps.map((label, index) => `${index + 1}. ${label}`);
    case 'matching':
      return item.pairs.map(
        ({ left, right }) =>
          `- ${left === null ? '' : escapeSide(left)}${left === null ? arrow.trimStart() : arrow}${escapeSide(right)}`,
      );
    case 'gaps':
      return item.pieces
        .map((piece) => (typeof piece === 'string' ? escapeAround(piece) : gapText(piece)))
        .join('')
        .split('\n')
        .map((line) => `| ${line}`);
  }
}

function acceptedLines({ percent, feedback }: Accepted<unknown>, value: string): string[] {
  const isPlain = percent === 100 && withPercent(value).text === value;
  return [`= ${value}${isPlain ? '' : ` (${percent}%)`}`, ...feedbackLines(feedback, '    ')];
}

export function rangeText(range: NumberRange): string {
  if ('from' in range) return `${range.from} .. ${range.to}`;
  if ('plusMinusPercent' in range) return `${range.at} ± ${range.plusMinusPercent}%`;
  return range.plusMinus === '0' ? range.at : `${range.at} ± ${range.plusMinus}`;
}

function gapText({ right, wrong }: Gap): string {
  const marked = right.map((text) => (wrong === null ? escapeWithin(text) : `*${escapeWithin(text)}`));
  return `[[${[...marked, ...(wrong ?? []).map(escapeWithin)].join(' | ')}]]`;
}

function feedbackLines(text: string, indent: string): string[] {
  return text === '' ? [] : text.split('\n').map((line) => `${indent}>${line === '' ? '' : ` ${line}`}`);
}
