import type { OpenQuestion } from '../contract.ts';
import { QuestionText } from './QuestionFacts.tsx';
import { useQnaWords } from './useQnaWords.ts';

/** From so many characters on a smaller size still fits a screen. */
const longFrom = 120;

/** What is being answered, for the projector: to be read from the last row, with nothing to press. */
export function QuestionOnScreen({ question }: { question: OpenQuestion }) {
  const { t } = useQnaWords();
  const { author, upvotes } = question;
  const isLong = question.question.length > longFrom;
  const size = isLong ? 'text-[length:clamp(1.5rem,3.5vw,3.5rem)]' : 'text-[length:clamp(2rem,5vw,6rem)]';
  return (
    <figure className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <p className="text-[length:clamp(1.25rem,2vw,2rem)] leading-tight font-strong text-live">
        {t('list.now')}
      </p>
      <blockquote>
        <QuestionText
          text={question.question}
          className={`leading-[1.15] font-strong text-balance ${size}`}
        />
      </blockquote>
      <figcaption className="flex flex-wrap gap-x-8 gap-y-2 text-[length:clamp(1.125rem,2vw,2rem)] leading-tight text-muted">
        <bdi>{author === null ? t('question.unnamed') : t('question.by', { name: author.name })}</bdi>
        {upvotes > 0 && (
          <span>
            <span aria-hidden="true">▲ </span>
            {t('screen.votes', { count: upvotes })}
          </span>
        )}
      </figcaption>
    </figure>
  );
}
