/** What an address can lead to inside a page: `#message-<id>`. The same name marks it there: `data-message`. */
export type Named = 'question' | 'message' | 'announcement' | 'help';

/** The id of the question, or the message, that somebody came for; null: of none. */
export function namedIn(hash: string, what: Named): string | null {
  const start = `#${what}-`;
  return hash.startsWith(start) ? hash.slice(start.length) : null;
}
