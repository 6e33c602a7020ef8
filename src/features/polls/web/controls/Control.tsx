import { Suspense } from 'react';
import { part } from '#platform/web/ui/part.ts';
import { Bones } from '#platform/web/ui/Shown.tsx';
import type { ControlProps } from './control.ts';
import { OneOption, Rating, SomeOptions } from './Options.tsx';

// Most polls are of options; these come when one is asked.
const loadRanking = () => import('./Ranking.tsx');
const loadWritten = () => import('./Written.tsx');
const Ranking = part(loadRanking, 'Ranking', { words: 'own' });
const Written = part(loadWritten, 'Written', { words: 'own' });
/** For whoever is about to vote: a whole class asks at the same moment. */
export const loadForVoting = [loadRanking, loadWritten];

/** How one votes in a poll of this kind. */
export function Control(props: ControlProps) {
  const { kind, choose } = props.poll;
  switch (kind) {
    case 'single':
    case 'yes-no':
      return <OneOption {...props} />;
    case 'quiz':
      return choose.most === 1 ? <OneOption {...props} /> : <SomeOptions {...props} />;
    case 'multiple':
      return <SomeOptions {...props} />;
    case 'rating':
      return <Rating {...props} />;
    case 'ranking':
      return (
        <Suspense fallback={<Bones className="gap-8" lines={props.poll.options.map(() => '100%')} />}>
          <Ranking {...props} />
        </Suspense>
      );
    case 'text':
    case 'words':
    case 'number':
      return (
        <Suspense fallback={<Bones className="gap-6" lines={['30%', '100%']} />}>
          <Written {...props} />
        </Suspense>
      );
  }
}
