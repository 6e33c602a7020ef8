import { lineRange, type Edit, type Selected } from './marking.ts';

export function selectedIn(area: HTMLTextAreaElement): Selected {
  return { text: area.value, from: area.selectionStart, to: area.selectionEnd };
}

/** Changes the text as if it had been typed, so that the browser's own undo takes it back. */
export function apply(area: HTMLTextAreaElement, { from, to, insert, select }: Edit): void {
  area.focus();
  area.setSelectionRange(from, to);
  if (from !== to || insert !== '') {
    const isDone = document.execCommand(insert === '' ? 'delete' : 'insertText', false, insert);
    if (!isDone) {
      area.setRangeText(insert, from, to, 'end');
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
  }
  area.setSelectionRange(...select);
}

/** Selects a line and brings it into sight. */
export function goToLine(area: HTMLTextAreaElement, line: number): void {
  const [from, to] = lineRange(area.value, line);
  // A browser shows where the selection is when the field gets the focus, and not before.
  area.blur();
  area.setSelectionRange(from, from);
  area.focus();
  area.setSelectionRange(from, to);
}
