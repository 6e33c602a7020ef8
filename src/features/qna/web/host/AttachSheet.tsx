import { use, useState } from 'react';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { DeskQuestion } from '../../contract.ts';
import { CourseLessonsContext, SessionLessonContext } from './courseLessons.ts';
import type { DeskCommand } from './desk.ts';
import { SheetFrame } from './SheetFrame.tsx';
import { useDeskWords } from './useDeskWords.ts';

interface AttachSheetProps {
  question: DeskQuestion;
  onClose: () => void;
  onDo: (command: DeskCommand) => void;
}

/** Which lesson an answered question is kept at. */
export function AttachSheet({ question, onClose, onDo }: AttachSheetProps) {
  const { t } = useDeskWords();
  const view = use(CourseLessonsContext);
  // Most of what is asked in a session is about its lesson.
  const own = use(SessionLessonContext);
  const [wanted, setWanted] = useState(question.lessonId ?? own);
  const lessons = view.state === 'full' ? view.data : [];
  // A lesson that is no longer in the course can be left, not chosen.
  const chosen = lessons.find(({ id }) => id === wanted)?.id ?? null;
  return (
    <SheetFrame
      title={t('sheet.attachTitle')}
      question={question}
      submit={t('sheet.attach')}
      isReady={lessons.length > 0 && chosen !== question.lessonId}
      onSubmit={() => onDo({ name: 'qa:attach', input: { questionId: question.id, lessonId: chosen } })}
      onClose={onClose}
    >
      <Shown
        view={view}
        loading={t('sheet.attachLoading')}
        failed={t('sheet.attachFailed')}
        bones={<Bones lines={['30%', '100%']} />}
      >
        {(all) =>
          all.length === 0 ? (
            <p className="text-muted">{t('sheet.attachEmpty')}</p>
          ) : (
            <>
              <label className="grid grid-cols-[minmax(0,1fr)] gap-1">
                <span className="text-label">{t('sheet.attachLesson')}</span>
                <select
                  value={chosen ?? ''}
                  onChange={({ target }) => setWanted(target.value === '' ? null : target.value)}
                  className="field"
                >
                  <option value="">{t('sheet.attachNone')}</option>
                  {all.map(({ id, title }) => (
                    <option key={id} value={id}>
                      {title}
                    </option>
                  ))}
                </select>
              </label>
              <p className="text-caption text-muted">{t('sheet.attachHint')}</p>
            </>
          )
        }
      </Shown>
    </SheetFrame>
  );
}
