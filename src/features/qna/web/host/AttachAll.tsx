import { use } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import type { QuestionDesk } from '../../contract.ts';
import { CourseLessonsContext, SessionLessonContext } from './courseLessons.ts';
import { useActing } from './useActing.ts';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

interface AttachAllProps {
  desk: QuestionDesk;
  onAttachAll: DeskActs['onAttachAll'];
}

/** Puts all that was answered and stands at no lesson to the lesson of the session. */
export function AttachAll({ desk, onAttachAll }: AttachAllProps) {
  const acting = useActing();
  const count = desk.questions.filter(
    ({ state, lessonId }) => state === 'answered' && lessonId === null,
  ).length;
  const lessonId = use(SessionLessonContext);
  const lessons = use(CourseLessonsContext);
  const lesson = lessons.state === 'full' ? lessons.data.find(({ id }) => id === lessonId) : undefined;
  if (!lesson || count === 0) return null;
  return (
    <AttachAllView
      count={count}
      lesson={lesson.title}
      isActing={acting.isActing}
      fault={acting.fault}
      onAttach={() => void acting.run(() => onAttachAll(lesson.id))}
    />
  );
}

interface AttachAllViewProps {
  count: number;
  lesson: string;
  isActing: boolean;
  fault: string | null;
  onAttach: () => void;
}

export function AttachAllView({ count, lesson, isActing, fault, onAttach }: AttachAllViewProps) {
  const { t } = useDeskWords();
  return (
    <div className="grid justify-items-start gap-1">
      <Button busy={isActing && t('row.sending')} onClick={onAttach}>
        <bdi>{t('desk.attachAll', { count, lesson })}</bdi>
      </Button>
      {fault !== null && (
        <p role="alert" className="text-caption text-live">
          {t('row.failed', { reason: fault })}
        </p>
      )}
    </div>
  );
}
