import { randomBytes } from 'node:crypto';
import { newId } from '#kernel/ids.ts';
import { Refusal } from '#kernel/refusal.ts';
import {
  coursePart,
  type CoursePart,
  type PartFinding,
  type PlacedPart,
} from '#features/cohorts/server/courseParts.ts';
import type { Tx } from '#platform/server/db/database.ts';
import * as store from './catalogueStore.ts';
import { fence } from './format/marks.ts';
import type { Item, Quiz, UsedItem } from './format/quiz.ts';
import { readQuiz } from './format/readQuiz.ts';
import { carriedIds } from './grading/keptItem.ts';

/** Says nothing of what it stands for, and nobody guesses its neighbour. */
const freshChoiceId = (): string => randomBytes(8).toString('base64url');

interface Resolved {
  key: string;
  item: Item;
  pool: string | null;
}

type Part = Pick<PlacedPart<Quiz>, 'key' | 'content'>;

/** The quizzes of a course: read from its lessons' blocks, kept version by version. */
export const quizPart: CoursePart = coursePart<Quiz>({
  fence,
  read: readQuiz,
  check: (parts) => parts.flatMap((part) => faultsAmong(part, parts)),
  async publish({ tx }, version, parts) {
    const ids = await store.quizIdsByKey(
      tx,
      version.courseId,
      parts.map(({ key }) => key),
    );
    const places: { quizId: string; edition: number; lessonId: string }[] = [];
    for (const part of parts) {
      const [fault] = faultsAmong(part, parts);
      if (fault) throw new Refusal('conflict', `The quiz ${part.key}: ${fault.message}`);
      const quizId = ids.get(part.key)!;
      places.push({ quizId, lessonId: part.lessonId, edition: await keep(tx, quizId, part.content, parts) });
    }
    await store.place(tx, version, places);
  },
});

/** What only shows when all quizzes of the course are known: items that are used from another one. */
function faultsAmong(part: Part, parts: readonly Part[]): (PartFinding & { key: string })[] {
  const { key, content } = part;
  const fault = (message: string) => [{ key, line: 1, message }];
  const items = content.items.map((item) => (item.kind === 'use' ? itemUsed(item, parts) : item));
  const missing = content.items.find((item, index) => item.kind === 'use' && items[index] === undefined) as
    UsedItem | undefined;
  if (missing) return fault(`There is no item ${missing.itemKey} of its own in a quiz ${missing.quizKey}.`);
  return content.settings.draws.flatMap(({ pool }) => {
    const points = content.items.flatMap((one, index) => (one.pool === pool ? [items[index]!.points] : []));
    return new Set(points).size > 1 ? fault(`All items of the pool ${pool} have the same points.`) : [];
  });
}

function itemUsed({ quizKey, itemKey }: UsedItem, parts: readonly Part[]): Item | undefined {
  const quiz = parts.find(({ key }) => key === quizKey)?.content;
  return quiz?.items.find((item): item is Item => item.kind !== 'use' && item.key === itemKey);
}

function resolved(quiz: Quiz, parts: readonly Part[]): Resolved[] {
  return quiz.items.map((item): Resolved => {
    if (item.kind !== 'use') return { key: item.key, item, pool: item.pool };
    return { key: `${item.quizKey}/${item.itemKey}`, item: itemUsed(item, parts)!, pool: item.pool };
  });
}

/** Keeps what has changed. @returns the number of the edition that holds this content */
async function keep(tx: Tx, quizId: string, quiz: Quiz, parts: readonly Part[]): Promise<number> {
  const newest = await store.newestItems(tx, quizId);
  const items = resolved(quiz, parts).map(({ key, item, pool }) => {
    const former = newest.get(key);
    // Where it stands in the quiz, and under which pool, is the edition's to know.
    const content = { ...item, pool: null };
    const digest = store.digestOf(content);
    const isSame = former?.digest === digest;
    return {
      key,
      pool,
      digest,
      isSame,
      item: content,
      itemId: former?.itemId ?? newId(),
      number: isSame ? former.number : (former?.number ?? 0) + 1,
      ids: isSame ? former.ids : carriedIds(content, former, freshChoiceId),
    };
  });
  const changed = items.filter(({ isSame }) => !isSame);
  if (changed.length > 0) await store.keepItems(tx, quizId, changed);

  const { title, intro, settings } = quiz;
  const members = items.map(({ itemId, number, pool }) => ({ itemId, number, pool }));
  const digest = store.digestOf({ title, intro, settings, members });
  const former = await store.newestEdition(tx, quizId);
  if (former?.digest === digest) return former.number;
  const number = (former?.number ?? 0) + 1;
  const asked = askedPoints(items, settings.draws);
  await store.keepEdition(tx, {
    quizId,
    number,
    title,
    intro,
    settings,
    digest,
    members,
    items: asked.length,
    outOf: asked.reduce((sum, points) => sum + points, 0),
  });
  return number;
}

/** The points of each item that an attempt asks; of a pool as many as are drawn. */
function askedPoints(
  items: readonly { pool: string | null; item: Item }[],
  draws: Quiz['settings']['draws'],
): number[] {
  const left = new Map(draws.map(({ pool, count }) => [pool, count]));
  return items.flatMap(({ pool, item }) => {
    const count = pool === null ? 1 : (left.get(pool) ?? 0);
    if (pool !== null) left.set(pool, count - 1);
    return count > 0 ? [item.points] : [];
  });
}
