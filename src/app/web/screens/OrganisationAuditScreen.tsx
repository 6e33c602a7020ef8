import { Link } from 'react-router';
import type { AuditLine } from '#features/identity/contract.ts';
import { AuditList } from '#features/cohorts/web/organisation/AuditList.tsx';
import { useCohortsWords } from '#features/cohorts/web/useCohortsWords.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

export const auditKinds = ['all', 'people', 'cohorts', 'invitations'] as const;
export type AuditKind = (typeof auditKinds)[number];

interface OrganisationAuditScreenProps {
  organisation: { id: string; title: string };
  entries: View<readonly AuditLine[]>;
  kind: AuditKind;
  onKind: (kind: AuditKind) => void;
  more: boolean;
  loadingMore: boolean;
  onMore: () => void;
}

/** Who did what in this organisation? */
export function OrganisationAuditScreen(props: OrganisationAuditScreenProps) {
  const { organisation, entries, kind, onKind, more, loadingMore, onMore } = props;
  const { t } = useCohortsWords();
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
        <PageHeading title={t('audit.title', { organisation: organisation.title })}>
          {t('audit.heading')}
        </PageHeading>
        <Link to={`/org/${organisation.id}`} className="controls flex items-center text-accent">
          {t('audit.back')}
        </Link>
      </header>
      <label className="grid max-w-64 gap-1">
        <span className="text-label">{t('audit.filter')}</span>
        <select
          value={kind}
          onChange={(chosen) => onKind(chosen.target.value as AuditKind)}
          className="field"
        >
          {auditKinds.map((one) => (
            <option key={one} value={one}>
              {t(`audit.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <Shown
        view={entries}
        loading={t('audit.loading')}
        failed={t('audit.failed')}
        bones={<Bones lines={['100%', '100%', '100%', '100%', '100%']} />}
      >
        {(data) =>
          data.length === 0 ? (
            kind === 'all' ? (
              <EmptyNote why={t('audit.none')} example={t('audit.noneExample')} />
            ) : (
              <p role="status">{t('audit.noneFits')}</p>
            )
          ) : (
            <AuditList entries={data} />
          )
        }
      </Shown>
      {more && (
        <p>
          <Button busy={loadingMore && t('organisation.loadingMore')} onClick={onMore}>
            {t('audit.more')}
          </Button>
        </p>
      )}
    </div>
  );
}
