import type { ViewData } from '#kernel/contract.ts';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { CourseVersionLine, lessons } from '../../contract.ts';
import { DiffView } from './DiffView.tsx';
import { Select, Together } from './fields.tsx';
import { useEditingWords } from './words.ts';

export type Compared = ViewData<typeof lessons, 'lessons:compare'>;

interface ComparisonProps {
  versions: readonly CourseVersionLine[];
  hasDraft: boolean;
  from: number;
  /** null: the draft. */
  to: number | null;
  pages: View<Compared>;
  onChoose: (from: number, to: number | null) => void;
}

const theDraft = 'draft';

/** Two versions of the course, page by page: what was put in, and what was taken out. */
export function Comparison({ versions, hasDraft, from, to, pages, onChoose }: ComparisonProps) {
  const { t } = useEditingWords();
  const numbers = versions.map(({ number }) => ({
    value: String(number),
    label: t('versions.number', { number }),
  }));
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-4 rounded-surface border border-hairline bg-surface p-4">
      <h2 className="text-section">{t('versions.compareTitle')}</h2>
      <div className="max-w-form">
        <Together>
          <Select
            label={t('versions.from')}
            value={String(from)}
            options={numbers}
            onChange={(value) => onChoose(Number(value), to)}
          />
          <Select
            label={t('versions.to')}
            value={to === null ? theDraft : String(to)}
            options={hasDraft ? [{ value: theDraft, label: t('versions.theDraft') }, ...numbers] : numbers}
            onChange={(value) => onChoose(from, value === theDraft ? null : Number(value))}
          />
        </Together>
      </div>
      <Shown
        view={pages}
        loading={t('versions.comparing')}
        failed={t('versions.compareFailed')}
        bones={<Bones lines={['50%', '100%', '100%']} />}
      >
        {(data) =>
          data.pages.length === 0 ? (
            <p>{t('versions.same')}</p>
          ) : (
            <ul className="grid grid-cols-[minmax(0,1fr)] gap-6">
              {data.pages.map((page) => (
                <li key={`${page.what}/${page.key}`} className="grid grid-cols-[minmax(0,1fr)] gap-2">
                  <h3 className="text-title">
                    <bdi>{page.title}</bdi>
                  </h3>
                  <DiffView before={page.before ?? ''} after={page.after ?? ''} language="" />
                </li>
              ))}
              {data.more && <li className="text-muted">{t('versions.more')}</li>}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}
