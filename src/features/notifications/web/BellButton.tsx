import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { BellIcon } from '#platform/web/ui/icons.tsx';
import { useNotificationsWords, type Say } from './words.ts';

/** More than so many are not counted out. */
const mostCounted = 99;
/** Between the bell and what opens from it. */
const gapPx = 6;

interface BellButtonProps {
  /** undefined: it is not known yet. */
  unread: number | undefined;
  /** What opens from it; made when it is first opened. */
  panel: () => ReactNode;
  /** For pictures: it is open from the beginning. */
  startsOpen?: boolean;
}

/** The bell in the head of every page, with how much is unread, and the panel that opens from it. */
export function BellButton({ unread, panel, startsOpen = false }: BellButtonProps) {
  const { t } = useNotificationsWords();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(startsOpen);
  const [top, setTop] = useState(0);
  const { key } = useLocation();
  useEffect(() => {
    if (startsOpen && !sheet.current?.matches(':popover-open')) sheet.current?.showPopover();
  }, [startsOpen]);
  const cameFrom = useRef(key);
  useEffect(() => {
    // Whoever went somewhere has what they wanted of it.
    if (cameFrom.current !== key) sheet.current?.hidePopover();
    cameFrom.current = key;
  }, [key]);
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-label={labelOf(unread, t)}
        className="controls relative flex min-w-10 items-center justify-center rounded-[50%] text-muted hover:text-ink pointer-coarse:min-w-11"
      >
        <BellIcon />
        <Count unread={unread} />
      </button>
      <div
        ref={sheet}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={t('list.title')}
        tabIndex={-1}
        onBeforeToggle={() => setTop(button.current?.getBoundingClientRect().bottom ?? 0)}
        onToggle={({ newState }) => {
          setOpen(newState === 'open');
          if (newState === 'open') sheet.current?.focus();
        }}
        style={{ top: top + gapPx, maxHeight: `calc(100dvh - ${top + gapPx}px - var(--bar-bottom) - 1rem)` }}
        className="fixed inset-auto end-[max(1rem,calc((100vw-73.75rem)/2+1.5rem))] m-0 w-[26rem] max-w-[calc(100vw-2rem)] overflow-auto overscroll-contain rounded-surface border border-hairline bg-surface text-ink shadow-float outline-none"
      >
        {isOpen && panel()}
      </div>
    </>
  );
}

function labelOf(unread: number | undefined, t: Say): string {
  if (unread === undefined) return t('list.title');
  return unread === 0 ? t('bell.none') : t('bell.unread', { count: unread });
}

function Count({ unread = 0 }: { unread?: number | undefined }) {
  const { t } = useNotificationsWords();
  const formats = useFormats();
  if (unread === 0) return null;
  return (
    <span
      aria-hidden="true"
      className="absolute start-1/2 top-0 min-w-4 rounded-surface bg-accent px-1 text-center text-caption text-on-accent"
    >
      {unread > mostCounted ? t('bell.most', { count: mostCounted }) : formats.number(unread)}
    </span>
  );
}
