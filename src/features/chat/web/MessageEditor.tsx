import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '#platform/web/ui/Button.tsx';
import { chatLimits } from '../contract.ts';
import { useActing } from './useActing.ts';
import { useChatWords } from './useChatWords.ts';

interface MessageEditorProps {
  text: string;
  /** Rejects with ApiProblem. */
  onSave: (text: string) => Promise<unknown>;
  onClose: () => void;
}

/** Putting one's own message differently, where it stands. Enter saves, Escape leaves it. */
export function MessageEditor({ text, onSave, onClose }: MessageEditorProps) {
  const { t } = useChatWords();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState(text);
  const { acting, run } = useActing();
  useEffect(() => {
    field.current?.focus();
    field.current?.setSelectionRange(text.length, text.length);
  }, [text]);
  const left = chatLimits.messageLength - typed.trim().length;
  const save = (): void => {
    const next = typed.trim();
    if (next === '' || left < 0) return;
    if (next === text) onClose();
    else void run(() => onSave(next)).then((done) => done && onClose());
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && !event.shiftKey) save();
    else return;
    event.preventDefault();
  };
  return (
    <form
      noValidate
      onSubmit={(submit) => {
        submit.preventDefault();
        save();
      }}
      className="grid grid-cols-[minmax(0,1fr)] gap-2 py-1"
    >
      <label htmlFor={id} className="sr-only">
        {t('act.edit')}
      </label>
      <textarea
        ref={field}
        id={id}
        rows={Math.min(8, typed.split('\n').length + 1)}
        dir="auto"
        value={typed}
        aria-invalid={left < 0}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={press}
        className="field py-2"
      />
      {left < 0 && <p className="text-caption text-live">{t('composer.over', { count: -left })}</p>}
      {acting.state === 'failed' && (
        <p role="alert" className="text-caption text-live">
          {t('composer.notSaved', { reason: acting.reason })}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" type="submit" busy={acting.state === 'acting' && t('composer.saving')}>
          {t('composer.save')}
        </Button>
        <Button onClick={onClose}>{t('composer.cancel')}</Button>
      </div>
    </form>
  );
}
