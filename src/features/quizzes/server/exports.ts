import * as enrolments from '#features/cohorts/server/enrolments.ts';
import { csv } from '#platform/server/csv.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { Bytes, ViewContext } from '#platform/server/feature.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { QuizKey } from './attempts.ts';
import * as attempts from './attemptStore.ts';
import * as catalogue from './catalogueStore.ts';
import { cohortQuiz } from './cohortQuiz.ts';
import * as gradings from './gradingStore.ts';
import { answerWords } from './grading/answerWords.ts';
import { writeQti, type QtiVersion } from './qti/writeQti.ts';
import { gradebookOf, resultsOf } from './views.ts';

/** One line an attempt, with the points and the answer of each item. */
export async function resultsCsv({ tx }: ViewContext, key: QuizKey): Promise<Bytes> {
  const { quiz } = await cohortQuiz(tx, key);
  const items = await catalogue.itemsOf(tx, quiz.id, quiz.edition);
  const emails = await emailsOf(tx, key.cohortId);
  const { students } = await resultsOf(tx, key);
  const rows = [];
  for (const { id, name, attempts: own } of students) {
    for (const attempt of own) {
      const { score } = attempt;
      const graded = await gradings.resultOf(tx, attempt.id, { onlyReleased: false });
      const { answers } =
        attempt.state === 'open' ? { answers: [] } : await attempts.answersOf(tx, attempt.id);
      const cells = items.flatMap((item) => {
        const grade = graded.items.find(({ itemId }) => itemId === item.itemId);
        const answer = answers.find(({ itemId }) => itemId === item.itemId)?.answer ?? null;
        return [grade ? grade.points / 100 : null, answerWords(item, answer)];
      });
      rows.push([
        name,
        emails.get(id) ?? '',
        attempt.number,
        attempt.state,
        attempt.startedAt,
        attempt.submittedAt,
        attempt.late,
        score?.points ?? null,
        score?.outOf ?? null,
        score?.percent ?? null,
        score?.passed ?? null,
        score?.grading ?? null,
        ...cells,
      ]);
    }
  }
  const fixed = ['student', 'e-mail', 'attempt', 'state', 'started', 'handed in', 'late', 'points', 'out of'];
  const perItem = items.flatMap(({ item }) => [`${item.key}: points`, `${item.key}: answer`]);
  return file(`${quiz.key}-results.csv`, csv([...fixed, 'percent', 'passed', 'grading', ...perItem], rows));
}

/** One line a student, the best attempt of each quiz. */
export async function gradebookCsv({ tx }: ViewContext, { cohortId }: { cohortId: string }): Promise<Bytes> {
  const { quizzes, students } = await gradebookOf(tx, cohortId);
  const emails = await emailsOf(tx, cohortId);
  const header = [
    'student',
    'e-mail',
    ...quizzes.flatMap(({ title, outOf }) => [`${title} (of ${outOf})`, `${title}: percent`]),
  ];
  const rows = students.map(({ id, name, scores }) => [
    name,
    emails.get(id) ?? '',
    ...quizzes.flatMap((quiz) => [scores[quiz.id]?.points ?? null, scores[quiz.id]?.percent ?? null]),
  ]);
  return file('grades.csv', csv(header, rows));
}

/** A quiz, or one item of it, with its key, for other systems. */
export async function qtiXml(
  { tx }: ViewContext,
  { itemId, version, ...key }: QuizKey & { itemId?: string | undefined; version: QtiVersion },
): Promise<Bytes> {
  const { quiz } = await cohortQuiz(tx, key);
  const items = await catalogue.itemsOf(tx, quiz.id, quiz.edition);
  const wanted = itemId === undefined ? items : items.filter((item) => item.itemId === itemId);
  if (wanted.length === 0) throw new Refusal('not_found', 'This quiz does not ask that.');
  const { title, intro, settings } = quiz;
  const content = {
    key: quiz.key,
    title,
    intro,
    settings,
    // An item that is used from another quiz goes out under a key of its own.
    items: wanted.map(({ item, pool, quizKey }) => ({ ...item, pool, key: item.key || quizKey })),
  };
  const xml = writeQti(content, { version, onlyItem: itemId !== undefined });
  const name =
    itemId === undefined ? `${quiz.key}-qti-${version}.xml` : `${wanted[0]!.item.key}-qti-${version}.xml`;
  return file(name, new TextEncoder().encode(xml), 'application/xml; charset=utf-8');
}

async function emailsOf(db: Queryable, cohortId: string): Promise<ReadonlyMap<string, string>> {
  const lines = await enrolments.linesOf(db, cohortId);
  return new Map(lines.map(({ userId, email }) => [userId, email]));
}

function file(fileName: string, bytes: Uint8Array, type = 'text/csv; charset=utf-8'): Bytes {
  return { type, bytes, inline: false, fileName };
}
