import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { openSession, type Session } from '../realtime/session.ts';
import type { Live } from './live.ts';

interface Realtime {
  live: Live;
  /** undefined while nobody is signed in. */
  session: Session | undefined;
  /** Comes back now instead of at the appointed time. */
  retryConnection: () => void;
  /**
   * After signing out: forgets unsent commands and all that was fetched. With `keepUnsent`, for a session
   * that ended by itself, what was not sent waits until this person is back.
   */
  endSession: (options?: { keepUnsent?: boolean }) => Promise<void>;
}

const RealtimeContext = createContext<Realtime | undefined>(undefined);

/** Holds the one live connection of the signed-in person; `open` is another one in tests and pictures. */
export function RealtimeProvider({
  live,
  personId,
  open = openSession,
  children,
}: {
  live: Live;
  personId: string | undefined;
  open?: typeof openSession;
  children: ReactNode;
}) {
  const [session, setSession] = useState<Session>();
  useEffect(() => {
    if (personId === undefined) return;
    const { api, commandSpec } = live;
    const opened = open({ personId, api, commandSpec, isCatchingUp: () => live.isCatchingUp });
    const detach = live.attach(opened.line);
    setSession(opened);
    return () => {
      detach();
      opened.close();
      setSession(undefined);
    };
  }, [live, personId, open]);

  const realtime = useMemo<Realtime>(
    () => ({
      live,
      session,
      retryConnection: () => session?.line.retry(),
      endSession: async ({ keepUnsent = false } = {}) => {
        if (!keepUnsent) await session?.outbox.clear();
        session?.close();
        live.forget();
      },
    }),
    [live, session],
  );
  return <RealtimeContext value={realtime}>{children}</RealtimeContext>;
}

/** @throws Error outside of a RealtimeProvider */
export function useRealtime(): Realtime {
  const realtime = use(RealtimeContext);
  if (!realtime) throw new Error('useRealtime needs a RealtimeProvider around it');
  return realtime;
}
