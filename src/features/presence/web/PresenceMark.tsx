import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import type { PresenceLine } from '../contract.ts';
import { usePresenceWords } from './words.ts';

/** Full for whoever is here, a ring for whoever is idle: told apart without colours, too. */
export function PresenceDot({ state }: { state: 'online' | 'idle' }) {
  const look = state === 'online' ? 'bg-good' : 'border-2 border-good';
  return <span aria-hidden="true" className={`inline-block size-2.5 shrink-0 rounded-[50%] ${look}`} />;
}

/** How somebody stands: a dot and a word, or when they were seen last. */
export function PresenceMark({ line }: { line: Pick<PresenceLine, 'state' | 'seenAt'> }) {
  const { t } = usePresenceWords();
  if (line.state === 'away') return <LastSeen seenAt={line.seenAt} />;
  return (
    <span className="inline-flex items-center gap-1.5 text-caption text-ink">
      <PresenceDot state={line.state} />
      {t(`state.${line.state}`)}
    </span>
  );
}

const justMs = 60_000;

function LastSeen({ seenAt }: { seenAt: string | null }) {
  const { t } = usePresenceWords();
  const formats = useFormats();
  const now = useNow();
  const words = (): string => {
    if (seenAt === null) return t('state.never');
    // Clocks differ a little, and nobody is seen in times to come.
    const isJust = now.getTime() - Date.parse(seenAt) < justMs;
    return isJust ? t('state.justSeen') : t('state.seen', { ago: formats.ago(seenAt, now) });
  };
  return <span className="text-caption text-muted">{words()}</span>;
}
