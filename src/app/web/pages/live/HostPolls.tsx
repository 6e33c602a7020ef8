import { polls } from '#features/polls/contract.ts';
import { PollsForHost } from '#features/polls/web/host/PollsForHost.tsx';
import { useDeskWords } from '#features/polls/web/host/useDeskWords.ts';
import { WorkshopForHost } from '#features/polls/web/host/WorkshopForHost.tsx';
import type { LiveSession, SessionConsole } from '#features/sessions/contract.ts';
import { sessionPaths } from '#features/sessions/web/sessionPaths.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';

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

/** Which polls would be closed if the session ended now. */
export function OpenPolls({ sessionId }: { sessionId: string }) {
  const { t } = useDeskWords();
  const { data } = useLiveView(polls, 'poll:desk', { sessionId });
  const count = data?.polls.filter(({ state }) => state === 'open').length ?? 0;
  return count > 0 && <p>{t('end.open', { count })}</p>;
}
