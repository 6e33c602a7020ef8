import { useState } from 'react';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { LinkedLesson } from './kit.ts';
import { useEditingWords } from './words.ts';

interface InsertLessonProps {
  lessons: readonly LinkedLesson[];
  onTake: (lesson: LinkedLesson) => void;
  onClose: () => void;
}

/** One of the course's lessons, to be linked to. */
export function InsertLesson({ lessons, onTake, onClose }: InsertLessonProps) {
  const { t } = useEditingWords();
  const [sought, setSought] = useState('');
  const needle = sought.trim().toLocaleLowerCase();
  const shown = lessons.filter(({ title }) => title.toLocaleLowerCase().includes(needle));
  return (
    <Sheet title={t('lessonLink.title')} onClose={onClose}>
      <div className="grid gap-3">
        <label className="grid gap-1">
          <span className="text-label">{t('lessonLink.find')}</span>
          <input
            type="search"
            value={sought}
            onChange={(change) => setSought(change.target.value)}
            className="field"
          />
        </label>
        {shown.length === 0 && <p className="text-muted">{t('lessonLink.none')}</p>}
        <ul className="max-h-80 overflow-y-auto">
          {shown.map((lesson) => (
            <li key={lesson.pageId}>
              <button
                type="button"
                onClick={() => onTake(lesson)}
                className="controls w-full rounded-control px-2 py-2 text-start hover:bg-quiet focus-visible:-outline-offset-3"
              >
                <bdi className="block">{lesson.title}</bdi>
                <bdi className="block text-caption text-muted">{lesson.module}</bdi>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Sheet>
  );
}
