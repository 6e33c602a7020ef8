import type { ComponentProps } from 'react';
import type { Provider } from '#features/identity/contract.ts';
import { ProviderForm } from '#features/identity/web/operate/ProviderForm.tsx';
import { CallbackAddress, TryProvider } from '#features/identity/web/operate/TryProvider.tsx';
import { useOperateWords } from '#features/identity/web/operate/useOperateWords.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

interface SingleSignOnScreenProps {
  signIn: View<{ provider: Provider | null; callback: string }>;
  form: Omit<ComponentProps<typeof ProviderForm>, 'provider'>;
  test: Omit<ComponentProps<typeof TryProvider>, 'provider'>;
}

/** Where an organisation's own sign-in is set. */
export function SingleSignOnScreen({ signIn, form, test }: SingleSignOnScreenProps) {
  const { t } = useOperateWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div>
        <PageHeading title={t('sso.title')} />
        <p className="mt-1 max-w-read text-muted">{t('sso.lead')}</p>
      </div>
      <Shown
        view={signIn}
        loading={t('sso.loading')}
        failed={t('sso.failed')}
        bones={<Bones className="max-w-read gap-6" lines={['40%', '100%', '100%', '100%', '60%']} />}
      >
        {({ provider, callback }) => (
          <>
            {!provider && <EmptyNote why={t('sso.none')} example={t('sso.noneExample')} />}
            <CallbackAddress callback={callback} />
            {/* Somebody else's change does not overwrite what is being typed; a new one begins anew. */}
            <ProviderForm key={provider ? 'set' : 'none'} provider={provider} {...form} />
            {provider && <TryProvider provider={provider} {...test} />}
          </>
        )}
      </Shown>
    </div>
  );
}
