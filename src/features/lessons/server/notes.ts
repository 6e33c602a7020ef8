import { sql } from 'kysely';
import { Refusal } from '#kernel/refusal.ts';
import * as courses from '#features/cohorts/server/courses.ts';
import type { Gate } from '#features/cohorts/server/gate.ts';
import { identity } from '#features/identity/contract.ts';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { CommandContext, ViewContext } from '#platform/server/feature.ts';
import { lessons, type LessonNote } from '../contract.ts';
import { requireOpen } from './gates.ts';
import { searchable } from './searchWords.ts';

interface Place {
  cohortId: string;
  lessonId: string;
}

interface NoteRow {
  lessonId: string;
  text: string;
  revision: number;
  savedAt: Date;
}

/** Notes that a person keeps to lessons, for nobody else's eyes. */
export function notesOf({ gate }: { gate: Gate }) {
  /**
   * @throws Refusal `conflict` when another window or device saved it meanwhile: nothing is written over what
   *   its writer has not seen
   */
  async function saveNote(
    { actor, tx, tell }: CommandContext,
    { cohortId, lessonId, text, revision }: Place & { text: string; revision: number },
  ): Promise<LessonNote> {
    const gates = await gate.of(tx, actor, cohortId);
    requireOpen(gates.get(lessonId));
    const saved = await store(tx, { cohortId, lessonId, userId: actor.userId }, text, revision);
    if (!saved) throw new Refusal('conflict', 'This note was changed in another window.');
    const { savedAt } = saved;
    tell(lessons, 'lessons:note-saved', [identity.topics.person.of({ userId: actor.userId })], {
      cohortId,
      lessonId,
      revision: saved.revision,
      savedAt: savedAt.toISOString(),
    });
    return told(saved);
  }

  async function note({ actor, tx }: ViewContext, { cohortId, lessonId }: Place): Promise<LessonNote> {
    if (!(await courses.lessonIds(tx, cohortId)).includes(lessonId))
      throw new Refusal('not_found', 'This lesson is not part of the course.');
    const [row] = await rowsOf(tx, { cohortId, userId: actor.userId }, lessonId);
    return row ? told(row) : { lessonId, text: '', revision: 0, savedAt: null };
  }

  async function all({ actor, tx }: ViewContext, { cohortId }: { cohortId: string }) {
    const outline = await courses.outline(tx, cohortId);
    if (!outline) throw new Refusal('not_found');
    const places = new Map(
      outline.modules.flatMap((module) =>
        module.lessons.map(({ id, title }) => [id, { title, module: module.title }] as const),
      ),
    );
    const rows = await rowsOf(tx, { cohortId, userId: actor.userId });
    return {
      // A note to a lesson that the course has dropped is kept, and found again when the lesson returns.
      notes: rows.flatMap((row) => {
        const place = places.get(row.lessonId);
        return place && row.text !== '' ? [{ ...told(row), ...place }] : [];
      }),
    };
  }

  return { saveNote, note, all };
}

async function store(
  tx: Tx,
  { cohortId, lessonId, userId }: Place & { userId: string },
  text: string,
  revision: number,
): Promise<NoteRow | undefined> {
  const words = searchable(text);
  const { rows } =
    revision === 0
      ? await sql<NoteRow>`
          insert into lesson_note (cohort_id, user_id, lesson_id, text, words, revision, saved_at)
          values (${cohortId}, ${userId}, ${lessonId}, ${text}, ${words}, 1, now())
          on conflict (cohort_id, user_id, lesson_id) do nothing
          returning lesson_id as "lessonId", text, revision, saved_at as "savedAt"`.execute(tx)
      : await sql<NoteRow>`
          update lesson_note
          set text = ${text}, words = ${words}, revision = revision + 1, saved_at = now()
          where cohort_id = ${cohortId} and user_id = ${userId} and lesson_id = ${lessonId}
            and revision = ${revision}
          returning lesson_id as "lessonId", text, revision, saved_at as "savedAt"`.execute(tx);
  return rows[0];
}

async function rowsOf(
  db: Queryable,
  { cohortId, userId }: { cohortId: string; userId: string },
  lessonId: string | null = null,
): Promise<NoteRow[]> {
  const { rows } = await sql<NoteRow>`
    select lesson_id as "lessonId", text, revision, saved_at as "savedAt" from lesson_note
    where cohort_id = ${cohortId} and user_id = ${userId}
      and (${lessonId}::uuid is null or lesson_id = ${lessonId})
    order by saved_at desc, lesson_id limit 1000`.execute(db);
  return rows;
}

function told({ lessonId, text, revision, savedAt }: NoteRow): LessonNote {
  return { lessonId, text, revision, savedAt: savedAt.toISOString() };
}
