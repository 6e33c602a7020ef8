import { use, useState } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { isOpen, questionLimits, type DeskQuestion } from '../../contract.ts';
import { TalkContext, type Talk } from '../talk.ts';
import { LongText } from './LongText.tsx';
import { SheetFrame } from './SheetFrame.tsx';
import { useActing } from './useActing.ts';
import { useDeskWords } from './useDeskWords.ts';

interface TalkActsProps {
  question: DeskQuestion;
}

type Putting = NonNullable<Talk['putting']>;

/** Putting a question into the chat, and taking it out again. */
export function TalkActs({ question }: TalkActsProps) {
  const { t } = useDeskWords();
  const talk = use(TalkContext);
  const [isSheet, setSheet] = useState(false);
  const acting = useActing();
  if (!talk?.putting) return null;
  const { onTakeOut } = talk.putting;
  const messageId = talk.messageOf(question.id);
  return (
    <>
      {messageId === undefined ? (
        isOpen(question.state) && <Button onClick={() => setSheet(true)}>{t('act.talk')}</Button>
      ) : (
        <Button
          busy={acting.isActing && t('row.sending')}
          onClick={() => void acting.run(() => onTakeOut(messageId))}
        >
          {t('act.untalk')}
        </Button>
      )}
      {acting.fault !== null && (
        <p role="alert" className="w-full text-caption text-live">
          {t('row.failed', { reason: acting.fault })}
        </p>
      )}
      {isSheet && <PutSheet question={question} putting={talk.putting} onClose={() => setSheet(false)} />}
    </>
  );
}

interface PutSheetProps {
  question: DeskQuestion;
  putting: Putting;
  onClose: () => void;
}

export function PutSheet({ question, putting, onClose }: PutSheetProps) {
  const { t } = useDeskWords();
  const [text, setText] = useState<string>(t('sheet.talkStart'));
  const acting = useActing();
  const length = text.trim().length;
  const isReady = length > 0 && length <= questionLimits.answerLength && !acting.isActing;
  const submit = (): void => {
    if (isReady) void acting.run(() => putting.onPut(question.id, text.trim())).then((is) => is && onClose());
  };
  return (
    <SheetFrame
      title={t('sheet.talkTitle')}
      question={question}
      submit={t('sheet.talk')}
      isReady={isReady}
      onSubmit={submit}
      onClose={onClose}
    >
      <LongText
        label={t('sheet.talkText')}
        hint={t('sheet.talkHint')}
        value={text}
        most={questionLimits.answerLength}
        rows={3}
        onChange={setText}
        onSubmit={submit}
      />
      {acting.fault !== null && (
        <p role="alert" className="text-live">
          {t('row.failed', { reason: acting.fault })}
        </p>
      )}
    </SheetFrame>
  );
}
