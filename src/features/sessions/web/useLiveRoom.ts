import { useEffect } from 'react';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { sessions } from '../contract.ts';

interface LiveRoomOptions {
  /** Also what is for the session's staff. */
  staff?: boolean;
  /** Whether something may happen any moment: then the socket carries everything of this browser. */
  isOpen: boolean;
}

/** While a page of a session is open: its topics are listened to, and by socket for as long as it is open. */
export function useLiveRoom(sessionId: string, { staff = false, isOpen }: LiveRoomOptions): void {
  const { session } = useRealtime();
  useEffect(() => {
    const { session: topic, sessionStaff } = sessions.topics;
    const topics = [topic, ...(staff ? [sessionStaff] : [])].map((kind) => kind.of({ sessionId }));
    return session?.line.listenTo(topics);
  }, [session, sessionId, staff]);
  useEffect(() => (isOpen ? session?.line.holdSocket() : undefined), [session, isOpen]);
}
