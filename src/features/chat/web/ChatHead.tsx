import type { ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { LockIcon } from '#platform/web/ui/icons.tsx';
import type { ChatRoom } from '../contract.ts';
import { useChatWords } from './useChatWords.ts';

export type ChatPart = 'search' | 'desk';

interface ChatHeadProps {
  heading: ReactNode;
  room: ChatRoom;
  part: ChatPart | 'thread' | null;
  reported: number | null;
  onPart: (part: ChatPart | null) => void;
  onSettings: () => void;
}

/** What the channel is called, and what else there is of it. */
export function ChatHead({ heading, room, part, reported, onPart, onSettings }: ChatHeadProps) {
  const { t } = useChatWords();
  const { channel, viewer } = room;
  const toggle = (to: ChatPart): void => onPart(part === to ? null : to);
  return (
    <header className="flex flex-wrap items-center justify-between gap-x-6 max-wide:-my-2">
      <div className="flex min-w-0 items-center gap-2">
        {heading}
        {channel.archived && (
          <span className="rounded-bar bg-quiet px-2 py-0.5 text-caption">{t('channels.archived')}</span>
        )}
        {channel.locked && !channel.archived && <LockIcon className="text-caution" />}
      </div>
      <div className="flex flex-wrap items-center gap-x-4">
        <Button
          look="plain"
          className="mx-0"
          aria-expanded={part === 'search'}
          onClick={() => toggle('search')}
        >
          {t('head.search')}
        </Button>
        {viewer.isStaff && reported !== null && (
          <Button
            look="plain"
            className={`mx-0 ${reported > 0 ? 'text-caution' : ''}`}
            aria-expanded={part === 'desk'}
            onClick={() => toggle('desk')}
          >
            {reported > 0 ? t('head.deskCount', { count: reported }) : t('head.desk')}
          </Button>
        )}
        {viewer.isStaff && !channel.archived && (
          <Button look="plain" className="mx-0" onClick={onSettings}>
            {t('head.settings')}
          </Button>
        )}
      </div>
    </header>
  );
}
