import { Bones, Shown as ShownView } from '#platform/web/ui/Shown.tsx';
import { Surface } from '#platform/web/ui/Surface.tsx';
import type { View } from '#platform/web/ui/view.ts';
import type { OwnPulse, ReactionKind, SessionNow } from '../contract.ts';
import { HandPart } from './HandPart.tsx';
import { PulsePart } from './PulsePart.tsx';
import { ReactionPart } from './ReactionPart.tsx';
import { useMomentWords } from './useMomentWords.ts';
import type { Pressed } from './usePressed.ts';
import type { Shown } from './useReactions.ts';

export interface MomentBarProps {
  now: View<SessionNow>;
  /** Whoever runs a session raises no hand in it. */
  isStaff: boolean;
  up: Pressed<boolean>;
  said: Pressed<OwnPulse>;
  shown: Shown;
  onReact: (kind: ReactionKind) => void;
}

/** What one can do in a live session without a word. */
export function MomentBar({ now, isStaff, up, said, shown, onReact }: MomentBarProps) {
  const { t } = useMomentWords();
  return (
    <Surface label={t('bar.title')}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <ShownView
          view={now}
          loading={t('bar.loading')}
          failed={t('bar.failed')}
          bones={<Bones lines={['50%', '30%']} />}
        >
          {(data) => (
            <>
              {isStaff ? <p className="text-muted">{t('bar.staff')}</p> : <HandPart now={data} up={up} />}
              <ReactionPart shown={shown} onReact={onReact} />
              {!isStaff && <PulsePart said={said} />}
            </>
          )}
        </ShownView>
      </div>
    </Surface>
  );
}
