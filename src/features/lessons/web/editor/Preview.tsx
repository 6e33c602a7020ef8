import { Suspense, useDeferredValue, useMemo, type MouseEvent } from 'react';
import { part } from '#platform/web/ui/part.ts';
import { Bones } from '#platform/web/ui/Shown.tsx';
import type { LessonBlocks } from '../LessonText.tsx';
import { mayHoldMaths } from '../markdown/dollars.ts';
import { embedsIn, hostOf } from '../markdown/embeds.ts';
import { useEditorKit } from './kit.ts';
import { useEditingWords } from './words.ts';

const LessonBody = part(() => import('../LessonBody.tsx'), 'LessonBody');

interface PreviewProps {
  title: string;
  markdown: string;
}

/** The text as a lesson shows it, while it is written. */
export function Preview({ title, markdown }: PreviewProps) {
  const { t } = useEditingWords();
  const { cohortId, language, lessons, embedHosts, quiz } = useEditorKit();
  // Typing goes first.
  const shown = useDeferredValue(markdown);
  const links = useMemo(() => Object.fromEntries(lessons.map(({ key, pageId }) => [key, pageId])), [lessons]);
  const embeds = useMemo(
    () => embedsIn(shown).filter((address) => embedHosts.includes(hostOf(address))),
    [shown, embedHosts],
  );
  const maths = useMemo(() => mayHoldMaths(shown), [shown]);
  const blocks = useMemo(
    (): LessonBlocks => ({
      quiz: (text) =>
        quiz ? quiz.preview(text) : <p className="rounded-control bg-quiet p-4">{t('markdown.quizHere')}</p>,
    }),
    [quiz, t],
  );
  if (shown.trim() === '') return <p className="text-muted">{t('markdown.empty')}</p>;
  return (
    <div onClickCapture={stay}>
      <Suspense fallback={<Bones lines={['90%', '95%', '60%']} />}>
        <LessonBody
          title={title}
          language={language}
          markdown={shown}
          cohortId={cohortId}
          links={links}
          maths={maths}
          embeds={embeds}
          blocks={blocks}
        />
      </Suspense>
    </div>
  );
}

/** A link in a preview is looked at, not followed: what is being written would be left behind. */
function stay(click: MouseEvent): void {
  if (click.target instanceof Element && click.target.closest('a')) {
    click.preventDefault();
    click.stopPropagation();
  }
}
