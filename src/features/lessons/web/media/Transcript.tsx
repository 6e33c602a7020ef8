import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { directionOf } from '#platform/web/i18n/languages.ts';
import { useLessonWords } from '../words.ts';
import { cueAt, foundIn, type Cue } from './captions.ts';
import { clockOf } from './times.ts';

interface TranscriptProps {
  cues: readonly Cue[];
  language: string;
  seconds: number;
  onPlayFrom: (seconds: number) => void;
}

/** What is said, line by line: it follows the recording, leads into it, and can be searched. */
export function Transcript({ cues, language, seconds, onPlayFrom }: TranscriptProps) {
  const { t } = useLessonWords();
  const [sought, setSought] = useState('');
  const [follows, setFollows] = useState(true);
  const [reachable, setReachable] = useState(0);
  const list = useRef<HTMLOListElement>(null);
  const now = cueAt(cues, seconds);
  const isSearching = sought.trim() !== '';
  const shown = cues.flatMap((cue, place) => {
    const pieces = foundIn(cue.text, sought);
    return pieces ? [{ cue, place, pieces }] : [];
  });

  useEffect(() => {
    const line = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (follows && !isSearching && line && list.current) bringIntoSight(line, list.current);
  }, [now, follows, isSearching]);

  const move = (press: KeyboardEvent): void => {
    const lines = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = lines.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: lines.length - 1 }[press.key];
    const line = to === undefined ? undefined : lines[to];
    if (!line) return;
    press.preventDefault();
    setReachable(to!);
    line.focus();
  };
  // One stop of the Tab key for all lines.
  const stop = isSearching || !follows ? Math.min(reachable, shown.length - 1) : Math.max(0, now);

  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2" data-print="no">
        <label className="grid grow gap-1 bar:max-w-72">
          <span className="text-label">{t('media.findIn')}</span>
          <input
            type="search"
            value={sought}
            onChange={(change) => setSought(change.target.value)}
            className="field"
          />
        </label>
        <label className="controls flex items-center gap-2">
          <input type="checkbox" checked={follows} onChange={() => setFollows(!follows)} />
          {t('media.follow')}
        </label>
      </div>
      <p role="status" className="text-caption text-muted empty:hidden">
        {isSearching && (shown.length > 0 ? t('media.found', { count: shown.length }) : t('media.notFound'))}
      </p>
      <ol
        ref={list}
        aria-label={t('media.cues')}
        data-arrows
        lang={language}
        dir={directionOf(language)}
        onKeyDown={move}
        onWheel={() => setFollows(false)}
        onTouchMove={() => setFollows(false)}
        className="max-h-64 overflow-y-auto rounded-control border border-hairline p-1 print:max-h-none print:border-0"
      >
        {shown.map(({ cue, place, pieces }, line) => (
          <li key={place}>
            <button
              type="button"
              tabIndex={line === stop ? 0 : -1}
              aria-current={place === now ? 'true' : undefined}
              onFocus={() => setReachable(line)}
              onClick={() => onPlayFrom(cue.fromSeconds)}
              className="controls flex w-full items-baseline gap-3 rounded-control px-2 py-1 text-start hover:bg-quiet focus-visible:-outline-offset-3 aria-[current]:bg-accent-soft"
            >
              <span dir="ltr" className="w-10 shrink-0 text-caption text-muted rtl:text-end">
                {clockOf(cue.fromSeconds)}
              </span>
              <span>
                {pieces.map((piece, at) => (piece.found ? <mark key={at}>{piece.text}</mark> : piece.text))}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Scrolls the list, and never the page. */
function bringIntoSight(line: HTMLElement, list: HTMLElement): void {
  const place = line.getBoundingClientRect();
  const sight = list.getBoundingClientRect();
  if (place.top < sight.top || place.bottom > sight.bottom) {
    list.scrollTop += place.top - sight.top - (sight.height - place.height) / 2;
  }
}
