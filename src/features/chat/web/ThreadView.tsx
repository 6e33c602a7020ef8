import { useEffect, useId, useRef } from 'react';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { ChatRoom, ChatThread } from '../contract.ts';
import { closedFor, opensAtMs } from './acts.ts';
import type { OnSheet } from './sheets.ts';
import { Composer, type ComposerProps } from './Composer.tsx';
import { MessageList } from './MessageList.tsx';
import { TypingLine } from './TypingLine.tsx';
import { UnsentItem } from './UnsentItem.tsx';
import { useChatWords } from './useChatWords.ts';
import { useItems } from './useItems.tsx';
import type { RoomActs } from './useRoomActs.ts';
import type { Unsent } from './unsent.ts';

export interface ThreadViewProps {
  thread: View<ChatThread>;
  room: ChatRoom;
  acts: RoomActs;
  viewer: { id: string; name: string };
  unsent: readonly Unsent[];
  /** How far the channel, replies among it, had been read when it was opened. */
  linePosition: number;
  typing: readonly string[];
  draft: string;
  onDraft: (text: string) => void;
  people: ComposerProps['people'];
  nowMs: () => number;
  /** The reply that was asked for, where it was one. */
  goTo: string | null;
  onSheet: OnSheet;
  /** The session is being tried out: nothing is written. */
  isTrial?: boolean;
  frame?: string | undefined;
}

/** A message with its replies. */
export function ThreadView({ thread, ...rest }: ThreadViewProps) {
  const { t } = useChatWords();
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that led here is gone: whoever pressed it goes on from the heading.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <section aria-labelledby={id} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 ref={heading} id={id} tabIndex={-1} className="text-title outline-none">
        {t('thread.title')}
      </h3>
      <Shown
        view={thread}
        loading={t('thread.loading')}
        failed={t('thread.failed')}
        bones={<Bones className="gap-6" lines={['80%', '60%', '40%']} />}
      >
        {(data) => <Thread data={data} {...rest} />}
      </Shown>
    </section>
  );
}

function Thread({ data, ...props }: Omit<ThreadViewProps, 'thread'> & { data: ChatThread }) {
  const { room, acts, viewer, unsent, nowMs, onSheet, isTrial = false } = props;
  const { t } = useChatWords();
  const { root, replies, reacted } = data;
  const { item, onKey } = useItems({ room, acts, reacted, nowMs, isTrial, onSheet });
  return (
    <>
      <MessageList
        label={t('thread.log', { name: root.author.name })}
        messages={[root, ...replies]}
        meId={viewer.id}
        linePosition={props.linePosition}
        ownCount={unsent.length}
        fromTop
        item={item}
        onKey={onKey}
        goTo={props.goTo}
        frame={props.frame}
        foot={
          <>
            {replies.length === 0 && unsent.length === 0 && (
              <li className="px-2 pt-4 text-caption text-muted">{t('thread.empty')}</li>
            )}
            {unsent.map((one) => (
              <li key={one.commandId}>
                <UnsentItem
                  unsent={one}
                  viewer={viewer}
                  onRetry={() => acts.onRetry(one)}
                  onDiscard={() => acts.onDiscard(one)}
                />
              </li>
            ))}
          </>
        }
      />
      <TypingLine names={props.typing} />
      <Composer
        label={t('composer.reply')}
        form={t('act.reply')}
        draft={props.draft}
        onDraft={props.onDraft}
        onSend={(saying) => acts.onSend(saying, root.id)}
        people={props.people}
        isStaff={room.viewer.isStaff}
        closed={closedFor(room, { isThread: true, isTrial, nowMs: nowMs() })}
        isLockedForOthers={room.channel.locked}
        slowSeconds={room.channel.slowSeconds}
        opensAtMs={opensAtMs(room)}
        nowMs={nowMs}
        hasFocus={props.goTo === null}
      />
    </>
  );
}
