import { sql } from 'kysely';
import type { Queryable, Tx } from '#platform/server/db/database.ts';
import type { ParsedLesson, ParsedSection } from './importer/course.ts';
import type { Version } from './store.ts';

/** Languages whose words the database can bring to their stems. */
const dictionaries: Readonly<Record<string, string>> = {
  ar: 'arabic',
  ca: 'catalan',
  da: 'danish',
  de: 'german',
  el: 'greek',
  en: 'english',
  es: 'spanish',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  ga: 'irish',
  hi: 'hindi',
  hu: 'hungarian',
  hy: 'armenian',
  id: 'indonesian',
  it: 'italian',
  lt: 'lithuanian',
  nb: 'norwegian',
  ne: 'nepali',
  nl: 'dutch',
  no: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sr: 'serbian',
  sv: 'swedish',
  ta: 'tamil',
  tr: 'turkish',
  yi: 'yiddish',
};

/** More of one text is not searched: what the database keeps of a text has a bound. */
const mostCharacters = 120_000;
/** Of scripts that set no space between words. */
const unspacedSet =
  '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Khmer}\\p{sc=Lao}\\p{sc=Myanmar}]';
const unspaced = new RegExp(unspacedSet, 'gu');

/** The rules by which the words of a language are searched, as far as this database has them. */
export async function dictionaryFor(db: Queryable, language: string): Promise<string> {
  const wanted = dictionaries[language.split('-')[0]!.toLowerCase()] ?? 'simple';
  const { rows } = await sql`
    select from pg_ts_config where cfgname = ${wanted} and pg_ts_config_is_visible(oid)`.execute(db);
  return rows.length > 0 ? wanted : 'simple';
}

/** A text as it is searched: where a script sets no space between words, each character is a word. */
export function searchable(text: string): string {
  return text
    .slice(0, mostCharacters)
    .replace(unspaced, ' $& ')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** They mark what was found; no text holds them, for `searchable` takes them out. */
export const [opening, closing] = ['\u0001', '\u0002'] as const;

const between = new RegExp(`(?<=${unspacedSet}${closing}?) (?=${opening}?${unspacedSet})`, 'gu');

/** Undoes what `searchable` did to scripts without spaces; what was found side by side is one find. */
export function readable(text: string): string {
  return text.replace(between, '').replaceAll(closing + opening, '');
}

/**
 * What somebody typed as a question for the database: all words, the last letters of each left open.
 *
 * @returns undefined where there is no word in it
 */
export function questionOf(typed: string): string | undefined {
  const words =
    typed
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  const terms = words.slice(0, 10).map((word) => {
    const parts = searchable(word.slice(0, 50)).split(' ');
    // Nothing but letters and digits is left, so the quotes hold.
    return parts.length > 1 ? `(${parts.map((part) => `'${part}'`).join(' <-> ')})` : `'${parts[0]}':*`;
  });
  return terms.length > 0 ? terms.join(' & ') : undefined;
}

/** Makes a version's lessons findable. */
export async function insertWords(
  tx: Tx,
  { courseId, version }: Version,
  lessons: readonly (ParsedLesson & { id: string })[],
  dictionary: string,
): Promise<void> {
  const sections = lessons.flatMap(({ id, sections: parts = [] }) =>
    withinBounds(parts).map((section, number) => ({ id, number, ...section })),
  );
  await sql`
    insert into lesson_section (course_id, version, lesson_id, number, part, anchor, text)
    select ${courseId}, ${version}, id, number, part, anchor, text
    from json_to_recordset(${JSON.stringify(sections)}::json)
      as s (id uuid, number int, part text, anchor text, text text)`.execute(tx);
  const heads = lessons.map(({ id, title, summary }) => ({
    id,
    title: searchable(title),
    summary: searchable(summary),
  }));
  await sql`
    insert into lesson_words (course_id, version, lesson_id, words)
    select ${courseId}, ${version}, id,
      setweight(to_tsvector(${dictionary}::regconfig, title), 'A')
        || setweight(to_tsvector(${dictionary}::regconfig, summary), 'B')
        || setweight(to_tsvector(${dictionary}::regconfig, coalesce(text, '')), 'C')
    from json_to_recordset(${JSON.stringify(heads)}::json) as l (id uuid, title text, summary text)
    left join (
      select lesson_id, string_agg(text, ' ' order by number) as text
      from lesson_section where course_id = ${courseId} and version = ${version} group by lesson_id
    ) whole on whole.lesson_id = l.id`.execute(tx);
}

function withinBounds(sections: readonly ParsedSection[]): ParsedSection[] {
  let left = mostCharacters;
  return sections.flatMap((section) => {
    const text = searchable(section.text.slice(0, left));
    left -= text.length;
    return text === '' ? [] : [{ ...section, text }];
  });
}
