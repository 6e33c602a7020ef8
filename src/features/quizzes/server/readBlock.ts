import { randomInt } from 'node:crypto';
import { newId } from '#kernel/ids.ts';
import type { PartFinding } from '#features/cohorts/server/courseParts.ts';
import type { ItemAsked } from '../contract.ts';
import { choicesOf, type Quiz } from './format/quiz.ts';
import { readQuiz } from './format/readQuiz.ts';
import { fenced, writeQuiz } from './format/writeQuiz.ts';
import { askedOf } from './grading/asked.ts';
import { readQti } from './qti/readQti.ts';

export interface BlockReading {
  block: string | null;
  title: string;
  asked: ItemAsked[];
  faults: PartFinding[];
}

/** Says what a block or a QTI document holds, as it would be asked, and what is wrong. Nothing is kept. */
export function readBlock({ format, text }: { format: 'block' | 'qti'; text: string }): BlockReading {
  const { quiz, faults } = format === 'qti' ? readQti(text) : blockIn(text);
  if (!quiz) return { block: null, title: '', asked: [], faults: [...faults] };
  return {
    block: fenced(writeQuiz(quiz)),
    title: quiz.title,
    asked: quiz.items.flatMap((item) => {
      if (item.kind === 'use') return [];
      const kept = { item, ids: choicesOf(item).map((_, index) => `choice${index + 1}`) };
      const options = { shufflesOptions: quiz.settings.shufflesOptions, random };
      return [askedOf(newId(), kept, options)];
    }),
    faults: [...faults],
  };
}

const random = (): number => randomInt(2 ** 32) / 2 ** 32;

/** With or without its fences; lines count in the text as it was given. */
function blockIn(text: string): { quiz: Quiz | undefined; faults: readonly PartFinding[] } {
  const lines = text.split('\n');
  const opening = lines.findIndex((line) => line.trim() !== '');
  const ticks = /^`{3,}/.exec(lines[opening]?.trim() ?? '')?.[0];
  if (ticks === undefined) return contentOf(readQuiz(text));
  const end = lines.findIndex((line, index) => index > opening && line.trim() === ticks);
  const body = lines.slice(opening + 1, end === -1 ? lines.length : end);
  const read = contentOf(readQuiz(body.join('\n')));
  const moved = read.faults.map(({ line, message }) => ({ line: line + opening + 1, message }));
  return { ...read, faults: moved };
}

function contentOf({ part, faults }: ReturnType<typeof readQuiz>): {
  quiz: Quiz | undefined;
  faults: readonly PartFinding[];
} {
  return { quiz: part?.content, faults };
}
