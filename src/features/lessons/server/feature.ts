import { cohorts } from '#features/cohorts/contract.ts';
import type { CoursePart } from '#features/cohorts/server/courseParts.ts';
import type { Gate } from '#features/cohorts/server/gate.ts';
import { identity } from '#features/identity/contract.ts';
import type { Database } from '#platform/server/db/database.ts';
import { feature, type AnyFeature, type Person } from '#platform/server/feature.ts';
import { lessons, type DraftFault } from '../contract.ts';
import { compare } from './drafts/compare.ts';
import { DraftReader } from './drafts/draftReader.ts';
import { draftReadings } from './drafts/draftReading.ts';
import { draftViews } from './drafts/draftViews.ts';
import { editingOf } from './drafts/editing.ts';
import { publicationOf, type ReadyToPublish } from './drafts/publication.ts';
import { tidyMaterials } from './materials/materials.ts';
import { lessonsMigrations } from './migrations.ts';
import { lessonsPersonal } from './personal.ts';
import { notesOf } from './notes.ts';
import { searchOf } from './search.ts';
import { pagesOf } from './service.ts';
import { uploadsOf, type KeptUpload } from './uploads.ts';

export interface LessonsParts {
  db: Database;
  /** Which lessons are open to whom. */
  gate: Gate;
  /** Rooms whose blocks stand in lessons. */
  courseParts: readonly CoursePart[];
  /** Hosts whose pages a lesson may show in a frame. */
  embedHosts: readonly string[];
}

interface Prepared {
  'lessons:upload': KeptUpload;
  'lessons:save-course': DraftFault[];
  'lessons:save-module': DraftFault[];
  'lessons:save-lesson': DraftFault[];
  'lessons:publish': ReadyToPublish;
}

/** What is learned: lessons with their media, texts and downloads, how they are edited, notes and search. */
export function lessonsFeature({ db, gate, courseParts, embedHosts }: LessonsParts): AnyFeature {
  const cohort = ({ cohortId }: { cohortId: string }) => cohorts.topics.cohort.of({ cohortId });
  const staff = (_actor: Person, { cohortId }: { cohortId: string }) => [
    cohorts.topics.cohortStaff.of({ cohortId }),
    cohorts.topics.cohort.of({ cohortId }),
  ];
  const own = ({ userId }: Person) => identity.topics.person.of({ userId });
  const read = draftReadings({ reader: new DraftReader(), courseParts, embedHosts });
  const pages = pagesOf({ db, gate, embedHosts });
  const notes = notesOf({ gate });
  const uploads = uploadsOf({ db });
  const views = draftViews({ read, embedHosts });
  const editing = editingOf({ db, read });
  const publication = publicationOf({ db, read, courseParts });

  return feature<typeof lessons, Prepared>({
    contract: lessons,
    migrations: lessonsMigrations,
    personal: lessonsPersonal,
    commands: {
      'lessons:save-note': notes.saveNote,
      'lessons:upload': uploads.name,
      'lessons:open-draft': editing.openDraft,
      'lessons:discard-draft': editing.discard,
      'lessons:save-course': editing.saveCourse,
      'lessons:add-module': editing.addModule,
      'lessons:save-module': editing.saveModule,
      'lessons:remove-module': editing.removeModule,
      'lessons:add-lesson': editing.addLesson,
      'lessons:save-lesson': editing.saveLesson,
      'lessons:remove-lesson': editing.removeLesson,
      'lessons:bring-back': editing.bringBack,
      'lessons:arrange': editing.arrange,
      'lessons:publish': publication.publish,
    },
    prepare: {
      'lessons:upload': uploads.keep,
      'lessons:save-course': editing.prepareCourse,
      'lessons:save-module': editing.prepareModule,
      'lessons:save-lesson': editing.prepareLesson,
      'lessons:publish': publication.prepare,
    },
    views: {
      'lessons:lesson': pages.page,
      'lessons:overview': pages.overview,
      'lessons:material': pages.material,
      'lessons:note': notes.note,
      'lessons:notes': notes.all,
      'lessons:search': searchOf({ gate }),
      'lessons:draft': views.draft,
      'lessons:draft-lesson': views.draftLesson,
      'lessons:preview': views.preview,
      'lessons:versions': views.versions,
      'lessons:compare': compare,
      'lessons:files': views.files,
    },
    versions: {
      'lessons:lesson': pages.pageVersion,
      'lessons:overview': pages.overviewVersion,
    },
    follow: {
      'lessons:lesson': (actor, input) => [cohort(input), own(actor)],
      'lessons:overview': (_actor, input) => [cohort(input)],
      'lessons:material': () => [],
      'lessons:note': (actor) => [own(actor)],
      'lessons:notes': (actor, input) => [cohort(input), own(actor)],
      'lessons:search': () => [],
      'lessons:draft': staff,
      'lessons:draft-lesson': staff,
      'lessons:preview': staff,
      'lessons:versions': staff,
      'lessons:compare': staff,
      'lessons:files': staff,
    },
    tidy: tidyMaterials,
  });
}
