import { useState, type ReactNode } from 'react';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { polls, type PollText } from '../../contract.ts';
import { fittingOnWall } from '../fittingOnWall.ts';
import { usePollsWords } from '../usePollsWords.ts';

/** Shows what was written in a poll. @param isBeside beside what was written in another round of it */
export type TextsOf = (pollId: string, isBeside?: boolean) => ReactNode;

interface Place {
  /** Nobody presses anything on a wall, nor scrolls it: as many as fit, and how many more there are. */
  isWall?: boolean;
  /** Beside another round, where each has half of the place: the most frequent, and how many more there are. */
  isBeside?: boolean | undefined;
}

/** What was written in a poll whose result everybody sees. */
export function Texts({ pollId, ...place }: Place & { pollId: string }) {
  return <TextsView view={viewOf(useLiveView(polls, 'poll:texts', { pollId }))} {...place} />;
}

interface TextsViewProps extends Place {
  view: View<{ texts: readonly PollText[] }>;
}

export function TextsView({ view, isWall = false, isBeside = false }: TextsViewProps) {
  const { t } = usePollsWords();
  return (
    <Shown
      view={view}
      loading={t('result.textsLoading')}
      failed={t('result.textsFailed')}
      bones={<Bones lines={['80%', '60%', '90%']} />}
    >
      {({ texts }) =>
        texts.length === 0 ? (
          <p className="text-muted">{t('result.noTexts')}</p>
        ) : isWall ? (
          <Cut texts={texts} at={fittingOnWall(texts, isBeside ? 'half' : 'whole')} />
        ) : isBeside ? (
          <Cut texts={texts} at={mostBeside} />
        ) : (
          <Lines texts={texts} />
        )
      }
    </Shown>
  );
}

/** The first of them, with nothing to press for the others. */
function Cut({ texts, at }: { texts: readonly PollText[]; at: number }) {
  const { t } = usePollsWords();
  const shown = texts.slice(0, at);
  const more = texts.length - shown.length;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-[0.4em]">
      <ul className="grid grid-cols-[minmax(0,1fr)] border-t border-hairline">
        {shown.map((one) => (
          <Line key={one.text} {...one} className="line-clamp-2" />
        ))}
      </ul>
      {more > 0 && <p className="text-muted">{t('result.wallTexts', { count: more })}</p>}
    </div>
  );
}

function Line({ text, count, className }: PollText & { className: string }) {
  const { t } = usePollsWords();
  return (
    <li className="flex items-baseline justify-between gap-4 border-b border-hairline py-2">
      <span dir="auto" className={`min-w-0 [overflow-wrap:anywhere] ${className}`}>
        {text}
      </span>
      {count > 1 && <bdi className="shrink-0 text-muted">{t('result.times', { count })}</bdi>}
    </li>
  );
}

/** So many of each round stand beside each other. */
export const mostBeside = 5;
/** So many stand there at first. */
const mostAtFirst = 12;

function Lines({ texts }: { texts: readonly PollText[] }) {
  const { t } = usePollsWords();
  const [isWhole, setWhole] = useState(false);
  const more = texts.length - mostAtFirst;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <ul className="grid grid-cols-[minmax(0,1fr)] border-t border-hairline">
        {(isWhole ? texts : texts.slice(0, mostAtFirst)).map((one) => (
          <Line key={one.text} {...one} className="whitespace-pre-line" />
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
