import type { ViewData } from '#kernel/contract.ts';
import type { lessons } from '#features/lessons/contract.ts';
import { SearchField } from '#features/lessons/web/search/SearchField.tsx';
import { SearchResults } from '#features/lessons/web/search/SearchResults.tsx';
import { useLessonWords } from '#features/lessons/web/words.ts';
import { PageHeading } from '#platform/web/ui/PageHeading.tsx';
import { Bones, EmptyNote, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';

export type Found = ViewData<typeof lessons, 'lessons:search'>;

interface SearchScreenProps {
  cohortId: string;
  typed: string;
  onType: (typed: string) => void;
  onGo: () => void;
  /** null: nothing was asked yet. */
  found: View<Found> | null;
}

/** Where in the course are these words? */
export function SearchScreen({ cohortId, typed, onType, onGo, found }: SearchScreenProps) {
  const { t } = useLessonWords();
  return (
    <div className="grid gap-6">
      <header className="grid gap-4">
        <PageHeading title={t('search.title')} />
        <SearchField value={typed} onChange={onType} onGo={onGo} autoFocus />
        <p className="max-w-read text-caption text-muted">
          {t('search.hint')} {t('search.key')}
        </p>
      </header>
      {found === null ? (
        <EmptyNote why={t('search.short')} />
      ) : (
        <Shown
          view={found}
          loading={t('search.loading')}
          failed={t('search.failed')}
          bones={<Bones className="max-w-wide" lines={['30%', '90%', '80%', '0', '40%', '95%']} />}
        >
          {({ hits, more }) => (
            <SearchResults
              hits={hits}
              more={more}
              lessonHref={(lessonId) => `/c/${cohortId}/lessons/${lessonId}`}
            />
          )}
        </Shown>
      )}
    </div>
  );
}
