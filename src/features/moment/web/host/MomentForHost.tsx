import { useEffect, useRef } from 'react';
import { sessions, type SessionState } from '#features/sessions/contract.ts';
import { basePath } from '#platform/web/api/basePath.ts';
import { serverNowMs } from '#platform/web/api/serverTime.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { announcer } from '#platform/web/ui/announcer.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { moment, type MomentDesk as Desk } from '../../contract.ts';
import { useReactions } from '../useReactions.ts';
import { MomentDesk } from './MomentDesk.tsx';
import { useMomentActs } from './useMomentActs.ts';
import { useMomentDeskWords } from './useMomentDeskWords.ts';
import { useTimerKey } from './useTimerKey.ts';

export interface MomentForHostProps {
  sessionId: string;
  state: SessionState;
  students: number;
  zone: string;
}

/** What is of the moment, for whoever runs a session. The page holds the socket while the session is open. */
export function MomentForHost({ sessionId, state, students, zone }: MomentForHostProps) {
  const { session, sessionStaff } = sessions.topics;
  const topics = [session, sessionStaff].map((kind) => kind.of({ sessionId }));
  const desk = useLiveView(moment, 'moment:desk', { sessionId }, { topics });
  const acts = useMomentActs(sessionId);
  const shown = useReactions(sessionId);
  useHandNews(desk.data);
  useTimerKey();
  return (
    <MomentDesk
      desk={viewOf(desk)}
      state={state}
      acts={acts}
      nowMs={serverNowMs}
      students={students}
      zone={zone}
      csvHref={`${basePath}/api/sessions/${sessionId}/pulse.csv`}
      shown={shown}
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
