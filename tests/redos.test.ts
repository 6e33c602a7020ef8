import { createContext, Script } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { Refusal } from '#kernel/refusal.ts';
import { contracts } from '#app/contracts.ts';
import { localPath } from '#app/localPath.ts';
import { codeIn } from '#features/cohorts/server/codes.ts';
import { readInviteLines } from '#features/cohorts/server/inviteLines.ts';
import { deviceOf } from '#features/identity/server/device.ts';
import { readAttributes } from '#features/lessons/server/importer/htmlTags.ts';
import { intricateLine } from '#features/lessons/server/importer/intricacy.ts';
import { readVtt } from '#features/lessons/server/importer/vtt.ts';
import { svgFault } from '#features/lessons/server/materials/svg.ts';
import { questionOf, readable, searchable } from '#features/lessons/server/searchWords.ts';
import { numbersMeant } from '#features/quizzes/server/grading/numbers.ts';
import { comparable } from '#features/quizzes/server/grading/words.ts';
import { readBlock } from '#features/quizzes/server/readBlock.ts';
import { decodeCursor } from '#platform/server/delivery/cursor.ts';
import { inputOf } from '#platform/server/input.ts';
import { placeOf } from '#platform/server/network.ts';
import { textsAgainst, textsAgainstReaders } from './support/hostileTexts.ts';
import { patternsIn } from './support/patterns.ts';
import { spentMs } from './support/spentTime.ts';
import { patternsOf, stringsIn } from './support/textFields.ts';

const length = 50_000;
const mostMs = 50;

describe('DOOR10 no words keep a node from everybody else', () => {
  test.each(contracts.map((contract) => [contract.name, contract] as const))(
    'what %s takes is judged within 50 ms, however long and whatever it is',
    (_name, contract) => {
      const thorough = new Set<string>();
      const slow: string[] = [];
      for (const [of, { input }] of [
        ...Object.entries(contract.commands),
        ...Object.entries(contract.views),
      ]) {
        for (const { path, schema, holding } of stringsIn(input)) {
          const patterns = patternsOf(schema).filter((pattern) => !thorough.has(pattern.source));
          for (const { source } of patterns) thorough.add(source);
          const texts = [...everywhere, ...patterns.flatMap((pattern) => [...textsAgainst(pattern, length)])];
          for (const text of texts) {
            const given = holding(text);
            const tookMs = longMs(() => inputOf(input, given));
            if (tookMs !== undefined) slow.push(`${of} ${path}: ${tookMs.toFixed()} ms for ${shown(text)}`);
          }
        }
      }
      expect(slow).toEqual([]);
    },
  );

  // What takes a whole text, at its full length; what takes a line or a word, at the longest that comes to it.
  test.each<[string, (text: string) => unknown]>([
    ['a list of invitations', (text) => readInviteLines(linesOf(text, 400, 500))],
    ['a code of an invitation', (text) => codeIn(text.slice(0, 64))],
    ['a quiz block', (text) => readBlock({ format: 'block', text })],
    ['a question of a quiz', (text) => readBlock({ format: 'block', text: `== a: single\n${text}` })],
    ['a QTI document', (text) => readBlock({ format: 'qti', text })],
    [
      'an item of a QTI document',
      (text) =>
        readBlock({ format: 'qti', text: `<assessmentItem><itemBody>${text}</itemBody></assessmentItem>` }),
    ],
    [
      'an answer in words',
      (text) => comparable(text.slice(0, 2_000), { caseCounts: false, accentsCount: false }),
    ],
    ['an answer in figures', (text) => numbersMeant(text.slice(0, 64), 'kg')],
    ['a question to the search', (text) => questionOf(text.slice(0, 200))],
    ['a text to be searched', (text) => readable(searchable(text))],
    ['the marks of a Markdown text', intricateLine],
    ['HTML in a Markdown text', readAttributes],
    ['captions', readVtt],
    ['captions after their head', (text) => readVtt(`WEBVTT\n\n${text}`)],
    ['a drawing', (text) => svgFault(`<svg>${text}`)],
    ['a device', deviceOf],
    ['a cursor', decodeCursor],
    ['an address', placeOf],
    ['a path to go to', localPath],
  ])('%s is read within 50 ms, however it is written', (_what, read) => {
    const slow = [...textsAgainstReaders(length)].flatMap((text) => {
      const tookMs = longMs(() => read(text));
      return tookMs === undefined ? [] : [`${tookMs.toFixed()} ms for ${shown(text)}`];
    });
    expect(slow).toEqual([]);
  });

  test('every regular expression of the house takes 50 ms at most for 50,000 characters', () => {
    const written = new Map(patternsIn('src').map((one) => [String(one.pattern), one]));
    const slow = [...written].flatMap(([text, { pattern, file }]) => {
      const bound = bounded[text];
      const worst = worstOf(pattern, bound?.mostLength ?? length);
      return worst === undefined ? [] : [`${file}: ${text} ${worst}`];
    });
    expect(slow).toEqual([]);
    expect(Object.keys(bounded).filter((text) => !written.has(text))).toEqual([]);
  });
});

/** Expressions whose time grows with the square of a length that is small. */
const bounded: Readonly<Record<string, { mostLength: number; because: string }>> = {
  '/\\.+$/': { mostLength: 400, because: 'an address out of one line of a list' },
  '/[\\s:.]+$/': { mostLength: 60, because: 'the beginning of a heading' },
  '/[\\s,;:.]+$/': { mostLength: 200, because: 'a title, cut already' },
  '/[\\d.]+$/': { mostLength: 45, because: 'what is an IPv6 address' },
  '/\\]\\([^)]{0,500}\\)|<[^<>]*>/g': { mostLength: 2_000, because: 'the beginning of a lesson' },
  '/(\\{\\{[^}]*\\}\\})/': { mostLength: 1_000, because: 'words of our own catalogue' },
};

const everywhere = ['a', ' ', '\n', '\u0316\u0301', 'a@a.', '-', '%', '\ud83d\ude00'].map((piece) =>
  piece.repeat(length / piece.length),
);

/** How long something took that took too long. */
function longMs(act: () => unknown): number | undefined {
  const tried = (): void => {
    try {
      act();
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
    }
  };
  const startedMs = performance.now();
  tried();
  if (performance.now() - startedMs <= mostMs) return undefined;
  const tookMs = spentMs(tried);
  return tookMs > mostMs ? tookMs : undefined;
}

const replace = new Script('text.replace(pattern, "")');

/**
 * What is slow at a small length already is tried at the full one; it is called off rather than waited for.
 *
 * @returns what the expression takes too long for
 */
function worstOf({ source, flags }: RegExp, mostLength: number): string | undefined {
  const pattern = new RegExp(source, flags.includes('g') ? flags : `${flags}g`);
  const context = createContext({ pattern, text: '' });
  const took = (text: string): number => {
    context['text'] = text;
    try {
      return spentMs(() => replace.runInContext(context, { timeout: 500 }));
    } catch {
      return Number.POSITIVE_INFINITY;
    }
  };
  const screened = Math.min(3_000, mostLength);
  const long = textsAgainst(pattern, mostLength);
  for (const short of textsAgainst(pattern, screened)) {
    const { value: text } = long.next();
    const startedMs = performance.now();
    short.replace(pattern, '');
    if (performance.now() - startedMs < 0.2) continue;
    const tookMs = took(text!);
    if (tookMs > mostMs) return `${tookMs.toFixed()} ms for ${shown(text!)}`;
  }
  return undefined;
}

function linesOf(text: string, mostLength: number, mostLines: number): string[] {
  const lines = text.match(new RegExp(`[^]{1,${mostLength}}`, 'g')) ?? [];
  return Array.from({ length: mostLines }, (_, place) => lines[place % lines.length]!);
}

function shown(text: string): string {
  return `${JSON.stringify(text.slice(0, 24))}…${JSON.stringify(text.slice(-4))}`;
}
