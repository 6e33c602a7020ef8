import { useTranslation } from 'react-i18next';
import { Squares, squaresOf } from '#platform/web/ui/Squares.tsx';
import type { Figure } from '../contract.ts';
import { goOnAt } from './goOn.ts';

interface ProgressHeadProps {
  modules: readonly { lessons: readonly { id: string; completedAt: string | null }[] }[];
  figure: Figure;
  /** The blue frame shows the reader where to go on; staff see a student's squares without it. */
  showsWay?: boolean;
}

/** A progress figure as number, words and squares. */
export function ProgressHead({ modules, figure, showsWay = true }: ProgressHeadProps) {
  const { t } = useTranslation();
  const way = showsWay ? (goOnAt(modules)?.id ?? null) : null;
  return (
    <div className="grid gap-4 bar:grid-cols-[auto_1fr] bar:items-center bar:gap-8">
      <p className="flex items-baseline gap-3 bar:block">
        <bdi className="block text-number">{t('progress.percent', { percent: figure.percent })}</bdi>
        <span className="text-muted">
          {t('progress.of', { completed: figure.completed, total: figure.total })}
        </span>
      </p>
      <Squares
        groups={squaresOf(modules, way)}
        label={t('progress.inWords', { completed: figure.completed, count: figure.total })}
        sizePx={26}
      />
    </div>
  );
}
