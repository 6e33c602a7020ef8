import { use } from 'react';
import type { ChatMessage } from '../contract.ts';
import { NearQuestionsContext } from './nearQuestions.ts';
import { useChatWords } from './useChatWords.ts';

/** The question that a message is about, and the one that came of it. */
export function NearQuestion({ message }: { message: ChatMessage }) {
  const { t } = useChatWords();
  const near = use(NearQuestionsContext);
  if (message.deleted !== null) return null;
  const { id, questionId } = message;
  const words = questionId === null ? undefined : near?.wordsOf(questionId);
  const madeId = near?.madeOf(id);
  return (
    <>
      {questionId !== null &&
        (near && words !== undefined ? (
          <Way said={t('question.about', { question: words })} onGo={() => near.onOpen(questionId)} />
        ) : (
          <p className="text-caption text-muted">
            {near ? t('question.aboutGone') : t('question.aboutSome')}
          </p>
        ))}
      {near && madeId !== undefined && <Way said={t('question.made')} onGo={() => near.onOpen(madeId)} />}
    </>
  );
}

function Way({ said, onGo }: { said: string; onGo: () => void }) {
  return (
    <button
      type="button"
      onClick={onGo}
      className="controls inline-flex max-w-full items-center justify-self-start text-start text-label text-accent [overflow-wrap:anywhere] hover:underline"
    >
      <bdi>{said}</bdi>
    </button>
  );
}
