import { CrossIcon } from '#platform/web/ui/icons.tsx';
import { useSessionsWords } from './useSessionsWords.ts';

/** Something that whoever is down in the questions or in the chat would miss. */
export interface AudienceNews {
  /** Where it stands. */
  about: 'now' | 'questions';
  text: string;
  /** What it is about, in somebody's own words. */
  of?: string;
  /** Leads to it. */
  onGo: () => void;
  onClose: () => void;
}

/**
 * One calm line, until it is looked at or put away. It lies over the page, so nothing moves; it is not read aloud by
 * itself, since the announcer has said the same.
 */
export function AudienceLine({ news: { text, of, onGo, onClose } }: { news: AudienceNews }) {
  const { t } = useSessionsWords();
  return (
    <div className="appears flex items-center rounded-control bg-accent text-label text-on-accent shadow-float">
      <button
        type="button"
        onClick={onGo}
        className="controls flex min-w-0 grow items-center gap-2 ps-4 text-start"
      >
        <span className={of === undefined ? 'py-2' : 'shrink-0'}>{text}</span>
        {of !== undefined && (
          <bdi className="truncate underline" dir="auto">
            {of}
          </bdi>
        )}
      </button>
      <button
        type="button"
        onClick={onClose}
        aria-label={t('tabs.putAway')}
        className="controls flex w-11 shrink-0 items-center justify-center"
      >
        <CrossIcon />
      </button>
    </div>
  );
}
