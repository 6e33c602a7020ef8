import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { dataRights } from '#features/dataRights/contract.ts';
import { useCopy } from '#features/dataRights/web/useCopy.ts';
import { identity } from '#features/identity/contract.ts';
import type { EmailChange } from '#features/identity/web/EmailForm.tsx';
import type { PasswordChange } from '#features/identity/web/PasswordForm.tsx';
import type { Saving } from '#features/identity/web/ProfileForm.tsx';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { storeLanguage } from '#platform/web/i18n/i18n.ts';
import { useRealtime } from '#platform/web/query/RealtimeProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { chooseLook, storedLook } from '#platform/web/ui/look.ts';
import { full } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { SettingsScreen } from '../screens/SettingsScreen.tsx';
import { CalendarFeed } from './live/CalendarFeed.tsx';
import { useMe } from './me.ts';
import { OwnPreferences } from './notifications/OwnPreferences.tsx';
import { OwnPresence } from './presence/OwnPresence.tsx';

export function SettingsPage() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const { live } = useRealtime();
  const sessions = useLiveView(identity, 'identity:sessions', {});
  const [saving, setSaving] = useState<Saving>({ state: 'ready' });
  const [look, setLook] = useState(storedLook);
  const [ending, setEnding] = useState<string | null>(null);
  const [endedOthers, setEndedOthers] = useState<number | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  const wordsOf = (problem: unknown): string =>
    problem instanceof ApiProblem ? problem.message : t('states.unknownFailure');

  const save = async (profile: { name: string; zone: string }): Promise<void> => {
    setSaving({ state: 'saving' });
    try {
      await live.api.command(identity, 'identity:update-profile', profile);
      setSaving({ state: 'saved', at: new Date().toISOString() });
    } catch (problem) {
      setSaving({ state: 'failed', sentence: wordsOf(problem) });
    }
  };
  const end = async (what: string, work: () => Promise<{ ended: number }>): Promise<void> => {
    setEnding(what);
    setEndedOthers(null);
    setFault(null);
    try {
      const { ended } = await work();
      if (what === 'others') setEndedOthers(ended);
    } catch (problem) {
      setFault(wordsOf(problem));
    } finally {
      setEnding(null);
    }
  };
  const ways = useWays(wordsOf);
  const { copy, make } = useCopy({ userId: me.user.id, organisationId: null }, wordsOf);
  const view = viewOf(sessions);
  return (
    <SettingsScreen
      account={full(me.user)}
      saving={saving}
      onSave={(profile) => void save(profile)}
      device={{
        look,
        onLook: (chosen) => {
          chooseLook(chosen);
          setLook(chosen);
        },
        language: i18n.language,
        onLanguage: (code) => {
          storeLanguage(code);
          location.reload();
        },
      }}
      sessions={view.state === 'full' ? full(view.data.sessions) : view}
      ending={{
        ending,
        endedOthers,
        fault,
        onEnd: (sessionId) =>
          void end(sessionId, () => live.api.command(identity, 'identity:end-session', { sessionId })),
        onEndOthers: () =>
          void end('others', () => live.api.command(identity, 'identity:end-other-sessions', {})),
      }}
      ways={ways}
      told={<OwnPreferences />}
      seen={<OwnPresence />}
      calendar={<CalendarFeed />}
      data={{ copy, onCopy: () => void make(() => live.api.command(dataRights, 'rights:export', {})) }}
    />
  );
}

/** The address and the password, and how changing them goes. */
function useWays(wordsOf: (problem: unknown) => string): ComponentProps<typeof SettingsScreen>['ways'] {
  const { live } = useRealtime();
  const security = useLiveView(identity, 'identity:security', {});
  const [email, setEmail] = useState<EmailChange>({ state: 'ready' });
  const [password, setPassword] = useState<PasswordChange>({ state: 'ready' });

  const mail = async (
    what: 'verification' | 'change',
    address: string,
    send: () => Promise<unknown>,
  ): Promise<boolean> => {
    setEmail({ state: 'sending', what });
    try {
      await send();
      setEmail({ state: 'sent', email: address });
      return true;
    } catch (problem) {
      setEmail({ state: 'failed', sentence: wordsOf(problem) });
      return false;
    }
  };
  return {
    security: viewOf(security),
    email: {
      change: email,
      onVerify: () =>
        void mail('verification', security.data?.email ?? '', () =>
          live.api.command(identity, 'identity:ask-verification', {}),
        ),
      onChange: (change) =>
        mail('change', change.email, () => live.api.command(identity, 'identity:change-email', change)),
    },
    password: {
      change: password,
      onChange: async (passwords) => {
        setPassword({ state: 'saving' });
        try {
          const { ended } = await live.api.command(identity, 'identity:change-password', passwords);
          setPassword({ state: 'saved', ended });
          return true;
        } catch (problem) {
          setPassword({ state: 'failed', sentence: wordsOf(problem) });
          return false;
        }
      },
    },
  };
}
