import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/web/ui/Button.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import type { DeskQuestion } from '../../contract.ts';
import { QuestionText } from '../QuestionFacts.tsx';

interface SheetFrameProps {
  title: string;
  question: Pick<DeskQuestion, 'question'>;
  submit: string;
  danger?: boolean;
  /** It can be sent as it stands. */
  isReady: boolean;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
  also?: ReactNode;
}

/** What every sheet of the desk has: the question, and the buttons. */
export function SheetFrame(props: SheetFrameProps) {
  const { title, question, submit, danger = false, isReady, onSubmit, onClose, children, also } = props;
  const { t: say } = useTranslation();
  return (
    <Sheet title={title} onClose={onClose}>
      <form
        noValidate
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(form) => {
          form.preventDefault();
          if (isReady) onSubmit();
        }}
      >
        <QuestionText text={question.question} className="border-s-4 border-hairline ps-4" />
        {children}
        <div className="flex flex-wrap gap-2">
          <Button look={danger ? 'danger' : 'primary'} type="submit" aria-disabled={!isReady || undefined}>
            {submit}
          </Button>
          <Button onClick={onClose}>{say('kit.cancel')}</Button>
          {also}
        </div>
      </form>
    </Sheet>
  );
}
