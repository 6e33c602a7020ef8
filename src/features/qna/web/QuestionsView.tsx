import { useId, useRef, useState, type ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { OpenQuestion, QuestionList } from '../contract.ts';
import { AskForm, type AskFormProps } from './AskForm.tsx';
import { partsOf, type Order } from './ordering.ts';
import { OwnList, UnsentList } from './OwnList.tsx';
import { QuestionItem, type QuestionItemProps } from './QuestionItem.tsx';
import { useHeldPlaces } from './useHeldPlaces.ts';
import { useQnaWords } from './useQnaWords.ts';
import type { Asking } from './useAsking.ts';
import type { Voting } from './useVoting.ts';

export interface QuestionsViewProps {
  list: View<QuestionList>;
  ask: Omit<AskFormProps, 'voting' | 'asked' | 'onAsk'>;
  asking: Asking;
  voting: Voting;
  /** The session is over: what was asked stays, and nothing more is taken. */
  isOver: boolean;
}

/** The questions of a session for those who take part: asked, voted for, being answered, answered. */
export function QuestionsView({ list, ask, asking, voting, isOver }: QuestionsViewProps) {
  const { t } = useQnaWords();
  const heading = useId();
  const { asked, onAsk, unsent, onRetry, onDiscard } = asking;
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <h2 id={heading} className="text-section">
        {t('list.title')}
      </h2>
      <Shown
        view={list}
        loading={t('list.loading')}
        failed={t('list.failed')}
        bones={<Bones className="gap-6" lines={['100%', '80%', '100%', '60%']} />}
      >
        {(data) => (
          <>
            <AskForm {...ask} asked={asked} onAsk={onAsk} voting={voting} />
            <UnsentList unsent={unsent} onRetry={onRetry} onDiscard={onDiscard} />
            <Lists data={data} isOver={isOver} acts={asking} voting={voting} />
          </>
        )}
      </Shown>
    </section>
  );
}

interface ListsProps extends Pick<QuestionItemProps, 'voting' | 'acts'> {
  data: QuestionList;
  isOver: boolean;
}

function Lists({ data, isOver, acts, voting }: ListsProps) {
  const { t } = useQnaWords();
  const [order, setOrder] = useState<Order>('votes');
  const [typed, setTyped] = useState('');
  const { now, waiting, answered } = partsOf(data.questions, order, typed);
  const seen = new Set(data.questions.map(({ id }) => id));
  const hidden = data.own.filter(({ id, state }) => !seen.has(id) && state !== 'withdrawn');
  const item = (question: OpenQuestion, isNow = false) => (
    <QuestionItem
      question={question}
      own={data.own.find(({ id }) => id === question.id)}
      voting={voting}
      acts={acts}
      takesVotes={!isOver && question.state !== 'answered'}
      isNow={isNow}
    />
  );
  const isSearched = typed.trim() !== '';
  const found = waiting.length + answered.length;
  return (
    <>
      {now && <div className="rounded-surface border-2 border-live bg-surface p-4">{item(now, true)}</div>}
      <OwnList own={hidden} questions={data.questions} acts={acts} />
      {data.questions.length === 0 ? (
        <EmptyNote
          why={isOver ? t('list.emptyOver') : t('list.empty')}
          {...(!isOver && { example: t('list.emptyExample') })}
        />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <ListHead order={order} onOrder={setOrder} typed={typed} onType={setTyped} />
          <p role="status" className="text-caption text-muted empty:hidden">
            {isSearched && (found === 0 ? t('list.noneFound') : t('list.found', { count: found }))}
          </p>
          <HeldList key={`${order}/${typed}`} questions={waiting} item={item} />
          {answered.length > 0 && (
            <section className="grid gap-2">
              <h3 className="text-title">{t('list.answered', { count: answered.length })}</h3>
              <HeldList key={`${order}/${typed}`} questions={answered} item={item} />
            </section>
          )}
        </div>
      )}
    </>
  );
}

/** Nothing moves while somebody is in it; what has to move waits for a press. */
function HeldList({
  questions,
  item,
}: {
  questions: readonly OpenQuestion[];
  item: (question: OpenQuestion) => ReactNode;
}) {
  const { t } = useQnaWords();
  const { places, isMoved, settle, holding } = useHeldPlaces(questions.map(({ id }) => id));
  const list = useRef<HTMLUListElement>(null);
  if (questions.length === 0) return null;
  const sortAgain = (): void => {
    // The button goes with what it says.
    list.current?.focus({ preventScroll: true });
    settle();
  };
  return (
    <div {...holding} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {isMoved && (
        <div className="appears flex flex-wrap items-center gap-x-4 text-caption text-muted">
          <p>{t('list.moved')}</p>
          <Button look="plain" onClick={sortAgain} className="mx-0">
            {t('list.sortAgain')}
          </Button>
        </div>
      )}
      <ul ref={list} tabIndex={-1} className="border-t border-hairline outline-none">
        {places.map((id) => {
          const question = questions.find((one) => one.id === id);
          return (
            question && (
              <li key={id} className="border-b border-hairline py-4">
                {item(question)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

interface ListHeadProps {
  order: Order;
  onOrder: (order: Order) => void;
  typed: string;
  onType: (typed: string) => void;
}

function ListHead({ order, onOrder, typed, onType }: ListHeadProps) {
  const { t } = useQnaWords();
  const orders: { value: Order; label: string }[] = [
    { value: 'votes', label: t('list.byVotes') },
    { value: 'newest', label: t('list.byNewest') },
  ];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
      <div role="group" aria-label={t('list.sort')} className="flex flex-wrap gap-2">
        {orders.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            aria-pressed={order === value}
            onClick={() => onOrder(value)}
            className="controls rounded-control border border-control bg-surface px-4 text-label hover:bg-quiet aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-canvas"
          >
            {label}
          </button>
        ))}
      </div>
      <label className="min-w-0 grow bar:max-w-64">
        <span className="sr-only">{t('list.search')}</span>
        <input
          type="search"
          data-search
          dir="auto"
          placeholder={t('list.search')}
          value={typed}
          onChange={({ target }) => onType(target.value)}
          className="field"
        />
      </label>
    </div>
  );
}
