import type { OutgoingType } from '../contract.ts';
import type { words } from './words.ts';

type WordOf<T extends string> = T extends `${infer Thing}.${infer Act}` ? `type.${Thing}${Act}` : never;

/** Where the words of a type stand: in the catalogue a dot leads deeper. */
export function typeWord(type: string): WordOf<OutgoingType | 'webhook.test'> {
  return `type.${type.replace('.', '')}` as `type.${keyof typeof words.type}`;
}
