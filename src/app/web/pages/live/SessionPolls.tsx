import { Suspense } from 'react';
import { Polls } from '#features/polls/web/Polls.tsx';
import type { OwnSession } from '#features/sessions/contract.ts';
import { part } from '#platform/web/ui/part.ts';
import { useMe } from '../me.ts';

// For staff who rehearse.
const TrialPolls = part(() => import('#features/polls/web/rehearsal/TrialPolls.tsx'), 'TrialPolls');

/** What is voted on in a session or, in a rehearsal, what staff try out. */
export function SessionPolls({ session, isTrial }: { session: OwnSession; isTrial: boolean }) {
  const { user } = useMe();
  if (isTrial)
    return (
      <Suspense>
        <TrialPolls sessionId={session.id} personId={user.id} />
      </Suspense>
    );
  return <Polls sessionId={session.id} state={session.state} personId={user.id} />;
}
