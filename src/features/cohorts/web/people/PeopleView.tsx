import { useMemo } from 'react';
import { Link } from 'react-router';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Notice } from '#platform/web/ui/Notice.tsx';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { EnrolmentLine } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';
import { BulkBar } from './BulkBar.tsx';
import { DoneNotice, type Done } from './DoneNotice.tsx';
import { InvitationsPanel, InvitePanel, type InvitePanelProps } from './InvitePanel.tsx';
import type { PersonAct } from './peopleActs.ts';
import { countsOf, shownOf, type PeopleFilter } from './peopleFilter.ts';
import { PeopleFilters } from './PeopleFilters.tsx';
import { PeopleTable } from './PeopleTable.tsx';

export interface PeopleViewProps {
  cohortId: string;
  people: readonly EnrolmentLine[];
  meId: string;
  /** False where the cohort was put away and the reader may only look. */
  canAct: boolean;
  filter: PeopleFilter;
  onFilter: (filter: PeopleFilter) => void;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
  busy: ReadonlySet<string>;
  onAct: (act: PersonAct, people: readonly EnrolmentLine[]) => void;
  /** Changed since the page was opened: they stay in sight whatever the filter says. */
  kept: ReadonlySet<string>;
  done: Done | null;
  onUndo: () => void;
  /** Why the last change was refused as a whole. */
  fault: string | null;
  panel: InvitePanelProps;
}

/** Who belongs to a cohort, waits for it or was invited, for its staff. */
export function PeopleView(props: PeopleViewProps) {
  const { cohortId, people, meId, canAct, filter, onFilter, selected, onSelect } = props;
  const { busy, onAct, kept, done, onUndo, fault, panel } = props;
  const { t } = useCohortsWords();
  const formats = useFormats();
  const counts = useMemo(() => countsOf(people), [people]);
  const places = useMemo(() => rowPlaces(people), [people]);
  const shown = shownOf(people, filter, kept, formats.compare);
  const chosen = people.filter(({ userId }) => selected.has(userId));
  const isFiltered = filter.find !== '' || filter.role !== 'any';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-10">
      {canAct && <InvitePanel {...panel} />}
      <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <PeopleFilters filter={filter} counts={counts} onFilter={onFilter} />
        {filter.state === 'waiting' && (
          <Notice>
            <span>{t('people.waitingNote')}</span>
            <Link to={`/teach/${cohortId}/plan`} className="shrink-0 text-accent">
              {t('people.raise')}
            </Link>
          </Notice>
        )}
        {done && <DoneNotice done={done} onUndo={onUndo} />}
        {fault !== null && (
          <p role="alert" className="border-s-4 border-live ps-3">
            {fault}
          </p>
        )}
        {shown.length > 0 ? (
          <PeopleTable
            people={shown}
            places={places}
            meId={meId}
            selected={selected}
            onSelect={onSelect}
            busy={busy}
            canAct={canAct}
            onAct={onAct}
          />
        ) : isFiltered ? (
          <p role="status">{t('people.noneFits')}</p>
        ) : (
          <EmptyNote
            why={t(`people.none.${filter.state}`)}
            example={t(`people.noneExample.${filter.state}`)}
          />
        )}
        {canAct && chosen.length > 0 && (
          <BulkBar
            people={chosen}
            busy={chosen.some(({ userId }) => busy.has(userId))}
            onAct={(act) => onAct(act, chosen)}
            onClear={() => onSelect(new Set())}
          />
        )}
      </section>
      <InvitationsPanel canAct={canAct} invitations={panel.invitations} list={panel.list} />
    </div>
  );
}

/** Where each of those who wait stands, from 1. */
function rowPlaces(people: readonly EnrolmentLine[]): ReadonlyMap<string, number> {
  return new Map(
    people
      .filter(({ state }) => state === 'waiting')
      .sort((a, b) => a.ticket! - b.ticket!)
      .map(({ userId }, index) => [userId, index + 1]),
  );
}
