/** Somebody who can be named in a channel. */
export interface Mentionable {
  id: string;
  name: string;
}

/** A name that is being typed: where its `@` stands, and what was typed of it. */
export interface Naming {
  from: number;
  typed: string;
}

/** How many names are offered at most. */
const mostOffered = 6;
/** Longer than what anybody types before choosing. */
const mostTyped = 40;

/** The name that is being typed before the caret; undefined where none is. An address of mail names nobody. */
export function namingAt(text: string, caret: number): Naming | undefined {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf('@');
  if (from === -1 || caret - from - 1 > mostTyped) return undefined;
  if (from > 0 && !/[\s([{"'“‘>*_~]/u.test(before[from - 1]!)) return undefined;
  const typed = before.slice(from + 1);
  return /[\n@]|^\s/u.test(typed) ? undefined : { from, typed };
}

/** Who may be meant, those first whose whole name begins so. */
export function offered<Person extends Mentionable>(people: readonly Person[], { typed }: Naming): Person[] {
  const wanted = plain(typed);
  const begins = people.filter(({ name }) => plain(name).startsWith(wanted));
  const within = people.filter(
    (one) =>
      !begins.includes(one) &&
      plain(one.name)
        .split(/\s+/u)
        .some((word) => word.startsWith(wanted)),
  );
  return [...begins, ...within].slice(0, mostOffered);
}

/** The text with the name in the place of what was typed of it, and where the caret goes. */
export function withName(
  text: string,
  caret: number,
  { from }: Naming,
  name: string,
): { text: string; caret: number } {
  const head = `${text.slice(0, from)}@${name} `;
  const rest = text.slice(caret);
  return { text: head + (rest.startsWith(' ') ? rest.slice(1) : rest), caret: head.length };
}

/** A stretch of a text, and who is named by it. */
export interface NamedPart {
  text: string;
  who: Mentionable | undefined;
}

/** The text in parts, `@Name` of anybody who is known being one of its own; of two names the longer one. */
export function namedParts(text: string, people: readonly Mentionable[]): NamedPart[] {
  const byLength = [...people].sort((one, other) => other.name.length - one.name.length);
  const parts: NamedPart[] = [];
  let open = 0;
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    if (at < open) continue;
    const who = byLength.find(({ name }) => isNamedAt(text, at, name));
    if (!who) continue;
    const end = at + 1 + who.name.length;
    if (at > open) parts.push({ text: text.slice(open, at), who: undefined });
    parts.push({ text: text.slice(at, end), who });
    open = end;
  }
  if (open < text.length) parts.push({ text: text.slice(open), who: undefined });
  return parts;
}

/** Who is named in a text. */
export function namedIn(text: string, people: readonly Mentionable[]): string[] {
  return [...new Set(namedParts(text, people).flatMap(({ who }) => (who ? [who.id] : [])))];
}

function isNamedAt(text: string, at: number, name: string): boolean {
  if (at > 0 && /[\p{L}\p{N}]/u.test(text[at - 1]!)) return false;
  if (plain(text.slice(at + 1, at + 1 + name.length)) !== plain(name)) return false;
  const next = text[at + 1 + name.length];
  return next === undefined || !/[\p{L}\p{N}]/u.test(next);
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
}
