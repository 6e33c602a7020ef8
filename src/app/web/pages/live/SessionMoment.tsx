import { Moment, MomentNotice } from '#features/moment/web/Moment.tsx';
import { isOver, type OwnSession } from '#features/sessions/contract.ts';

interface SessionMomentProps {
  session: OwnSession;
  isStaff: boolean;
}

/** What everybody in a session is to see at once. */
export function SessionNotice({ session, isStaff }: SessionMomentProps) {
  return isOver(session.state) ? null : <MomentNotice sessionId={session.id} isStaff={isStaff} />;
}

/** What one does in it without a word, while it is live. */
export function SessionMoment({ session, isStaff }: SessionMomentProps) {
  return session.state === 'live' ? <Moment sessionId={session.id} isStaff={isStaff} /> : null;
}
