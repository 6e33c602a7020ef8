import { useId, type ReactNode } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Bones, Shown } from '#platform/web/ui/Shown.tsx';
import type { View } from '#platform/web/ui/view.ts';
import { Why } from '#platform/web/ui/Why.tsx';
import type { SessionBoard } from '../../contract.ts';
import { BoardTable } from '../BoardTable.tsx';
import { HowPoints } from '../HowPoints.tsx';
import type { SeenActing } from '../SeenAs.tsx';
import { useLeaderboardWords } from '../words.ts';
import { AdjustForm, type AdjustFormProps } from './AdjustForm.tsx';

export interface HostBoardProps extends Pick<AdjustFormProps, 'students' | 'onAdjust'> {
  view: View<Pick<SessionBoard, 'isOn' | 'isUp' | 'board'>>;
  acting: SeenActing;
  onSwitch: (on: boolean) => void;
  onPutUp: (up: boolean) => void;
  /** What was given and taken. */
  adjustments: ReactNode;
}

/** A session's leaderboard for whoever runs it. */
export function HostBoard({ view, acting, onSwitch, onPutUp, ...rest }: HostBoardProps) {
  const { t } = useLeaderboardWords();
  const heading = useId();
  const busy = acting.state === 'busy' && t('seen.busy');
  return (
    <section aria-labelledby={heading} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 id={heading} className="text-section">
        {t('board.session')}
      </h2>
      <Shown
        view={view}
        loading={t('board.loading')}
        failed={t('board.failed')}
        bones={<Bones className="gap-4" lines={['100%', '100%', '100%']} />}
      >
        {({ isOn, isUp, board }) => (
          <>
            {isOn ? (
              <BoardTable label={t('board.session')} board={board} />
            ) : (
              <p className="text-muted">{t('host.off')}</p>
            )}
            <div className="flex flex-wrap gap-2">
              {isOn && (
                <Button busy={busy} onClick={() => onPutUp(!isUp)}>
                  {isUp ? t('host.down') : t('host.up')}
                </Button>
              )}
              <Button busy={busy} onClick={() => onSwitch(!isOn)}>
                {isOn ? t('host.switchOff') : t('host.switchOn')}
              </Button>
            </div>
            {isOn && <Ledger acting={acting} {...rest} />}
            <HowPoints />
          </>
        )}
      </Shown>
    </section>
  );
}

function Ledger({
  acting,
  adjustments,
  ...form
}: Pick<HostBoardProps, 'acting' | 'adjustments' | 'students' | 'onAdjust'>) {
  const { t } = useLeaderboardWords();
  return (
    <Why summary={t('host.adjust')}>
      <AdjustForm acting={acting} {...form} />
      {adjustments}
    </Why>
  );
}
