import { createHash } from 'node:crypto';
import { compareText } from './findings.ts';

/** A file's or folder's name, read as people number things: `01-intro`, `1.2 Intro`, `Lesson 3 - Intro`, `week-2`. */
export interface NumberedName {
  /** `[1]`, `[1, 2]`; undefined when the name carries no number. */
  number: number[] | undefined;
  /** What is left without number and separators; may be empty. */
  words: string;
}

const countedThings =
  'lesson|chapter|week|module|part|unit|day|section|lecture|session|step|lab|topic|class|chap|' +
  'lektion|kapitel|woche|modul|teil|tag|leçon|lecon|chapitre|semaine|partie|lección|leccion|capítulo|capitulo|semana|lição|aula';
const counted = new RegExp(`^(?:${countedThings})[ ._-]{0,3}(\\d{1,4})(?![\\p{L}\\p{N}])`, 'iu');
const plainNumber = /^[([ ]{0,3}(\d{1,4}(?:\.\d{1,3}){0,3})(?=$|[.\-_ ):\]–—])/u;
const separators = /^[ .\-_:)\]–—]+/u;

/** @param name without an extension */
export function readName(name: string): NumberedName {
  const match = plainNumber.exec(name) ?? counted.exec(name);
  if (!match) return { number: undefined, words: name };
  const number = (match[1] as string).split('.').map(Number);
  return { number, words: name.slice(match[0].length).replace(separators, '').trim() };
}

/** A heading's own number says where it stood in the folder; the platform numbers by itself. */
export function withoutNumber(heading: string): string {
  // Only with a sign after it: `3 ways to begin` is a title, `3. Begin` is the third.
  const match =
    /^\d{1,3}(?:\.\d{1,3}){0,3}(?:[.):]| ?[-–—])(?= )/u.exec(heading) ??
    /^\d{1,3}(?:\.\d{1,3}){1,3}(?= )/u.exec(heading);
  const named = match ?? new RegExp(`${counted.source}(?= ?[.:)\\-–—|])`, 'iu').exec(heading);
  if (!named) return heading;
  const rest = heading
    .slice(named[0].length)
    .replace(/^[ .\-_:)\]–—|]+/u, '')
    .trim();
  return rest === '' ? heading : rest;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/**
 * Numbered names first, by number; then 1, 2, 10.
 *
 * @param otherwise what decides before the letters do, where numbers do not
 */
export function compareNames(a: string, b: string, otherwise = 0): number {
  const x = readName(a).number;
  const y = readName(b).number;
  if (x && !y) return -1;
  if (y && !x) return 1;
  for (let i = 0; x && y && i < Math.max(x.length, y.length); i += 1) {
    const difference = (x[i] ?? -1) - (y[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return otherwise || collator.compare(a, b) || compareText(a, b);
}

/** `01-getting_started` → `Getting started`; a name that is nothing but a number keeps it: `Week 2`. */
export function humanise(name: string): string {
  const { words } = readName(name);
  const spaced = (words === '' ? name : words).replace(/[-_ ]+/g, ' ').trim();
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/**
 * A key of ASCII letters, digits and hyphens. Letters it cannot write are kept apart by a short digest, so
 * that two names in another script do not become one key.
 */
export function slug(words: string): string {
  const plain = words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const ascii = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
  if (!/[^\0-\x7f]/.test(plain.replace(/[^\p{L}\p{N}]/gu, ''))) return ascii === '' ? 'x' : ascii;
  const digest = createHash('sha256').update(words.normalize('NFC')).digest('hex').slice(0, 8);
  return ascii === '' ? `x-${digest}` : `${ascii}-${digest}`;
}

/** Without its number where something is left: renumbering a file must not make it another lesson. */
export function keyOf(name: string): string {
  const { words } = readName(name);
  return slug(/[\p{L}\p{N}]/u.test(words) ? words : name);
}
