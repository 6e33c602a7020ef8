import type { ControlProps } from './control.ts';
import { OneOption, Rating, SomeOptions } from './Options.tsx';
import { Ranking } from './Ranking.tsx';
import { NumberAnswer, TextAnswer, WordsAnswer } from './Written.tsx';

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
      return <Ranking {...props} />;
    case 'text':
      return <TextAnswer {...props} />;
    case 'words':
      return <WordsAnswer {...props} />;
    case 'number':
      return <NumberAnswer {...props} />;
  }
}
