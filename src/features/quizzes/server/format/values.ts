/** Whole hundredths as they are written: `1`, `0.5`, `2.25`. */
export function pointsText(hundredths: number): string {
  return String(hundredths / 100);
}

const pointsShape = /^([0-9]{1,4})(?:[.,]([0-9]{1,2}))?$/;

/** @returns whole hundredths, or undefined when the text is no number of points */
export function pointsOf(text: string): number | undefined {
  const parts = pointsShape.exec(text);
  return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : undefined;
}

const percentShape = /^(-?[0-9]{1,3}) ?%$/;

export function percentOfText(text: string): number | undefined {
  const parts = percentShape.exec(text);
  return parts ? Number(parts[1]) : undefined;
}

const minutesShape = /^([0-9]{1,5}) (?:minutes|minute|min)$/;

export function minutesOf(text: string): number | undefined {
  const parts = minutesShape.exec(text);
  return parts ? Number(parts[1]) : undefined;
}

export function wholeOf(text: string): number | undefined {
  return /^[0-9]{1,5}$/.test(text) ? Number(text) : undefined;
}

const decimalShape = /^[+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?$/;

/** A decimal in one spelling: a point, no plus, no needless zeros. */
export function decimalOf(text: string): string | undefined {
  if (!decimalShape.test(text)) return undefined;
  const isNegative = text.startsWith('-');
  const [whole = '', fraction = ''] = text.replace(/^[+-]/, '').replace(',', '.').split('.');
  const digits = whole.replace(/^0+(?=.)/, '');
  let end = fraction.length;
  while (fraction[end - 1] === '0') end -= 1;
  const plain = end === 0 ? digits : `${digits}.${fraction.slice(0, end)}`;
  return isNegative && plain !== '0' ? `-${plain}` : plain;
}

/** Takes `value (50%)` apart. */
export function withPercent(text: string): { text: string; percent: number } {
  const at = text.lastIndexOf(' (');
  if (at > 0 && text.endsWith(')')) {
    const percent = percentOfText(text.slice(at + 2, -1));
    if (percent !== undefined) return { text: text.slice(0, at).trim(), percent };
  }
  return { text: text.trim(), percent: 100 };
}
