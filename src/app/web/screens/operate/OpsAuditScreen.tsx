import type { ComponentProps } from 'react';
import type { AuditLine } from '#features/identity/contract.ts';
import { AuditFilter, AuditList } from '#features/identity/web/operate/AuditList.tsx';
import { useOperateWords } from '#features/identity/web/operate/useOperateWords.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { OperatePlaces } from './OperatePlaces.tsx';

interface OpsAuditScreenProps {
  entries: View<readonly AuditLine[]>;
  filter: ComponentProps<typeof AuditFilter>;
  list: Omit<ComponentProps<typeof AuditList>, 'entries'>;
}

export function OpsAuditScreen({ entries, filter, list }: OpsAuditScreenProps) {
  const { t } = useOperateWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <OperatePlaces />
      <div>
        <PageHeading title={t('audit.title')} />
        <p className="mt-1 max-w-read text-muted">{t('audit.lead')}</p>
      </div>
      <AuditFilter {...filter} />
      <Shown
        view={entries}
        loading={t('audit.loading')}
        failed={t('audit.failed')}
        bones={<Bones className="gap-6" lines={['90%', '80%', '85%', '75%']} />}
      >
        {(data) => <AuditList entries={data} {...list} />}
      </Shown>
    </div>
  );
}
