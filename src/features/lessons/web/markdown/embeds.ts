import type { Element } from 'hast';
import { textOf } from './headings.ts';

/** The address of a line `embed: <https address>`, which stands for a frame; undefined for any other paragraph. */
export function embedIn(paragraph: Element | undefined): string | undefined {
  if (!paragraph) return undefined;
  return /^embed:\s+(https:\/\/\S+)$/.exec(textOf(paragraph).trim())?.[1];
}

/** `www.example.org` of an address; empty for what is none. */
export function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return '';
  }
}

/** The addresses of all such lines of a text that is being written; once it is published, the server tells them. */
export function embedsIn(markdown: string): string[] {
  return [...markdown.matchAll(/^embed:[ \t]+(https:\/\/\S+)[ \t]*$/gm)].map(([, address = '']) => address);
}
