import type { ReactNode } from 'react';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { SingleKeys } from '#platform/web/ui/SingleKeys.tsx';
import { hostKeys } from './useHostKeys.ts';
import { useHostWords } from './useHostWords.ts';

interface HostKeysProps {
  onClose: () => void;
  /** Keys of other rooms, as rows of the list. */
  more?: ReactNode;
}

/** Which keys the console has, and the choice to do without them. */
export function HostKeys({ onClose, more }: HostKeysProps) {
  const { t } = useHostWords();
  return (
    <Sheet title={t('keys.title')} onClose={onClose}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-4 gap-y-2">
        {Object.entries(hostKeys).map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded-bar border border-control px-2 font-mono">{key.toUpperCase()}</kbd>
            </dt>
            <dd>{t(`keys.${what}`)}</dd>
          </div>
        ))}
        {more}
      </dl>
      <div className="mt-4">
        <SingleKeys />
      </div>
    </Sheet>
  );
}
