import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { Announcement } from '../../contract.ts';
import { Tag } from '../Tag.tsx';
import { useStaffWords } from './staffWords.ts';

/** Where one stands, and what is special about it. */
export function StateWords({ one }: { one: Announcement }) {
  const { t } = useStaffWords();
  const { when } = useFormats();
  const now = useNow();
  const { state, sentAt, dueAt, recalledAt, editedAt, resentAt, expiresAt } = one;
  const at = state === 'scheduled' ? dueAt : state === 'recalled' ? recalledAt : sentAt;
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-caption text-muted">
      {one.urgent && <Tag tone="live">{t('mark.urgent')}</Tag>}
      {one.pinned && <Tag>{t('mark.pinned')}</Tag>}
      {one.needsAcknowledgement && <Tag>{t('mark.needsAcknowledgement')}</Tag>}
      <span>
        {state === 'draft' ? t('state.draft') : t(`state.${state}`, { when: at ? when(at, now) : '' })}
      </span>
      {editedAt !== null && <span>{t('edited', { when: when(editedAt, now) })}</span>}
      {resentAt !== null && <span>{t('resent', { when: when(resentAt, now) })}</span>}
      {expiresAt !== null && state !== 'expired' && <span>{t('until', { when: when(expiresAt, now) })}</span>}
      {one.by && <bdi>{one.by.name}</bdi>}
    </span>
  );
}
