import { Button } from '#platform/web/ui/Button.tsx';
import type { DeskPoll } from '../../contract.ts';
import { Key } from './Key.tsx';
import { keysFor } from './PreparedPolls.tsx';
import { UnderwayLine } from './UnderwayLine.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';
import { useFacts } from './useFacts.ts';
import { moveMark, type Moving } from './useMoving.ts';

interface DraftRowProps {
  draft: DeskPoll;
  /** Counting from 0. */
  place: number;
  acts: DeskActs;
  moving: Moving;
  onEdit: () => void;
  onCopy: () => void;
  onDiscard: () => void;
}

/** A poll that is written and not asked yet. */
export function DraftRow({ draft, place, acts, moving, onEdit, onCopy, onDiscard }: DraftRowProps) {
  const { t } = useDeskWords();
  const { id, prompt } = draft;
  return (
    <div className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 bar:grid-cols-[1.5rem_minmax(0,1fr)_auto]">
      <span className="pt-0.5 text-muted">{place < keysFor && <Key>{String(place + 1)}</Key>}</span>
      <div className="min-w-0">
        <p dir="auto" className="[overflow-wrap:anywhere]">
          {prompt}
        </p>
        <p className="text-caption text-muted">
          <bdi>{useFacts(draft)}</bdi>
        </p>
        <UnderwayLine subject={id} acts={acts} />
      </div>
      <p className="flex flex-wrap items-start gap-x-5 max-bar:col-start-2">
        {([-1, 1] as const).map((by) => (
          <Button
            key={by}
            look="plain"
            data-move={moveMark(id, by)}
            aria-label={t(by === -1 ? 'shop.upOf' : 'shop.downOf', { prompt })}
            aria-disabled={!moving.canMove(place, by)}
            onClick={() => moving.onMove(place, by)}
          >
            {t(by === -1 ? 'shop.up' : 'shop.down')}
          </Button>
        ))}
        <Button look="plain" aria-label={t('shop.editOf', { prompt })} onClick={onEdit}>
          {t('shop.edit')}
        </Button>
        <Button look="plain" aria-label={t('shop.copyOf', { prompt })} onClick={onCopy}>
          {t('shop.copy')}
        </Button>
        <Button look="plain" aria-label={t('shop.discardOf', { prompt })} onClick={onDiscard}>
          {t('shop.discard')}
        </Button>
      </p>
    </div>
  );
}
