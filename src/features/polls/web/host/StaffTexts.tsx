import type { DeskText } from '../../contract.ts';
import { usePollsWords } from '../usePollsWords.ts';
import { useDeskWords } from './useDeskWords.ts';

interface StaffTextsProps {
  texts: readonly DeskText[];
  /** So many of them, and how many more there are. */
  most?: number;
}

/** What was written, with what staff keep from everybody; nothing is done about it here. */
export function StaffTexts({ texts, most = texts.length }: StaffTextsProps) {
  const { t } = useDeskWords();
  const { t: say } = usePollsWords();
  if (texts.length === 0) return <p className="text-muted">{say('result.noTexts')}</p>;
  const more = texts.length - most;
  return (
    <>
      <ul
        aria-label={t('report.moderate')}
        className="grid grid-cols-[minmax(0,1fr)] border-t border-hairline"
      >
        {texts.slice(0, most).map(({ text, count, hidden }) => (
          <li key={text} className="flex items-baseline justify-between gap-4 border-b border-hairline py-2">
            <span className="min-w-0">
              <span
                dir="auto"
                className={`whitespace-pre-line [overflow-wrap:anywhere] ${hidden ? 'text-muted line-through' : ''}`}
              >
                {text}
              </span>
              {hidden && <span className="block text-caption text-muted">{t('report.hidden')}</span>}
            </span>
            {count > 1 && <bdi className="shrink-0 text-muted">{say('result.times', { count })}</bdi>}
          </li>
        ))}
      </ul>
      {more > 0 && <p className="mt-1 text-muted">{say('result.wallTexts', { count: more })}</p>}
    </>
  );
}
