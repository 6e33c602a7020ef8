import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import { ConfirmOwn } from '#features/dataRights/web/ConfirmOwn.tsx';
import { ErasureView } from '#features/dataRights/web/ErasureView.tsx';
import { useRightsWords } from '#features/dataRights/web/words.ts';
import type { ErasurePreview } from '#features/dataRights/contract.ts';
import { BackIcon } from '#platform/web/ui/icons.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

type ErasureProps = ComponentProps<typeof ErasureView>;
type ConfirmProps = ComponentProps<typeof ConfirmOwn>;

interface ForgetMeScreenProps
  extends Omit<ErasureProps, 'preview' | 'children'>, Omit<ConfirmProps, 'confirmBy'> {
  preview: View<ErasurePreview>;
}

/** What being forgotten does, before it is done, and the word that does it. */
export function ForgetMeScreen({ preview, erasing, onErase, ...choice }: ForgetMeScreenProps) {
  const { t } = useRightsWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Link
        to="/settings"
        className="controls flex items-center gap-2 justify-self-start text-accent no-underline hover:underline"
      >
        <BackIcon />
        {t('forget.back')}
      </Link>
      <PageHeading title={t('forget.title')} />
      <Shown
        view={preview}
        loading={t('person.loading')}
        failed={t('person.failed')}
        bones={<Bones lines={['80%', '60%', '0', '40%', '40%', '40%']} />}
      >
        {(data) => (
          <ErasureView preview={data} {...choice}>
            <ConfirmOwn confirmBy={data.confirmBy} erasing={erasing} onErase={onErase} />
          </ErasureView>
        )}
      </Shown>
    </div>
  );
}
