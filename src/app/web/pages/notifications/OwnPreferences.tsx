import { PreferencesView } from '#features/notifications/web/PreferencesView.tsx';
import { usePreferring } from '#features/notifications/web/usePreferring.ts';
import { useMe } from '../me.ts';

/** What one is told, in the settings. */
export function OwnPreferences() {
  const { cohorts } = useMe();
  return <PreferencesView {...usePreferring()} cohorts={cohorts} />;
}
