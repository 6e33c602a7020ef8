import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ViewData } from '#kernel/contract.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { cohorts } from '../../contract.ts';
import { useCohortsWords } from '../useCohortsWords.ts';

export type OrganisationPerson = ViewData<typeof cohorts, 'cohorts:organisation-people'>['people'][number];

interface OrganisationPeopleProps {
  people: View<readonly OrganisationPerson[]>;
  find: string;
  onFind: (words: string) => void;
  /** Whether there are more behind those that are shown. */
  more: boolean;
  loadingMore: boolean;
  onMore: () => void;
  /** What else can be done about a person. */
  actOf?: (person: OrganisationPerson) => ReactNode;
}

/** Everybody in an organisation with what they are where. */
export function OrganisationPeople(props: OrganisationPeopleProps) {
  const { people, find, onFind, more, loadingMore, onMore, actOf } = props;
  const { t } = useCohortsWords();
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 className="text-section">{t('organisation.allPeople')}</h2>
      <label className="grid max-w-80 gap-1">
        <span className="text-label">{t('organisation.find')}</span>
        <input
          type="search"
          value={find}
          onChange={(typed) => onFind(typed.target.value)}
          className="field"
        />
      </label>
      <Shown
        view={people}
        loading={t('organisation.peopleLoading')}
        failed={t('organisation.peopleFailed')}
        bones={<Bones lines={['60%', '70%', '50%']} />}
      >
        {(data) =>
          data.length === 0 ? (
            find === '' ? (
              <EmptyNote why={t('organisation.nobody')} />
            ) : (
              <p role="status">{t('organisation.noneFits')}</p>
            )
          ) : (
            <ul className="border-t border-hairline">
              {data.map((person) => (
                <li
                  key={person.userId}
                  className="grid gap-x-6 gap-y-1 border-b border-hairline py-3 bar:grid-cols-[minmax(0,4fr)_minmax(0,7fr)]"
                >
                  <p className="min-w-0">
                    <span className="block font-strong">
                      <bdi>{person.name}</bdi>
                    </span>
                    <span className="block truncate text-muted">
                      <bdi>{person.email}</bdi>
                    </span>
                    {actOf?.(person)}
                  </p>
                  <Places person={person} />
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
      {more && (
        <p>
          <Button busy={loadingMore && t('organisation.loadingMore')} onClick={onMore}>
            {t('organisation.more')}
          </Button>
        </p>
      )}
    </section>
  );
}

function Places({ person }: { person: OrganisationPerson }) {
  const { t } = useCohortsWords();
  return (
    <ul className="grid content-start gap-1">
      {person.admin && <li>{t('organisation.admin')}</li>}
      {person.places.map(({ cohortId, title, role, state }) => (
        <li key={cohortId} className="flex flex-wrap items-baseline gap-x-3">
          <Link to={`/teach/${cohortId}/people`} className="text-accent">
            <bdi>{title}</bdi>
          </Link>
          <span className="text-caption text-muted">{t(`organisation.role.${role}`)}</span>
          {state !== 'active' && (
            <span className="text-caption text-muted">{t(`organisation.state.${state}`)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
