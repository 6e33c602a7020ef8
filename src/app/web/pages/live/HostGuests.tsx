import { useState } from 'react';
import { sessions, type SessionConsole } from '#features/sessions/contract.ts';
import { GuestDoor, type AtDoor } from '#features/sessions/web/guests/GuestDoor.tsx';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useProblemWords } from '../useProblemWords.ts';

/** The door for guests of a session, for whoever runs it. */
export function HostGuests({ console: data }: { console: SessionConsole }) {
  const { live } = useRealtime();
  const problemWords = useProblemWords();
  const [atDoor, setAtDoor] = useState<AtDoor>({ state: 'ready' });
  const { id: sessionId } = data.session;
  const act = async (guestId: string | null, work: () => Promise<unknown>): Promise<void> => {
    setAtDoor({ state: 'sending', guestId });
    try {
      await work();
      setAtDoor({ state: 'ready' });
    } catch (problem) {
      setAtDoor({ state: 'failed', sentence: problemWords(problem) });
    }
  };
  return (
    <GuestDoor
      console={data}
      atDoor={atDoor}
      onOpen={(on) =>
        void act(null, () => live.api.command(sessions, 'session:take-guests', { sessionId, on }))
      }
      onRemove={(guestId) =>
        void act(guestId, () => live.api.command(sessions, 'session:remove-guest', { sessionId, guestId }))
      }
    />
  );
}
