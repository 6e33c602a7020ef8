import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { isTyped, useSingleKeys } from '#platform/web/ui/singleKeys.ts';
import type { ChatMessage } from '../contract.ts';
import { firstUnread, linesOf, type Line } from './lines.ts';
import { useChatWords } from './useChatWords.ts';
import { useHeldScroll } from './useHeldScroll.ts';

export interface MessageListProps {
  /** What a screen reader calls the list. */
  label: string;
  messages: readonly ChatMessage[];
  meId: string;
  /** Up to where had been read when the list was opened. */
  linePosition: number;
  /** One message; `isCurrent`: the keyboard is at it. */
  item: (message: ChatMessage, more: { isContinued: boolean; isCurrent: boolean }) => ReactNode;
  /** Above all: earlier messages, or where it begins. */
  head?: ReactNode;
  /** What is not with the server yet. */
  foot?: ReactNode;
  /** How many of the reader's own are not with the server yet: whoever sends something wants to see it. */
  ownCount?: number;
  /** A short list stands at the top, not at the end. */
  fromTop?: boolean;
  /** The newest are not here. */
  hasLater?: boolean;
  /** The list begins with what is wanted: it is brought into sight once it is there. */
  goTo?: string | null | undefined;
  onSeen?: (message: ChatMessage) => void;
  onAtEnd?: (isAtEnd: boolean) => void;
  /** The reader has come to the first message that is here. */
  onTop?: (() => void) | undefined;
  onLater?: () => void;
  onNewest?: () => void;
  /** A key was pressed at a message. */
  onKey?: ((key: string, message: ChatMessage) => boolean) | undefined;
  /** How high it is. */
  frame?: string | undefined;
}

/** What was said, the newest at the end. Nothing moves from under an eye or a finger. */
export function MessageList(props: MessageListProps) {
  const { label, messages, meId, linePosition, item, head, foot, hasLater = false, goTo } = props;
  const { t } = useChatWords();
  const formats = useFormats();
  const lines = linesOf(messages, { meId, readPosition: linePosition, dayOf: (at) => formats.day(at) });
  const { current, setCurrent, press } = useCurrent(props);
  const scroll = useHeldScroll((id) => {
    const seen = messages.find((message) => message.id === id);
    if (seen) props.onSeen?.(seen);
  });
  const { isAtEnd, toEnd, toMessage } = scroll;
  const newer = useNewer(messages, meId, isAtEnd && !hasLater);
  useOpening({ messages, meId, linePosition, goTo, toMessage, toEnd });
  const { onAtEnd, onLater, onTop } = props;
  useEffect(() => onAtEnd?.(isAtEnd), [isAtEnd, onAtEnd]);
  const last = messages.at(-1)?.id;
  const later = useRef(onLater);
  useEffect(() => {
    later.current = onLater;
  });
  useEffect(() => {
    if (isAtEnd && hasLater) later.current?.();
  }, [isAtEnd, hasLater, last]);
  useOwn(props.ownCount ?? 0, toEnd);
  const goToNewest = (): void => {
    props.onNewest?.();
    toEnd();
  };
  return (
    <div className="relative grid min-h-0 grid-cols-[minmax(0,1fr)]">
      <div
        ref={scroll.frame}
        role="log"
        aria-label={label}
        // New messages are told by the page's one voice, which keeps its distance: see useNews.
        aria-live="off"
        tabIndex={0}
        {...scroll.holding}
        onScroll={(event) => {
          scroll.holding.onScroll();
          if (event.currentTarget.scrollTop < 200) onTop?.();
        }}
        onKeyDown={press}
        // What is for the ear alone is placed in it, and not on the page behind it.
        className={`relative overflow-x-hidden overflow-y-auto overscroll-contain rounded-surface border border-hairline bg-surface [overflow-anchor:none] ${props.frame ?? 'h-[28rem] max-h-[70dvh]'}`}
      >
        <ol
          ref={scroll.content}
          className={`flex min-h-full flex-col px-1 py-3 bar:px-2 ${props.fromTop ? '' : 'justify-end'}`}
        >
          {head && <li className="px-2 pb-3">{head}</li>}
          {lines.map((line) => (
            <ListLine key={line.key} line={line} current={current} onCurrent={setCurrent} item={item} />
          ))}
          {foot}
        </ol>
      </div>
      {(!isAtEnd || hasLater) && messages.length > 0 && (
        <Button
          onClick={goToNewest}
          className="absolute end-4 bottom-3 shadow-float"
          aria-label={newer > 0 ? t('room.newer', { count: newer }) : t('room.toNewest')}
        >
          <span aria-hidden="true">↓</span>
          {newer > 0 ? t('room.newer', { count: newer }) : t('room.toNewest')}
        </Button>
      )}
    </div>
  );
}

interface ListLineProps {
  line: Line;
  current: string | undefined;
  onCurrent: (id: string) => void;
  item: MessageListProps['item'];
}

function ListLine({ line, current, onCurrent, item }: ListLineProps) {
  const { t } = useChatWords();
  const formats = useFormats();
  switch (line.kind) {
    case 'day':
      return (
        <li className="flex items-center gap-3 px-2 pt-4 pb-2 text-caption text-muted">
          <span className="h-px grow bg-hairline" />
          <bdi>{formats.day(line.at)}</bdi>
          <span className="h-px grow bg-hairline" />
        </li>
      );
    case 'unread':
      return (
        <li className="flex items-center gap-3 px-2 pt-2 pb-1 text-caption text-live">
          <span className="h-px grow bg-live" />
          {t('room.newSince')}
          <span className="h-px grow bg-live" />
        </li>
      );
    case 'message': {
      const { message, isContinued } = line;
      const isCurrent = message.id === current;
      return (
        <li
          data-message={message.id}
          tabIndex={-1}
          onFocus={() => onCurrent(message.id)}
          className="scroll-my-4 rounded-control outline-offset-[-3px]"
        >
          {item(message, { isContinued, isCurrent })}
        </li>
      );
    }
  }
}

/** Whoever has just sent something sees it. */
function useOwn(count: number, toEnd: () => void): void {
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current) toEnd();
    before.current = count;
  }, [count, toEnd]);
}

/** How many others have written since the end was last in sight. */
function useNewer(messages: readonly ChatMessage[], meId: string, isAtEnd: boolean): number {
  const last = messages.at(-1)?.position ?? 0;
  const [seen, setSeen] = useState(last);
  if (isAtEnd && seen !== last) setSeen(last);
  return messages.filter(({ position, author }) => position > seen && author.id !== meId).length;
}

interface Opening extends Pick<MessageListProps, 'messages' | 'meId' | 'linePosition' | 'goTo'> {
  toMessage: (id: string) => boolean;
  toEnd: () => void;
}

/** Where the list opens: at what is wanted, at the first that is new, or at its end. */
function useOpening({ messages, meId, linePosition, goTo, toMessage, toEnd }: Opening): void {
  const isOpened = useRef(false);
  const gone = useRef<string>(undefined);
  useEffect(() => {
    if (isOpened.current || messages.length === 0) return;
    isOpened.current = true;
    const first = firstUnread(messages, { meId, readPosition: linePosition });
    // Where everything is new there is no place to go on from.
    if (goTo || !first || linePosition === 0 || !toMessage(first.id)) toEnd();
  }, [messages, meId, linePosition, goTo, toMessage, toEnd]);
  useEffect(() => {
    if (!goTo) gone.current = undefined;
    else if (gone.current !== goTo && toMessage(goTo)) {
      gone.current = goTo;
      focusMessage(goTo);
    }
  }, [goTo, messages, toMessage]);
}

export function focusMessage(id: string): void {
  document.querySelector<HTMLElement>(`[data-message="${id}"]`)?.focus({ preventScroll: true });
}

/** The list is one stop of the Tab key; keys move in it, and speak to the message with the focus. */
function useCurrent({ messages, onKey }: Pick<MessageListProps, 'messages' | 'onKey'>) {
  const singleKeys = useSingleKeys();
  const [wanted, setCurrent] = useState<string>();
  const isHere = messages.some(({ id }) => id === wanted);
  const current = isHere ? wanted : messages.at(-1)?.id;
  const press = (event: KeyboardEvent<HTMLElement>): void => {
    if (isTyped(event.nativeEvent) || messages.length === 0) return;
    const { target, currentTarget, key } = event;
    const focused = target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null;
    const at = messages.findIndex(({ id }) => id === focused?.dataset['message']);
    const to = stepOf(key, { at, last: messages.length - 1, isOnMessage: target === focused, singleKeys });
    if (to !== undefined) {
      currentTarget.querySelector<HTMLElement>(`[data-message="${messages[to]!.id}"]`)?.focus();
    } else {
      const message = messages[at];
      if (!message || target !== focused) return;
      if (key === 'Enter') focused.querySelector<HTMLElement>('[data-menu]')?.click();
      else if (!singleKeys || !onKey?.(key.toLowerCase(), message)) return;
    }
    event.preventDefault();
  };
  return { current, setCurrent, press };
}

interface Step {
  /** The message with the focus, or -1 for the list itself. */
  at: number;
  last: number;
  isOnMessage: boolean;
  singleKeys: boolean;
}

function stepOf(key: string, { at, last, isOnMessage, singleKeys }: Step): number | undefined {
  const isNext = (singleKeys && key === 'j') || (isOnMessage && key === 'ArrowDown');
  const isPrevious = (singleKeys && key === 'k') || (isOnMessage && key === 'ArrowUp');
  if (isNext) return at === -1 ? last : Math.min(last, at + 1);
  if (isPrevious) return at === -1 ? last : Math.max(0, at - 1);
  return undefined;
}
