import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { CheckIcon } from '#platform/web/ui/icons.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { OpenQuestion, QuestionAnswer } from '../contract.ts';
import { Prose } from './Prose.tsx';
import { useQnaWords } from './useQnaWords.ts';

/** The question itself: plain text, whatever it holds, in its own direction. */
export function QuestionText({
  id,
  text,
  className = '',
}: {
  id?: string;
  text: string;
  className?: string;
}) {
  return (
    <p id={id} dir="auto" className={`whitespace-pre-line [overflow-wrap:anywhere] ${className}`}>
      {text}
    </p>
  );
}

type Facts = Pick<OpenQuestion, 'author' | 'askedAt' | 'pinned' | 'labels' | 'edited'>;

interface QuestionFactsProps {
  question: Facts;
  isOwn: boolean;
  /** Looks at what else is about the same. */
  onLabel?: (label: string) => void;
  /** The clock by which its moment is told; without one, how long ago that was. */
  zone?: string;
}

/** Whose it is, how old, and what it is about. */
export function QuestionFacts({ question, isOwn, onLabel, zone }: QuestionFactsProps) {
  const { t } = useQnaWords();
  const formats = useFormats();
  const now = useNow();
  const { author, askedAt, pinned, labels, edited } = question;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-caption text-muted">
      {isOwn && <span className="font-strong text-ink">{t('question.yours')}</span>}
      {author === null ? (
        <span>{t('question.unnamed')}</span>
      ) : (
        !isOwn && <bdi>{t('question.by', { name: author.name })}</bdi>
      )}
      <bdi>{zone === undefined ? formats.ago(askedAt, now) : formats.moment(askedAt, zone)}</bdi>
      {edited && <span>{t('question.edited')}</span>}
      {pinned && <span className="rounded-bar bg-quiet px-2 py-0.5 text-ink">{t('question.pinned')}</span>}
      <Labels labels={labels} {...(onLabel && { onLabel })} />
    </div>
  );
}

interface LabelsProps {
  labels: readonly string[];
  onLabel?: (label: string) => void;
}

export function Labels({ labels, onLabel }: LabelsProps) {
  const { t } = useQnaWords();
  if (labels.length === 0) return null;
  return (
    <ul aria-label={t('question.labels')} className="flex flex-wrap gap-1">
      {labels.map((label) => (
        <li key={label} className="[overflow-wrap:anywhere]">
          {onLabel ? (
            <button
              type="button"
              aria-label={t('list.onlyLabel', { label })}
              onClick={() => onLabel(label)}
              className="inline-flex items-center rounded-bar border border-hairline px-2 py-0.5 hover:border-control hover:text-ink pointer-coarse:min-h-11"
            >
              <bdi>{label}</bdi>
            </button>
          ) : (
            <bdi className="inline-flex rounded-bar border border-hairline px-2 py-0.5">{label}</bdi>
          )}
        </li>
      ))}
    </ul>
  );
}

interface AnswerProps {
  answer: QuestionAnswer;
  /** The clock by which its moment is told; without one, how long ago that was. */
  zone?: string;
}

/** The answer, or that it was given aloud. */
export function Answer({ answer, zone }: AnswerProps) {
  const { t } = useQnaWords();
  const formats = useFormats();
  const now = useNow();
  const { text, by, at } = answer;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1 border-s-4 border-good ps-4">
      <p className="flex flex-wrap items-center gap-x-2 text-caption text-good">
        <CheckIcon className="size-4" />
        <bdi>
          {text === null
            ? t('question.answeredAloud', { name: by.name })
            : t('question.answeredBy', { name: by.name })}
        </bdi>
        <bdi className="text-muted">
          {zone === undefined ? formats.ago(at, now) : formats.moment(at, zone)}
        </bdi>
      </p>
      {text !== null && <Prose text={text} />}
    </div>
  );
}
