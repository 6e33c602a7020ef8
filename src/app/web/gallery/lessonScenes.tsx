import type { ReactNode } from 'react';
import type { DraftLessonFields } from '#features/lessons/contract.ts';
import type { TreeWork } from '#features/lessons/web/editor/DraftTree.tsx';
import { EditorKitContext, type EditorKit } from '#features/lessons/web/editor/kit.ts';
import { CourseForm, LessonForm, type Place } from '#features/lessons/web/editor/PageForms.tsx';
import { DiscardSheet, PublishSheet } from '#features/lessons/web/editor/PublishSheet.tsx';
import type { Note } from '#features/lessons/web/notes/NotePanel.tsx';
import type { Autosaving } from '#features/lessons/web/saving/useAutosave.ts';
import { full, loading, type View } from '#platform/web/ui/view.ts';
import { ContentScreen } from '../screens/content/ContentScreen.tsx';
import { PreviewScreen } from '../screens/content/PreviewScreen.tsx';
import { VersionsScreen } from '../screens/content/VersionsScreen.tsx';
import type { LessonScreen } from '../screens/LessonScreen.tsx';
import { SearchScreen, type Found } from '../screens/SearchScreen.tsx';
import { outlineWith } from './fixtures.ts';
import * as fixture from './lessonFixtures.ts';

type Wrap = (
  path: string,
  element: ReactNode,
  as?: 'student' | 'staff',
) => { path: string; element: ReactNode };
type LessonParts = Partial<Parameters<typeof LessonScreen>[0]>;

const nothing = (): void => {};
const never = (): Promise<boolean> => Promise.resolve(false);

export const note = (more: Partial<Note> = {}): Note => ({
  text: full('Ask Dana which criteria the desk uses.'),
  saving: { state: 'saved' },
  savedAt: '2026-06-09T11:02:00Z',
  isJoined: false,
  onChange: nothing,
  onLeave: nothing,
  onRetry: nothing,
  ...more,
});

const watching = { fromSeconds: 250, onPlayed: nothing };

const search = (found: View<Found> | null, typed = 'criteria'): ReactNode => (
  <SearchScreen cohortId="cohort" typed={typed} onType={nothing} onGo={nothing} found={found} />
);

const kit: EditorKit = {
  cohortId: 'cohort',
  language: 'en',
  files: full(fixture.files),
  uploads: {
    uploads: [
      { id: '1', name: 'a-long-film.webm', state: 'sending', share: 0.42 },
      { id: '2', name: 'drawing.html', state: 'refused', reason: 'This file is a web page and no picture.' },
    ],
    send: nothing,
    dismiss: nothing,
  },
  embedHosts: ['www.youtube-nocookie.com', 'player.vimeo.com'],
  lessons: fixture.draft.modules.flatMap(({ title, lessons }) =>
    lessons.map(({ pageId, key, title: lesson }) => ({ pageId, key, title: lesson, module: title })),
  ),
};

const work: TreeWork = {
  busy: false,
  fault: null,
  onArrange: nothing,
  onAddModule: nothing,
  onAddLesson: nothing,
};
const place: Place = {
  onStep: { up: nothing, down: null },
  module: { id: 'working', options: [{ id: 'working', title: 'Working with a model' }], onPut: nothing },
  onRemove: nothing,
  busy: false,
};

const saving = <Fields,>(value: Fields, more: Partial<Autosaving<Fields>> = {}): Autosaving<Fields> => ({
  value,
  saving: { state: 'saved' },
  isJoined: false,
  change: nothing,
  settle: nothing,
  retry: nothing,
  flush: nothing,
  ...more,
});

const lessonForm = (more: Partial<Autosaving<DraftLessonFields>> = {}): ReactNode => (
  <LessonForm
    page={saving(fixture.draftFields, more)}
    faults={fixture.draft.faults}
    lesson={fixture.draftLesson}
    place={place}
    previewHref="/teach/cohort/content/preview/p10"
  />
);

type ContentParts = Partial<Parameters<typeof ContentScreen>[0]>;

const published = { title: 'AI Enablement', version: 3 };
const content = (more: ContentParts = {}): ReactNode => (
  <EditorKitContext value={kit}>
    <ContentScreen
      cohortId="cohort"
      content={full({ course: published, draft: fixture.draft })}
      outline={full(outlineWith(0, 'instructor'))}
      order={null}
      pageId={null}
      page={null}
      work={work}
      removed={null}
      onBringBack={nothing}
      onBegin={nothing}
      publishing={{ state: 'ready' }}
      published={null}
      onPublish={never}
      onDiscard={never}
      lost={[]}
      onDropLost={nothing}
      {...more}
    />
  </EditorKitContext>
);

const versions = (more: Partial<Parameters<typeof VersionsScreen>[0]> = {}): ReactNode => (
  <VersionsScreen
    cohortId="cohort"
    cohort="AI Enablement, Spring 2026"
    versions={full(fixture.versions)}
    hasDraft
    busy={false}
    fault={null}
    onRestore={nothing}
    onCompare={nothing}
    comparison={null}
    {...more}
  />
);

/** Lessons that hold more than text, notes, search and the editor, each in each of its states. */
export function lessonScenes(
  inside: Wrap,
  failed: View<never>,
  lesson: (more: LessonParts) => ReactNode,
): Record<string, { path: string; element: ReactNode }> {
  const at = '/c/cohort/lessons/lesson-10';
  const shows = (more: LessonParts) => inside(at, lesson(more));
  const edits = (element: ReactNode) => inside('/teach/cohort/content', element, 'staff');
  const blocks = { quiz: () => null };
  return {
    'lesson-video': shows({ lesson: full(fixture.lessonWith(fixture.video)) }),
    'lesson-video-again': shows({ lesson: full(fixture.lessonWith(fixture.video)), watching }),
    'lesson-video-unavailable': shows({ lesson: full(fixture.lessonWith(fixture.gone)) }),
    'lesson-audio': shows({ lesson: full(fixture.lessonWith(fixture.audio)) }),
    'lesson-pdf': shows({ lesson: full(fixture.lessonWith(fixture.pdf)) }),
    'lesson-embed': shows({ lesson: full(fixture.lessonWith(fixture.embed)) }),
    'lesson-maths': shows({ lesson: full(fixture.mathsLesson) }),
    'lesson-locked-until': shows({ lesson: full(fixture.lockedUntil) }),
    'lesson-locked-after': shows({ lesson: full(fixture.lockedAfter) }),
    'lesson-note-kept': shows({ note: note({ saving: { state: 'kept' } }) }),
    'lesson-note-joined': shows({ note: note({ isJoined: true }) }),
    'lesson-note-refused': shows({
      note: note({ saving: { state: 'failed', sentence: 'This is too long.' } }),
    }),
    'lesson-note-failed': shows({ note: note({ text: failed }) }),
    'search-nothing': inside('/c/cohort/search', search(null, '')),
    'search-loading': inside('/c/cohort/search', search(loading)),
    'search-failed': inside('/c/cohort/search', search(failed)),
    'search-none': inside('/c/cohort/search', search(full({ hits: [], more: false }), 'zymurgy')),
    search: inside('/c/cohort/search', search(full({ hits: fixture.hits, more: true }))),
    'content-loading': edits(content({ content: loading, outline: loading })),
    'content-failed': edits(content({ content: failed })),
    'content-none': edits(content({ content: full({ course: published, draft: null }) })),
    'content-published': edits(content({ content: full({ course: published, draft: null }), published: 4 })),
    content: edits(content()),
    'content-lost': edits(
      content({
        lost: [{ commandId: '1', title: 'Asking twice', markdown: 'What was written.' }],
        work: { ...work, fault: 'Something changed meanwhile.' },
        removed: { pageId: 'p2', title: 'Choosing a first use case', state: 'removed' },
      }),
    ),
    'content-course': edits(
      content({
        pageId: 'course',
        page: (
          <CourseForm
            page={saving({
              title: fixture.draft.title,
              summary: fixture.draft.summary,
              language: 'en',
              markdown: fixture.draft.markdown,
              certificate: fixture.draft.certificate,
            })}
            faults={[]}
          />
        ),
      }),
    ),
    'content-lesson': edits(content({ pageId: 'p10', page: lessonForm() })),
    'content-kept': edits(content({ pageId: 'p10', page: lessonForm({ saving: { state: 'kept' } }) })),
    'content-conflict': edits(
      content({
        pageId: 'p10',
        page: lessonForm({
          saving: {
            state: 'conflict',
            theirs: {
              ...fixture.draftFields,
              title: 'Judging an answer',
              markdown: fixture.draftFields.markdown.replace('one number', 'a single number'),
            },
          },
        }),
      }),
    ),
    'content-publish': edits(
      <>
        {content()}
        <PublishSheet
          draft={{ ...fixture.draft, overtaken: true }}
          version={4}
          publishing={{ state: 'refused', sentence: 'Something changed meanwhile.' }}
          pageHref={() => '/teach/cohort/content'}
          onPublish={nothing}
          onClose={nothing}
        />
      </>,
    ),
    'content-discard': edits(
      <>
        {content()}
        <DiscardSheet busy={false} fault={null} onDiscard={nothing} onClose={nothing} />
      </>,
    ),
    'versions-loading': edits(versions({ versions: loading })),
    'versions-failed': edits(versions({ versions: failed })),
    versions: edits(versions()),
    'versions-compared': edits(
      versions({
        comparison: { hasDraft: true, from: 2, to: 3, pages: full(fixture.compared), onChoose: nothing },
      }),
    ),
    'preview-loading': edits(
      <PreviewScreen cohortId="cohort" lesson={loading} backHref="/teach/cohort/content" blocks={blocks} />,
    ),
    preview: edits(
      <PreviewScreen
        cohortId="cohort"
        lesson={full({ ...fixture.mathsLesson, faults: fixture.draft.faults })}
        backHref="/teach/cohort/content"
        blocks={blocks}
      />,
    ),
  };
}
