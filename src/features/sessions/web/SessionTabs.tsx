import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useSessionsWords } from './useSessionsWords.ts';

export type SessionTab = 'questions' | 'chat';
const tabs: readonly SessionTab[] = ['questions', 'chat'];
const onlyQuestions: readonly SessionTab[] = ['questions'];
/** More than so many are not counted out. */
const mostCounted = 99;

interface SessionTabsProps {
  tab: SessionTab;
  onTab: (tab: SessionTab) => void;
  /** Messages that the reader has not seen. */
  unread: number;
  /** Messages of the cohort that are reported and not seen to; 0 for whoever may not know. */
  reported?: number;
  children: ReactNode;
}

/** What is asked in a session, and what is said: one of them at a time, the other one tells what is new. */
export function SessionTabs({ children, ...bar }: SessionTabsProps) {
  const id = useId();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <SessionTabBar id={id} {...bar} />
      <SessionTabPanel id={id} tab={bar.tab}>
        {children}
      </SessionTabPanel>
    </div>
  );
}

interface SessionTabBarProps extends Omit<SessionTabsProps, 'children'> {
  /** Of the bar with its panel. */
  id: string;
  /** Whether there is a chat for the reader. */
  hasChat?: boolean;
  /** Something new stands there that the reader has not looked at. */
  fresh?: Partial<Record<SessionTab, boolean>>;
  /** What stands before them in the same row. */
  before?: ReactNode;
  /** Somebody looks at what stands before them: the tab that is open is not marked then. */
  isElsewhere?: boolean;
}

export function SessionTabBar({
  id,
  tab,
  onTab,
  unread,
  reported = 0,
  hasChat = true,
  fresh = {},
  before,
  isElsewhere = false,
}: SessionTabBarProps) {
  const { t } = useSessionsWords();
  const list = useRef<HTMLDivElement>(null);
  const press = (event: KeyboardEvent): void => {
    if (!hasChat || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    const other = tab === 'chat' ? 'questions' : 'chat';
    onTab(other);
    list.current?.querySelector<HTMLElement>(`[data-tab=${other}]`)?.focus();
  };
  return (
    <div className="flex gap-6 border-b border-hairline">
      {before}
      <div ref={list} role="tablist" aria-label={t('tabs.label')} onKeyDown={press} className="flex gap-6">
        {(hasChat ? tabs : onlyQuestions).map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`${id}-${one}`}
            data-tab={one}
            aria-selected={tab === one}
            aria-controls={`${id}-panel`}
            tabIndex={tab === one ? 0 : -1}
            onClick={() => onTab(one)}
            className={`${barButton} ${isElsewhere ? '' : 'aria-selected:border-ink aria-selected:text-ink'}`}
          >
            {t(`tabs.${one}`)}
            {one === 'chat' && tab !== 'chat' && unread > 0 && <Unread count={unread} />}
            {one === 'chat' && tab !== 'chat' && reported > 0 && (
              <span className="rounded-bar bg-caution-soft px-1.5 text-caption text-caution">
                {t('tabs.reported', { count: reported })}
              </span>
            )}
            {fresh[one] && <FreshDot />}
          </button>
        ))}
      </div>
    </div>
  );
}

/** How what leads to a part of a session looks. */
export const barButton =
  'controls -mb-px flex items-center gap-2 border-b-2 border-transparent px-1 text-label text-muted hover:text-ink aria-[current]:border-ink aria-[current]:text-ink';

function Unread({ count }: { count: number }) {
  const { t } = useSessionsWords();
  const formats = useFormats();
  const isMany = count > mostCounted;
  return (
    <span className="rounded-bar bg-accent px-1.5 text-caption text-on-accent">
      <bdi aria-hidden="true">{isMany ? `${formats.number(mostCounted)}+` : formats.number(count)}</bdi>
      <span className="sr-only">{isMany ? t('tabs.unreadMany') : t('tabs.unread', { count })}</span>
    </span>
  );
}

/** Something new stands behind the word before it. */
export function FreshDot() {
  const { t } = useSessionsWords();
  return (
    <span className="size-2 rounded-[50%] bg-accent">
      <span className="sr-only">{t('tabs.fresh')}</span>
    </span>
  );
}

interface SessionTabPanelProps {
  id: string;
  tab: SessionTab;
  children: ReactNode;
}

export function SessionTabPanel({ id, tab, children }: SessionTabPanelProps) {
  return (
    <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
      {children}
    </div>
  );
}
