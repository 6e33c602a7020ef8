import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useFormats } from '#platform/web/i18n/FormatsProvider.tsx';
import { Button } from '#platform/web/ui/Button.tsx';
import { useNow } from '#platform/web/ui/now.tsx';
import { chatLimits } from '../contract.ts';
import type { Closed } from './acts.ts';
import { namedIn, namingAt, offered, withName, type Mentionable } from './mentions.ts';
import { Names, type Offered } from './Names.tsx';
import { useChatWords } from './useChatWords.ts';
import type { Saying } from './useRoomActs.ts';
import { useSecondsLeft } from './useSecondsLeft.ts';

export interface ComposerProps {
  label: string;
  /** What the form is called. */
  form: string;
  draft: string;
  onDraft: (text: string) => void;
  onSend: (saying: Saying) => void;
  people: readonly (Mentionable & { isStaff: boolean })[];
  isStaff: boolean;
  closed: Closed | undefined;
  /** Only staff write, and the reader is one of them. */
  isLockedForOthers?: boolean;
  slowSeconds?: number;
  /** From when one may write again; null: now. */
  opensAtMs?: number | null;
  /** The server's time. */
  nowMs: () => number;
  hasFocus?: boolean;
  /** Beside the button. */
  children?: ReactNode;
}

const everyone = 'everyone';
const staff = 'staff';

/** Where a message is written. Enter sends it; on a phone, whose Enter is not easily had with Shift, the button does. */
export function Composer(props: ComposerProps) {
  const { closed, isLockedForOthers = false, slowSeconds = 0 } = props;
  const { t } = useChatWords();
  if (closed) return <WhyNot closed={closed} />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      {isLockedForOthers && <p className="text-caption text-caution">{t('composer.lockedForStaff')}</p>}
      {slowSeconds > 0 && !props.isStaff && (
        <p className="text-caption text-muted">{t('composer.slow', { count: slowSeconds })}</p>
      )}
      <Writing {...props} />
    </div>
  );
}

function WhyNot({ closed }: { closed: Closed }) {
  const { t } = useChatWords();
  const formats = useFormats();
  const now = useNow();
  const said =
    closed.why === 'person'
      ? t('composer.lockedUntil', { when: formats.when(closed.until, now) })
      : t(`composer.${closed.why}`);
  const isCaution = closed.why === 'person' || closed.why === 'locked';
  return (
    <p
      className={`rounded-control px-4 py-3 ${isCaution ? 'bg-caution-soft text-caution' : 'bg-quiet text-muted'}`}
    >
      {said}
    </p>
  );
}

function Writing(props: ComposerProps) {
  const { label, form, draft, onDraft, onSend, opensAtMs = null, nowMs, hasFocus = false } = props;
  const { t } = useChatWords();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const naming = useNaming(props, field);
  const secondsLeft = useSecondsLeft(opensAtMs, nowMs);
  const left = chatLimits.messageLength - draft.trim().length;
  useGrowing(field, draft);
  useEffect(() => {
    if (!hasFocus || !field.current) return;
    field.current.focus();
    field.current.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [hasFocus]);
  const send = (): void => {
    const text = draft.trim();
    if (text === '' || left < 0 || secondsLeft > 0) return;
    onSend(naming.sayingOf(text));
    onDraft('');
    field.current?.focus();
  };
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (naming.press(event.key)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey && !isOnGlass()) {
      event.preventDefault();
      send();
    }
  };
  const isNear = left < 200;
  return (
    <form
      aria-label={form}
      noValidate
      onSubmit={(submit) => {
        submit.preventDefault();
        send();
      }}
      className="relative grid grid-cols-[minmax(0,1fr)_auto] items-end gap-x-2 gap-y-1"
    >
      <Names id={`${id}-names`} list={naming.list} at={naming.at} onPick={naming.pick} />
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <textarea
        ref={field}
        id={id}
        rows={1}
        dir="auto"
        placeholder={label}
        value={draft}
        aria-invalid={left < 0}
        aria-describedby={`${id}-told`}
        aria-autocomplete="list"
        aria-controls={naming.list.length > 0 ? `${id}-names` : undefined}
        aria-activedescendant={naming.list.length > 0 ? `${id}-names-${naming.at}` : undefined}
        onChange={({ target }) => {
          onDraft(target.value);
          naming.look();
        }}
        onSelect={naming.look}
        onBlur={naming.leave}
        onKeyDown={press}
        className="field max-h-48 resize-none overflow-y-auto py-2"
      />
      <Button look="primary" type="submit" aria-disabled={secondsLeft > 0 || undefined}>
        {t('composer.send')}
      </Button>
      <p id={`${id}-told`} className={`text-caption ${left < 0 ? 'text-live' : 'text-muted'}`}>
        {secondsLeft > 0
          ? t('composer.wait', { count: secondsLeft })
          : left < 0
            ? t('composer.over', { count: -left })
            : isNear
              ? t('composer.left', { count: left })
              : t('composer.hint')}
      </p>
    </form>
  );
}

const isOnGlass = (): boolean => matchMedia('(pointer: coarse)').matches;

/** The field is as high as its text, up to what its style allows. */
function useGrowing(field: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = 'auto';
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  }, [field, text]);
}

/** Naming people with @: who is offered while a name is typed, and who is meant once it is sent. */
function useNaming(
  { draft, onDraft, people, isStaff, hasFocus = false }: ComposerProps,
  field: React.RefObject<HTMLTextAreaElement | null>,
) {
  const { t } = useChatWords();
  // Whoever goes on with what they had begun goes on at its end.
  const [caret, setCaret] = useState(hasFocus ? draft.length : null);
  const [chosen, setChosen] = useState(0);
  const [dropped, setDropped] = useState<number | null>(null);
  const toCaret = useRef<number>(undefined);
  const all: Offered[] = [
    ...people.map(({ id, name, isStaff: is }) => ({ id, name, hint: is ? t('message.staff') : '' })),
    { id: staff, name: t('composer.staff'), hint: t('composer.staffHint') },
    ...(isStaff ? [{ id: everyone, name: t('composer.everyone'), hint: t('composer.everyoneHint') }] : []),
  ];
  const naming = caret === null ? undefined : namingAt(draft, caret);
  const list = naming && naming.from !== dropped ? offered(all, naming) : [];
  const at = Math.min(chosen, list.length - 1);
  useLayoutEffect(() => {
    if (toCaret.current === undefined) return;
    field.current?.setSelectionRange(toCaret.current, toCaret.current);
    toCaret.current = undefined;
  });
  const pick = (who: Offered): void => {
    if (!naming || caret === null) return;
    const named = withName(draft, caret, naming, who.name);
    onDraft(named.text);
    toCaret.current = named.caret;
    setCaret(named.caret);
    setDropped(naming.from);
    setChosen(0);
    field.current?.focus();
  };
  return {
    list,
    at,
    pick,
    look: () => {
      const selected = field.current?.selectionStart ?? null;
      if (selected !== caret) setChosen(0);
      setCaret(selected);
      if (dropped !== null && field.current?.value[dropped] !== '@') setDropped(null);
    },
    leave: () => setCaret(null),
    /** @returns whether the key was for the names */
    press: (key: string): boolean => {
      if (list.length === 0) return false;
      if (key === 'ArrowDown') setChosen((at + 1) % list.length);
      else if (key === 'ArrowUp') setChosen((at + list.length - 1) % list.length);
      else if (key === 'Enter' || key === 'Tab') pick(list[at]!);
      else if (key === 'Escape') setDropped(naming!.from);
      else return false;
      return true;
    },
    sayingOf: (text: string): Saying => {
      const ids = namedIn(text, all);
      return {
        text,
        mentions: ids.filter((id) => id !== everyone && id !== staff).slice(0, chatLimits.mentions),
        calls: ids.includes(everyone) ? everyone : ids.includes(staff) ? staff : 'nobody',
      };
    },
  };
}
