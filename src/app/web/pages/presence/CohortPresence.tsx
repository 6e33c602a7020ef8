import { presence } from '#features/presence/contract.ts';
import { CohortHere } from '#features/presence/web/CohortHere.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { useMe } from '../me.ts';

/** Who of the cohort is here. */
export function CohortPresence({ cohortId }: { cohortId: string }) {
  const me = useMe();
  const here = useLiveView(presence, 'presence:cohort', { cohortId });
  const own = useLiveView(presence, 'presence:mine', {});
  return (
    <CohortHere
      here={viewOf(here)}
      meId={me.user.id}
      hidden={own.data?.hidden === true}
      settingsHref="/settings"
    />
  );
}
