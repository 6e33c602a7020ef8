import { LessonText, type LessonTextProps } from './LessonText.tsx';
import { maths } from './markdown/maths.ts';

/** A text with formulas, which come with the code that sets them. */
export function TextWithMaths(props: LessonTextProps) {
  return <LessonText {...props} maths={maths} />;
}
