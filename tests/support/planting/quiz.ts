import { quizzes, type Attempt, type OwnQuiz } from '#features/quizzes/contract.ts';
import { settingsDefaults, type Item } from '#features/quizzes/server/format/quiz.ts';
import { fenced, writeQuiz } from '#features/quizzes/server/format/writeQuiz.ts';
import type { TestPerson } from '../house.ts';
import { payloads, type Payload } from '../xssPayloads.ts';
import { after, lineOf, type Plot } from './world.ts';

const head = {
  points: 100,
  minus: 0,
  isPartial: false,
  pool: null,
  tags: [],
  feedback: '',
  readAgain: null,
} as const;

/** A quiz whose every word is a payload, of every kind of item. */
export function quizBlock(): string {
  const lines = payloads.map(lineOf);
  const choice = (payload: Payload): Item => ({
    ...head,
    kind: 'single',
    key: `choice${payload.number}`,
    prompt: payload.text,
    feedback: payload.text,
    keepsOrder: true,
    options: [
      { label: lineOf(payload), percent: 100, feedback: lineOf(payload) },
      { label: lineOf(after(payload)), percent: 0, feedback: lineOf(after(payload)) },
    ],
  });
  const items: Item[] = [
    { ...head, kind: 'text', key: 'words', prompt: 'Say it.', accepted: accepted(lines), ...strict },
    { ...head, kind: 'numeric', key: 'figure', prompt: lines[0]!, accepted: one, unit: lines[12]! },
    { ...head, kind: 'ordering', key: 'order', prompt: lines[1]!, steps: lines.slice(0, 6) },
    { ...head, kind: 'matching', key: 'pairs', prompt: lines[2]!, pairs: pairsOf(lines) },
    { ...head, kind: 'gaps', key: 'gaps', prompt: lines[3]!, pieces: piecesOf(lines) },
    ...payloads.map(choice),
  ];
  const settings = { ...settingsDefaults, release: 'now', attempts: 1 } as const;
  return fenced(writeQuiz({ key: 'planted', title: lines[4]!, settings, intro: lines.join('\n\n'), items }));
}

const strict = { caseCounts: false, accentsCount: false };
const one = [{ value: { at: '1', plusMinus: '0' }, percent: 100, feedback: payloads[5]!.text }];
const accepted = (lines: readonly string[]) =>
  lines.slice(0, 10).map((value) => ({ value, percent: 100, feedback: value }));
const pairsOf = (lines: readonly string[]) =>
  lines.slice(20, 26).map((left, place) => ({ left, right: lines[30 + place]! }));
const piecesOf = (lines: readonly string[]) => [
  `${lines[40]!} `,
  { right: [lines[41]!], wrong: null },
  ` ${lines[42]!} `,
  { right: [lines[43]!], wrong: [lines[44]!, lines[45]!] },
];

/** Answers of everybody, comments on them, and why they were graded anew. The last one has not handed in yet. */
export async function plantAnswers(
  plot: Plot,
  students: readonly TestPerson[],
): Promise<{ quizId: string; attemptIds: string[]; openAttemptId: string }> {
  const { house, planter, cohortId, ines } = plot;
  for (const { text } of payloads) {
    const block = {
      cohortId,
      format: 'block',
      text: `== a: single\n${text}\n\n(x) ${text}\n( ) b\n`,
    } as const;
    await planter.plant(ines, quizzes, 'quiz:read-block', block);
  }
  const { data } = await house.view<{ quizzes: OwnQuiz[] }>(`/api/cohorts/${cohortId}/quizzes`, students[0]!);
  const { id: quizId } = data.quizzes.find(({ key }) => key === 'planted')!;
  const attemptIds: string[] = [];
  for (const [place, student] of students.entries()) {
    const payload = payloads[place]!;
    const attempt = await planter.plant(student, quizzes, 'quiz:start', { cohortId, quizId });
    const of = { cohortId, quizId, attemptId: attempt.id };
    const itemId = await answer(plot, student, attempt, payload);
    attemptIds.push(attempt.id);
    if (student === students.at(-1)) continue;
    await planter.plant(student, quizzes, 'quiz:submit', of);
    await planter.plant(ines, quizzes, 'quiz:mark', { ...of, itemId, points: 0.5, comment: payload.text });
  }
  for (const { text: reason } of payloads.slice(0, 5))
    await planter.plant(ines, quizzes, 'quiz:regrade', { cohortId, quizId, reason });
  return { quizId, attemptIds, openAttemptId: attemptIds.at(-1)! };
}

/** @returns the item that is answered in words */
async function answer(
  { planter, cohortId }: Plot,
  student: TestPerson,
  { id: attemptId, quiz, asked }: Attempt,
  payload: Payload,
): Promise<string> {
  const of = { cohortId, quizId: quiz.id, attemptId, flagged: false, revision: 1 };
  const itemOf = (kind: Attempt['asked'][number]['kind']): string =>
    asked.find((item) => item.kind === kind)!.id;
  const text = lineOf(payload);
  const answers = [
    { itemId: itemOf('text'), answer: { kind: 'text', text } },
    { itemId: itemOf('numeric'), answer: { kind: 'numeric', value: text.slice(0, 64) } },
    { itemId: itemOf('gaps'), answer: { kind: 'gaps', texts: [{ gapId: 'gap1', text }] } },
  ] as const;
  for (const { itemId, answer: given } of answers) {
    const sent = given.kind === 'gaps' ? { ...given, texts: [...given.texts] } : given;
    await planter.plant(student, quizzes, 'quiz:answer', { ...of, itemId, answer: sent });
  }
  return itemOf('text');
}
