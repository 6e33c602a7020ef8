import { useEffect, useRef, type ComponentProps, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { YourData } from '#features/dataRights/web/YourData.tsx';
import { useRightsWords } from '#features/dataRights/web/words.ts';
import type { Account, Security, SessionLine } from '#features/identity/contract.ts';
import { DeviceChoices } from '#features/identity/web/DeviceChoices.tsx';
import { EmailForm } from '#features/identity/web/EmailForm.tsx';
import { PasswordForm } from '#features/identity/web/PasswordForm.tsx';
import { ProfileForm, type Saving } from '#features/identity/web/ProfileForm.tsx';
import { Sessions } from '#features/identity/web/Sessions.tsx';
import { useWaysWords } from '#features/identity/web/useWaysWords.ts';
import { usePreferenceWords } from '#features/notifications/web/preferenceWords.ts';
import { usePresenceWords } from '#features/presence/web/words.ts';
import { useFeedWords } from '#features/sessions/web/scheduleFeedWords.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import { SingleKeys } from '#platform/web/ui/SingleKeys.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface SettingsScreenProps {
  account: View<Account>;
  saving: Saving;
  onSave: (profile: { name: string; zone: string }) => void;
  device: ComponentProps<typeof DeviceChoices>;
  sessions: View<SessionLine[]>;
  ending: Omit<ComponentProps<typeof Sessions>, 'sessions'>;
  ways: WaysProps;
  /** What one is told, and where. */
  told: ReactNode;
  /** Whether others see that one is here. */
  seen: ReactNode;
  /** The secret address of one's live sessions. */
  calendar: ReactNode;
  data: ComponentProps<typeof YourData>;
}

interface WaysProps {
  security: View<Security>;
  email: Omit<ComponentProps<typeof EmailForm>, 'security'>;
  password: Omit<ComponentProps<typeof PasswordForm>, 'hasPassword'>;
}

export function SettingsScreen(props: SettingsScreenProps) {
  const {
    account,
    saving,
    onSave,
    device,
    sessions,
    ending,
    ways,
    told,
    seen,
    calendar,
    data: rights,
  } = props;
  const { t } = useTranslation();
  const { t: ofRights } = useRightsWords();
  const { t: ofFeed } = useFeedWords();
  const { t: ofPresence } = usePresenceWords();
  const { t: ofTold } = usePreferenceWords();
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
        <div className="mt-4">
          <SingleKeys />
        </div>
      </Part>
      <Part title={ofTold('heading')} id="notifications">
        {told}
      </Part>
      <Part title={ofPresence('settings.heading')}>{seen}</Part>
      <Ways {...ways} />
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
      <Part title={ofFeed('heading')}>{calendar}</Part>
      <Part title={ofRights('yours.title')}>
        <YourData {...rights} />
      </Part>
    </div>
  );
}

/** How one gets in. */
function Ways({ security, email, password }: WaysProps) {
  const { t } = useWaysWords();
  const shown = (part: (data: Security) => ReactNode): ReactNode => (
    <Shown
      view={security}
      loading={t('settings.loading')}
      failed={t('settings.failed')}
      bones={<Bones lines={['60%', '6rem', '100%']} className="max-w-form" />}
    >
      {part}
    </Shown>
  );
  return (
    <>
      <Part title={t('settings.email')} id="address">
        {shown((data) => (
          <EmailForm security={data} {...email} />
        ))}
      </Part>
      <Part title={t('settings.password')}>
        {shown(({ hasPassword }) => (
          <PasswordForm hasPassword={hasPassword} {...password} />
        ))}
      </Part>
    </>
  );
}

function Part({ title, id, children }: { title: string; id?: string; children: ReactNode }) {
  const section = useRef<HTMLElement>(null);
  const { hash } = useLocation();
  useEffect(() => {
    if (id !== undefined && hash === `#${id}`) section.current?.scrollIntoView();
  }, [id, hash]);
  return (
    <section
      ref={section}
      className="grid gap-x-8 gap-y-4 border-t border-hairline pt-6 wide:grid-cols-[4fr_8fr]"
    >
      <h2 className="text-title">{title}</h2>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
