import { useCallback, useMemo, type ReactNode } from 'react';
import { BesideNameContext } from '#platform/web/ui/BesideName.tsx';
import type { PresenceLine } from '../contract.ts';
import { PresenceMark } from './PresenceMark.tsx';

interface PresenceBesideNamesProps {
  /** Absent: on their way. */
  people: readonly PresenceLine[] | undefined;
  isLoading: boolean;
  /** Of whom something is said: of everybody, or of those who are idle alone. */
  says?: 'all' | 'idle';
  children: ReactNode;
}

/** Says beside every name on the page how that person of the cohort stands. */
export function PresenceBesideNames(props: PresenceBesideNamesProps) {
  const { people, isLoading, says = 'all', children } = props;
  const lines = useMemo(() => new Map(people?.map((line) => [line.id, line])), [people]);
  const beside = useCallback(
    (personId: string): ReactNode => {
      // The room that it will take: no row moves when it comes.
      if (isLoading && says === 'all')
        return (
          <span aria-hidden="true" className="text-caption">
            {'\u00a0'}
          </span>
        );
      const line = lines.get(personId);
      return line && (says === 'all' || line.state === 'idle') ? <PresenceMark line={line} /> : null;
    },
    [isLoading, lines, says],
  );
  return <BesideNameContext value={beside}>{children}</BesideNameContext>;
}
