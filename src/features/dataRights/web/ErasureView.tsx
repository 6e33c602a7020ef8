import type { ReactNode } from 'react';
import { Surface } from '#platform/web/ui/Surface.tsx';
import type { ErasurePreview } from '../contract.ts';
import { kindsOf } from './kinds.ts';
import { useRightsWords } from './words.ts';

interface ErasureViewProps {
  preview: ErasurePreview;
  keepsCertificates: boolean;
  onKeepCertificates: (keeps: boolean) => void;
  /** What confirms it; shown once nothing stands in the way. */
  children: ReactNode;
}

/** What being forgotten would do, and what stands in its way. */
export function ErasureView({ preview, keepsCertificates, onKeepCertificates, children }: ErasureViewProps) {
  const { t } = useRightsWords();
  const { pseudonym, deleted, kept, certificates, blockedBy } = preview;
  return (
    <div className="grid max-w-read gap-6">
      <p>{t('forget.lead')}</p>
      <p>{t('forget.pseudonym', { pseudonym })}</p>
      <div className="grid gap-6 bar:grid-cols-2">
        <Kinds title={t('forget.deleted')} tables={deleted} />
        <Kinds title={t('forget.kept')} tables={kept} why={t('forget.keptWhy')} />
      </div>
      <p className="text-muted">{t('forget.elsewhere')}</p>
      {blockedBy.length > 0 ? (
        <Surface>
          <p className="text-label">{t('forget.blocked')}</p>
          <ul className="mt-2 grid gap-1">
            {blockedBy.map((one) => (
              <li key={`${one.why} ${one.id}`}>
                <Blocker {...one} />
              </li>
            ))}
          </ul>
        </Surface>
      ) : (
        <>
          {certificates > 0 && (
            <label className="grid grid-cols-[auto_1fr] items-baseline gap-x-3">
              <input
                type="checkbox"
                checked={keepsCertificates}
                onChange={(box) => onKeepCertificates(box.target.checked)}
                className="size-4.5 self-center"
              />
              <span>{t('forget.keep', { count: certificates })}</span>
              <span className="col-start-2 text-caption text-muted">{t('forget.keepHint')}</span>
            </label>
          )}
          {children}
        </>
      )}
    </div>
  );
}

interface KindsProps {
  title: string;
  tables: ErasurePreview['kept'];
  why?: string;
}

function Kinds({ title, tables, why }: KindsProps) {
  const { t } = useRightsWords();
  const kinds = kindsOf(tables);
  return (
    <section>
      <h2 className="text-label">{title}</h2>
      {why !== undefined && <p className="text-caption text-muted">{why}</p>}
      {kinds.length === 0 ? (
        <p className="mt-2">{t('forget.nothing')}</p>
      ) : (
        <ul className="mt-2 border-t border-hairline">
          {kinds.map((kind) => {
            const words = typeof kind === 'string' ? t(`kind.${kind}`) : kind.table;
            return (
              <li key={words} className="border-b border-hairline py-2">
                {words}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function Blocker({ why, title }: ErasurePreview['blockedBy'][number]): string {
  const { t } = useRightsWords();
  switch (why) {
    case 'last-instructor':
      return t('forget.lastInstructor', { title });
    case 'last-administrator':
      return t('forget.lastAdministrator', { title });
    case 'last-operator':
      return t('forget.lastOperator');
  }
}
