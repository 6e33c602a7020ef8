import { useId, type ReactNode } from 'react';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { DownIcon } from '#platform/web/ui/icons.tsx';
import type { OpenPoll, PollList } from '../contract.ts';
import { PollCard } from './PollCard.tsx';
import type { TextsOf } from './results/Texts.tsx';
import { partsOf } from './stance.ts';
import { usePollsWords } from './usePollsWords.ts';
import type { Voting } from './useVoting.ts';

export interface PollsViewProps {
  list: View<PollList>;
  voting: Voting;
  /** The server's time, in ms since 1970. */
  nowMs: () => number;
  /** Something may be asked any moment. */
  isLive: boolean;
  isOver: boolean;
  textsOf: TextsOf;
}

/** The polls of a session for those who take part: what is asked now, and below it what was asked before. */
export function PollsView({ list, isLive, ...rest }: PollsViewProps) {
  const { t } = usePollsWords();
  const heading = useId();
  if (list.state === 'full' && list.data.polls.length === 0 && !isLive) return null;
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 id={heading} className="text-section">
        {t('list.title')}
      </h2>
      <Shown
        view={list}
        loading={t('list.loading')}
        failed={t('list.failed')}
        bones={<Bones className="gap-4" lines={['70%', '100%', '100%']} />}
      >
        {(data) => <Lists data={data} {...rest} />}
      </Shown>
    </section>
  );
}

function Lists({
  data,
  voting,
  nowMs,
  isOver,
  textsOf,
}: Omit<PollsViewProps, 'list' | 'isLive'> & { data: PollList }) {
  const { t } = usePollsWords();
  const { up, earlier } = partsOf(data.polls);
  const card = (poll: OpenPoll): ReactNode => (
    <PollCard
      key={poll.id}
      poll={poll}
      vote={voting.voteFor(poll)}
      nowMs={nowMs}
      isOver={isOver}
      before={data.polls.find(({ id }) => id === poll.revoteOf)}
      textsOf={textsOf}
      onVote={(choice) => voting.onVote(poll, choice)}
      onRetry={() => voting.onRetry(poll)}
      onLeave={() => voting.onLeave(poll.id)}
    />
  );
  return (
    <>
      {up.length === 0 && !isOver && <p className="text-muted">{t('list.nothing')}</p>}
      {up.map(card)}
      {earlier.length > 0 && (
        <details className="group">
          <summary className="controls inline-flex items-center gap-1 text-label text-muted hover:text-ink">
            {t('list.earlier', { count: earlier.length })}
            <DownIcon className="size-4 group-open:rotate-180" />
          </summary>
          <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-4">{earlier.map(card)}</div>
        </details>
      )}
    </>
  );
}
