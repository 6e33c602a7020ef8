import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { cohorts, completionRule } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';

const moment = z.iso.datetime();
const neighbour = z.object({ id, title: z.string() }).nullable();
/** A lesson's name among the lessons of its course, for good: what people did hangs on it. */
const lessonKey = z
  .string()
  .regex(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/, 'is made of small letters, digits and single hyphens')
  .max(100)
  .meta({ example: 'mixing' });
/** `material:<hash>/<name>`: a file of the course, as its texts write it. */
const materialAddress = z
  .string()
  .max(1_000)
  .regex(/^material:[0-9a-f]{64}\/[^\s/#?]+$/, 'is no file of the course')
  .meta({ example: `material:${'5e'.repeat(32)}/bowl.png` });
/** BCP 47. */
const language = z.string().min(2).max(35);

export const lessonKind = z.enum(['text', 'video', 'audio', 'pdf', 'embed']);
export type LessonKind = z.output<typeof lessonKind>;

export const mediaFile = z
  .object({ address: z.string(), name: z.string(), type: z.string(), sizeBytes: z.number().int() })
  .meta({ id: 'MediaFile' });
export type MediaFile = z.output<typeof mediaFile>;

const chapters = z.array(z.object({ atSeconds: z.number(), title: z.string() }));
const captions = z.array(z.object({ language: z.string(), file: mediaFile }));

/** What a lesson shows above its text. */
export const lessonMedia = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('video'),
      file: mediaFile,
      poster: mediaFile.nullable(),
      captions,
      chapters,
      /** Markdown; empty where there is none. */
      transcript: z.string(),
    }),
    z.object({
      kind: z.literal('audio'),
      file: mediaFile,
      captions,
      chapters,
      transcript: z.string(),
    }),
    z.object({ kind: z.literal('pdf'), file: mediaFile }),
    /** A page of a host that this Stoa allows, for a frame: never put in as HTML. */
    z.object({ kind: z.literal('embed'), url: z.url(), host: z.string(), transcript: z.string() }),
  ])
  .meta({ id: 'LessonMedia' });
export type LessonMedia = z.output<typeof lessonMedia>;

/** Whether a lesson may be read yet. Staff find every lesson open. */
export const lessonGate = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('open') }),
    z.object({ state: z.literal('not-yet'), opensAt: moment }),
    /** After these lessons, which are not completed yet. */
    z.object({ state: z.literal('after'), lessons: z.array(z.object({ id, title: z.string() })) }),
  ])
  .meta({ id: 'LessonGate' });
export type LessonGatePage = z.output<typeof lessonGate>;

export const lessonPage = z
  .object({
    id,
    key: z.string(),
    title: z.string(),
    summary: z.string(),
    kind: lessonKind,
    minutes: z.number().int(),
    /** BCP 47, of the text. */
    language: z.string(),
    module: z.string(),
    /** 1-based place among all lessons of the course, and how many there are. */
    place: z.number().int(),
    of: z.number().int(),
    version: z.number().int(),
    /** While it is not open, `markdown` is empty, `media` null and `links` empty. */
    gate: lessonGate,
    completes: completionRule,
    media: lessonMedia.nullable(),
    /**
     * `material:<hash>/<name>` and `lesson:<key>#anchor` links are resolved by the page. A block of another room
     * is its key alone: ```` ```quiz ```` around one line. A line `embed: <https address>` by itself is a frame
     * when its host is allowed. `$…$` and `$$…$$` is maths where `maths` says so.
     */
    markdown: z.string(),
    /** Whether the text holds maths, so that a reader without needs no formula setter. */
    maths: z.boolean(),
    /** The addresses of `embed:` lines in the text whose host is allowed now; others are shown as links. */
    embeds: z.array(z.string()),
    /** The keys of quizzes that stand in the text, in order. */
    quizzes: z.array(z.string()),
    /** Lesson keys that the text links to, with their ids. */
    links: z.record(z.string(), id),
    previous: neighbour,
    next: neighbour,
  })
  .meta({ id: 'LessonPage' });
export type LessonPage = z.output<typeof lessonPage>;

export const courseOverview = z
  .object({
    title: z.string(),
    summary: z.string(),
    language: z.string(),
    version: z.number().int(),
    /** What the course says about itself, as the text of a lesson; often empty. */
    markdown: z.string(),
    modules: z.array(
      z.object({ key: z.string(), title: z.string(), summary: z.string(), markdown: z.string() }),
    ),
    links: z.record(z.string(), id),
  })
  .meta({ id: 'CourseOverview' });
export type CourseOverview = z.output<typeof courseOverview>;

export const lessonNote = z
  .object({
    lessonId: id,
    /** Plain text or Markdown, as its writer likes; empty: no note. */
    text: z.string(),
    /** 0 for a note that was never saved. */
    revision: z.number().int(),
    savedAt: moment.nullable(),
  })
  .meta({ id: 'LessonNote' });
export type LessonNote = z.output<typeof lessonNote>;

export const searchHit = z
  .object({
    /** `note`: one's own. */
    in: z.enum(['lesson', 'transcript', 'note']),
    lessonId: id,
    title: z.string(),
    module: z.string(),
    /** The heading that it stands under, as an anchor of the page. */
    anchor: z.string().nullable(),
    /** Plain text in pieces; `hit` ones are to be marked. Pieces stand side by side without anything between. */
    pieces: z.array(z.object({ text: z.string(), hit: z.boolean() })),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.output<typeof searchHit>;

/** Something wrong with a draft, in the words of the course folder's import. */
export const draftFault = z
  .object({
    /** The page of the draft: a lesson's, a module's, or null for the course's own. */
    pageId: id.nullable(),
    /** The field at fault; null: a place in the text. */
    field: z.string().nullable(),
    /** 1-based line in `markdown`, or in the field `transcript`. */
    line: z.number().int(),
    code: z.string(),
    message: z.string(),
  })
  .meta({ id: 'DraftFault' });
export type DraftFault = z.output<typeof draftFault>;

const markdown = z.string().max(300_000);
const title = z.string().trim().min(1).max(200);
const summary = z.string().trim().max(1_000);

/** What an editor says of the media above a lesson; what does not fit its kind is left out of the course. */
export const draftMedia = z
  .strictObject({
    /** The video, audio or PDF. */
    file: materialAddress.nullable().default(null),
    /** Of an embed: an https address of an allowed host. */
    url: z.string().max(2_000).nullable().default(null),
    poster: materialAddress.nullable().default(null),
    /** WebVTT files. */
    captions: z
      .array(z.strictObject({ language, file: materialAddress }))
      .max(40)
      .default([]),
    chapters: z
      .array(
        z.strictObject({
          atSeconds: z.number().min(0).max(360_000),
          title: z.string().trim().min(1).max(200),
        }),
      )
      .max(200)
      .default([]),
    transcript: markdown.default(''),
  })
  .meta({ id: 'DraftMedia' });
export type DraftMedia = z.output<typeof draftMedia>;

/** A lesson as its editors write it: with whole quiz blocks, keys and all. Staff alone. */
export const draftLessonFields = z.strictObject({
  title,
  summary: summary.default(''),
  kind: lessonKind.default('text'),
  /** null: estimated from the text. */
  minutes: z.number().int().min(1).max(600).nullable().default(null),
  completes: completionRule.default({ by: 'button' }),
  /** Keys of lessons to be completed before. */
  after: z.array(lessonKey).max(50).default([]),
  media: draftMedia.default({
    file: null,
    url: null,
    poster: null,
    captions: [],
    chapters: [],
    transcript: '',
  }),
  markdown: markdown.default(''),
});
export type DraftLessonFields = z.output<typeof draftLessonFields>;

/** What the course gives a certificate for. */
export const certificateRule = z
  .strictObject({
    /** So many of a hundred lessons completed; 0: lessons are not asked for. */
    lessonsPercent: z.number().int().min(0).max(100),
    /** Quizzes that are to be passed as well. */
    quizKeys: z.array(lessonKey).max(50),
  })
  .meta({ id: 'CertificateRule' });

const draftChange = z.enum(['same', 'changed', 'new']);

export const draftLessonLine = z
  .object({
    pageId: id,
    key: z.string(),
    title: z.string(),
    kind: lessonKind,
    minutes: z.number().int().nullable(),
    revision: z.number().int(),
    /** Against the version that the draft was made from. */
    change: draftChange,
  })
  .meta({ id: 'DraftLessonLine' });

export const draftModuleLine = z
  .object({
    pageId: id,
    key: z.string(),
    title: z.string(),
    summary: z.string(),
    markdown: z.string(),
    revision: z.number().int(),
    change: draftChange,
    lessons: z.array(draftLessonLine),
  })
  .meta({ id: 'DraftModuleLine' });

export const courseDraft = z
  .object({
    title: z.string(),
    summary: z.string(),
    language: z.string(),
    markdown: z.string(),
    /** null: the course gives none. */
    certificate: certificateRule.nullable(),
    /** Of the course's own page (title, summary, language, text). */
    revision: z.number().int(),
    /** Raised by whatever changes in the draft; the order of pages is saved against it. */
    draftRevision: z.number().int(),
    /** The version that it was made from. */
    basedOn: z.number().int(),
    /** True when another version was published meanwhile: publishing then asks to be told so, see `over`. */
    overtaken: z.boolean(),
    begun: z.object({ at: moment, by: z.string().nullable() }),
    changed: z.object({ at: moment, by: z.string().nullable() }),
    modules: z.array(draftModuleLine),
    faults: z.array(draftFault),
    /** What publishing would change, one line each. */
    changes: z.array(z.string()),
  })
  .meta({ id: 'CourseDraft' });
export type CourseDraft = z.output<typeof courseDraft>;

export const draftLesson = draftLessonFields
  .extend({
    pageId: id,
    key: z.string(),
    modulePageId: id,
    module: z.string(),
    revision: z.number().int(),
    change: draftChange,
    changed: z.object({ at: moment, by: z.string().nullable() }),
    faults: z.array(draftFault),
  })
  .meta({ id: 'DraftLesson' });
export type DraftLesson = z.output<typeof draftLesson>;

/** Where a page of the draft stands after a change. */
export const draftSaved = z
  .object({
    pageId: id.nullable(),
    /** Of the page; the next save of it names this one. */
    revision: z.number().int(),
    draftRevision: z.number().int(),
    /** Of this page alone. */
    faults: z.array(draftFault),
  })
  .meta({ id: 'DraftSaved' });
export type DraftSaved = z.output<typeof draftSaved>;

export const courseVersionLine = z
  .object({
    number: z.number().int(),
    title: z.string(),
    publishedAt: moment,
    /** null: nobody who is still known. */
    publishedBy: z.string().nullable(),
    from: z.enum(['folder', 'editor']),
    lessons: z.number().int(),
    /** Against the version before, one line each. */
    changes: z.array(z.string()),
    current: z.boolean(),
  })
  .meta({ id: 'CourseVersionLine' });
export type CourseVersionLine = z.output<typeof courseVersionLine>;

export const comparedPage = z
  .object({
    what: z.enum(['course', 'module', 'lesson']),
    key: z.string(),
    title: z.string(),
    change: z.enum(['added', 'removed', 'changed']),
    /** Fields and text, one after the other; null: there was none. */
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .meta({ id: 'ComparedPage' });
export type ComparedPage = z.output<typeof comparedPage>;

export const courseFile = z
  .object({
    address: z.string(),
    name: z.string(),
    type: z.string(),
    sizeBytes: z.number().int(),
    /** Of pictures. */
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
  })
  .meta({ id: 'CourseFile' });
export type CourseFile = z.output<typeof courseFile>;

const member = ['student', 'instructor', 'organisationAdmin'] as const;
const staff = ['instructor', 'organisationAdmin'] as const;
const ofCohort = { cohortId: id };
const ofPage = { cohortId: id, pageId: id };
/** The revision that the change was made on; the answer is `conflict` where it is not the newest any more. */
const revision = z.number().int().min(0).max(1_000_000_000);
const editing = { times: 240, perMs: 60_000 };
/** As an address has it. Absent, it is the draft. */
const versionNumber = z.coerce.number().int().min(1).max(1_000_000_000);
/** As JSON: characters of other scripts, and escapes, take several bytes. */
const pageBytes = 2_000_000;

/** What is asked of the preview as a student: nothing is open that a new student would not find open. */
const asWhom = z.enum(['student']).optional();

/** What is learned: lessons with their media, texts and downloads, how they are edited, notes and search. */
export const lessons = contract('lessons', {
  commands: {
    'lessons:save-note': command({
      summary: 'Keep your own note to a lesson; an empty text takes it away.',
      http: ['PUT', '/api/cohorts/:cohortId/lessons/:lessonId/note'],
      input: z.strictObject({ cohortId: id, lessonId: id, text: z.string().max(20_000), revision }),
      output: lessonNote,
      who: member,
      rate: { times: 240, perMs: 60_000 },
      refusals: ['conflict', 'not_yet'],
      takes: { json: 200_000 },
      tells: ['lessons:note-saved'],
    }),
    'lessons:upload': command({
      summary:
        'Bring a file into the course: the raw body. Its type is read from its bytes and must be what its name says.',
      http: ['PUT', '/api/cohorts/:cohortId/uploads/:name'],
      input: z.strictObject({ cohortId: id, name: z.string().trim().min(1).max(150) }),
      output: courseFile,
      who: staff,
      rate: { times: 120, perMs: 60_000 },
      refusals: ['too_large', 'unsupported_type', 'conflict'],
      takes: { bytes: 90 * 1024 * 1024 },
      tells: ['lessons:file-added'],
    }),
    'lessons:open-draft': command({
      summary:
        'Begin a draft of the course from its current version, or from an older one to bring that back.',
      http: ['POST', '/api/cohorts/:cohortId/draft'],
      input: z.strictObject({
        ...ofCohort,
        from: z.number().int().min(1).nullable().default(null),
        /** Only with this is a draft that is open already thrown away: its `draftRevision`. */
        replaces: revision.nullable().default(null),
      }),
      output: z.object({ draftRevision: z.number().int() }),
      who: staff,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['lessons:draft-changed'],
    }),
    'lessons:discard-draft': command({
      summary: 'Throw the draft away.',
      http: ['DELETE', '/api/cohorts/:cohortId/draft'],
      input: z.strictObject({ ...ofCohort, revision }),
      output: z.object({ discarded: z.boolean() }),
      who: staff,
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['lessons:draft-changed'],
    }),
    'lessons:save-course': command({
      summary: 'Change what the draft says of the course itself.',
      http: ['PUT', '/api/cohorts/:cohortId/draft/course'],
      input: z.strictObject({
        ...ofCohort,
        revision,
        title,
        summary: summary.default(''),
        language,
        markdown,
        /** Absent: as it was. null: the course gives none. */
        certificate: certificateRule.nullable().optional(),
      }),
      output: draftSaved,
      who: staff,
      rate: editing,
      refusals: ['conflict'],
      takes: { json: pageBytes },
      tells: ['lessons:draft-changed'],
    }),
    'lessons:add-module': command({
      summary: 'Add a module to the draft, at its end.',
      http: ['POST', '/api/cohorts/:cohortId/draft/modules'],
      input: z.strictObject({ ...ofCohort, title, key: lessonKey.nullable().default(null) }),
      output: draftSaved,
      who: staff,
      rate: editing,
      refusals: ['conflict'],
      tells: ['lessons:draft-changed'],
    }),
    'lessons:save-module': command({
      summary: 'Change what the draft says of a module.',
      http: ['PUT', '/api/cohorts/:cohortId/draft/modules/:pageId'],
      input: z.strictObject({ ...ofPage, revision, title, summary: summary.default(''), markdown }),
      output: draftSaved,
      who: staff,
      rate: editing,
      refusals: ['conflict'],
      takes: { json: pageBytes },
      tells: ['lessons:draft-changed'],
    }),
    'lessons:remove-module': command({
      summary: 'Take a module with its lessons out of the draft.',
      http: ['DELETE', '/api/cohorts/:cohortId/draft/modules/:pageId'],
      input: z.strictObject({ ...ofPage, revision }),
      output: draftSaved,
      who: staff,
      rate: editing,
      refusals: ['conflict'],
      tells: ['lessons:draft-changed'],
    }),
    'lessons:add-lesson': command({
      summary:
        'Add a lesson to a module of the draft, at its end. Its key is made from the title unless given.',
      http: ['POST', '/api/cohorts/:cohortId/draft/modules/:pageId/lessons'],
      input: z.strictObject({
        ...ofPage,
        title,
        key: lessonKey.nullable().default(null),
        kind: lessonKind.default('text'),
      }),
      output: draftSaved,
      who: staff,
      rate: editing,
      refusals: ['conflict'],
      tells: ['lessons:draft-changed'],
    }),
    'lessons:save-lesson': command({
      summary: 'Change a lesson of the draft. Faults are told and kept; they stand against publishing alone.',
      http: ['PUT', '/api/cohorts/:cohortId/draft/lessons/:pageId'],
      input: z.strictObject({ ...ofPage, revision, ...draftLessonFields.shape }),
      output: draftSaved,
      who: staff,
      rate: editing,
      refusals: ['conflict'],
      takes: { json: pageBytes },
      tells: ['lessons:draft-changed'],
    }),
    'lessons:remove-lesson': command({
      summary: 'Take a lesson out of the draft.',
      http: ['DELETE', '/api/cohorts/:cohortId/draft/lessons/:pageId'],
      input: z.strictObject({ ...ofPage, revision }),
      output: draftSaved,
      who: staff,
      rate: editing,
      refusals: ['conflict'],
      tells: ['lessons:draft-changed'],
    }),
    'lessons:bring-back': command({
      summary: 'Put back what was taken out of the draft, where it stood; a module with its lessons.',
      http: ['POST', '/api/cohorts/:cohortId/draft/removed/:pageId'],
      input: z.strictObject(ofPage),
      output: draftSaved,
      who: staff,
      rate: editing,
      refusals: ['conflict'],
      tells: ['lessons:draft-changed'],
    }),
    'lessons:arrange': command({
      summary: 'Put modules and lessons of the draft in another order; every page is named once.',
      http: ['PUT', '/api/cohorts/:cohortId/draft/order'],
      input: z.strictObject({
        ...ofCohort,
        /** `draftRevision`. */
        revision,
        modules: z.array(z.strictObject({ pageId: id, lessons: z.array(id).max(1_000) })).max(200),
      }),
      output: draftSaved,
      who: staff,
      rate: editing,
      refusals: ['conflict'],
      tells: ['lessons:draft-changed'],
    }),
    'lessons:publish': command({
      summary: 'Make the draft the current version of the course, for every cohort that learns it.',
      http: ['POST', '/api/cohorts/:cohortId/draft/publication'],
      input: z.strictObject({
        ...ofCohort,
        /** `draftRevision`: what was looked at is what is published. */
        revision,
        /** Where another version came meanwhile: its number, said to be meant. */
        over: z.number().int().min(1).nullable().default(null),
      }),
      output: z.object({ version: z.number().int(), changed: z.boolean() }),
      who: staff,
      rate: { times: 20, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['course:published', 'lessons:draft-changed'],
    }),
  },
  views: {
    'lessons:lesson': view({
      summary:
        'One lesson of the version that the cohort learns. One that is not open yet says when it opens.',
      http: '/api/cohorts/:cohortId/lessons/:lessonId',
      input: z.strictObject({ cohortId: id, lessonId: id, as: asWhom }),
      data: lessonPage,
      who: member,
      follows: [
        'course:published',
        'progress:updated',
        'plan:changed',
        'cohort:changed',
        'enrolment:changed',
      ],
      caching: 'metadata',
    }),
    'lessons:overview': view({
      summary: 'What the course and its modules say about themselves; `course:overview` links lead here.',
      http: '/api/cohorts/:cohortId/overview',
      input: z.strictObject({ cohortId: id }),
      data: courseOverview,
      who: member,
      follows: ['course:published'],
      caching: 'metadata',
    }),
    'lessons:material': view({
      summary: 'A picture, video or download of the course, under the hash of its bytes; in ranges, too.',
      http: '/api/cohorts/:cohortId/materials/:hash/:name',
      input: z.strictObject({
        cohortId: id,
        hash: z.string().regex(/^[0-9a-f]{64}$/),
        name: z.string().max(255),
      }),
      data: 'bytes',
      who: member,
      follows: [],
      caching: 'immutable',
    }),
    'lessons:note': view({
      summary: 'Your own note to a lesson.',
      http: '/api/cohorts/:cohortId/lessons/:lessonId/note',
      input: z.strictObject({ cohortId: id, lessonId: id }),
      data: lessonNote,
      who: member,
      caching: 'metadata',
      follows: ['lessons:note-saved'],
    }),
    'lessons:notes': view({
      summary: 'All your own notes in a cohort, the newest first.',
      http: '/api/cohorts/:cohortId/notes',
      input: z.strictObject(ofCohort),
      data: z.object({ notes: z.array(lessonNote.extend({ title: z.string(), module: z.string() })) }),
      who: member,
      follows: ['lessons:note-saved', 'course:published'],
    }),
    'lessons:search': view({
      summary: 'Lessons that are open, and your own notes, with these words; the best first.',
      http: '/api/cohorts/:cohortId/search',
      input: z.strictObject({ cohortId: id, q: z.string().trim().max(200), as: asWhom }),
      data: z.object({ hits: z.array(searchHit), more: z.boolean() }),
      who: member,
      follows: [],
    }),
    'lessons:draft': view({
      summary: 'The draft of the course, or null; what is wrong with it, and what it would change.',
      http: '/api/cohorts/:cohortId/draft',
      input: z.strictObject(ofCohort),
      data: z.object({
        course: z.object({ id, key: z.string(), title: z.string(), version: z.number().int() }),
        draft: courseDraft.nullable(),
      }),
      who: staff,
      follows: ['lessons:draft-changed', 'course:published'],
    }),
    'lessons:draft-lesson': view({
      summary: 'One lesson of the draft, as its editors write it.',
      http: '/api/cohorts/:cohortId/draft/lessons/:pageId',
      input: z.strictObject(ofPage),
      data: draftLesson,
      who: staff,
      follows: ['lessons:draft-changed'],
    }),
    'lessons:preview': view({
      summary: 'One lesson of the draft as a student would have it.',
      http: '/api/cohorts/:cohortId/draft/lessons/:pageId/preview',
      input: z.strictObject(ofPage),
      /** Lessons that are only in the draft are linked to by their `pageId`. */
      data: lessonPage.extend({ faults: z.array(draftFault) }),
      who: staff,
      follows: ['lessons:draft-changed'],
    }),
    'lessons:versions': view({
      summary: 'The published versions of the course, the newest first.',
      http: '/api/cohorts/:cohortId/versions',
      input: z.strictObject(ofCohort),
      data: z.object({ versions: z.array(courseVersionLine) }),
      who: staff,
      follows: ['course:published'],
    }),
    'lessons:compare': view({
      summary: 'Two versions of the course, or a version and the draft: the pages that differ, as text.',
      http: '/api/cohorts/:cohortId/comparison',
      input: z.strictObject({
        cohortId: id,
        from: versionNumber,
        /** Absent: the draft. */
        to: versionNumber.optional(),
      }),
      data: z.object({
        pages: z.array(comparedPage),
        /** There are more than are told at once. */
        more: z.boolean(),
      }),
      who: staff,
      follows: ['lessons:draft-changed', 'course:published'],
    }),
    'lessons:files': view({
      summary:
        'The files that lessons of this course can show: of its versions, and uploaded ones; the newest first.',
      http: '/api/cohorts/:cohortId/files',
      input: z.strictObject(ofCohort),
      data: z.object({
        files: z.array(courseFile),
        /** Hosts that an embed may be of. */
        embedHosts: z.array(z.string()),
      }),
      who: staff,
      follows: ['lessons:file-added', 'course:published'],
    }),
  },
  events: {
    'lessons:note-saved': event({
      summary: 'You saved a note; your other windows fetch it.',
      kind: 'state',
      delivery: 'ambient',
      data: z.object({ cohortId: id, lessonId: id, revision: z.number().int(), savedAt: moment }),
      key: (data) => `${data.cohortId}/${data.lessonId}`,
      on: [identity.topics.person],
    }),
    'lessons:file-added': event({
      summary: 'An editor brought a file into the course.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ courseId: id, file: courseFile }),
      on: [cohorts.topics.cohortStaff],
    }),
    'lessons:draft-changed': event({
      summary: 'The draft of the course was changed, or is gone.',
      kind: 'state',
      delivery: 'ambient',
      data: z.object({
        courseId: id,
        /** null: there is no draft any more. */
        draftRevision: z.number().int().nullable(),
        /** The page that changed; null: the course's own, the order, or all of it. */
        pageId: id.nullable(),
        by: id.nullable(),
      }),
      key: (data) => `${data.courseId}/${data.pageId ?? ''}`,
      on: [cohorts.topics.cohortStaff],
    }),
  },
});
