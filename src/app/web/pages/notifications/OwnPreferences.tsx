import { identity } from '#features/identity/contract.ts';
import { PreferencesView } from '#features/notifications/web/PreferencesView.tsx';
import { usePreferring } from '#features/notifications/web/usePreferring.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { useMe } from '../me.ts';
import { notificationPaths } from './notificationPaths.ts';

/** What one is told, in the settings. */
export function OwnPreferences() {
  const { cohorts } = useMe();
  const security = useLiveView(identity, 'identity:security', {});
  return (
    <PreferencesView
      {...usePreferring()}
      cohorts={cohorts}
      mailBackSince={security.data?.mailBackSince ?? null}
      addressHref={notificationPaths.address}
    />
  );
}
