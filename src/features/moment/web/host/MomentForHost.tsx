import { useEffect, useRef } from 'react';
import { sessions, type SessionState } from '#features/sessions/contract.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { announcer } from '#platform/web/ui/announcer.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { moment, type MomentDesk as Desk } from '../../contract.ts';
import { useReactions } from '../useReactions.ts';
import { MomentDesk, type DeskPart } from './MomentDesk.tsx';
import { useMomentActs } from './useMomentActs.ts';
import { useMomentDeskWords } from './useMomentDeskWords.ts';
import { useTimerKey } from './useTimerKey.ts';

export interface MomentForHostProps {
  sessionId: string;
  state: SessionState;
  students: number;
  /** By the plan, of the item that is shown; null: none is. */
  itemMinutes: number | null;
  zone: string;
}

/** Whose hand is up, and how the class follows. The page holds the socket while the session is open. */
export function ClassForHost(props: MomentForHostProps) {
  const desk = useDesk(props.sessionId);
  useHandNews(desk.data);
  return <PartForHost part="class" desk={desk} {...props} />;
}

/** The timer, and what is said to everybody. */
export function ToolsForHost(props: MomentForHostProps) {
  useTimerKey();
  return <PartForHost part="host" desk={useDesk(props.sessionId)} {...props} />;
}

function useDesk(sessionId: string) {
  const { session, sessionStaff } = sessions.topics;
  const topics = [session, sessionStaff].map((kind) => kind.of({ sessionId }));
  return useLiveView(moment, 'moment:desk', { sessionId }, { topics });
}

type PartForHostProps = MomentForHostProps & { part: DeskPart; desk: ReturnType<typeof useDesk> };

function PartForHost({ desk, sessionId, ...rest }: PartForHostProps) {
  return (
    <MomentDesk
      desk={viewOf(desk)}
      acts={useMomentActs(sessionId)}
      nowMs={serverNowMs}
      csvHref={`${basePath}/api/sessions/${sessionId}/pulse.csv`}
      shown={useReactions(sessionId)}
      {...rest}
    />
  );
}

/** Says to screen readers that a hand went up; who it is stands in the list. */
function useHandNews(desk: Desk | undefined): void {
  const { t } = useMomentDeskWords();
  const before = useRef(desk);
  useEffect(() => {
    const former = before.current;
    before.current = desk;
    if (!desk || !former || former.sessionId !== desk.sessionId) return;
    const known = new Set(former.hands.map(({ id }) => id));
    const newest = desk.hands.findLast(({ id }) => !known.has(id));
    if (!newest) return;
    const { name } = newest.person;
    announcer.say({ text: t('hands.news', { count: desk.hands.length, name }), group: 'moment/hands' });
  }, [desk, t]);
}
