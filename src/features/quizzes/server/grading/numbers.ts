import type { NumberRange } from '../format/quiz.ts';

/** A decimal as a whole number of 10^-places: compared exactly, however it was written. */
interface Decimal {
  units: bigint;
  places: number;
}

const mostCharacters = 64;

/**
 * What somebody may have meant by a number as they typed it: `1,5`, `1.5`, `1 000`, `−3`. Where `1,000` can
 * be one or a thousand, both.
 */
export function numbersMeant(typed: string, unit: string | null): string[] {
  if (typed.length > mostCharacters) return [];
  let text = typed.replace(/[\s'’]/g, '').replaceAll('−', '-');
  const shortUnit = unit?.replace(/\s/g, '') ?? '';
  if (shortUnit !== '' && text.toLowerCase().endsWith(shortUnit.toLowerCase()))
    text = text.slice(0, text.length - shortUnit.length);
  const sign = text.startsWith('-') ? '-' : '';
  const body = text.replace(/^[+-]/, '');
  if (!/^[0-9.,]+$/.test(body) || !/[0-9]/.test(body)) return [];
  return bodiesMeant(body).map((meant) => sign + meant);
}

function bodiesMeant(body: string): string[] {
  const [commas, points] = [body.split(',').length - 1, body.split('.').length - 1];
  if (commas === 0 && points === 0) return [body];
  if (commas > 0 && points > 0) {
    const decimal = body.lastIndexOf(',') > body.lastIndexOf('.') ? ',' : '.';
    const grouping = decimal === ',' ? '.' : ',';
    const plain = body.replaceAll(grouping, '');
    return plain.split(decimal).length === 2 ? [asDecimal(plain.replace(decimal, '.'))] : [];
  }
  const separator = commas > 0 ? ',' : '.';
  const parts = body.split(separator);
  const isGrouped = /^[1-9][0-9]{0,2}$/.test(parts[0]!) && parts.slice(1).every((part) => part.length === 3);
  if (parts.length > 2) return isGrouped ? [parts.join('')] : [];
  const decimal = asDecimal(parts.join('.'));
  return isGrouped ? [decimal, parts.join('')] : [decimal];
}

/** `.5` and `5.` as people write them. */
function asDecimal(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  return fraction === '' ? whole : `${whole === '' ? '0' : whole}.${fraction}`;
}

export function isWithin(range: NumberRange, value: string): boolean {
  const number = decimal(value);
  if ('from' in range) return isAtMost(decimal(range.from), number) && isAtMost(number, decimal(range.to));
  const at = decimal(range.at);
  const distance = absolute(minus(number, at));
  if ('plusMinus' in range) return isAtMost(distance, decimal(range.plusMinus));
  const allowed = decimal(range.plusMinusPercent);
  const hundredfold = { units: distance.units * 100n, places: distance.places };
  const part = { units: absolute(at).units * allowed.units, places: at.places + allowed.places };
  return isAtMost(hundredfold, part);
}

function decimal(text: string): Decimal {
  const [whole = '', fraction = ''] = text.split('.');
  return { units: BigInt(whole + fraction), places: fraction.length };
}

function aligned(a: Decimal, b: Decimal): [bigint, bigint] {
  const places = Math.max(a.places, b.places);
  const scaled = ({ units, places: own }: Decimal): bigint => units * 10n ** BigInt(places - own);
  return [scaled(a), scaled(b)];
}

function isAtMost(a: Decimal, b: Decimal): boolean {
  const [left, right] = aligned(a, b);
  return left <= right;
}

function minus(a: Decimal, b: Decimal): Decimal {
  const [left, right] = aligned(a, b);
  return { units: left - right, places: Math.max(a.places, b.places) };
}

function absolute({ units, places }: Decimal): Decimal {
  return { units: units < 0n ? -units : units, places };
}
