import { Refusal } from '#kernel/refusal.ts';

/** One of its fields is not what it can be. */
export const invalid = (field: string, message: string): Refusal =>
  new Refusal('invalid', `${field}: ${message}`, { faults: [{ field, message }] });
