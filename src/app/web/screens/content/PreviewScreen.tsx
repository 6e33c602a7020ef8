import type { LessonPage } from '#features/lessons/contract.ts';
import { useEditingWords } from '#features/lessons/web/editor/words.ts';
import type { LessonBlocks } from '#features/lessons/web/LessonText.tsx';
import { LessonBones, LessonView } from '#features/lessons/web/LessonView.tsx';
import { ButtonLink } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface PreviewScreenProps {
  cohortId: string;
  lesson: View<LessonPage & { faults: readonly unknown[] }>;
  /** Where the page is written. */
  backHref: string;
  blocks: LessonBlocks;
}

/** How will a student see it? */
export function PreviewScreen({ cohortId, lesson, backHref, blocks }: PreviewScreenProps) {
  const { t } = useEditingWords();
  return (
    <Shown
      view={lesson}
      page
      loading={t('preview.loading')}
      failed={t('preview.failed')}
      bones={<LessonBones />}
    >
      {(page) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
          <Notice tone="caution">
            <div>
              <p>{t('preview.notice')}</p>
              {page.faults.length > 0 && <p>{t('preview.faults', { count: page.faults.length })}</p>}
            </div>
            <ButtonLink to={backHref} look="quiet" className="shrink-0">
              {t('preview.back')}
            </ButtonLink>
          </Notice>
          <LessonView
            cohortId={cohortId}
            lesson={page}
            outline={null}
            completion={null}
            note={null}
            blocks={blocks}
            onDue={nothing}
          />
        </div>
      )}
    </Shown>
  );
}

function nothing(): void {
  // A preview opens nothing by itself.
}
