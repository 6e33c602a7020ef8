import { Polls } from '#features/polls/web/Polls.tsx';
import type { OwnSession } from '#features/sessions/contract.ts';
import { useMe } from '../me.ts';

/** What is voted on in a session. */
export function SessionPolls({ session }: { session: OwnSession }) {
  const { user } = useMe();
  return <Polls sessionId={session.id} state={session.state} personId={user.id} />;
}
