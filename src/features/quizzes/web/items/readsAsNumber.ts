/** Whether it looks like one number, `1,5` as well as `-0.25` or `3 kg`. What it is worth, the server decides. */
export function readsAsNumber(typed: string, unit: string | null): boolean {
  const squeeze = (text: string): string => text.replaceAll(/[\s'’]/g, '').toLowerCase();
  const [text, end] = [squeeze(typed), squeeze(unit ?? '')];
  const body = end !== '' && text.endsWith(end) ? text.slice(0, text.length - end.length) : text;
  return /^[+\-−]?[.,]?\d[\d.,]*$/.test(body);
}
