import { useState } from 'react';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { polls, type PollText } from '../../contract.ts';
import { usePollsWords } from '../usePollsWords.ts';

/** What was written in a poll whose result everybody sees. */
export function Texts({ pollId }: { pollId: string }) {
  const view = viewOf(useLiveView(polls, 'poll:texts', { pollId }));
  return <TextsView view={view} />;
}

export function TextsView({ view }: { view: View<{ texts: readonly PollText[] }> }) {
  const { t } = usePollsWords();
  return (
    <Shown
      view={view}
      loading={t('result.textsLoading')}
      failed={t('result.textsFailed')}
      bones={<Bones lines={['80%', '60%', '90%']} />}
    >
      {({ texts }) =>
        texts.length === 0 ? <p className="text-muted">{t('result.noTexts')}</p> : <Lines texts={texts} />
      }
    </Shown>
  );
}

/** So many stand there at first. */
const mostAtFirst = 12;

function Lines({ texts }: { texts: readonly PollText[] }) {
  const { t } = usePollsWords();
  const [isWhole, setWhole] = useState(false);
  const more = texts.length - mostAtFirst;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <ul className="grid grid-cols-[minmax(0,1fr)] border-t border-hairline">
        {(isWhole ? texts : texts.slice(0, mostAtFirst)).map(({ text, count }) => (
          <li key={text} className="flex items-baseline justify-between gap-4 border-b border-hairline py-2">
            <span dir="auto" className="min-w-0 whitespace-pre-line [overflow-wrap:anywhere]">
              {text}
            </span>
            {count > 1 && <bdi className="shrink-0 text-muted">{t('result.times', { count })}</bdi>}
          </li>
        ))}
      </ul>
      {more > 0 && !isWhole && (
        <Button look="plain" data-print="no" onClick={() => setWhole(true)} className="justify-self-start">
          {t('result.moreTexts', { count: more })}
        </Button>
      )}
    </div>
  );
}
