import { isValidElement, useRef, useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckIcon, CopyIcon } from '#platform/web/ui/icons.tsx';

/** Code as it was written, with its language named and a way to take it along. */
export function CodeBlock({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const code = useRef<HTMLPreElement>(null);
  const [copied, setCopied] = useState(false);
  const language = languageOf(children);
  const copy = async (): Promise<void> => {
    const text = (code.current?.textContent ?? '').replace(/\n$/, '');
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Only pages that came over TLS or from this machine may write there: the reader copies what is marked.
      getSelection()?.selectAllChildren(code.current!);
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className="code-block">
      <div className="code-head" data-print="no">
        <bdi>{language ?? t('lesson.code')}</bdi>
        <button
          type="button"
          onClick={() => void copy()}
          aria-label={t('lesson.copyCode')}
          className="code-copy"
        >
          {copied ? <CheckIcon /> : <CopyIcon />}
          <span role="status">{copied ? t('lesson.copied') : t('lesson.copy')}</span>
        </button>
      </div>
      <pre ref={code} dir="ltr" tabIndex={0} role="group" aria-label={language ?? t('lesson.code')}>
        {children}
      </pre>
    </div>
  );
}

/** `python` of ```` ```python ````, in the element that the Markdown reader made of it. */
function languageOf(children: ReactNode): string | null {
  if (!isValidElement(children)) return null;
  const { className } = (children as ReactElement<{ className?: string }>).props;
  return /(?:^|\s)language-(\S+)/.exec(className ?? '')?.[1] ?? null;
}
