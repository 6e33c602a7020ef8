import { useCallback, useEffect, useRef, useState } from 'react';
import { cohorts } from '#features/cohorts/contract.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { useLiveRoom, useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { chat, type ChatMessage, type ChatRoom } from '../contract.ts';
import { ChatView, type Beside, type ChatViewProps } from './ChatView.tsx';
import { DeskView } from './DeskView.tsx';
import { isRoot } from './messages.ts';
import { RevisionsView } from './RevisionsView.tsx';
import { SearchPart } from './SearchPart.tsx';
import type { OnSheet } from './sheets.ts';
import { ThreadView } from './ThreadView.tsx';
import { useDraft } from './useDraft.ts';
import { useHistory } from './useHistory.ts';
import { useNews } from './useNews.ts';
import { useReadOn } from './useReadOn.ts';
import { useRoomActs, useSent, useUnsent, type RoomActs, type Sent } from './useRoomActs.ts';
import { useTyping } from './useTyping.ts';

export interface ChatProps {
  channelId: string;
  /** What it is called where it has no name of its own. */
  title: string;
  viewer: { id: string; name: string };
  heading?: ChatViewProps['heading'];
  /** What is looked at first beside the messages. */
  start?: Beside | null;
  /** Staff try the session of this channel out: nothing is written. */
  isTrial?: boolean;
  /** How high the list is. */
  frame?: string | undefined;
}

const nobody: { id: string; name: string; isStaff: boolean }[] = [];
const none: readonly ChatMessage[] = [];

/** One channel for whoever belongs to its cohort. While it stands, the socket carries everything of this browser. */
export function Chat({
  channelId,
  title,
  viewer,
  heading = 'shown',
  isTrial = false,
  start = null,
  frame,
}: ChatProps) {
  useLiveRoom();
  const topics = [chat.topics.channel.of({ channelId })];
  const result = useLiveView(chat, 'chat:room', { channelId }, { topics });
  const room = result.data;
  const [beside, setBeside] = useState<Beside | null>(start);
  const [goTo, setGoTo] = useState<string | null>(null);
  const [draft, setDraft] = useDraft(viewer.id, channelId);
  const reading = useHistory(channelId, room);
  const sent = useSent(room?.lastPosition ?? 0);
  const acts = useRoomActs(channelId, sent);
  const typing = useTyping({ channelId, threadId: null }, viewer.id);
  const { linePosition, onSeen } = useReadOn(room);
  const newest = room?.messages ?? none;
  const unsent = useUnsent({ channelId, threadId: null, messages: newest, meId: viewer.id }, sent);
  const people = usePeople(room, draft.includes('@'));
  const desk = useDesk(room);
  useNews(room);
  const atEnd = useReadAtEnd(room, onSeen, reading.onAtEnd);

  const open = (message: Pick<ChatMessage, 'id' | 'threadId' | 'position'>): void => {
    if (!isRoot(message)) {
      setBeside({ part: 'thread', messageId: message.id });
      return;
    }
    setBeside(null);
    setGoTo(message.id);
    if (!reading.messages.some(({ id }) => id === message.id)) reading.around(message.position);
  };
  const parts = {
    thread: (messageId: string, { onSheet }: { onSheet: OnSheet }) =>
      room && (
        <Thread
          key={messageId}
          messageId={messageId}
          room={room}
          acts={acts}
          sent={sent}
          viewer={viewer}
          onSheet={onSheet}
          linePosition={linePosition}
          isTrial={isTrial}
          frame={frame}
        />
      ),
    search: () => room && <SearchPart channel={room.channel} meId={viewer.id} onOpen={open} />,
    desk: () => (
      <DeskView
        desk={viewOf(desk)}
        channelId={channelId}
        acts={acts}
        // As a thread, whatever stands around it in the channel may be long ago.
        onOpen={({ messageId }) => setBeside({ part: 'thread', messageId })}
      />
    ),
    revisions: (messageId: string) => <Revisions messageId={messageId} />,
  };
  return (
    <ChatView
      room={viewOf(result)}
      title={room?.channel.name ?? title}
      heading={heading}
      acts={acts}
      beside={beside}
      onBeside={(next) => {
        setBeside(next);
        setGoTo(next === null && beside?.part === 'thread' ? beside.messageId : null);
      }}
      reported={desk.data?.reports.length ?? null}
      files={{
        csv: `${basePath}/api/channels/${channelId}/messages.csv`,
        json: `${basePath}/api/channels/${channelId}/messages.json`,
      }}
      parts={parts}
      list={{
        reading: { ...reading, onAtEnd: atEnd },
        viewer,
        linePosition,
        onSeen,
        unsent,
        typing: typing.names,
        draft,
        onDraft: (text) => {
          if (text.trim() !== '') typing.onType();
          setDraft(text);
        },
        people,
        nowMs: serverNowMs,
        goTo,
        onGoTo: open,
        isTrial,
        frame,
      }}
    />
  );
}

/** Whoever looks at the newest has read all, replies among it. */
function useReadAtEnd(
  room: ChatRoom | undefined,
  onSeen: (position: number) => void,
  onAtEnd: (isAtEnd: boolean) => void,
): (isAtEnd: boolean) => void {
  const [isAtEnd, setAtEnd] = useState(false);
  const last = room?.lastPosition ?? 0;
  const tell = useRef(onSeen);
  useEffect(() => {
    tell.current = onSeen;
  });
  useEffect(() => {
    if (isAtEnd && document.visibilityState !== 'hidden') tell.current(last);
  }, [isAtEnd, last]);
  return useCallback(
    (at) => {
      setAtEnd(at);
      onAtEnd(at);
    },
    [onAtEnd],
  );
}

/** Who can be named, once somebody is being named. */
function usePeople(room: ChatRoom | undefined, isNaming: boolean) {
  const cohortId = room?.channel.cohortId ?? '';
  const enabled = room !== undefined && isNaming;
  const { data } = useLiveView(chat, 'chat:people', { cohortId, words: '' }, { enabled });
  return data?.people ?? nobody;
}

function useDesk(room: ChatRoom | undefined) {
  const cohortId = room?.channel.cohortId ?? '';
  const enabled = room?.viewer.isStaff ?? false;
  const topics = enabled ? [cohorts.topics.cohortStaff.of({ cohortId })] : [];
  return useLiveView(chat, 'chat:desk', { cohortId }, { enabled, topics });
}

interface ThreadProps {
  messageId: string;
  room: ChatRoom;
  acts: RoomActs;
  sent: Sent;
  viewer: ChatProps['viewer'];
  onSheet: OnSheet;
  linePosition: number;
  isTrial: boolean;
  frame?: string | undefined;
}

function Thread({ messageId, room, acts, sent, viewer, onSheet, linePosition, isTrial, frame }: ThreadProps) {
  const result = useLiveView(chat, 'chat:thread', { messageId });
  const threadId = result.data?.root.id ?? messageId;
  const channelId = room.channel.id;
  const [draft, setDraft] = useDraft(viewer.id, threadId);
  const messages = result.data?.replies ?? none;
  const unsent = useUnsent({ channelId, threadId, messages, meId: viewer.id }, sent);
  const people = usePeople(room, draft.includes('@'));
  const typing = useTyping({ channelId, threadId }, viewer.id);
  return (
    <ThreadView
      thread={viewOf(result)}
      room={room}
      acts={acts}
      viewer={viewer}
      unsent={unsent}
      linePosition={linePosition}
      typing={typing.names}
      draft={draft}
      onDraft={(text) => {
        if (text.trim() !== '') typing.onType();
        setDraft(text);
      }}
      people={people}
      nowMs={serverNowMs}
      goTo={result.data && messageId !== threadId ? messageId : null}
      onSheet={onSheet}
      isTrial={isTrial}
      frame={frame}
    />
  );
}

function Revisions({ messageId }: { messageId: string }) {
  return <RevisionsView revisions={viewOf(useLiveView(chat, 'chat:revisions', { messageId }))} />;
}
