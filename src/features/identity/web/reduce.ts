import type { ViewData } from '#kernel/contract.ts';
import { liveRoom } from '#platform/web/query/liveRoom.ts';
import { identity, type SessionLine } from '../contract.ts';

type Sessions = ViewData<typeof identity, 'identity:sessions'>;

/** The newest stands first, as in a fresh list. It is another device: this one fetched the list. */
export function sessionStarted(data: Sessions, session: Omit<SessionLine, 'current'>): Sessions {
  if (data.sessions.some(({ id }) => id === session.id)) return data;
  return { ...data, sessions: [{ ...session, current: false }, ...data.sessions] };
}

export function sessionEnded(data: Sessions, { sessionId }: { sessionId: string }): Sessions {
  if (!data.sessions.some(({ id }) => id === sessionId)) return data;
  return { ...data, sessions: data.sessions.filter(({ id }) => id !== sessionId) };
}

export const identityLive = liveRoom(identity, {
  'identity:sessions': {
    'identity:session-started': sessionStarted,
    'identity:session-ended': sessionEnded,
  },
});
