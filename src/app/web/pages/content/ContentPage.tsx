import { useMemo, useState, type ReactNode } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { lessons, type CourseDraft, type CourseFile } from '#features/lessons/contract.ts';
import {
  inOrder,
  orderOf,
  placeLesson,
  stepLesson,
  stepModule,
  type Order,
  type Step,
} from '#features/lessons/web/editor/arrange.ts';
import { EditorKitContext, type EditorKit } from '#features/lessons/web/editor/kit.ts';
import type { Place } from '#features/lessons/web/editor/PageForms.tsx';
import type { Publishing } from '#features/lessons/web/editor/PublishSheet.tsx';
import { useUploads } from '#features/lessons/web/editor/useUploads.ts';
import { useEditingWords } from '#features/lessons/web/editor/words.ts';
import { progress } from '#features/progress/contract.ts';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import { isMissing, viewOf } from '#platform/web/ui/viewOf.ts';
import { ContentScreen, type Removed } from '../../screens/content/ContentScreen.tsx';
import { NotFound } from '../../screens/NotFound.tsx';
import { CoursePanel, LessonPanel, ModulePanel } from './PagePanels.tsx';
import { useDeed, useDraft } from './useDraft.ts';
import { useLostTexts } from './useLostTexts.ts';
import { useQuizKit } from './useQuizKit.tsx';

export function ContentPage() {
  const { cohortId = '' } = useParams();
  return <ContentOf key={cohortId} cohortId={cohortId} />;
}

function ContentOf({ cohortId }: { cohortId: string }) {
  const { live } = useRealtime();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const pageId = search.get('page');
  const content = useDraft(cohortId);
  const outline = useLiveView(progress, 'progress:outline', { cohortId });
  const deed = useDeed();
  const [order, setOrder] = useState<Order | null>(null);
  const [removed, setRemoved] = useState<Removed | null>(null);
  const [publishing, setPublishing] = useState<Publishing>({ state: 'ready' });
  const [published, setPublished] = useState<number | null>(null);
  const draft = content.data?.draft ?? null;
  const kit = useKit(cohortId, draft);
  const lost = useLostTexts(cohortId, content.data);

  const refetch = () => content.refetch();
  const openPage = (id: string | null): Promise<void> | void =>
    navigate(`/teach/${cohortId}/content${id === null ? '' : `?page=${id}`}`);
  /** The draft as it is now: what was changed a moment ago may not have been told yet. */
  const newest = async (): Promise<CourseDraft> => {
    const { data } = await refetch();
    if (!data?.draft) throw new ApiProblem('not_found', 'There is no draft any more.');
    return data.draft;
  };

  const arrange = async (next: Order): Promise<void> => {
    setOrder(next);
    await deed.run(async () => {
      const modules = next.map((module) => ({ ...module, lessons: [...module.lessons] }));
      await twice(async () => {
        const { draftRevision } = await newest();
        await live.api.command(lessons, 'lessons:arrange', { cohortId, revision: draftRevision, modules });
      });
      await refetch();
    });
    setOrder(null);
  };
  const add = (adding: () => Promise<{ pageId: string | null }>): void =>
    void deed.run(async () => {
      const { pageId: fresh } = await adding();
      await refetch();
      await openPage(fresh);
    });
  const remove = (id: string): void =>
    void deed.run(async () => {
      // The page is left first: what was typed in it is saved, and nothing is asked of it once it is gone.
      await openPage(null);
      const title = await twice(async () => {
        const now = await newest();
        const module = now.modules.find((one) => one.pageId === id);
        const page = module ?? now.modules.flatMap((one) => one.lessons).find((one) => one.pageId === id);
        if (!page) return null;
        const name = module ? 'lessons:remove-module' : 'lessons:remove-lesson';
        await live.api.command(lessons, name, { cohortId, pageId: id, revision: page.revision });
        return page.title;
      });
      await refetch();
      if (title !== null) setRemoved({ pageId: id, title, state: 'removed' });
    });
  const bringBack = (): void => {
    if (!removed) return;
    setRemoved({ ...removed, state: 'bringing-back' });
    void deed
      .run(async () => {
        await live.api.command(lessons, 'lessons:bring-back', { cohortId, pageId: removed.pageId });
        await refetch();
        await openPage(removed.pageId);
      })
      .then((done) => setRemoved(done ? null : { ...removed, state: 'removed' }));
  };
  const begin = (): void =>
    void deed.run(async () => {
      setPublished(null);
      await live.api.command(lessons, 'lessons:open-draft', { cohortId, from: null, replaces: null });
      await refetch();
    });
  const publish = async (over: number | null): Promise<boolean> => {
    setPublishing({ state: 'publishing' });
    try {
      const { draftRevision } = await newest();
      const { version } = await live.api.command(lessons, 'lessons:publish', {
        cohortId,
        revision: draftRevision,
        over,
      });
      setPublished(version);
      setPublishing({ state: 'ready' });
      await refetch();
      return true;
    } catch (problem) {
      const sentence = problem instanceof ApiProblem ? problem.message : '';
      setPublishing({ state: 'refused', sentence });
      return false;
    }
  };
  const discard = (): Promise<boolean> =>
    deed.run(async () => {
      const { draftRevision } = await newest();
      await live.api.command(lessons, 'lessons:discard-draft', { cohortId, revision: draftRevision });
      await refetch();
      await openPage(null);
    });

  if (isMissing(content)) return <NotFound />;
  return (
    <EditorKitContext value={kit}>
      <ContentScreen
        cohortId={cohortId}
        content={viewOf(content)}
        outline={viewOf(outline)}
        order={order}
        pageId={pageId}
        page={
          draft && pageId !== null ? (
            <PagePanel
              key={pageId}
              cohortId={cohortId}
              draft={draft}
              order={order}
              pageId={pageId}
              busy={deed.busy}
              onArrange={(next) => void arrange(next)}
              onRemove={() => remove(pageId)}
            />
          ) : null
        }
        work={{
          busy: deed.busy,
          fault: deed.fault,
          onArrange: (next) => void arrange(next),
          onAddModule: (title) =>
            add(() => live.api.command(lessons, 'lessons:add-module', { cohortId, title, key: null })),
          onAddLesson: (moduleId, { title, kind }) =>
            add(() =>
              live.api.command(lessons, 'lessons:add-lesson', {
                cohortId,
                pageId: moduleId,
                title,
                kind,
                key: null,
              }),
            ),
        }}
        removed={removed}
        onBringBack={bringBack}
        onBegin={begin}
        publishing={publishing}
        published={published}
        onPublish={publish}
        onDiscard={discard}
        lost={lost.texts}
        onDropLost={lost.drop}
      />
    </EditorKitContext>
  );
}

/** What was typed a moment ago may be saved between a look and a deed: then the deed is done on a newer look. */
async function twice<Outcome>(deed: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await deed();
  } catch (problem) {
    if (!(problem instanceof ApiProblem) || problem.code !== 'conflict') throw problem;
    return deed();
  }
}

function useKit(cohortId: string, draft: CourseDraft | null): EditorKit {
  const found = useLiveView(lessons, 'lessons:files', { cohortId });
  const { uploads, send, dismiss } = useUploads(cohortId);
  const quiz = useQuizKit(cohortId);
  const { refetch } = found;
  return useMemo((): EditorKit => {
    const view = viewOf(found);
    return {
      cohortId,
      language: draft?.language ?? 'en',
      files: view.state === 'full' ? { state: 'full', data: view.data.files } : view,
      uploads: {
        uploads,
        dismiss,
        send: (files, onDone) =>
          send(files, (file: CourseFile) => {
            void refetch();
            onDone(file);
          }),
      },
      embedHosts: found.data?.embedHosts ?? [],
      lessons: (draft?.modules ?? []).flatMap((module) =>
        module.lessons.map(({ pageId, key, title }) => ({ pageId, key, title, module: module.title })),
      ),
      quiz,
    };
  }, [cohortId, draft, found, refetch, uploads, send, dismiss, quiz]);
}

interface PagePanelProps {
  cohortId: string;
  draft: CourseDraft;
  order: Order | null;
  pageId: string;
  busy: boolean;
  onArrange: (order: Order) => void;
  onRemove: () => void;
}

/** The form of one page, whichever kind it is. */
function PagePanel({ cohortId, draft, order, pageId, busy, onArrange, onRemove }: PagePanelProps): ReactNode {
  const { t } = useEditingWords();
  if (pageId === 'course') return <CoursePanel cohortId={cohortId} draft={draft} />;
  const modules = order ? inOrder(draft.modules, order) : draft.modules;
  const now = orderOf(modules);
  const place = (step: (way: Step) => Order | null): Place => {
    const [up, down] = [step('up'), step('down')];
    return {
      onStep: { up: up && (() => onArrange(up)), down: down && (() => onArrange(down)) },
      onRemove,
      busy,
    };
  };
  const module = modules.find((one) => one.pageId === pageId);
  if (module) {
    return (
      <ModulePanel
        cohortId={cohortId}
        draft={draft}
        module={module}
        place={place((way) => stepModule(now, pageId, way))}
      />
    );
  }
  const around = modules.find((one) => one.lessons.some((lesson) => lesson.pageId === pageId));
  if (!around) return <EmptyNote why={t('draft.gone')} />;
  return (
    <LessonPanel
      cohortId={cohortId}
      pageId={pageId}
      place={{
        ...place((way) => stepLesson(now, pageId, way)),
        module: {
          id: around.pageId,
          options: modules.map((one) => ({ id: one.pageId, title: one.title })),
          onPut: (moduleId) =>
            onArrange(
              placeLesson(
                now,
                pageId,
                moduleId,
                modules.find((one) => one.pageId === moduleId)!.lessons.length,
              ),
            ),
        },
      }}
    />
  );
}
