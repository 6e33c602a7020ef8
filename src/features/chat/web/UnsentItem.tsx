import { useState } from 'react';
import { Avatar } from '#platform/web/ui/Avatar.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import type { Mentionable } from './mentions.ts';
import { Text } from './MessageItem.tsx';
import { useChatWords } from './useChatWords.ts';
import type { Unsent } from './unsent.ts';

interface UnsentItemProps {
  unsent: Unsent;
  viewer: Mentionable;
  onRetry: () => void;
  onDiscard: () => void;
}

const nobody: readonly Mentionable[] = [];

/** A message of one's own on its way, where it will stand, with what can be done where it does not get through. */
export function UnsentItem({ unsent, viewer, onRetry, onDiscard }: UnsentItemProps) {
  const { t } = useChatWords();
  const { text, state, reason } = unsent;
  const isStuck = state === 'asks' || state === 'failed';
  const tone = { sending: 'text-muted', waiting: 'text-caution', asks: 'text-caution', failed: 'text-live' }[
    state
  ];
  return (
    <div className="grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3 px-2 pt-2 pb-0.5">
      <span className="pt-0.5">
        <Avatar name={viewer.name} />
      </span>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start gap-1">
        <p className="flex flex-wrap items-baseline gap-x-2 text-caption text-muted">
          <bdi className="text-label text-ink">{viewer.name}</bdi>
          <span>{t('message.you')}</span>
        </p>
        <div className="opacity-75">
          <Text text={text} mentions={nobody} meId={viewer.id} />
        </div>
        <p role={isStuck ? 'alert' : undefined} className={`text-caption ${tone}`}>
          {state === 'failed' ? t('unsent.failed', { reason }) : t(`unsent.${state}`)}
        </p>
        {isStuck && (
          <div className="flex flex-wrap gap-2 py-1">
            <Button onClick={onRetry}>{state === 'failed' ? t('unsent.retry') : t('unsent.send')}</Button>
            <CopyText text={text} />
            <Button onClick={onDiscard}>{t('unsent.discard')}</Button>
          </div>
        )}
      </div>
    </div>
  );
}

function CopyText({ text }: { text: string }) {
  const { t } = useChatWords();
  const [copied, setCopied] = useState(false);
  return (
    <Button onClick={() => void copyText(text).then(setCopied)}>
      <span role="status">{copied ? t('unsent.copied') : t('unsent.copy')}</span>
    </Button>
  );
}

/** @returns whether it was copied */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Only pages that came over TLS or from this machine may write there: the text stands above, to be marked.
    return false;
  }
}
