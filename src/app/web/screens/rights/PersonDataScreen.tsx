import type { ComponentProps } from 'react';
import { Link } from 'react-router';
import type { ErasurePreview } from '#features/dataRights/contract.ts';
import { ConfirmOther } from '#features/dataRights/web/ConfirmOther.tsx';
import { CopyForm } from '#features/dataRights/web/CopyForm.tsx';
import { ErasureView } from '#features/dataRights/web/ErasureView.tsx';
import { useRightsWords } from '#features/dataRights/web/words.ts';
import { BackIcon } from '#platform/web/ui/icons.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { SheetBones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

type ErasureProps = ComponentProps<typeof ErasureView>;
type ConfirmProps = ComponentProps<typeof ConfirmOther>;

interface PersonDataScreenProps
  extends Omit<ErasureProps, 'preview' | 'children'>, Omit<ConfirmProps, 'name'> {
  preview: View<ErasurePreview>;
  copying: Omit<ComponentProps<typeof CopyForm>, 'text'>;
  /** What the person is called since they were forgotten here. */
  pseudonym: string | undefined;
}

/** What an operator does about a person's data, when the person asked for it. */
export function PersonDataScreen(props: PersonDataScreenProps) {
  const { preview, copying, pseudonym, erasing, onErase, ...choice } = props;
  const { t } = useRightsWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Link
        to="/ops/people"
        className="controls flex items-center gap-2 justify-self-start text-accent no-underline hover:underline"
      >
        <BackIcon />
        {t('person.back')}
      </Link>
      {pseudonym === undefined ? (
        <Shown
          view={preview}
          page
          loading={t('person.loading')}
          failed={t('person.failed')}
          bones={<SheetBones lines={5} />}
        >
          {(data) => (
            <>
              <PageHeading title={t('person.title', { name: data.name })} />
              <section className="grid gap-3">
                <h2 className="text-section">{t('person.copy')}</h2>
                <CopyForm text={t('copy.personText')} {...copying} />
              </section>
              <section className="grid gap-3 border-t border-hairline pt-6">
                <h2 className="text-section">{t('person.forget')}</h2>
                <ErasureView preview={data} {...choice}>
                  <ConfirmOther name={data.name} erasing={erasing} onErase={onErase} />
                </ErasureView>
              </section>
            </>
          )}
        </Shown>
      ) : (
        <>
          <PageHeading title={pseudonym} />
          <Notice tone="good">{t('forget.done', { pseudonym })}</Notice>
        </>
      )}
    </div>
  );
}
