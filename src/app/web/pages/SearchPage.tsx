import { useEffect, useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { lessons } from '#features/lessons/contract.ts';
import { queryOf } from '#features/lessons/web/search/hits.ts';
import { useLiveView } from '#platform/web/query/useLiveView.ts';
import { viewOf, isMissing } from '#platform/web/ui/viewOf.ts';
import { NotFound } from '../screens/NotFound.tsx';
import { SearchScreen, type Found } from '../screens/SearchScreen.tsx';

/** Nobody is asked at each letter, in ms. */
const pauseMs = 300;

export function SearchPage() {
  const { cohortId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const asked = queryOf(search.get('q') ?? '');
  const [typed, setTyped] = useState(search.get('q') ?? '');
  // Back and forth through what was asked.
  const [shownFor, setShownFor] = useState(asked);
  if (shownFor !== asked) {
    setShownFor(asked);
    if (queryOf(typed) !== asked) setTyped(asked);
  }

  const result = useLiveView(lessons, 'lessons:search', { cohortId, q: asked }, { enabled: asked !== '' });
  // What was found stays until the next is there.
  const [last, setLast] = useState<Found>();
  if (result.data && result.data !== last) setLast(result.data);

  useEffect(() => {
    const q = queryOf(typed);
    if (q === asked) return;
    const timer = setTimeout(() => setSearch(q === '' ? {} : { q }, { replace: true }), pauseMs);
    return () => clearTimeout(timer);
  }, [typed, asked, setSearch]);

  if (isMissing(result)) return <NotFound />;
  const view = viewOf(result);
  const found = view.state === 'loading' && last ? { state: 'full' as const, data: last } : view;
  return (
    <SearchScreen
      cohortId={cohortId}
      typed={typed}
      onType={setTyped}
      onGo={() => setSearch(queryOf(typed) === '' ? {} : { q: queryOf(typed) }, { replace: true })}
      found={asked === '' ? null : found}
    />
  );
}
