import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditorKit } from '#features/lessons/web/editor/kit.ts';
import { useEditingWords } from '#features/lessons/web/editor/words.ts';
import { quizzes } from '#features/quizzes/contract.ts';
import { BlockReader, type BlockFormat, type Reading } from '#features/quizzes/web/staff/BlockReader.tsx';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';

/** What the room of quizzes brings to the editor of lessons. */
export function useQuizKit(cohortId: string): EditorKit['quiz'] {
  return useMemo(
    () => ({
      panel: (parts) => <QuizPanel cohortId={cohortId} {...parts} />,
      preview: (text) => <QuizPreview text={text} />,
    }),
    [cohortId],
  );
}

interface QuizPanelProps {
  cohortId: string;
  onInsert: (block: string) => void;
  onClose: () => void;
}

/** Reads a quiz, says what is wrong with it, and puts it into the text once nothing is. */
function QuizPanel({ cohortId, onInsert, onClose }: QuizPanelProps) {
  const { t } = useEditingWords();
  const { t: house } = useTranslation();
  const { live } = useRealtime();
  const [reading, setReading] = useState<Reading>({ state: 'ready' });
  const read = async (format: BlockFormat, text: string): Promise<void> => {
    setReading({ state: 'reading' });
    try {
      const block = await live.api.command(quizzes, 'quiz:read-block', { cohortId, format, text });
      setReading({ state: 'read', block });
    } catch (problem) {
      const sentence = problem instanceof ApiProblem ? problem.message : house('states.unknownFailure');
      setReading({ state: 'failed', sentence });
    }
  };
  const block = reading.state === 'read' ? reading.block.block : null;
  return (
    <Sheet title={t('markdown.quiz')} onClose={onClose}>
      <BlockReader reading={reading} onRead={(format, text) => void read(format, text)} />
      {block !== null && (
        <Button look="primary" onClick={() => onInsert(block)} className="mt-6 w-full">
          {t('markdown.putQuiz')}
        </Button>
      )}
    </Sheet>
  );
}

/** A quiz in a text that is being written: its name; how it is asked, its own page shows. */
function QuizPreview({ text }: { text: string }) {
  const { t } = useEditingWords();
  const title = /^title:\s*(.+)$/m.exec(text)?.[1];
  return (
    <div className="rounded-surface border border-hairline bg-quiet p-4 text-body">
      <p>{t('markdown.quizHere')}</p>
      {title && (
        <p className="text-title">
          <bdi>{title}</bdi>
        </p>
      )}
    </div>
  );
}
