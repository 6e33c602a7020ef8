import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import type { Gate } from '#features/cohorts/server/gate.ts';
import type { Queryable } from '#platform/server/db/database.ts';
import type { ViewContext } from '#platform/server/feature.ts';
import type { SearchHit } from '../contract.ts';
import { closing, opening, questionOf, readable } from './searchWords.ts';
import type { Version } from './store.ts';

const mostHits = 20;
const headline = `StartSel="${opening}", StopSel="${closing}", MaxFragments=2, MaxWords=28, MinWords=12, ShortWord=0, FragmentDelimiter=" … "`;
const placesInLesson = 2;

interface Found {
  in: SearchHit['in'];
  lessonId: string;
  anchor: string | null;
  text: string;
  rank: number;
}

/** Lessons that are open to whoever asks, and their own notes; the best first. */
export function searchOf({ gate }: { gate: Gate }) {
  return async function search(
    { actor, tx }: ViewContext,
    { cohortId, q, as }: { cohortId: string; q: string; as?: 'student' | undefined },
  ): Promise<{ hits: SearchHit[]; more: boolean }> {
    const outline = await courses.outline(tx, cohortId);
    if (!outline) throw new Refusal('not_found');
    const question = questionOf(q);
    if (question === undefined) return { hits: [], more: false };

    const gates = await gate.of(tx, actor, cohortId, as);
    const open = [...gates].filter(([, { state }]) => state === 'open').map(([id]) => id);
    const version = { courseId: outline.course.id, version: outline.course.version };
    const found = [
      ...(await inLessons(tx, version, open, question)),
      ...(await inNotes(tx, { cohortId, userId: actor.userId }, question)),
    ].sort((a, b) => b.rank - a.rank);
    const places = new Map(
      outline.modules.flatMap((module) =>
        module.lessons.map(({ id, title }) => [id, { title, module: module.title }] as const),
      ),
    );
    const hits = found.flatMap(({ in: where, lessonId, anchor, text }) => {
      const place = places.get(lessonId);
      return place ? [{ in: where, lessonId, ...place, anchor, pieces: piecesOf(text) }] : [];
    });
    return { hits: hits.slice(0, mostHits), more: hits.length > mostHits };
  };
}

/** The lessons that hold all words, each with the places that hold most of them. */
async function inLessons(
  db: Queryable,
  { courseId, version }: Version,
  lessonIds: readonly string[],
  question: string,
): Promise<Found[]> {
  const either = question.replaceAll(' & ', ' | ');
  const { rows } = await sql<Found>`
    with rules as (
      select dictionary::regconfig as rules, to_tsquery(dictionary::regconfig, ${question}) as every_word,
        to_tsquery(dictionary::regconfig, ${either}) as any_word
      from course_text where course_id = ${courseId} and version = ${version}
    ), best as (
      select words.lesson_id, rules, any_word, ts_rank(words.words, every_word) as rank
      from rules, lesson_words words
      where words.course_id = ${courseId} and words.version = ${version}
        and words.lesson_id = any (${lessonIds}::uuid[]) and words.words @@ every_word
      order by rank desc, words.lesson_id limit ${mostHits + 1}
    )
    select coalesce(place.part, 'lesson') as in, best.lesson_id as "lessonId", best.rank, place.anchor,
      ts_headline(rules, coalesce(place.text, body.summary), any_word, ${headline}) as text
    from best
    join lesson_body body on body.course_id = ${courseId} and body.version = ${version}
      and body.lesson_id = best.lesson_id
    left join lateral (
      select section.part, section.anchor, section.text
      from lesson_section section
      where section.course_id = ${courseId} and section.version = ${version}
        and section.lesson_id = best.lesson_id and to_tsvector(rules, section.text) @@ any_word
      order by ts_rank(to_tsvector(rules, section.text), any_word) desc, section.number limit ${placesInLesson}
    ) place on true
    order by best.rank desc, best.lesson_id`.execute(db);
  return rows;
}

/** Notes are few, so their words are read when they are asked for. */
async function inNotes(
  db: Queryable,
  { cohortId, userId }: { cohortId: string; userId: string },
  question: string,
): Promise<Found[]> {
  const { rows } = await sql<Found>`
    with note as (
      select lesson_id, words, ts_rank(to_tsvector('simple', words), question) as rank, question
      from lesson_note, to_tsquery('simple', ${question}) as question
      where cohort_id = ${cohortId} and user_id = ${userId} and to_tsvector('simple', words) @@ question
      order by rank desc limit ${mostHits + 1}
    )
    select 'note' as in, lesson_id as "lessonId", rank, null as anchor, ts_headline('simple', words, question, ${headline}) as text
    from note`.execute(db);
  return rows;
}

function piecesOf(text: string): SearchHit['pieces'] {
  const pieces: SearchHit['pieces'] = [];
  for (const [index, part] of readable(text).split(opening).entries()) {
    const [marked, rest] = index === 0 ? ['', part] : part.split(closing);
    if (marked) pieces.push({ text: marked, hit: true });
    if (rest) pieces.push({ text: rest, hit: false });
  }
  return pieces;
}
