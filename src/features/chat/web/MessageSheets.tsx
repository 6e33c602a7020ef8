import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/web/ui/Button.tsx';
import { Choice } from '#platform/web/ui/Choice.tsx';
import { Sheet } from '#platform/web/ui/Sheet.tsx';
import { chatLimits, type ChatMessage } from '../contract.ts';
import { useActing, type Acting } from './useActing.ts';
import { useChatWords } from './useChatWords.ts';
import type { MessageSheetAct } from './sheets.ts';
import type { RoomActs } from './useRoomActs.ts';

interface MessageSheetProps {
  act: MessageSheetAct;
  message: ChatMessage;
  acts: Pick<RoomActs, 'onDelete' | 'onReport' | 'onLock'>;
  revisions: (messageId: string) => ReactNode;
  onClose: () => void;
}

/** What asks for a word more before it is done to a message. */
export function MessageSheet({ act, message, acts, revisions, onClose }: MessageSheetProps) {
  const { t } = useChatWords();
  switch (act) {
    case 'delete':
      return <DeleteSheet message={message} onDelete={acts.onDelete} onClose={onClose} />;
    case 'report':
      return <ReportSheet message={message} onReport={acts.onReport} onClose={onClose} />;
    case 'lock':
      return <LockSheet message={message} onLock={acts.onLock} onClose={onClose} />;
    case 'revisions':
      return (
        <Sheet title={t('revisions.title')} onClose={onClose}>
          {revisions(message.id)}
        </Sheet>
      );
  }
}

interface OneSheetProps {
  message: ChatMessage;
  onClose: () => void;
}

/** The words that it is about, as they were typed. */
function Quote({ message }: { message: ChatMessage }) {
  return (
    <blockquote className="border-s-4 border-hairline ps-4">
      <bdi className="text-label">{message.author.name}</bdi>
      <p dir="auto" className="line-clamp-4 whitespace-pre-line [overflow-wrap:anywhere]">
        {message.text}
      </p>
    </blockquote>
  );
}

function DeleteSheet({ message, onDelete, onClose }: OneSheetProps & Pick<RoomActs, 'onDelete'>) {
  const { t } = useChatWords();
  const { acting, run } = useActing();
  return (
    <Sheet title={t('delete.title')} onClose={onClose}>
      <SheetForm
        submit={t('delete.do')}
        busy={t('delete.doing')}
        danger
        acting={acting}
        failed={(reason) => t('message.notDone', { reason })}
        onSubmit={() => void run(() => onDelete(message.id)).then((done) => done && onClose())}
        onClose={onClose}
      >
        <Quote message={message} />
        <p className="text-muted">{t('delete.text')}</p>
      </SheetForm>
    </Sheet>
  );
}

function ReportSheet({ message, onReport, onClose }: OneSheetProps & Pick<RoomActs, 'onReport'>) {
  const { t } = useChatWords();
  const { t: say } = useTranslation();
  const id = useId();
  const [reason, setReason] = useState('');
  const { acting, run } = useActing();
  if (acting.state === 'done') {
    return (
      <Sheet title={t('act.report')} onClose={onClose}>
        <p role="status">{t('report.done')}</p>
        <div className="mt-4">
          <Button look="primary" onClick={onClose}>
            {say('kit.close')}
          </Button>
        </div>
      </Sheet>
    );
  }
  return (
    <Sheet title={t('report.title')} onClose={onClose}>
      <SheetForm
        submit={t('report.send')}
        busy={t('report.sending')}
        acting={acting}
        failed={(why) => t('report.failed', { reason: why })}
        onSubmit={() => void run(() => onReport(message.id, reason.trim()))}
        onClose={onClose}
      >
        <Quote message={message} />
        <p className="text-muted">{t('report.text')}</p>
        <div className="grid gap-1">
          <label htmlFor={id} className="text-label">
            {t('report.reason')}
          </label>
          <textarea
            id={id}
            rows={3}
            dir="auto"
            maxLength={chatLimits.reasonLength}
            value={reason}
            onChange={({ target }) => setReason(target.value)}
            className="field py-2"
          />
        </div>
      </SheetForm>
    </Sheet>
  );
}

const lockMinutes = { ten: '10', hour: '60', day: '1440', week: '10080' } as const;

function LockSheet({ message, onLock, onClose }: OneSheetProps & Pick<RoomActs, 'onLock'>) {
  const { t } = useChatWords();
  const [minutes, setMinutes] = useState<string>(lockMinutes.ten);
  const { acting, run } = useActing();
  const { author } = message;
  const options = (Object.keys(lockMinutes) as (keyof typeof lockMinutes)[]).map((name) => ({
    value: lockMinutes[name] as string,
    label: t(`lock.${name}`),
  }));
  return (
    <Sheet title={t('lock.title', { name: author.name })} onClose={onClose}>
      <SheetForm
        submit={t('lock.do')}
        busy={t('lock.doing')}
        danger
        acting={acting}
        failed={(reason) => t('lock.failed', { reason })}
        onSubmit={() => void run(() => onLock(author.id, Number(minutes))).then((done) => done && onClose())}
        onClose={onClose}
      >
        <Choice label={t('lock.minutes')} value={minutes} options={options} onChange={setMinutes} />
        <p className="text-muted">{t('lock.text')}</p>
      </SheetForm>
    </Sheet>
  );
}

interface SheetFormProps {
  submit: string;
  busy: string;
  danger?: boolean;
  acting: Acting;
  failed: (reason: string) => string;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** What every sheet has: its words, what went wrong, and the buttons. */
export function SheetForm(props: SheetFormProps) {
  const { submit, busy, danger = false, acting, failed, onSubmit, onClose, children } = props;
  const { t } = useTranslation();
  return (
    <form
      noValidate
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
      onSubmit={(form) => {
        form.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {acting.state === 'failed' && (
        <p role="alert" className="text-live">
          {failed(acting.reason)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look={danger ? 'danger' : 'primary'} type="submit" busy={acting.state === 'acting' && busy}>
          {submit}
        </Button>
        <Button onClick={onClose}>{t('kit.cancel')}</Button>
      </div>
    </form>
  );
}
