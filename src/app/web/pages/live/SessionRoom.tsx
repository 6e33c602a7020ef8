import { useEffect } from 'react';
import { chat, type ChatRoom } from '#features/chat/contract.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';

interface SessionRoomProps {
  channelId: string;
  onRoom: (room: ChatRoom) => void;
}

/** Follows what is said in a session, for the places beside it that tell of it. */
export function SessionRoom({ channelId, onRoom }: SessionRoomProps) {
  const topics = [chat.topics.channel.of({ channelId })];
  const { data } = useLiveView(chat, 'chat:room', { channelId }, { topics });
  useEffect(() => {
    if (data) onRoom(data);
  }, [data, onRoom]);
  return null;
}
