import { use, useId, useState } from 'react';
import { SingleKeys } from '#platform/web/ui/SingleKeys.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { Why } from '#platform/web/ui/Why.tsx';
import type { QuestionDesk } from '../../contract.ts';
import { WantedQuestionContext } from '../wanted.ts';
import type { Order } from '../ordering.ts';
import { AttachAll } from './AttachAll.tsx';
import { countIn, deskFilters, rowsOf, type DeskFilter } from './desk.ts';
import { DeskList } from './DeskList.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

export interface DeskViewProps {
  desk: View<QuestionDesk>;
  acts: DeskActs;
  /** The session is over: nothing can be answered on screen any more, everything else still. */
  showsNothing: boolean;
  /** Files to take along. */
  files: { csv: string; json: string };
  /** What is looked at first; by default what waits, where something does. */
  start?: DeskFilter;
}

/** The questions of a session for whoever runs it: let through, answered, put aside, each with a way back. */
export function DeskView({ desk, acts, showsNothing, files, start }: DeskViewProps) {
  const { t } = useDeskWords();
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] content-start gap-4">
      <h2 id={heading} className="text-section">
        {t('desk.title')}
      </h2>
      <Shown
        view={desk}
        loading={t('desk.loading')}
        failed={t('desk.failed')}
        bones={<Bones className="gap-6" lines={['100%', '80%', '100%', '60%']} />}
      >
        {(data) =>
          data.questions.length === 0 ? (
            <EmptyNote why={t('desk.none')} />
          ) : (
            <Desk data={data} acts={acts} showsNothing={showsNothing} start={start ?? firstLook(data)} />
          )
        }
      </Shown>
      <Foot files={files} />
    </section>
  );
}

function firstLook({ counts }: QuestionDesk): DeskFilter {
  return counts.pending > 0 ? 'waiting' : 'open';
}

interface DeskProps extends Pick<DeskViewProps, 'acts' | 'showsNothing'> {
  data: QuestionDesk;
  start: DeskFilter;
}

function Desk({ data, acts, showsNothing, start }: DeskProps) {
  const { t } = useDeskWords();
  const wanted = use(WantedQuestionContext);
  const [filter, setFilter] = useState(wanted === null ? start : 'all');
  const [order, setOrder] = useState<Order>('votes');
  const [typed, setTyped] = useState('');
  const rows = rowsOf(data.questions, { filter, order, typed, kept: acts.kept });
  const isSearched = typed.trim() !== '';
  const nothing = {
    waiting: t('desk.noneWaiting'),
    open: t('desk.noneOpen'),
    answered: t('desk.noneAnswered'),
    hidden: t('desk.noneHidden'),
    all: t('desk.none'),
  };
  return (
    <>
      <Filters filter={filter} onFilter={setFilter} counts={data.counts} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="flex min-w-0 items-center gap-2">
          <span className="text-label">{t('desk.sort')}</span>
          <select
            value={order}
            onChange={({ target }) => setOrder(target.value as Order)}
            className="field w-auto min-w-0"
          >
            <option value="votes">{t('desk.byVotes')}</option>
            <option value="newest">{t('desk.byNewest')}</option>
          </select>
        </label>
        <label className="min-w-40 grow">
          <span className="sr-only">{t('desk.search')}</span>
          <input
            type="search"
            data-search
            dir="auto"
            placeholder={t('desk.search')}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            className="field"
          />
        </label>
      </div>
      <p role="status" className="text-caption text-muted empty:hidden">
        {isSearched && (rows.length === 0 ? t('desk.noneFound') : t('desk.found', { count: rows.length }))}
      </p>
      {rows.length === 0 && !isSearched && <p className="text-muted">{nothing[filter]}</p>}
      {filter === 'answered' && <AttachAll desk={data} onAttachAll={acts.onAttachAll} />}
      <DeskList
        key={`${filter}/${order}/${typed}`}
        rows={rows}
        questions={data.questions}
        acts={acts}
        showsNothing={showsNothing}
      />
    </>
  );
}

interface FiltersProps {
  filter: DeskFilter;
  onFilter: (filter: DeskFilter) => void;
  counts: QuestionDesk['counts'];
}

function Filters({ filter, onFilter, counts }: FiltersProps) {
  const { t } = useDeskWords();
  return (
    <div role="group" aria-label={t('desk.filter')} className="flex flex-wrap gap-2">
      {deskFilters.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={filter === one}
          onClick={() => onFilter(one)}
          className="controls rounded-control border border-control bg-surface px-3 text-label hover:bg-quiet aria-pressed:border-ink aria-pressed:bg-ink aria-pressed:text-canvas"
        >
          {t(`desk.${one}`, { count: countIn(counts, one) })}
        </button>
      ))}
    </div>
  );
}

function Foot({ files }: Pick<DeskViewProps, 'files'>) {
  const { t } = useDeskWords();
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-x-4 text-caption text-muted">
        <span>{t('desk.keep')}</span>
        <a href={files.csv} download className="controls inline-flex items-center text-accent">
          {t('desk.csv')}
        </a>
        <a href={files.json} download className="controls inline-flex items-center text-accent">
          {t('desk.json')}
        </a>
      </p>
      <Why summary={t('keys.title')}>
        <ul className="grid gap-1">
          <li>{t('keys.moves')}</li>
          <li>{t('keys.enter')}</li>
          <li>{t('keys.acts')}</li>
          <li>{t('keys.more')}</li>
          <li>{t('keys.undo')}</li>
        </ul>
        <SingleKeys />
      </Why>
    </div>
  );
}
