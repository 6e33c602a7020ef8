import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, SessionLine } from '#features/identity/contract.ts';
import { DeviceChoices } from '#features/identity/web/DeviceChoices.tsx';
import { ProfileForm, type Saving } from '#features/identity/web/ProfileForm.tsx';
import { Sessions } from '#features/identity/web/Sessions.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface SettingsScreenProps {
  account: View<Account>;
  saving: Saving;
  onSave: (profile: { name: string; zone: string }) => void;
  device: ComponentProps<typeof DeviceChoices>;
  sessions: View<SessionLine[]>;
  ending: Omit<ComponentProps<typeof Sessions>, 'sessions'>;
}

export function SettingsScreen({ account, saving, onSave, device, sessions, ending }: SettingsScreenProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-8">
      <PageHeading title={t('settings.title')} />
      <Part title={t('settings.profile')}>
        <Shown
          view={account}
          loading={t('settings.loading')}
          failed={t('settings.failed')}
          bones={<Bones lines={['6rem', '100%', '6rem', '100%']} className="max-w-form" />}
        >
          {(data) => <ProfileForm key={data.id} account={data} saving={saving} onSave={onSave} />}
        </Shown>
      </Part>
      <Part title={t('settings.thisDevice')}>
        <DeviceChoices {...device} />
      </Part>
      <Part title={t('settings.sessions')}>
        <Shown
          view={sessions}
          loading={t('settings.sessionsLoading')}
          failed={t('settings.sessionsFailed')}
          bones={<Bones lines={['70%', '50%', '70%', '50%']} />}
        >
          {(data) => <Sessions sessions={data} {...ending} />}
        </Shown>
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-8 gap-y-4 border-t border-hairline pt-6 wide:grid-cols-[4fr_8fr]">
      <h2 className="text-title">{title}</h2>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
