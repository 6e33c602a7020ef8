import type { ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { TimelineEntry } from '../contract.ts';
import { useProgressWords } from './words.ts';

/** What another room has to say in the timeline. */
export interface OtherEntry {
  key: string;
  at: string;
  words: ReactNode;
}

interface TimelineProps {
  entries: readonly TimelineEntry[];
  others?: readonly OtherEntry[];
  /** Whether there is more behind, and how to get it. */
  more: { isThere: boolean; isLoading: boolean; onMore: () => void };
}

/** What one student did, by days of the reader's calendar, the newest first. */
export function Timeline({ entries, others = [], more }: TimelineProps) {
  const { t } = useProgressWords();
  const formats = useFormats();
  const lines = linesOf(entries, others, more.isThere, (entry) => <EntryWords entry={entry} />);
  if (lines.length === 0) return <EmptyNote why={t('timeline.none')} example={t('timeline.noneExample')} />;
  return (
    <div className="grid gap-4">
      <ol className="grid gap-6">
        {byDay(lines, (at) => formats.day(at)).map(({ day, own }) => (
          <li key={day} className="grid gap-x-8 gap-y-2 wide:grid-cols-[4fr_8fr]">
            <h3 className="text-label text-muted">{day}</h3>
            <ol className="border-t border-hairline">
              {own.map(({ key, at, words }) => (
                <li key={key} className="flex gap-4 border-b border-hairline py-2">
                  <time dateTime={at} className="w-12 shrink-0 text-muted">
                    {formats.clock(at)}
                  </time>
                  <span className="min-w-0">{words}</span>
                </li>
              ))}
            </ol>
          </li>
        ))}
      </ol>
      {more.isThere && (
        <Button
          busy={more.isLoading && t('timeline.loadingMore')}
          onClick={more.onMore}
          className="justify-self-start"
        >
          {t('timeline.earlier')}
        </Button>
      )}
    </div>
  );
}

interface Line {
  key: string;
  at: string;
  words: ReactNode;
}

/** Of what other rooms say only what is not older than the oldest that was fetched: the rest comes with its page. */
function linesOf(
  entries: readonly TimelineEntry[],
  others: readonly OtherEntry[],
  isMoreThere: boolean,
  wordsOf: (entry: TimelineEntry) => ReactNode,
): Line[] {
  const oldest = isMoreThere ? (entries.at(-1)?.at ?? '') : '';
  return [
    ...entries.map((entry, place) => ({
      key: `${entry.what} ${entry.at} ${place}`,
      at: entry.at,
      words: wordsOf(entry),
    })),
    ...others.filter(({ at }) => at >= oldest),
  ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

function byDay(lines: readonly Line[], dayOf: (at: string) => string): { day: string; own: Line[] }[] {
  const days: { day: string; own: Line[] }[] = [];
  for (const line of lines) {
    const day = dayOf(line.at);
    const last = days.at(-1);
    if (last?.day === day) last.own.push(line);
    else days.push({ day, own: [line] });
  }
  return days;
}

function EntryWords({ entry }: { entry: TimelineEntry }) {
  const { t } = useProgressWords();
  switch (entry.what) {
    case 'completed':
      return t(`timeline.completed.${entry.by}`, { lesson: entry.title });
    case 'undone':
      return t('timeline.undone', { lesson: entry.title });
    case 'place':
      return t(`timeline.place.${entry.change}`);
    case 'studied': {
      const { seconds, lessons } = entry;
      const count = t('timeline.lessons', { count: lessons.length });
      return (
        <>
          {t('timeline.studied', { time: timeWords(seconds), lessons: count })}
          <span className="block text-caption text-muted">
            {lessons.map(({ title }) => title).join(', ')}
          </span>
        </>
      );
    }
  }

  function timeWords(seconds: number): string {
    const minutes = Math.round(seconds / 60);
    if (minutes === 0) return t('timeline.underMinute');
    if (minutes < 60) return t('timeline.minutes', { count: minutes });
    return t('timeline.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  }
}
