import { Button } from '#platform/web/ui/Button.tsx';
import { useOperateWords } from './useOperateWords.ts';

export interface DomainClaim {
  organisationId: string;
  title: string;
  domain: string;
  confirmed: boolean;
}

interface DomainClaimsProps {
  domains: readonly DomainClaim[];
  busy: string | null;
  fault: string | null;
  onConfirm: (claim: DomainClaim, confirmed: boolean) => void;
}

/** The domains that organisations claim, for whoever may say that they are theirs. */
export function DomainClaims({ domains, busy, fault, onConfirm }: DomainClaimsProps) {
  const { t } = useOperateWords();
  return (
    <section className="grid gap-3">
      <h2 className="text-section">{t('domains.title')}</h2>
      <p className="max-w-read">{t('domains.lead')}</p>
      {fault !== null && (
        <p role="alert" className="border-s-4 border-live ps-3">
          {fault}
        </p>
      )}
      <ul className="border-t border-hairline">
        {domains.map((claim) => {
          const { organisationId, title, domain, confirmed } = claim;
          return (
            <li
              key={`${organisationId} ${domain}`}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 border-b border-hairline py-2"
            >
              <span className="min-w-0 [overflow-wrap:anywhere]">
                <bdi className="font-strong">{domain}</bdi>
                <span className="block text-caption text-muted">{t('domains.by', { title })}</span>
              </span>
              <span className="flex flex-wrap items-center gap-4">
                <span className={confirmed ? 'text-good' : 'text-caution'}>
                  {confirmed ? t('domains.confirmed') : t('domains.claimed')}
                </span>
                <Button
                  look={confirmed ? 'quiet' : 'primary'}
                  busy={busy === domain && t('domains.working')}
                  aria-label={
                    confirmed
                      ? t('domains.withdrawName', { domain, title })
                      : t('domains.confirmName', { domain, title })
                  }
                  onClick={() => onConfirm(claim, !confirmed)}
                >
                  {confirmed ? t('domains.withdraw') : t('domains.confirm')}
                </Button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
