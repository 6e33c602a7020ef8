import { Suspense, use, useId, useRef, useState, type ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { OpenQuestion, QuestionList } from '../contract.ts';
import { AskForm, type AskFormProps } from './AskForm.tsx';
import { onlyKinds, onlyOf, partsOf, type Only, type Order } from './ordering.ts';
import { OwnList } from './ownParts.ts';
import { QuestionItem, type QuestionItemProps } from './QuestionItem.tsx';
import { UnsentList } from './UnsentList.tsx';
import { useHeldPlaces } from './useHeldPlaces.ts';
import { useQnaWords } from './useQnaWords.ts';
import type { Asking } from './useAsking.ts';
import { useWantedQuestion, WantedQuestionContext } from './wanted.ts';
import type { Voting } from './useVoting.ts';

export interface QuestionsViewProps {
  list: View<QuestionList>;
  ask: Omit<AskFormProps, 'voting' | 'asked' | 'onAsk'>;
  asking: Asking;
  voting: Voting;
  /** The session is over: what was asked stays, and nothing more is taken. */
  isOver: boolean;
  takesVotes: boolean;
}

/** The element that holds the questions of a session. */
export const questionsId = 'session-questions';

/** The questions of a session for those who take part: asked, voted for, being answered, answered. */
export function QuestionsView({ list, ask, asking, voting, isOver, takesVotes }: QuestionsViewProps) {
  const { t } = useQnaWords();
  const heading = useId();
  const { asked, onAsk, unsent, onRetry, onDiscard } = asking;
  return (
    <section id={questionsId} aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] gap-6">
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
            <Lists data={data} isOver={isOver} takesVotes={takesVotes} acts={asking} voting={voting} />
          </>
        )}
      </Shown>
    </section>
  );
}

interface ListsProps extends Pick<QuestionItemProps, 'voting' | 'acts' | 'takesVotes'> {
  data: QuestionList;
  isOver: boolean;
}

function Lists({ data, isOver, takesVotes, acts, voting }: ListsProps) {
  const { t } = useQnaWords();
  const [order, setOrder] = useState<Order>('votes');
  const [typed, setTyped] = useState('');
  const [only, setOnly] = useState<Only>({ which: 'all', label: null });
  const ownIds = new Set(data.own.map(({ id }) => id));
  const { waiting, answered } = partsOf(onlyOf(data.questions, only, ownIds), order, typed);
  // What is being answered stays in sight, whatever is looked at.
  const { now } = partsOf(data.questions, order, typed);
  const seen = new Set(data.questions.map(({ id }) => id));
  const hidden = data.own.filter(({ id, state }) => !seen.has(id) && state !== 'withdrawn');
  const item = (question: OpenQuestion, isNow = false) => (
    <QuestionItem
      question={question}
      own={data.own.find(({ id }) => id === question.id)}
      voting={voting}
      acts={acts}
      takesVotes={takesVotes && question.state !== 'answered'}
      isNow={isNow}
      onLabel={(label) => setOnly({ ...only, label })}
    />
  );
  useWantedQuestion();
  const isSearched = typed.trim() !== '';
  const found = waiting.length + answered.length;
  return (
    <>
      {now && (
        <div
          data-question={now.id}
          tabIndex={-1}
          className="rounded-surface border-2 border-live bg-surface p-4"
        >
          {item(now, true)}
        </div>
      )}
      {hidden.length > 0 && (
        <Suspense fallback={<Bones lines={['40%', '100%']} />}>
          <OwnList own={hidden} questions={data.questions} acts={acts} />
        </Suspense>
      )}
      {data.questions.length === 0 ? (
        <EmptyNote
          why={isOver ? t('list.emptyOver') : t('list.empty')}
          {...(!isOver && { example: t('list.emptyExample') })}
        />
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <OnlyHead only={only} onOnly={setOnly} />
          <ListHead order={order} onOrder={setOrder} typed={typed} onType={setTyped} />
          <p role="status" className="text-caption text-muted empty:hidden">
            {!isSearched && found === 0 && !now && only.which !== 'all' && t(`list.none.${only.which}`)}
            {isSearched && (found === 0 ? t('list.noneFound') : t('list.found', { count: found }))}
          </p>
          <HeldList key={`${order}/${typed}/${only.which}/${only.label}`} questions={waiting} item={item} />
          {answered.length > 0 && (
            <section className="grid gap-2">
              <h3 className="text-title">{t('list.answered', { count: answered.length })}</h3>
              <HeldList
                key={`${order}/${typed}/${only.which}/${only.label}`}
                questions={answered}
                item={item}
              />
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
  const wanted = use(WantedQuestionContext);
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
              <li
                key={id}
                data-question={id}
                tabIndex={-1}
                className={`scroll-my-4 border-b border-hairline py-4 ${id === wanted ? 'bg-accent-soft' : ''}`}
              >
                {item(question)}
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

interface OnlyHeadProps {
  only: Only;
  onOnly: (only: Only) => void;
}

/** Which questions are looked at. */
function OnlyHead({ only, onOnly }: OnlyHeadProps) {
  const { t } = useQnaWords();
  const { which, label } = only;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <div role="group" aria-label={t('list.only')} className="flex flex-wrap gap-2">
        {onlyKinds.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={which === one}
            onClick={() => onOnly({ ...only, which: one })}
            className="controls rounded-control border border-control bg-surface px-3 text-label hover:bg-quiet aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-canvas"
          >
            {t(`list.${one}`)}
          </button>
        ))}
      </div>
      {label !== null && (
        <button
          type="button"
          onClick={() => onOnly({ ...only, label: null })}
          className="controls inline-flex max-w-full items-center gap-2 rounded-control bg-accent-soft px-3 text-label text-accent"
        >
          <bdi className="[overflow-wrap:anywhere]">{t('list.about', { label })}</bdi>
          <span aria-hidden="true">×</span>
          <span className="sr-only">{t('list.anyLabel')}</span>
        </button>
      )}
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
