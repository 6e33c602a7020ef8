import { Link } from 'react-router';
import { EmptyNote } from '#platform/web/ui/Shown.tsx';
import type { SearchHit } from '../../contract.ts';
import { useLessonWords } from '../words.ts';
import { byLesson } from './hits.ts';

interface SearchResultsProps {
  hits: readonly SearchHit[];
  /** There are more than these. */
  more: boolean;
  lessonHref: (lessonId: string) => string;
}

/** Where the words stand, lesson by lesson, each place with what is around it. */
export function SearchResults({ hits, more, lessonHref }: SearchResultsProps) {
  const { t } = useLessonWords();
  const lessons = byLesson(hits);
  if (lessons.length === 0) return <EmptyNote why={t('search.none')} example={t('search.noneExample')} />;
  return (
    <div className="grid max-w-wide gap-6">
      <p role="status" className="text-muted">
        {t('search.found', {
          count: hits.length,
          lessons: t('search.lessons', { count: lessons.length }),
        })}
      </p>
      <ol className="grid gap-6">
        {lessons.map(({ lessonId, title, module, hits: own }) => (
          <li key={lessonId} className="border-t border-hairline pt-4">
            <h2 className="text-title">
              <Link to={lessonHref(lessonId)} className="no-underline hover:underline">
                <bdi>{title}</bdi>
              </Link>
            </h2>
            <p className="text-caption text-muted">
              <bdi>{module}</bdi>
            </p>
            <ul className="mt-2 grid gap-2">
              {own.map((hit, place) => (
                <li key={place}>
                  <Link
                    to={lessonHref(lessonId) + (hit.anchor === null ? '' : `#${hit.anchor}`)}
                    className="block rounded-control px-3 py-2 no-underline -ms-3 hover:bg-quiet"
                  >
                    {hit.in !== 'lesson' && (
                      <span className="me-2 text-caption text-muted">
                        {t(hit.in === 'note' ? 'search.inNote' : 'search.inTranscript')}
                      </span>
                    )}
                    <bdi>
                      {hit.pieces.map((piece, at) =>
                        piece.hit ? <mark key={at}>{piece.text}</mark> : piece.text,
                      )}
                    </bdi>
                  </Link>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {more && <p className="text-muted">{t('search.more')}</p>}
    </div>
  );
}
