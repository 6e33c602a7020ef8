import { sessions } from '#features/sessions/contract.ts';
import { GuestEnd } from '#features/sessions/web/guests/GuestEnd.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';

/** Where a guest is anywhere but in the session: the way back, or what became of the visit. */
export function GuestPlace() {
  const { data } = useLiveView(sessions, 'session:visits', {});
  return data ? <GuestEnd visit={data.visits[0] ?? null} /> : null;
}
