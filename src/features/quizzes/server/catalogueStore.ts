import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '#kernel/ids.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { Item, QuizSettings } from './format/quiz.ts';
import type { KeptItem } from './grading/keptItem.ts';

/** A quiz in one version of a course. */
export interface PlacedQuiz {
  id: string;
  key: string;
  lessonId: string;
  position: number;
  edition: number;
  title: string;
  intro: string;
  settings: QuizSettings;
  items: number;
  /** Whole hundredths. */
  outOf: number;
}

export interface NumberedItem extends KeptItem {
  itemId: string;
  number: number;
}

export interface EditionItem extends NumberedItem {
  position: number;
  pool: string | null;
  quizKey: string;
}

/** The quizzes of one version of a course, in the order of its lessons' blocks. */
export async function placedQuizzes(
  db: Queryable,
  { courseId, version }: { courseId: string; version: number },
): Promise<PlacedQuiz[]> {
  const { rows } = await sql<PlacedQuiz>`
    select quiz.id, quiz.key, place.lesson_id as "lessonId", place.position, place.edition,
      edition.title, edition.intro, edition.settings, edition.items, edition.out_of as "outOf"
    from quiz_place place
    join quiz on quiz.id = place.quiz_id
    join quiz_edition edition on edition.quiz_id = place.quiz_id and edition.number = place.edition
    where place.course_id = ${courseId} and place.version = ${version}
    order by place.position`.execute(db);
  return rows;
}

/** One quiz as a version of the course has it; where it has it no more, as it was last. */
export async function quizOf(
  db: Queryable,
  { courseId, version }: { courseId: string; version: number },
  quizId: string,
): Promise<(Omit<PlacedQuiz, 'lessonId'> & { lessonId: string | null }) | undefined> {
  const { rows } = await sql<Omit<PlacedQuiz, 'lessonId'> & { lessonId: string | null }>`
    select quiz.id, quiz.key, place.lesson_id as "lessonId", coalesce(place.position, 0) as position,
      edition.number as edition, edition.title, edition.intro, edition.settings, edition.items,
      edition.out_of as "outOf"
    from quiz
    left join quiz_place place
      on place.quiz_id = quiz.id and place.course_id = quiz.course_id and place.version = ${version}
    join quiz_edition edition on edition.quiz_id = quiz.id and edition.number = coalesce(
      place.edition, (select max(number) from quiz_edition where quiz_id = quiz.id))
    where quiz.id = ${quizId} and quiz.course_id = ${courseId}`.execute(db);
  return rows[0];
}

/** The items of one edition with their keys, in order. */
export async function itemsOf(db: Queryable, quizId: string, edition: number): Promise<EditionItem[]> {
  const { rows } = await sql<Omit<EditionItem, 'item'> & { content: Item }>`
    select member.item_id as "itemId", member.number, member.position, member.pool,
      key.content, key.ids, quiz.key as "quizKey"
    from quiz_edition_item member
    join quiz on quiz.id = member.quiz_id
    join quiz_item_key key on key.item_id = member.item_id and key.number = member.number
    where member.quiz_id = ${quizId} and member.edition = ${edition}
    order by member.position`.execute(db);
  return rows.map(({ content, ...row }) => ({ ...row, item: content }));
}

/** Every item of a version of the course with its key. */
export async function itemsOfCourse(
  db: Queryable,
  { courseId, version }: { courseId: string; version: number },
): Promise<EditionItem[]> {
  const { rows } = await sql<Omit<EditionItem, 'item'> & { content: Item }>`
    select member.item_id as "itemId", member.number, member.position, member.pool,
      key.content, key.ids, quiz.key as "quizKey"
    from quiz_place place
    join quiz on quiz.id = place.quiz_id
    join quiz_edition_item member on member.quiz_id = place.quiz_id and member.edition = place.edition
    join quiz_item_key key on key.item_id = member.item_id and key.number = member.number
    where place.course_id = ${courseId} and place.version = ${version}
    order by place.position, member.position`.execute(db);
  return rows.map(({ content, ...row }) => ({ ...row, item: content }));
}

/** @returns the id of every key, whether the quiz is new or was there before */
export async function quizIdsByKey(
  tx: Tx,
  courseId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  await sql`
    insert into quiz (id, course_id, key)
    select id, ${courseId}, key from unnest(${keys.map(() => newId())}::uuid[], ${keys}::text[]) as fresh (id, key)
    on conflict (course_id, key) do nothing`.execute(tx);
  const { rows } = await sql<{ id: string; key: string }>`
    select id, key from quiz where course_id = ${courseId} and key = any (${keys})`.execute(tx);
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** The newest version of each item that a quiz ever had, by its key. */
export async function newestItems(
  tx: Tx,
  quizId: string,
): Promise<ReadonlyMap<string, NumberedItem & { digest: string }>> {
  const { rows } = await sql<Omit<NumberedItem, 'item'> & { key: string; content: Item; digest: string }>`
    select distinct on (item.id) item.id as "itemId", item.key, newest.number, newest.content, newest.ids, newest.digest
    from quiz_item item
    join quiz_item_key newest on newest.item_id = item.id
    where item.quiz_id = ${quizId}
    order by item.id, newest.number desc`.execute(tx);
  return new Map(rows.map(({ key, content, ...row }) => [key, { ...row, item: content }]));
}

export interface ItemToKeep extends NumberedItem {
  key: string;
  digest: string;
}

export async function keepItems(tx: Tx, quizId: string, items: readonly ItemToKeep[]): Promise<void> {
  const rows = items.map(({ itemId, key, number, item, ids, digest }) => ({
    item_id: itemId,
    key,
    number,
    content: item,
    ids,
    digest,
    points: item.points,
  }));
  await sql`
    insert into quiz_item (id, quiz_id, key)
    select item_id, ${quizId}, key
    from json_to_recordset(${JSON.stringify(rows)}::json) as fresh (item_id uuid, key text)
    on conflict (quiz_id, key) do nothing`.execute(tx);
  await sql`
    insert into quiz_item_key (item_id, number, content, ids, digest, points)
    select item_id, number, content, ids, digest, points
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as fresh (item_id uuid, number int, content jsonb, ids text[], digest text, points int)`.execute(tx);
}

export async function newestEdition(
  tx: Tx,
  quizId: string,
): Promise<{ number: number; digest: string } | undefined> {
  const { rows } = await sql<{ number: number; digest: string }>`
    select number, digest from quiz_edition where quiz_id = ${quizId} order by number desc limit 1`.execute(
    tx,
  );
  return rows[0];
}

export interface EditionToKeep {
  quizId: string;
  number: number;
  title: string;
  intro: string;
  settings: QuizSettings;
  items: number;
  outOf: number;
  digest: string;
  members: readonly { itemId: string; number: number; pool: string | null }[];
}

export async function keepEdition(tx: Tx, edition: EditionToKeep): Promise<void> {
  const { quizId, number, title, intro, settings, items, outOf, digest, members } = edition;
  await sql`
    insert into quiz_edition (quiz_id, number, title, intro, settings, items, out_of, digest)
    values (${quizId}, ${number}, ${title}, ${intro}, ${JSON.stringify(settings)}::jsonb, ${items}, ${outOf}, ${digest})`.execute(
    tx,
  );
  const rows = members.map((member, position) => ({
    item_id: member.itemId,
    number: member.number,
    pool: member.pool,
    position,
  }));
  await sql`
    insert into quiz_edition_item (quiz_id, edition, position, item_id, number, pool)
    select ${quizId}, ${number}, position, item_id, number, pool
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as member (item_id uuid, number int, pool text, position int)`.execute(tx);
}

export async function place(
  tx: Tx,
  { courseId, version }: { courseId: string; version: number },
  places: readonly { quizId: string; edition: number; lessonId: string }[],
): Promise<void> {
  const rows = places.map(({ quizId, edition, lessonId }, position) => ({
    quiz_id: quizId,
    edition,
    lesson_id: lessonId,
    position,
  }));
  await sql`
    insert into quiz_place (course_id, version, quiz_id, edition, lesson_id, position)
    select ${courseId}, ${version}, quiz_id, edition, lesson_id, position
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as placed (quiz_id uuid, edition int, lesson_id uuid, position int)`.execute(tx);
}

/** The same for the same content, on every machine. */
export function digestOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}
