import { useEffect, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { isTyped, useSingleKeys } from '#platform/web/ui/singleKeys.ts';
import type { DeskQuestion } from '../../contract.ts';
import { useHeldPlaces } from '../useHeldPlaces.ts';
import { useWantedQuestion } from '../wanted.ts';
import { actOfKey, actsFor, rowAfter, type DeskAct, type DeskCommand } from './desk.ts';
import { DeskRow } from './DeskRow.tsx';
import { DeskSheet, type SheetAct } from './DeskSheets.tsx';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

interface DeskListProps {
  rows: readonly DeskQuestion[];
  /** All of the session. */
  questions: readonly DeskQuestion[];
  acts: DeskActs;
  showsNothing: boolean;
}

/** The list is one stop of the Tab key; arrow keys move in it, and single keys speak to the row with the focus. */
export function DeskList({ rows, questions, acts, showsNothing }: DeskListProps) {
  const { t } = useDeskWords();
  const singleKeys = useSingleKeys();
  const { places, isMoved, settle, holding } = useHeldPlaces(rows.map(({ id }) => id));
  const [sheet, setSheet] = useState<{ act: SheetAct; questionId: string } | null>(null);
  const { current, setCurrent, row, isInside, list } = useCurrentRow(places);
  useWantedQuestion();
  if (places.length === 0) return null;

  const act = (question: DeskQuestion, what: DeskAct): void => {
    if (!actsFor(question, { showsNothing }).includes(what)) return;
    const step = stepOf(what, question);
    if (typeof step === 'string') {
      setSheet({ act: step, questionId: question.id });
      return;
    }
    // The button that was pressed may be gone in a moment: the row stays.
    focusRow(list.current, question.id);
    acts.onDo(step, question);
  };
  const undo = (question: DeskQuestion): void => {
    const done = acts.doneTo(question.id);
    if (done?.undo) acts.onDo(done.undo, question);
    else act(question, 'restore');
  };
  const letterAct = (key: KeyboardEvent, question: DeskQuestion): DeskAct | 'undo' | undefined => {
    if (!singleKeys || key.shiftKey) return undefined;
    if (key.key.toLowerCase() === 'u') return 'undo';
    const what = actOfKey(key.key);
    return what && actsFor(question, { showsNothing }).includes(what) ? what : undefined;
  };
  const press = (key: KeyboardEvent, question: DeskQuestion): void => {
    const isOnRow = key.target === key.currentTarget;
    if (isTyped(key.nativeEvent)) return;
    const to = rowAfter(key.key, places.indexOf(question.id), places.length, singleKeys);
    const what =
      key.key === 'Enter' && isOnRow ? actsFor(question, { showsNothing })[0] : letterAct(key, question);
    if (to !== undefined) focusRow(list.current, places[to]!);
    else if (what === 'undo') undo(question);
    else if (what) act(question, what);
    else return;
    key.preventDefault();
  };

  const inSheet = sheet && questions.find(({ id }) => id === sheet.questionId);
  return (
    <div {...holding} className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {isMoved && (
        <div className="appears flex flex-wrap items-center gap-x-4 text-caption text-muted">
          <p>{t('desk.moved')}</p>
          <Button
            look="plain"
            onClick={() => {
              // The button goes with what it says.
              row.current?.focus({ preventScroll: true });
              settle();
            }}
            className="mx-0"
          >
            {t('desk.sortAgain')}
          </Button>
        </div>
      )}
      <ul ref={list} aria-label={t('desk.list')} {...isInside} className="border-t border-hairline">
        {places.map((id) => {
          const question = rows.find((one) => one.id === id);
          if (!question) return null;
          const isCurrent = id === current;
          return (
            <DeskRow
              key={id}
              question={question}
              into={questions.find((one) => one.id === question.mergedInto)}
              acts={acts}
              showsNothing={showsNothing}
              isCurrent={isCurrent}
              row={isCurrent ? row : undefined}
              onCurrent={() => setCurrent(id)}
              onAct={(what) => act(question, what)}
              onKey={(key) => press(key, question)}
            />
          );
        })}
      </ul>
      {sheet && inSheet && (
        <DeskSheet
          act={sheet.act}
          question={inSheet}
          questions={questions}
          onClose={() => setSheet(null)}
          onDo={(command) => {
            setSheet(null);
            acts.onDo(command, inSheet, 'sheet');
          }}
        />
      )}
    </div>
  );
}

/** What needs no further word is a command; all else asks in a sheet. */
function stepOf(act: DeskAct, { id: questionId, pinned }: DeskQuestion): DeskCommand | SheetAct {
  switch (act) {
    case 'publish':
      return { name: 'qa:publish', input: { questionId } };
    case 'answer-now':
      return { name: 'qa:answer-now', input: { questionId } };
    case 'aloud':
      return { name: 'qa:answer', input: { questionId, text: null } };
    case 'pin':
      return { name: 'qa:pin', input: { questionId, on: !pinned } };
    case 'restore':
      return { name: 'qa:restore', input: { questionId } };
    case 'written':
    case 'attach':
    case 'dismiss':
    case 'merge':
    case 'label':
    case 'mute':
      return act;
  }
}

function focusRow(list: HTMLElement | null, id: string): void {
  list?.querySelector<HTMLElement>(`[data-question="${id}"]`)?.focus();
}

/** Which row keys speak to. When it goes, the one that takes its place does, and has the focus if it had. */
function useCurrentRow(places: readonly string[]) {
  const [current, setCurrent] = useState(places[0]);
  const [lastAt, setLastAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const row = useRef<HTMLLIElement>(null);
  const hadFocus = useRef(false);
  const at = current === undefined ? -1 : places.indexOf(current);
  if (at >= 0 && at !== lastAt) setLastAt(at);
  if (at < 0 && places.length > 0) setCurrent(places[Math.min(lastAt, places.length - 1)]);
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body) row.current?.focus();
  });
  return {
    current,
    setCurrent,
    row,
    list,
    isInside: {
      onFocus: () => {
        hadFocus.current = true;
      },
      onBlur: ({ target, currentTarget, relatedTarget }: FocusEvent) => {
        // What is taken out of the page loses the focus without anybody having gone elsewhere.
        if (!target.isConnected) return;
        hadFocus.current = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
      },
    },
  };
}
