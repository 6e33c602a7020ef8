import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { chatLimits } from '../contract.ts';
import { useChatWords } from './useChatWords.ts';

export type SessionTab = 'questions' | 'chat';
const tabs: readonly SessionTab[] = ['questions', 'chat'];

interface SessionTabsProps {
  tab: SessionTab;
  onTab: (tab: SessionTab) => void;
  /** Messages that the reader has not seen. */
  unread: number;
  children: ReactNode;
}

/** What is asked in a session, and what is said: one of them at a time, the other one tells what is new. */
export function SessionTabs({ tab, onTab, unread, children }: SessionTabsProps) {
  const { t } = useChatWords();
  const formats = useFormats();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const other = tab === 'chat' ? 'questions' : 'chat';
    onTab(other);
    list.current?.querySelector<HTMLElement>(`[data-tab=${other}]`)?.focus();
  };
  const told =
    unread >= chatLimits.unread ? `${formats.number(chatLimits.unread - 1)}+` : formats.number(unread);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div
        ref={list}
        role="tablist"
        aria-label={t('tabs.label')}
        onKeyDown={press}
        className="flex gap-6 border-b border-hairline"
      >
        {tabs.map((one) => (
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
            className="controls -mb-px flex items-center gap-2 border-b-2 border-transparent px-1 text-label text-muted hover:text-ink aria-selected:border-ink aria-selected:text-ink"
          >
            {t(`tabs.${one}`)}
            {one === 'chat' && tab !== 'chat' && unread > 0 && (
              <span className="rounded-bar bg-accent px-1.5 text-caption text-on-accent">
                <bdi aria-hidden="true">{told}</bdi>
                <span className="sr-only">{t('channels.unread', { count: unread })}</span>
              </span>
            )}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${tab}`}>
        {children}
      </div>
    </div>
  );
}
