import { Refusal } from '#kernel/refusal.ts';
import type { CoursePart } from '#features/cohorts/server/courseParts.ts';
import type { Database } from '#platform/server/db/database.ts';
import type { CommandContext, PrepareContext } from '#platform/server/feature.ts';
import type { ParsedCourse } from '../importer/course.ts';
import { usable } from '../importer/readCourse.ts';
import { writeVersion } from '../publishCourse.ts';
import { loadDraft, type draftReadings } from './draftReading.ts';
import * as store from './draftStore.ts';
import { requireCourse } from './draftViews.ts';
import { holdDraft, note, requireNewest, tellChange } from './editing.ts';

interface Publication {
  cohortId: string;
  revision: number;
  over: number | null;
}

export interface ReadyToPublish {
  course: ParsedCourse;
  draftRevision: number;
}

/** From a draft to the course that cohorts learn. */
export function publicationOf({
  db,
  read,
  courseParts,
}: {
  db: Database;
  read: ReturnType<typeof draftReadings>;
  courseParts: readonly CoursePart[];
}) {
  /** @throws Refusal `invalid` naming what is wrong, as an import would */
  async function prepare(
    _context: PrepareContext,
    { cohortId, revision }: Publication,
  ): Promise<ReadyToPublish> {
    const loaded = await db.snapshot(async (tx) => loadDraft(tx, await requireCourse(tx, cohortId)));
    if (!loaded) throw new Refusal('not_found', 'This course has no draft.');
    const { draftRevision } = loaded.head;
    requireNewest(draftRevision, revision, 'The draft');
    const { course, faults } = await read(loaded);
    const ready = usable(course);
    const [first] = faults;
    if (first || !ready) {
      throw new Refusal('invalid', first?.message ?? 'The draft is no course yet.', {
        faults: faults.slice(0, 20).map(({ pageId, field, line, message }) => ({
          field: [pageId ?? 'course', field ?? `line ${line}`].join('.'),
          message,
        })),
      });
    }
    return { course: ready, draftRevision };
  }

  async function publish(
    change: CommandContext,
    { cohortId, over }: Publication,
    prepared: ReadyToPublish,
  ): Promise<{ version: number; changed: boolean }> {
    const { tx, actor } = change;
    const { course: parsed, draftRevision } = prepared;
    const { course, ...held } = await holdDraft(tx, cohortId);
    // Between the reading and now.
    requireNewest(held.draftRevision, draftRevision, 'The draft');
    const published = await writeVersion(
      change,
      { organisationId: course.organisationId, course: parsed, by: actor.userId, from: 'editor' },
      courseParts,
    );
    const { version, changed } = published;
    // Known for certain only now that the course is held.
    const before = changed ? version - 1 : version;
    if (before !== held.basedOn && before !== over) {
      throw new Refusal(
        'conflict',
        `Version ${before} of the course was published after this draft was begun from version ${held.basedOn}.`,
      );
    }
    await store.remove(tx, course.id);
    await note(change, course, 'lessons:publish', { version, over: before === held.basedOn ? null : before });
    await tellChange(change, course, null, null);
    return { version, changed };
  }

  return { prepare, publish };
}
