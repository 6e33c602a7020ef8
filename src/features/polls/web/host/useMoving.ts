import { useEffect, useRef, type RefObject } from 'react';
import { announcer } from '#platform/web/ui/announcer.ts';
import type { AgendaItem } from '#features/sessions/contract.ts';
import type { DeskPoll } from '../../contract.ts';
import { neighbourOf } from './desk.ts';
import type { DeskActs } from './useDeskActs.ts';
import { useDeskWords } from './useDeskWords.ts';

export interface Moving {
  /** The list in which drafts are moved. */
  list: RefObject<HTMLOListElement | null>;
  canMove: (place: number, by: -1 | 1) => boolean;
  onMove: (place: number, by: -1 | 1) => void;
}

/** Marks the button that moves a draft, by which it is found again. */
export const moveMark = (id: string, by: -1 | 1): string => `${id} ${by}`;

/** Moves drafts past each other. @param drafts as they are shown */
export function useMoving(
  drafts: readonly DeskPoll[],
  agenda: readonly AgendaItem[],
  acts: Pick<DeskActs, 'onDo'>,
): Moving {
  const { t } = useDeskWords();
  const list = useRef<HTMLOListElement>(null);
  const pressed = useRef<{ id: string; by: -1 | 1; from: number } | null>(null);
  useEffect(() => {
    if (pressed.current === null) return;
    const { id, by, from } = pressed.current;
    const place = drafts.findIndex((draft) => draft.id === id);
    if (place === from) return;
    pressed.current = null;
    const draft = drafts[place];
    if (!draft) return;
    // A row that is moved in the document loses the focus; its button takes it again.
    if (document.activeElement === document.body)
      list.current?.querySelector<HTMLElement>(`[data-move="${CSS.escape(moveMark(id, by))}"]`)?.focus();
    const words = { prompt: draft.prompt, place: place + 1, of: drafts.length };
    announcer.say({ text: t('shop.movedTo', words), group: 'polls/moved' });
  }, [drafts, t]);
  return {
    list,
    canMove: (place, by) => neighbourOf(agenda, drafts, place, by) !== undefined,
    onMove: (place, by) => {
      const [draft, other] = [drafts[place], neighbourOf(agenda, drafts, place, by)];
      if (!draft || !other) return;
      pressed.current = { id: draft.id, by, from: place };
      const side = by === -1 ? 'before' : 'after';
      acts.onDo({ name: 'poll:move', input: { pollId: draft.id, side, otherId: other.id } });
    },
  };
}
