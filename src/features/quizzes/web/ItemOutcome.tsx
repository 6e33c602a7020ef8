import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { OnwardIcon } from '#platform/web/ui/icons.tsx';
import type { AnswerKept, ItemAsked, ItemResult } from '../contract.ts';
import { answerLines, keyWords } from './answerWords.ts';
import { Prose } from './Prose.tsx';
import { useQuizWords } from './useQuizWords.ts';
import { Verdict } from './Verdict.tsx';

interface ItemOutcomeProps {
  item: ItemAsked;
  place: number;
  /** The newest answer. */
  kept: AnswerKept | undefined;
  /** Where the newest came late: what had been kept in time. */
  inTime: AnswerKept | undefined;
  /** Late answers count. */
  lateCounts: boolean;
  result: ItemResult;
  lessonHref: (lessonId: string, anchor: string | null) => string;
}

/** One question after it was graded: what was answered, whether it was right, and what to read again. */
export function ItemOutcome(props: ItemOutcomeProps) {
  const { item, place, kept, inTime, lateCounts, result, lessonHref } = props;
  const { t } = useQuizWords();
  const formats = useFormats();
  const lines = answerLines(item, kept?.answer ?? null, t);
  const words = { points: formats.number(result.points), outOf: formats.number(result.outOf) };
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-3 border-t border-hairline py-6 break-inside-avoid">
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <h2 className="text-label text-muted">{t('result.question', { place })}</h2>
        <p className="flex items-center gap-4">
          <Verdict verdict={result.verdict} />
          <span className="text-muted">{t('score.of', words)}</span>
        </p>
      </div>
      <Prose text={item.prompt} size="reading" />
      <dl className="grid max-w-wide gap-x-6 gap-y-2 bar:grid-cols-[8rem_minmax(0,1fr)]">
        <dt className="text-label text-muted">{t('result.yourAnswer')}</dt>
        <dd>
          <Lines lines={lines} />
          {kept?.late && (
            <p className="text-caption text-caution">
              {lateCounts ? t('result.cameLateCounts') : t('result.cameLate')}
            </p>
          )}
        </dd>
        {kept?.late && !lateCounts && (
          <>
            <dt className="text-label text-muted">{t('result.counted')}</dt>
            <dd>
              <Lines lines={answerLines(item, inTime?.answer ?? null, t)} />
            </dd>
          </>
        )}
        {result.key !== null && result.verdict !== 'right' && (
          <>
            <dt className="text-label text-muted">{t('result.key')}</dt>
            <dd>
              <bdi>{keyWords(item, result.key, t)}</bdi>
            </dd>
          </>
        )}
        {result.comment !== null && (
          <>
            <dt className="text-label text-muted">{t('result.comment')}</dt>
            <dd>
              <bdi>{result.comment || t('result.byHand')}</bdi>
            </dd>
          </>
        )}
      </dl>
      {result.feedback.map((text, index) => (
        <div key={index} className="max-w-read border-s-4 border-hairline ps-4">
          <Prose text={text} />
        </div>
      ))}
      {result.readAgain && (
        <p data-print="no">
          <Link
            to={lessonHref(result.readAgain.lessonId, result.readAgain.anchor)}
            className="controls inline-flex items-center gap-2 text-accent"
          >
            <bdi>{t('result.readAgain', { title: result.readAgain.title })}</bdi>
            <OnwardIcon />
          </Link>
        </p>
      )}
    </li>
  );
}

/** An answer in words, or that there is none. */
export function Lines({ lines }: { lines: readonly string[] }) {
  const { t } = useQuizWords();
  if (lines.length === 0) return <p className="text-muted">{t('result.noAnswer')}</p>;
  return lines.map((line, index) => (
    <p key={index} dir="auto" className="[text-align:match-parent] whitespace-pre-wrap">
      {line}
    </p>
  ));
}
