import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LessonPage } from '#features/lessons/contract.ts';
import type { LessonBlocks } from '#features/lessons/web/LessonText.tsx';
import { LessonBones, LessonView } from '#features/lessons/web/LessonView.tsx';
import type { Watching } from '#features/lessons/web/media/Player.tsx';
import type { Note } from '#features/lessons/web/notes/NotePanel.tsx';
import type { CohortOutline } from '#features/progress/contract.ts';
import { CompletedBefore, Completion, type CompletionState } from '#features/progress/web/Completion.tsx';
import { placesOf } from '#features/progress/web/goOn.ts';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface LessonScreenProps {
  cohortId: string;
  lesson: View<LessonPage>;
  outline: View<CohortOutline>;
  completion: CompletionState;
  onComplete: () => void;
  onUndo: () => void;
  /** The lesson that was completed on the way here. */
  before: { title: string; undone: boolean; onUndo: () => void } | null;
  note: Note;
  /** How far the reader is in its recording; absent where nobody counts that. */
  watching?: Watching | undefined;
  /** What other rooms put into the text. */
  blocks?: LessonBlocks | undefined;
  /** What was asked about it. */
  discussion?: ReactNode;
  /** The moment has come at which the lesson should be open. */
  onDue: () => void;
}

export function LessonScreen(props: LessonScreenProps) {
  const { cohortId, lesson, outline, completion, onComplete, onUndo, before } = props;
  const { t } = useTranslation();
  const course = outline.state === 'full' ? outline.data : null;
  return (
    <Shown
      view={lesson}
      page
      loading={t('lesson.loading')}
      failed={t('lesson.failed')}
      bones={
        <div className="wide:ps-[20rem]">
          <Bones lines={['16rem', '26rem']} className="mb-10" />
          <LessonBones />
        </div>
      }
    >
      {(page) => (
        <LessonView
          key={page.id}
          cohortId={cohortId}
          zone={course?.zone}
          lesson={page}
          outline={course && { modules: course.modules, ...course.progress }}
          before={before && <CompletedBefore {...before} />}
          note={page.gate.state === 'open' ? props.note : null}
          watching={props.watching}
          blocks={props.blocks}
          discussion={props.discussion}
          onDue={props.onDue}
          completion={
            course && course.role !== 'student' ? (
              <p className="text-muted">{t('lesson.staffNote')}</p>
            ) : (
              <Completion
                completion={completion}
                next={nextOf(page, cohortId, course, t)}
                onComplete={onComplete}
                onUndo={onUndo}
              />
            )
          }
        />
      )}
    </Shown>
  );
}

function nextOf(
  { next }: LessonPage,
  cohortId: string,
  course: CohortOutline | null,
  t: TFunction,
): { title: string; href: string } | null {
  if (!next) return null;
  const place = course && placesOf(course.modules).get(next.id);
  const title = place ? t('progress.numbered', { place, title: next.title }) : next.title;
  return { title, href: `/c/${cohortId}/lessons/${next.id}` };
}
