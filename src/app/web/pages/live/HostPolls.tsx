import { polls } from '#features/polls/contract.ts';
import { PollsForHost } from '#features/polls/web/host/PollsForHost.tsx';
import { TiedPolls } from '#features/polls/web/host/TiedPolls.tsx';
import { useDeskActs } from '#features/polls/web/host/useDeskActs.ts';
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
      agenda={session.agenda}
      workshopHref={`${sessionPaths.host(session.id)}?part=polls`}
    />
  );
}

/** The polls that are prepared for an item of the run sheet, where that is written. */
export function ItemPolls({ session: { id, agenda }, item }: ItemPollsProps) {
  const { data } = useLiveView(polls, 'poll:desk', { sessionId: id });
  return <TiedPolls item={item} polls={data?.polls ?? []} agenda={agenda} acts={useDeskActs(id)} />;
}

interface ItemPollsProps {
  session: LiveSession;
  item: { id: string; place: number } | undefined;
}

/** Where they are written before, and looked at afterwards. */
export function PollWorkshop({ session }: { session: LiveSession }) {
  const { id, cohortId, state, agenda } = session;
  return <WorkshopForHost sessionId={id} cohortId={cohortId} state={state} agenda={agenda} />;
}

/** Which polls would be closed if the session ended now. */
export function OpenPolls({ sessionId }: { sessionId: string }) {
  const { t } = useDeskWords();
  const { data } = useLiveView(polls, 'poll:desk', { sessionId });
  const count = data?.polls.filter(({ state }) => state === 'open').length ?? 0;
  return count > 0 && <p>{t('end.open', { count })}</p>;
}
