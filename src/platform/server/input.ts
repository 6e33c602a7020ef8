import type { z } from 'zod';
import { parseOr, Refusal } from '#kernel/refusal.ts';

/**
 * Reads the input of a command or view.
 *
 * @throws Refusal `invalid` naming the fields at fault, also for what no text in the database can hold: NUL,
 *   and half a surrogate pair
 */
export function inputOf<Schema extends z.ZodObject>(schema: Schema, given: unknown): z.output<Schema> {
  const input = parseOr(schema, given);
  const field = Object.keys(input).find((name) => !isKeepable(input[name]));
  if (field === undefined) return input;
  const message = 'holds a character that cannot be kept';
  throw new Refusal('invalid', `${field}: ${message}`, { faults: [{ field, message }] });
}

const halfPair = /\p{Cs}/u;

function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && !halfPair.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, part]) => isKeepable(name) && isKeepable(part));
}
