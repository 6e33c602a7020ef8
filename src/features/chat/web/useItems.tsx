import { use, useState, type ReactNode } from 'react';
import type { ChatMessage, ChatRoom } from '../contract.ts';
import { actsFor, type MessageAct } from './acts.ts';
import type { OnSheet } from './sheets.ts';
import { MessageEditor } from './MessageEditor.tsx';
import { MessageItem } from './MessageItem.tsx';
import { focusMessage } from './MessageList.tsx';
import { NearQuestionsContext } from './nearQuestions.ts';
import { reactionsOf } from './reacting.ts';
import { copyText } from './UnsentItem.tsx';
import type { RoomActs } from './useRoomActs.ts';

interface ItemsOptions {
  room: Pick<ChatRoom, 'channel' | 'viewer'>;
  acts: RoomActs;
  reacted: ChatRoom['reacted'];
  nowMs: () => number;
  /** The session is being tried out: nothing is taken. */
  isTrial: boolean;
  onSheet: OnSheet;
  /** Absent: the thread is being looked at. */
  onThread?: (messageId: string) => void;
}

interface Items {
  item: (message: ChatMessage, more: { isContinued: boolean; isCurrent: boolean }) => ReactNode;
  /** @returns whether the key was for this message */
  onKey: (key: string, message: ChatMessage) => boolean;
}

const keys: Readonly<Record<string, MessageAct>> = { r: 'reply', e: 'edit' };

/** Messages as they stand in a list, with all that can be done about each. */
export function useItems({ room, acts, reacted, nowMs, isTrial, onSheet, onThread }: ItemsOptions): Items {
  const [editing, setEditing] = useState<string | null>(null);
  const { channel, viewer } = room;
  const near = use(NearQuestionsContext);
  const askingOf = ({ id }: ChatMessage) => {
    if (!near?.making || isTrial) return null;
    return near.madeOf(id) === undefined ? 'none' : 'made';
  };
  const may = (message: ChatMessage): MessageAct[] =>
    actsFor(message, { channel, reader: viewer, nowMs: nowMs(), asking: askingOf(message) }).filter(
      (act) => act !== 'reply' || onThread !== undefined,
    );
  const act = (what: MessageAct, message: ChatMessage): void => {
    switch (what) {
      case 'reply':
        onThread?.(message.id);
        break;
      case 'edit':
        setEditing(message.id);
        break;
      case 'pin':
        acts.onPin(message);
        break;
      case 'copy':
        void copyText(message.text);
        break;
      case 'ask':
        near?.making?.onMake(message.id).catch(acts.onFailed(message.id));
        break;
      case 'unask':
        near?.making?.onTakeBack(message.id).catch(acts.onFailed(message.id));
        break;
      case 'delete':
      case 'report':
      case 'revisions':
      case 'lock':
        onSheet({ act: what, message });
        break;
    }
  };
  const leave = (messageId: string): void => {
    setEditing(null);
    requestAnimationFrame(() => focusMessage(messageId));
  };
  return {
    onKey: (key, message) => {
      const what = keys[key];
      if (!what || !may(message).includes(what)) return false;
      act(what, message);
      return true;
    },
    item: (message, { isContinued, isCurrent }) => (
      <MessageItem
        message={message}
        meId={viewer.personId}
        isContinued={isContinued}
        isCurrent={isCurrent}
        isInThread={onThread === undefined}
        acts={may(message)}
        reactions={reactionsOf(message, reacted[message.id] ?? [], acts.wanted)}
        takesReactions={!channel.archived && !isTrial && message.deleted === null}
        fault={acts.fault?.messageId === message.id ? acts.fault.reason : undefined}
        onAct={act}
        onReact={({ id }, kind, on) => acts.onReact(id, kind, on)}
        onFaultRead={acts.onFaultRead}
        editor={
          editing === message.id && (
            <MessageEditor
              text={message.text}
              onSave={(text) => acts.onEdit(message.id, text)}
              onClose={() => leave(message.id)}
            />
          )
        }
      />
    ),
  };
}
