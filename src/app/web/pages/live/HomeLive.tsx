import { useMe } from '../me.ts';
import { SessionsSoon } from './SessionsSoon.tsx';

/** What is live on the home page, in any cohort that goes on. */
export function HomeLive() {
  const lines = useMe().cohorts.filter(
    ({ archived, state, role }) => !archived && state !== 'finished' && role !== 'organisationAdmin',
  );
  return (
    <div className="grid gap-3 empty:hidden">
      {lines.map(({ id }) => (
        <SessionsSoon key={id} cohortId={id} />
      ))}
    </div>
  );
}
