import { Button } from 'react-aria-components/Button';
import { Toolbar as Row } from 'react-aria-components/Toolbar';
import type { ReactNode } from 'react';
import { beginLines, putBlock, putLink, surround, type Edit, type Selected } from './marking.ts';
import { useEditingWords } from './words.ts';

export type Insertable = 'lesson' | 'file' | 'quiz' | 'embed';

interface ToolbarProps {
  onMark: (mark: (selected: Selected) => Edit) => void;
  onInsert: (what: Insertable) => void;
  /** What there is to put in. */
  insertables: readonly Insertable[];
}

const table = '| One | Other |\n| --- | --- |\n|  |  |';

/** Marks for who does not know them by heart; one stop of the Tab key, arrow keys move inside. */
export function Toolbar({ onMark, onInsert, insertables }: ToolbarProps) {
  const { t } = useEditingWords();
  const marks: [label: string, sign: ReactNode, mark: (selected: Selected) => Edit][] = [
    [t('markdown.heading'), 'H', (one) => beginLines(one, '## ')],
    [t('markdown.subheading'), 'h', (one) => beginLines(one, '### ')],
    [t('markdown.bold'), <b key="b">B</b>, (one) => surround(one, '**', t('markdown.sampleBold'))],
    [t('markdown.italic'), <i key="i">I</i>, (one) => surround(one, '*', t('markdown.sampleItalic'))],
    [t('markdown.link'), '[ ]', (one) => putLink(one, 'https://', t('markdown.sampleLink'))],
    [t('markdown.list'), '•', (one) => beginLines(one, '- ')],
    [t('markdown.numbers'), '1.', (one) => beginLines(one, '1. ')],
    [t('markdown.tasks'), '☐', (one) => beginLines(one, '- [ ] ')],
    [t('markdown.quote'), '❝', (one) => beginLines(one, '> ')],
    [t('markdown.code'), '‹›', (one) => surround(one, '`', t('markdown.sampleCode'))],
    [t('markdown.codeBlock'), '{ }', (one) => putBlock(one, '```\n\n```')],
    [t('markdown.table'), '▦', (one) => putBlock(one, table)],
    [t('markdown.formula'), '∑', (one) => surround(one, '$', 'x')],
  ];
  const words: Record<Insertable, string> = {
    lesson: t('markdown.lessonLink'),
    file: t('markdown.file'),
    quiz: t('markdown.quiz'),
    embed: t('markdown.embed'),
  };
  return (
    <Row aria-label={t('markdown.toolbar')} className="flex flex-wrap items-center gap-1">
      {marks.map(([label, sign, mark]) => (
        <Button
          key={label}
          aria-label={label}
          onPress={() => onMark(mark)}
          className="controls min-w-9 rounded-control px-1 data-[hovered]:bg-quiet data-[focus-visible]:outline-3 data-[focus-visible]:outline-accent"
        >
          <span aria-hidden="true" dir="ltr">
            {sign}
          </span>
        </Button>
      ))}
      {insertables.map((what) => (
        <Button
          key={what}
          onPress={() => onInsert(what)}
          className="controls rounded-control px-2 text-label data-[hovered]:bg-quiet data-[focus-visible]:outline-3 data-[focus-visible]:outline-accent"
        >
          {words[what]}
        </Button>
      ))}
    </Row>
  );
}
