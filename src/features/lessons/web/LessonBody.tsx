import { useMemo } from 'react';
import { basePath } from '#platform/web/api/basePath.ts';
import { directionOf } from '#platform/web/i18n/languages.ts';
import { part } from '#platform/web/ui/part.ts';
import { LessonText, SurroundingsContext, type LessonBlocks } from './LessonText.tsx';
import type { LessonAddresses } from './markdown/addresses.ts';

const TextWithMaths = part(() => import('./TextWithMaths.tsx'), 'TextWithMaths');

interface LessonBodyProps extends Omit<LessonAddresses, 'base'> {
  title: string;
  /** BCP 47: a text is read in its own direction, whatever the interface's is. */
  language: string;
  markdown: string;
  /** Level of the heading that the text stands under; 1 on a page of its own. */
  under?: number;
  /** Whether it holds formulas, which cost a reader more code. */
  maths?: boolean;
  /** Addresses of `embed:` lines that may be shown in a frame. */
  embeds?: readonly string[] | undefined;
  blocks?: LessonBlocks | undefined;
}

const none: readonly string[] = [];

/** A lesson's text. It is a part of its own because the Markdown reader is heavy and nothing else needs it. */
export function LessonBody(props: LessonBodyProps) {
  const {
    title,
    language,
    markdown,
    cohortId,
    links,
    under = 1,
    maths = false,
    embeds = none,
    blocks,
  } = props;
  const surroundings = useMemo(
    () => ({ base: basePath, cohortId, links, embeds, blocks }),
    [cohortId, links, embeds, blocks],
  );
  const Text = maths ? TextWithMaths : LessonText;
  return (
    <SurroundingsContext value={surroundings}>
      <div className="reading" lang={language} dir={directionOf(language)}>
        <Text title={title} markdown={markdown} under={under} />
      </div>
    </SurroundingsContext>
  );
}
