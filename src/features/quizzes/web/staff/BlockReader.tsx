import { useState, type ChangeEvent } from 'react';
import type { CommandOutput } from '#kernel/contract.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import type { ItemAnswer, ItemAsked, quizzes } from '../../contract.ts';
import type { DeskItem } from '../answerDesk.ts';
import { Question } from '../Question.tsx';
import { BlockText } from './BlockText.tsx';
import { useStaffWords } from './useStaffWords.ts';

export type BlockFormat = 'block' | 'qti';
export type ReadBlock = CommandOutput<typeof quizzes, 'quiz:read-block'>;
export type Reading =
  | { state: 'ready' }
  | { state: 'reading' }
  | { state: 'read'; block: ReadBlock }
  | { state: 'failed'; sentence: string };

interface BlockReaderProps {
  reading: Reading;
  onRead: (format: BlockFormat, text: string) => void;
}

/** Most characters that are read at once. */
const mostCharacters = 60_000;

/** Reads a quiz block, or a QTI file, says what is wrong with it, and gives the text that a lesson holds. */
export function BlockReader({ reading, onRead }: BlockReaderProps) {
  const { t } = useStaffWords();
  const [format, setFormat] = useState<BlockFormat>('block');
  const [text, setText] = useState('');
  const isLong = text.length > mostCharacters;
  const take = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const file = target.files?.[0];
    if (!file) return;
    const content = await file.text();
    setText(content);
    if (/^\s*(?:<\?xml|<[a-z:-]*assessment|<qti)/i.test(content)) setFormat('qti');
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <form
        onSubmit={(form) => {
          form.preventDefault();
          if (text.trim() !== '' && !isLong && reading.state !== 'reading') onRead(format, text);
        }}
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
      >
        <p className="max-w-read text-muted">{t('reader.lead')}</p>
        <Choice
          label={t('reader.format')}
          value={format}
          options={[
            { value: 'block', label: t('reader.block') },
            { value: 'qti', label: t('reader.qti') },
          ]}
          onChange={setFormat}
        />
        <label className="grid gap-1">
          <span className="text-label">{t('reader.file')}</span>
          <input
            type="file"
            accept=".xml,.md,.txt,text/plain,text/markdown,application/xml"
            onChange={(change) => void take(change)}
            className="max-w-full text-caption"
          />
        </label>
        <label className="grid gap-1">
          <span className="text-label">{t('reader.text')}</span>
          <textarea
            rows={12}
            dir="ltr"
            spellCheck={false}
            value={text}
            onChange={({ target }) => setText(target.value)}
            className="field py-2 font-mono text-caption"
          />
          {isLong && (
            <span role="alert" className="text-caption text-live">
              {t('reader.long', { most: mostCharacters })}
            </span>
          )}
        </label>
        <Button
          type="submit"
          look="primary"
          busy={reading.state === 'reading' && t('reader.reading')}
          className="justify-self-start"
        >
          {t('reader.read')}
        </Button>
        {reading.state === 'failed' && (
          <p role="alert" className="text-live">
            {reading.sentence}
          </p>
        )}
      </form>
      {reading.state === 'read' && <WhatWasRead block={reading.block} />}
    </div>
  );
}

function WhatWasRead({ block }: { block: ReadBlock }) {
  const { t } = useStaffWords();
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-6 border-t border-hairline pt-6">
      <p role="status" className="text-title">
        {block.block === null
          ? t('reader.faults', { count: block.faults.length })
          : t('reader.fine', { title: block.title, count: block.asked.length })}
      </p>
      {block.faults.length > 0 && (
        <ul className="grid gap-1">
          {block.faults.map(({ line, message }, index) => (
            <li key={index} className="flex gap-4">
              <span className="shrink-0 text-muted">{t('reader.line', { line })}</span>
              <span dir="auto">{message}</span>
            </li>
          ))}
        </ul>
      )}
      {block.block !== null && <BlockText text={block.block} label={t('reader.toCopy')} />}
      {block.asked.length > 0 && <Trial asked={block.asked} />}
    </section>
  );
}

const unsaved: DeskItem = { answer: null, flagged: false, saving: { state: 'none' }, overruled: undefined };

/** As a student would be asked; what is answered here goes nowhere. */
function Trial({ asked }: { asked: readonly ItemAsked[] }) {
  const { t } = useStaffWords();
  const [answers, setAnswers] = useState<Record<string, ItemAnswer | null>>({});
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 className="text-title">{t('reader.trial')}</h2>
      <div className="grid max-w-wide grid-cols-[minmax(0,1fr)] gap-8 rounded-surface border border-hairline bg-surface p-4 bar:p-6">
        {asked.map((item, place) => (
          <Question
            key={item.id}
            item={item}
            desk={{ ...unsaved, answer: answers[item.id] ?? null }}
            place={place + 1}
            of={asked.length}
            level={3}
            isLocked={false}
            isTrial
            onAnswer={(itemId, answer) => setAnswers((before) => ({ ...before, [itemId]: answer }))}
            onFlag={nothing}
            onInsist={nothing}
          />
        ))}
      </div>
    </div>
  );
}

const nothing = (): void => {};
