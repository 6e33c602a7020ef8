import { useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { useEditingWords } from './words.ts';

/** What somebody wrote on a page that is gone. */
export interface LostText {
  commandId: string;
  title: string;
  markdown: string;
}

/** Words that no page takes any more: to be copied, or thrown away. */
export function LostTexts({ texts, onDrop }: { texts: readonly LostText[]; onDrop: (id: string) => void }) {
  const { t } = useEditingWords();
  if (texts.length === 0) return null;
  return (
    <section className="grid gap-2 border-s-4 border-caution ps-4">
      <h2 className="text-title">{t('lost.title')}</h2>
      <p>{t('lost.text')}</p>
      <ul className="grid gap-1">
        {texts.map((text) => (
          <li key={text.commandId} className="flex flex-wrap items-center gap-x-4">
            <bdi className="grow">{text.title}</bdi>
            <CopyText text={text} />
            <Button
              look="plain"
              onClick={() => onDrop(text.commandId)}
              aria-label={t('lost.dropName', { title: text.title })}
              className="mx-0"
            >
              {t('lost.drop')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CopyText({ text: { title, markdown } }: { text: LostText }) {
  const { t } = useEditingWords();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    // Only pages that came over TLS or from this machine may write there.
    await navigator.clipboard?.writeText(markdown).then(
      () => setCopied(true),
      () => {},
    );
  };
  return (
    <Button
      look="plain"
      onClick={() => void copy()}
      aria-label={t('lost.copyName', { title })}
      className="mx-0"
    >
      <span role="status">{copied ? t('lost.copied') : t('lost.copy')}</span>
    </Button>
  );
}
