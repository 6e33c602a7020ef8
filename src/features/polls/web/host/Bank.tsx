import { useId, useState } from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { viewOf } from '#platform/web/ui/viewOf.ts';
import { polls, type BankPoll } from '../../contract.ts';
import { UnderwayLine } from './UnderwayLine.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';
import { useFacts } from './useFacts.ts';

interface BankProps {
  cohortId: string;
  sessionId: string;
  acts: DeskActs;
}

/** What other sessions of the class have asked, or were going to ask. */
export function Bank({ cohortId, sessionId, acts }: BankProps) {
  const bank = viewOf(useLiveView(polls, 'poll:bank', { cohortId }));
  return (
    <BankView
      bank={bank}
      sessionId={sessionId}
      acts={acts}
      onTake={(pollId) => acts.onDo({ name: 'poll:duplicate', input: { pollId, intoSessionId: sessionId } })}
    />
  );
}

interface BankViewProps {
  bank: View<{ polls: readonly BankPoll[] }>;
  /** Polls of this session stand above already. */
  sessionId: string;
  acts: DeskActs;
  onTake: (pollId: string) => void;
}

export function BankView({ bank, sessionId, acts, onTake }: BankViewProps) {
  const { t } = useDeskWords();
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 id={heading} className="text-section">
        {t('bank.title')}
      </h2>
      <Shown
        view={bank}
        loading={t('bank.loading')}
        failed={t('bank.failed')}
        bones={<Bones lines={['100%', '80%', '100%']} />}
      >
        {(data) => (
          <Lines
            polls={data.polls.filter(({ session }) => session.id !== sessionId)}
            acts={acts}
            onTake={onTake}
          />
        )}
      </Shown>
    </section>
  );
}

function Lines({
  polls: all,
  acts,
  onTake,
}: Pick<BankViewProps, 'acts' | 'onTake'> & { polls: readonly BankPoll[] }) {
  const { t } = useDeskWords();
  const [typed, setTyped] = useState('');
  if (all.length === 0) return <p className="text-muted">{t('bank.none')}</p>;
  const words = typed.trim().toLocaleLowerCase();
  const found = all.filter(({ prompt, options }) =>
    [prompt, ...options.map(({ label }) => label)].some((text) => text.toLocaleLowerCase().includes(words)),
  );
  return (
    <>
      <label className="max-w-form">
        <span className="sr-only">{t('bank.search')}</span>
        <input
          type="search"
          dir="auto"
          placeholder={t('bank.search')}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          className="field"
        />
      </label>
      <p role="status" className="text-muted empty:hidden">
        {found.length === 0 && t('bank.noneFound')}
      </p>
      <ul className="border-t border-hairline">
        {found.map((poll) => (
          <Line key={poll.id} poll={poll} acts={acts} onTake={() => onTake(poll.id)} />
        ))}
      </ul>
    </>
  );
}

function Line({ poll, acts, onTake }: { poll: BankPoll; acts: DeskActs; onTake: () => void }) {
  const { t } = useDeskWords();
  const formats = useFormats();
  const now = useNow();
  const { prompt, session, openedAt } = poll;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 border-b border-hairline py-2">
      <div className="min-w-0">
        <p dir="auto" className="[overflow-wrap:anywhere]">
          {prompt}
        </p>
        <p className="text-caption text-muted">
          <bdi>{useFacts(poll)}</bdi>
        </p>
        <p className="flex flex-wrap gap-x-3 text-caption text-muted">
          <bdi>{t('bank.from', { session: session.title })}</bdi>
          <bdi>
            {openedAt === null ? t('bank.notAsked') : t('bank.asked', { when: formats.when(openedAt, now) })}
          </bdi>
        </p>
        <UnderwayLine subject={poll.id} acts={acts} />
      </div>
      <Button look="plain" aria-label={t('bank.takeOf', { prompt })} onClick={onTake} className="mx-0">
        {t('bank.take')}
      </Button>
    </li>
  );
}
