import { useEffect } from 'react';
import { systemClock } from '#kernel/clock.ts';
import { newId } from '#kernel/ids.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { browserPage } from '#platform/web/realtime/page.ts';
import { sessions } from '../contract.ts';
import { keepAttending } from './attendance.ts';
import { hearLease } from './serverClock.ts';

/** While `isOn`, this person is in the session, for as long as the page is open. */
export function useAttendance(sessionId: string, isOn: boolean): void {
  const { live, session } = useRealtime();
  useEffect(() => {
    if (!isOn || !session) return;
    // Not through the outbox: that somebody was in is of no use once it is over.
    const attend = async (): Promise<void> => {
      const body = { sessionId };
      // The socket is open anyway, and a class of hundreds says this every half minute.
      const onSocket = session.line.command('session:attend', { commandId: newId(), ...body });
      const answered = onSocket ?? live.api.command(sessions, 'session:attend', body);
      hearLease(((await answered) as { until: string }).until);
    };
    const leave = (): Promise<unknown> =>
      live.api.command(sessions, 'session:leave', { sessionId }, { keepalive: true });
    // Refused or unreachable: the page says what matters of that, and the next beat tries again.
    const quietly = (work: () => Promise<unknown>) => (): void => void work().catch(() => {});
    return keepAttending({
      clock: systemClock,
      page: browserPage(),
      attend: quietly(attend),
      leave: quietly(leave),
    });
  }, [live, session, sessionId, isOn]);
}
