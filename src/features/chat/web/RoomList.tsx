import { useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { ChatMessage, ChatRoom } from '../contract.ts';
import { closedFor, opensAtMs } from './acts.ts';
import type { OnSheet } from './sheets.ts';
import { Composer, type ComposerProps } from './Composer.tsx';
import { firstUnread } from './lines.ts';
import { MessageList } from './MessageList.tsx';
import { PinnedList } from './PinnedList.tsx';
import { TypingLine } from './TypingLine.tsx';
import { UnsentItem } from './UnsentItem.tsx';
import { useChatWords } from './useChatWords.ts';
import type { Reading } from './useHistory.ts';
import { useItems } from './useItems.tsx';
import type { RoomActs } from './useRoomActs.ts';
import type { Unsent } from './unsent.ts';

export interface RoomListProps {
  room: ChatRoom;
  title: string;
  acts: RoomActs;
  reading: Reading;
  viewer: { id: string; name: string };
  linePosition: number;
  onSeen: (position: number) => void;
  unsent: readonly Unsent[];
  typing: readonly string[];
  draft: string;
  onDraft: (text: string) => void;
  people: ComposerProps['people'];
  /** The server's time. */
  nowMs: () => number;
  /** The field has the focus from the beginning. */
  hasFocus?: boolean;
  /** A message that is to be brought into sight. */
  goTo: string | null;
  onGoTo: (message: ChatMessage) => void;
  onSheet: OnSheet;
  onThread: (messageId: string) => void;
  /** The session is being tried out: nothing is written. */
  isTrial?: boolean;
  /** How high the list is. */
  frame?: string | undefined;
}

/** The messages of a channel, and where one writes. */
export function RoomList(props: RoomListProps) {
  const { room, title, acts, reading, viewer, unsent, typing, draft, onDraft, people, nowMs } = props;
  const { t } = useChatWords();
  const { channel } = room;
  const { isTrial = false } = props;
  const { item, onKey } = useItems({
    room,
    acts,
    reacted: reading.reacted,
    nowMs,
    isTrial,
    onSheet: props.onSheet,
    onThread: props.onThread,
  });
  const first = useFirstUnread(props);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <PinnedList pinned={room.pinned} meId={viewer.id} onOpen={props.onGoTo} />
      {first.isFar && (
        <Button className="justify-self-start" onClick={first.onGo}>
          {room.unread >= 100
            ? t('room.toFirstUnreadMany', { count: 99 })
            : t('room.toFirstUnread', { count: room.unread })}
        </Button>
      )}
      <MessageList
        label={t('room.log', { channel: title })}
        messages={reading.messages}
        meId={viewer.id}
        linePosition={props.linePosition}
        ownCount={unsent.length}
        item={item}
        onKey={onKey}
        hasLater={reading.hasLater}
        goTo={first.id ?? props.goTo}
        onSeen={({ position }) => props.onSeen(position)}
        onAtEnd={reading.onAtEnd}
        onTop={reading.earlier.state === 'failed' ? undefined : reading.onEarlier}
        onLater={reading.onLater}
        onNewest={reading.toNewest}
        frame={props.frame}
        head={<ListHead reading={reading} isArchived={channel.archived} />}
        foot={unsent.map((one) => (
          <li key={one.commandId}>
            <UnsentItem
              unsent={one}
              viewer={viewer}
              onRetry={() => acts.onRetry(one)}
              onDiscard={() => acts.onDiscard(one)}
            />
          </li>
        ))}
      />
      <TypingLine names={typing} />
      <Composer
        label={t('composer.text', { channel: title })}
        form={t('composer.form')}
        draft={draft}
        onDraft={onDraft}
        onSend={(saying) => {
          reading.toNewest();
          acts.onSend(saying, null);
        }}
        people={people}
        isStaff={room.viewer.isStaff}
        closed={closedFor(room, { isThread: false, isTrial, nowMs: nowMs() })}
        isLockedForOthers={channel.locked}
        slowSeconds={channel.slowSeconds}
        opensAtMs={opensAtMs(room)}
        nowMs={nowMs}
        hasFocus={props.hasFocus ?? false}
      />
    </div>
  );
}

/** The first message that is new: where it is too far up to be here, the way to it. */
function useFirstUnread({ room, reading, viewer, linePosition }: RoomListProps) {
  const [wanted, setWanted] = useState(false);
  const [oldest] = reading.messages;
  const isHere = !oldest || !reading.hasEarlier || oldest.position <= linePosition + 1;
  const first = firstUnread(reading.messages, { meId: viewer.id, readPosition: linePosition });
  return {
    isFar: !isHere && !wanted && linePosition > 0 && room.unread > 0,
    id: wanted && isHere ? first?.id : undefined,
    onGo: () => {
      setWanted(true);
      reading.around(linePosition + 1);
    },
  };
}

function ListHead({ reading, isArchived }: { reading: Reading; isArchived: boolean }) {
  const { t } = useChatWords();
  const formats = useFormats();
  const { earlier, hasEarlier, messages, onEarlier, onAgain } = reading;
  const [first] = messages;
  if (!first) {
    return isArchived ? (
      <EmptyNote why={t('room.emptyArchived')} />
    ) : (
      <EmptyNote why={t('room.empty')} example={t('room.emptyExample')} />
    );
  }
  if (earlier.state === 'failed') {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-x-4">
        <p className="text-caption text-live">{t('room.earlierFailed', { reason: earlier.reason })}</p>
        <Button onClick={onAgain}>{t('room.again')}</Button>
      </div>
    );
  }
  if (!hasEarlier) {
    return (
      <p className="text-caption text-muted">
        {t('room.beginning')} <bdi>{formats.day(first.at)}</bdi>
      </p>
    );
  }
  return (
    <Button onClick={onEarlier} busy={earlier.state === 'loading' && t('room.earlierLoading')}>
      {t('room.earlier')}
    </Button>
  );
}
