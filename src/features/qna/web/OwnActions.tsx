import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#platform/web/api/problem.ts';
import { Button } from '#platform/web/ui/Button.tsx';
import type { OwnQuestion } from '../contract.ts';
import { charactersLeft, mayEdit, mayWithdraw } from './asking.ts';
import { QuestionField } from './QuestionField.tsx';
import { useIsOver } from './useIsOver.ts';
import { useQnaWords } from './useQnaWords.ts';

interface OwnActionsProps {
  question: OwnQuestion;
  /** Both reject with ApiProblem. */
  onEdit: (questionId: string, text: string) => Promise<unknown>;
  onWithdraw: (questionId: string) => Promise<unknown>;
}

type Doing =
  | { state: 'ready' | 'editing' | 'sure' | 'saving' | 'withdrawing' }
  | { state: 'not-saved' | 'not-withdrawn'; reason: string };

/** What the asker may still do with a question: put it differently for a short time, or take it away. */
export function OwnActions({ question, onEdit, onWithdraw }: OwnActionsProps) {
  const { t } = useQnaWords();
  const { t: say } = useTranslation();
  const [doing, setDoing] = useState<Doing>({ state: 'ready' });
  const [text, setText] = useState(question.question);
  const isOver = useIsOver(question.editableUntil);
  const canEdit = mayEdit(question, 0) && !isOver;
  const { id } = question;
  const buttons = useRef<HTMLDivElement>(null);
  const former = useRef(doing.state);
  useEffect(() => {
    // What was pressed to leave the form is gone with it.
    if (former.current !== 'ready' && doing.state === 'ready') buttons.current?.focus();
    former.current = doing.state;
  }, [doing.state]);

  const run = async (act: Promise<unknown>, failed: 'not-saved' | 'not-withdrawn'): Promise<void> => {
    try {
      await act;
      setDoing({ state: 'ready' });
    } catch (problem) {
      const reason = problem instanceof ApiProblem ? problem.message : say('states.unknownFailure');
      setDoing({ state: failed, reason });
    }
  };
  const save = (): void => {
    if (text.trim() === '' || charactersLeft(text) < 0) return;
    setDoing({ state: 'saving' });
    void run(onEdit(id, text.trim()), 'not-saved');
  };
  const withdraw = (): void => {
    setDoing({ state: 'withdrawing' });
    void run(onWithdraw(id), 'not-withdrawn');
  };
  const leave = (): void => setDoing({ state: 'ready' });

  switch (doing.state) {
    case 'ready':
      return (
        <div ref={buttons} tabIndex={-1} className="-ms-2 flex flex-wrap gap-x-2 outline-none empty:hidden">
          {canEdit && (
            <Button
              look="plain"
              className="mx-0"
              aria-label={t('own.editOf', { question: question.question })}
              onClick={() => {
                setText(question.question);
                setDoing({ state: 'editing' });
              }}
            >
              {t('own.edit')}
            </Button>
          )}
          {mayWithdraw(question) && (
            <Button
              look="plain"
              className="mx-0"
              aria-label={t('own.withdrawOf', { question: question.question })}
              onClick={() => setDoing({ state: 'sure' })}
            >
              {t('own.withdraw')}
            </Button>
          )}
        </div>
      );
    case 'editing':
    case 'saving':
    case 'not-saved':
      return (
        <form
          className="grid grid-cols-[minmax(0,1fr)] gap-2"
          onSubmit={(form) => {
            form.preventDefault();
            save();
          }}
        >
          <QuestionField label={t('own.text')} value={text} onChange={setText} onSubmit={save} hasFocus />
          {doing.state === 'not-saved' && (
            <p role="alert" className="text-caption text-live">
              {t('own.notSaved', { reason: doing.reason })}
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button type="submit" busy={doing.state === 'saving' && t('own.saving')}>
              {t('own.save')}
            </Button>
            <Button onClick={leave}>{say('kit.cancel')}</Button>
          </div>
        </form>
      );
    case 'sure':
    case 'withdrawing':
    case 'not-withdrawn':
      return (
        <div role="group" aria-label={t('own.withdraw')} className="flex flex-wrap items-center gap-2">
          <p role="alert" className="me-2">
            {doing.state === 'not-withdrawn'
              ? t('own.notWithdrawn', { reason: doing.reason })
              : t('own.withdrawSure')}
          </p>
          <Button
            look="danger"
            busy={doing.state === 'withdrawing' && t('own.withdrawing')}
            onClick={withdraw}
          >
            {t('own.withdraw')}
          </Button>
          {/* A second press of the same key changes nothing. */}
          <Button autoFocus onClick={leave}>
            {t('own.keep')}
          </Button>
        </div>
      );
  }
}
