import { useId, useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { questionLimits, type DeskQuestion } from '../../contract.ts';
import { holds } from '../ordering.ts';
import { QuestionText } from '../QuestionFacts.tsx';
import { AttachSheet } from './AttachSheet.tsx';
import { labelsTyped, mergeTargets, type DeskAct, type DeskCommand } from './desk.ts';
import { LongText } from './LongText.tsx';
import { SheetFrame } from './SheetFrame.tsx';
import { useDeskWords } from './useDeskWords.ts';

export type SheetAct = Extract<DeskAct, 'written' | 'dismiss' | 'merge' | 'label' | 'mute' | 'attach'>;

interface DeskSheetProps {
  act: SheetAct;
  question: DeskQuestion;
  questions: readonly DeskQuestion[];
  onClose: () => void;
  onDo: (command: DeskCommand) => void;
}

/** What an act still has to know. */
export function DeskSheet(props: DeskSheetProps) {
  switch (props.act) {
    case 'written':
      return <WrittenSheet {...props} />;
    case 'dismiss':
      return <DismissSheet {...props} />;
    case 'merge':
      return <MergeSheet {...props} />;
    case 'label':
      return <LabelSheet {...props} />;
    case 'mute':
      return <MuteSheet {...props} />;
    case 'attach':
      return <AttachSheet {...props} />;
  }
}

type WrittenSheetProps = Pick<DeskSheetProps, 'onClose' | 'onDo'> & {
  question: Pick<DeskQuestion, 'id' | 'question' | 'answer'>;
};

export function WrittenSheet({ question, onClose, onDo }: WrittenSheetProps) {
  const { t } = useDeskWords();
  const [text, setText] = useState(question.answer?.text ?? '');
  const length = text.trim().length;
  const isReady = length > 0 && length <= questionLimits.answerLength;
  const submit = (): void => {
    if (isReady) onDo({ name: 'qa:answer', input: { questionId: question.id, text: text.trim() } });
  };
  return (
    <SheetFrame
      title={t('sheet.writtenTitle')}
      question={question}
      submit={t('sheet.written')}
      isReady={isReady}
      onSubmit={submit}
      onClose={onClose}
    >
      <LongText
        label={t('sheet.writtenText')}
        hint={t('sheet.writtenHint')}
        value={text}
        most={questionLimits.answerLength}
        rows={6}
        onChange={setText}
        onSubmit={submit}
      />
    </SheetFrame>
  );
}

function DismissSheet({ question, onClose, onDo }: DeskSheetProps) {
  const { t } = useDeskWords();
  const [reason, setReason] = useState(question.reason);
  const isReady = reason.trim().length <= questionLimits.reasonLength;
  const submit = (): void => {
    if (isReady) onDo({ name: 'qa:dismiss', input: { questionId: question.id, reason: reason.trim() } });
  };
  return (
    <SheetFrame
      title={t('sheet.dismissTitle')}
      question={question}
      submit={t('sheet.dismiss')}
      danger
      isReady={isReady}
      onSubmit={submit}
      onClose={onClose}
    >
      <LongText
        label={t('sheet.dismissReason')}
        hint={t('sheet.dismissHint')}
        value={reason}
        most={questionLimits.reasonLength}
        rows={2}
        onChange={setReason}
        onSubmit={submit}
      />
    </SheetFrame>
  );
}

/** So many are offered; typing finds the others. */
const mostOffered = 8;

function MergeSheet({ question, questions, onClose, onDo }: DeskSheetProps) {
  const { t } = useDeskWords();
  const name = useId();
  const [typed, setTyped] = useState('');
  const targets = mergeTargets(question, questions);
  const offered = targets.filter((one) => holds(one.question, typed)).slice(0, mostOffered);
  const [intoId, setIntoId] = useState<string | undefined>(undefined);
  const chosen = offered.some(({ id }) => id === intoId) ? intoId : undefined;
  return (
    <SheetFrame
      title={t('sheet.mergeTitle')}
      question={question}
      submit={t('sheet.merge')}
      isReady={chosen !== undefined}
      onSubmit={() =>
        chosen && onDo({ name: 'qa:merge', input: { questionId: question.id, intoId: chosen } })
      }
      onClose={onClose}
    >
      {targets.length === 0 ? (
        <p className="text-muted">{t('sheet.mergeNone')}</p>
      ) : (
        <>
          <label className="grid gap-1">
            <span className="text-label">{t('sheet.mergeSearch')}</span>
            <input
              type="search"
              dir="auto"
              // The sheet was opened to find another question.
              autoFocus
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
              className="field"
            />
          </label>
          <fieldset className="grid grid-cols-[minmax(0,1fr)] gap-1">
            <legend className="mb-1 text-label">{t('sheet.mergeInto')}</legend>
            {offered.map((one) => (
              <label key={one.id} className="controls grid grid-cols-[auto_minmax(0,1fr)] items-center gap-3">
                <input
                  type="radio"
                  name={name}
                  checked={one.id === chosen}
                  onChange={() => setIntoId(one.id)}
                />
                <QuestionText text={one.question} />
              </label>
            ))}
            {offered.length === 0 && <p className="text-muted">{t('desk.noneFound')}</p>}
          </fieldset>
          <p className="text-caption text-muted">{t('sheet.mergeHint')}</p>
        </>
      )}
    </SheetFrame>
  );
}

function LabelSheet({ question, questions, onClose, onDo }: DeskSheetProps) {
  const { t } = useDeskWords();
  const id = useId();
  const [line, setLine] = useState(question.labels.join(', '));
  const { labels, fault } = labelsTyped(line);
  const known = [...new Set(questions.flatMap((one) => one.labels))].filter(
    (label) => !labels.includes(label),
  );
  const faults = {
    many: t('sheet.labelTooMany', { count: questionLimits.labels }),
    long: t('sheet.labelTooLong', { count: questionLimits.labelLength }),
  };
  return (
    <SheetFrame
      title={t('sheet.labelTitle')}
      question={question}
      submit={t('sheet.label')}
      isReady={fault === null}
      onSubmit={() => onDo({ name: 'qa:label', input: { questionId: question.id, labels } })}
      onClose={onClose}
    >
      <div className="grid gap-1">
        <label htmlFor={id} className="text-label">
          {t('sheet.labelField')}
        </label>
        <input
          id={id}
          dir="auto"
          // The sheet was opened to write here.
          autoFocus
          value={line}
          aria-invalid={fault !== null}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => setLine(target.value)}
          className="field"
        />
        <p id={`${id}-hint`} className={`text-caption ${fault ? 'text-live' : 'text-muted'}`}>
          {fault ? faults[fault] : t('sheet.labelHint', { count: questionLimits.labels })}
        </p>
      </div>
      {known.length > 0 && (
        <div role="group" aria-label={t('sheet.labelKnown')} className="flex flex-wrap gap-2">
          {known.map((label) => (
            <Button key={label} onClick={() => setLine([...labels, label].join(', '))}>
              <bdi>{label}</bdi>
            </Button>
          ))}
        </div>
      )}
    </SheetFrame>
  );
}

const muteMinutes = ['10', '60', '480'] as const;

function MuteSheet({ question, onClose, onDo }: DeskSheetProps) {
  const { t } = useDeskWords();
  const [minutes, setMinutes] = useState<(typeof muteMinutes)[number]>('10');
  const mute = (forMinutes: number): void =>
    onDo({ name: 'qa:mute-person', input: { questionId: question.id, minutes: forMinutes } });
  const wordsFor = (count: number): string =>
    count < 60 ? t('sheet.minutes', { count }) : t('sheet.hours', { count: count / 60 });
  return (
    <SheetFrame
      title={t('sheet.muteTitle')}
      question={question}
      submit={t('sheet.mute')}
      danger
      isReady
      onSubmit={() => mute(Number(minutes))}
      onClose={onClose}
      also={question.mutedUntil !== null && <Button onClick={() => mute(0)}>{t('sheet.unmute')}</Button>}
    >
      <Choice
        label={t('sheet.muteFor')}
        value={minutes}
        options={muteMinutes.map((value) => ({ value, label: wordsFor(Number(value)) }))}
        onChange={setMinutes}
      />
      <p className="text-caption text-muted">{t('sheet.muteHint')}</p>
    </SheetFrame>
  );
}
