import { useTranslation } from 'react-i18next';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { useNow } from '#platform/web/ui/now.tsx';

interface UnsentNoticeProps {
  count: number;
  /** When the oldest of them was done. */
  since: string;
  onSend: () => void;
  onDiscard: () => void;
}

/** What was kept for so long that sending it needs asking. */
export function UnsentNotice({ count, since, onSend, onDiscard }: UnsentNoticeProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const now = useNow();
  return (
    <Notice tone="caution">
      <p role="status">{t('shell.unsent', { count, when: formats.when(since, now) })}</p>
      <span className="flex flex-wrap gap-2">
        <Button onClick={onSend}>{t('shell.sendNow')}</Button>
        <Button look="plain" onClick={onDiscard} className="mx-0">
          {t('shell.discard')}
        </Button>
      </span>
    </Notice>
  );
}
