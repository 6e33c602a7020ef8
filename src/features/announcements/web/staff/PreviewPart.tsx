import type { ReactNode } from 'react';
import type { CommandOutput } from '#kernel/contract.ts';
import type { announcements } from '../../contract.ts';
import { useStaffWords } from './staffWords.ts';

export type Preview = CommandOutput<typeof announcements, 'announcements:preview'>;
export type Previewing =
  { state: 'asking' } | { state: 'known'; preview: Preview } | { state: 'failed'; sentence: string };

const ways = ['bell', 'mailedAtOnce', 'mailedInDigest', 'wantNoMail', 'unconfirmed'] as const;

/** To how many it would go, and how they would hear of it. */
export function PreviewPart({ previewing }: { previewing: Previewing }) {
  const { t } = useStaffWords();
  return (
    <section aria-live="polite" className="grid gap-2">
      <h2 className="text-section">{t('preview.title')}</h2>
      <Known previewing={previewing} />
    </section>
  );
}

function Known({ previewing }: { previewing: Previewing }): ReactNode {
  const { t } = useStaffWords();
  if (previewing.state === 'asking') return <p className="text-muted">{t('preview.asking')}</p>;
  if (previewing.state === 'failed')
    return <p className="text-live">{t('preview.failed', { reason: previewing.sentence })}</p>;
  const { preview } = previewing;
  return (
    <>
      <p className="text-title">{t('preview.people', { count: preview.people })}</p>
      <ul className="grid max-w-read">
        {ways
          .filter((way) => preview[way] > 0)
          .map((way) => (
            <li
              key={way}
              className="grid grid-cols-[3rem_1fr] gap-3 border-t border-hairline py-2 first:border-t-0"
            >
              <span className="text-end tabular-nums">{preview[way]}</span>
              <span>{t(`preview.${way}`)}</span>
            </li>
          ))}
      </ul>
    </>
  );
}
