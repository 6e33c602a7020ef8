import { useRef, useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { CheckIcon, CopyIcon } from '#platform/web/ui/icons.tsx';
import { useStaffWords } from './useStaffWords.ts';

interface BlockTextProps {
  text: string;
  /** What it is, for whoever hears it. */
  label: string;
  /** Only shown when it is asked for. */
  folded?: boolean;
}

/** A block as it is written into a lesson, to be copied. */
export function BlockText({ text, label, folded = false }: BlockTextProps) {
  const { t } = useStaffWords();
  const code = useRef<HTMLPreElement>(null);
  const [copied, setCopied] = useState(false);
  const [isOpen, setOpen] = useState(!folded);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    } catch {
      // Only pages that came over TLS or from this machine may write there: the writer copies what is marked.
      setOpen(true);
      requestAnimationFrame(() => code.current && getSelection()?.selectAllChildren(code.current));
    }
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <p className="flex flex-wrap gap-x-4">
        <Button
          look="plain"
          onClick={() => void copy()}
          aria-label={t('block.copyOf', { label })}
          className="mx-0"
        >
          {copied ? <CheckIcon /> : <CopyIcon />}
          <span role="status">{copied ? t('block.copied') : t('block.copy')}</span>
        </Button>
        {folded && (
          <Button look="plain" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen} className="mx-0">
            {isOpen ? t('block.hide') : t('block.show')}
          </Button>
        )}
      </p>
      {isOpen && (
        <pre
          ref={code}
          dir="ltr"
          tabIndex={0}
          role="group"
          aria-label={label}
          className="max-h-96 overflow-auto rounded-control bg-quiet p-4 font-mono text-caption"
        >
          {text}
        </pre>
      )}
    </div>
  );
}
