import { useState } from 'react';
import { useParams } from 'react-router';
import { notifications } from '#features/notifications/contract.ts';
import { StopView, type Stopping } from '#features/notifications/web/StopView.tsx';
import { api } from '../../house.ts';
import { OpenShell } from '../../shell/OpenShell.tsx';
import { useProblemWords } from '../useProblemWords.ts';
import { notificationPaths } from './notificationPaths.ts';

/** Where a mail's own link turns off mails of its kind, for whoever has the mail. */
export function StopPage() {
  const { token = '' } = useParams();
  const problemWords = useProblemWords();
  const [stopping, setStopping] = useState<Stopping>({ state: 'ready' });
  const stop = async (): Promise<void> => {
    setStopping({ state: 'stopping' });
    try {
      const { stopped } = await api.command(notifications, 'notifications:stop-mail', { token });
      setStopping({ state: 'stopped', stopped });
    } catch (problem) {
      setStopping({ state: 'failed', reason: problemWords(problem) });
    }
  };
  return (
    <OpenShell width="form">
      <StopView stopping={stopping} onStop={() => void stop()} settingsHref={notificationPaths.settings} />
    </OpenShell>
  );
}
