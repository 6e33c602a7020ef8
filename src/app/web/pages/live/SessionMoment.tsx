import {
  ClassForHost,
  ToolsForHost,
  type MomentForHostProps,
} from '#features/moment/web/host/MomentForHost.tsx';
import { Moment, MomentNotice } from '#features/moment/web/Moment.tsx';
import { isOver, type OwnSession, type SessionConsole } from '#features/sessions/contract.ts';

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

const ofHost = ({ session, students, cohort }: SessionConsole): MomentForHostProps => ({
  ...{ sessionId: session.id, state: session.state, students, zone: cohort.zone },
});

/** Whose hand is up in it, and how the class follows. */
export function HostHands({ console }: { console: SessionConsole }) {
  return <ClassForHost {...ofHost(console)} />;
}

/** The timer, and what is said to everybody. */
export function HostTimer({ console }: { console: SessionConsole }) {
  return <ToolsForHost {...ofHost(console)} />;
}
