import { Suspense, useState, type ReactNode } from 'react';
import type { CourseDraft } from '#features/lessons/contract.ts';
import { inOrder, type Order } from '#features/lessons/web/editor/arrange.ts';
import { DraftHead } from '#features/lessons/web/editor/DraftHead.tsx';
import { DraftTree, type TreeWork } from '#features/lessons/web/editor/DraftTree.tsx';
import { LostTexts, type LostText } from '#features/lessons/web/editor/LostTexts.tsx';
import { DiscardSheet, PublishSheet, type Publishing } from '#features/lessons/web/editor/PublishSheet.tsx';
import { useEditingWords } from '#features/lessons/web/editor/words.ts';
import type { CohortOutline } from '#features/progress/contract.ts';
import { ModuleList } from '#features/progress/web/ModuleList.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { OutlineIcon } from '#platform/web/ui/icons.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { part } from '#platform/web/ui/part.ts';
import { Bones, EmptyNote, Shown, SheetBones } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { ContentHead } from './ContentHead.tsx';

const Sheet = part(() => import('#platform/web/ui/Sheet.tsx'), 'Sheet');

/** The course, and its draft where there is one. */
export interface Content {
  course: { title: string; version: number };
  draft: CourseDraft | null;
}

export interface Removed {
  pageId: string;
  title: string;
  state: 'removed' | 'bringing-back';
}

interface ContentScreenProps {
  cohortId: string;
  content: View<Content>;
  /** As it is published. */
  outline: View<CohortOutline>;
  /** An order that is on its way. */
  order: Order | null;
  pageId: string | null;
  /** The form of the page that is chosen. */
  page: ReactNode;
  work: TreeWork;
  removed: Removed | null;
  onBringBack: () => void;
  onBegin: () => void;
  publishing: Publishing;
  /** The version that was published from here. */
  published: number | null;
  onPublish: (over: number | null) => Promise<boolean>;
  onDiscard: () => Promise<boolean>;
  lost: readonly LostText[];
  onDropLost: (commandId: string) => void;
}

/** What does the course say, and what is to become of it? */
export function ContentScreen(props: ContentScreenProps) {
  const { cohortId, content, outline, lost, onDropLost, published } = props;
  const { t } = useEditingWords();
  const cohort = outline.state === 'full' ? outline.data.title : '';
  return (
    <Shown
      view={content}
      page
      loading={t('content.loading')}
      failed={t('content.failed')}
      bones={<SheetBones lines={4} />}
    >
      {(data) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <ContentHead
            cohortId={cohortId}
            cohort={cohort}
            heading={t('content.heading')}
            title={t('content.title', { cohort: cohort || data.course.title })}
            here="content"
          />
          {published !== null && (
            <Notice tone="good">
              <p role="status">{t('publish.done', { version: published })}</p>
            </Notice>
          )}
          <LostTexts texts={lost} onDrop={onDropLost} />
          {data.draft === null ? (
            <Published {...props} version={data.course.version} />
          ) : (
            <Draft {...props} draft={data.draft} version={data.course.version} />
          )}
        </div>
      )}
    </Shown>
  );
}

/** Nobody changes anything: what there is, and the way to begin. */
function Published({ outline, version, onBegin, work, cohortId }: ContentScreenProps & { version: number }) {
  const { t } = useEditingWords();
  return (
    <>
      <EmptyNote
        why={t('content.none', { version })}
        example={t('content.noneExample')}
        action={
          <Button look="primary" busy={work.busy && t('content.beginning')} onClick={onBegin}>
            {t('content.begin')}
          </Button>
        }
      />
      {work.fault !== null && (
        <p role="alert" className="text-live">
          {t('draft.notDone', { reason: work.fault })}
        </p>
      )}
      {outline.state === 'full' && (
        <section className="grid gap-4">
          <h2 className="text-section">{t('content.published')}</h2>
          {outline.data.progress.total === 0 && outline.data.modules.length === 0 ? (
            <p className="text-muted">{t('content.noLessons')}</p>
          ) : (
            <ModuleList
              modules={outline.data.modules}
              zone={outline.data.zone}
              lessonHref={(lessonId) => `/c/${cohortId}/lessons/${lessonId}`}
              plain
            />
          )}
        </section>
      )}
    </>
  );
}

function Draft(props: ContentScreenProps & { draft: CourseDraft; version: number }) {
  const { cohortId, draft, version, order, pageId, page, work, removed, onBringBack } = props;
  const { t } = useEditingWords();
  const [sheet, setSheet] = useState<'pages' | 'publish' | 'discard' | null>(null);
  const close = (): void => setSheet(null);
  const pageHref = (id: string): string => `/teach/${cohortId}/content?page=${id}`;
  const tree = (onFollow?: () => void): ReactNode => (
    <DraftTree
      modules={order ? inOrder(draft.modules, order) : draft.modules}
      faults={draft.faults}
      currentId={pageId}
      pageHref={pageHref}
      {...(onFollow && { onFollow })}
      work={work}
    />
  );
  return (
    <>
      <DraftHead draft={draft} onPublish={() => setSheet('publish')} onDiscard={() => setSheet('discard')} />
      {removed && (
        <Notice>
          <p role="status">{t('draft.removed', { title: removed.title })}</p>
          <Button
            look="plain"
            busy={removed.state === 'bringing-back' && t('draft.undoing')}
            onClick={onBringBack}
            className="mx-0"
          >
            {t('draft.undo')}
          </Button>
        </Notice>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 wide:grid-cols-[15rem_minmax(0,1fr)]">
        <div className={pageId === null ? '' : 'max-wide:hidden'}>
          <div className="wide:sticky wide:top-[calc(var(--bar-top)+1.5rem)] wide:max-h-[calc(100dvh-var(--bar-top)-3rem)] wide:overflow-y-auto wide:p-1">
            {tree()}
          </div>
        </div>
        <div className="min-w-0">
          {pageId !== null && (
            <Button onClick={() => setSheet('pages')} aria-haspopup="dialog" className="mb-6 wide:hidden">
              <OutlineIcon />
              {t('draft.pages')}
            </Button>
          )}
          {page ?? <EmptyNote why={t('draft.choose')} />}
        </div>
      </div>
      <Suspense>
        {sheet === 'pages' && (
          <Sheet title={t('draft.pages')} place="start" onClose={close}>
            {tree(close)}
          </Sheet>
        )}
        {sheet === 'publish' && (
          <PublishSheet
            draft={draft}
            version={version}
            publishing={props.publishing}
            pageHref={pageHref}
            onPublish={(over) => void props.onPublish(over).then((done) => done && close())}
            onClose={close}
          />
        )}
        {sheet === 'discard' && (
          <DiscardSheet
            busy={work.busy}
            fault={work.fault}
            onDiscard={() => void props.onDiscard().then((done) => done && close())}
            onClose={close}
          />
        )}
      </Suspense>
    </>
  );
}

export function PageBones() {
  return <Bones lines={['40%', '100%', '100%', '100%', '70%']} className="max-w-wide" />;
}
