import { PollsForHost } from '#features/polls/web/host/PollsForHost.tsx';
import { WorkshopForHost } from '#features/polls/web/host/WorkshopForHost.tsx';
import type { LiveSession, SessionConsole } from '#features/sessions/contract.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';

/** The desk of a session's polls, beside its run sheet. */
export function HostPolls({ console: { session, here } }: { console: SessionConsole }) {
  return (
    <PollsForHost
      sessionId={session.id}
      state={session.state}
      here={here.length}
      workshopHref={`${sessionPaths.host(session.id)}?part=polls`}
    />
  );
}

/** Where they are written before, and looked at afterwards. */
export function PollWorkshop({ session }: { session: LiveSession }) {
  return <WorkshopForHost sessionId={session.id} cohortId={session.cohortId} state={session.state} />;
}
