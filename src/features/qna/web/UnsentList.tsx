import { useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import type { Unsent } from './asking.ts';
import { QuestionText } from './QuestionFacts.tsx';
import { useQnaWords } from './useQnaWords.ts';

interface UnsentListProps {
  unsent: readonly Unsent[];
  onRetry: (unsent: Unsent) => void;
  onDiscard: (unsent: Unsent) => void;
}

/** Questions that are not with the server yet, each with what can be done about it. */
export function UnsentList({ unsent, onRetry, onDiscard }: UnsentListProps) {
  if (unsent.length === 0) return null;
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {unsent.map((one) => (
        <li key={one.commandId}>
          <UnsentOne unsent={one} onRetry={() => onRetry(one)} onDiscard={() => onDiscard(one)} />
        </li>
      ))}
    </ul>
  );
}

const tones = { sending: 'plain', waiting: 'caution', asks: 'caution', failed: 'live' } as const;

function UnsentOne({
  unsent,
  onRetry,
  onDiscard,
}: {
  unsent: Unsent;
  onRetry: () => void;
  onDiscard: () => void;
}) {
  const { t } = useQnaWords();
  const { question, state, reason } = unsent;
  const isStuck = state === 'asks' || state === 'failed';
  return (
    <Notice tone={tones[state]}>
      <div className="grid w-full grid-cols-[minmax(0,1fr)] gap-1">
        <QuestionText text={question} />
        <p role={isStuck ? 'alert' : 'status'} className="text-caption">
          {state === 'failed' ? t('unsent.failed', { reason }) : t(`unsent.${state}`)}
        </p>
        {isStuck && (
          <div className="flex flex-wrap gap-2">
            <Button onClick={onRetry}>{state === 'failed' ? t('unsent.retry') : t('unsent.send')}</Button>
            <CopyText text={question} />
            <Button onClick={onDiscard}>{t('unsent.discard')}</Button>
          </div>
        )}
      </div>
    </Notice>
  );
}

function CopyText({ text }: { text: string }) {
  const { t } = useQnaWords();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Only pages that came over TLS or from this machine may write there: the text stands above, to be marked.
    }
  };
  return (
    <Button onClick={() => void copy()}>
      <span role="status">{copied ? t('unsent.copied') : t('unsent.copy')}</span>
    </Button>
  );
}
