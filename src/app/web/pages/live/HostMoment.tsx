import {
  ClassForHost,
  ToolsForHost,
  type MomentForHostProps,
} from '#features/moment/web/host/MomentForHost.tsx';
import type { SessionConsole } from '#features/sessions/contract.ts';
import { shownItem } from '#features/sessions/web/hostSees.ts';

const ofHost = ({ session, students, cohort }: SessionConsole): MomentForHostProps => ({
  ...{ sessionId: session.id, state: session.state, students: students.length, zone: cohort.zone },
  itemMinutes: shownItem(session)?.minutes ?? null,
});

/** Whose hand is up in it, and how the class follows. */
export function HostHands({ console }: { console: SessionConsole }) {
  return <ClassForHost {...ofHost(console)} />;
}

/** The timer, and what is said to everybody. */
export function HostTimer({ console }: { console: SessionConsole }) {
  return <ToolsForHost {...ofHost(console)} />;
}
