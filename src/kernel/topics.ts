import type { Relation } from './relations.ts';

type ParamsOf<Pattern extends string> = Pattern extends `${infer Head}/${infer Rest}`
  ? ParamsOf<Head> | ParamsOf<Rest>
  : Pattern extends `:${infer Name}`
    ? Name
    : never;

/**
 * One family of topics, `cohort/:cohortId/staff`: how its names are made and read, and who may listen.
 * A topic that no contract declares does not exist.
 */
export interface TopicKind<Pattern extends string = string> {
  readonly pattern: Pattern;
  readonly who: readonly Relation[];
  /** The topic of one thing. */
  of(params: Record<ParamsOf<Pattern>, string>): string;
  /** The ids in a topic's name, or undefined when the name is of another kind. */
  match(topic: string): Record<string, string> | undefined;
}

export function topicKind<const Pattern extends string>(
  pattern: Pattern,
  { who }: { who: readonly Relation[] },
): TopicKind<Pattern> {
  const parts = pattern.split('/');
  return {
    pattern,
    who,
    of: (params) =>
      parts
        .map((part) => (part.startsWith(':') ? (params as Record<string, string>)[part.slice(1)]! : part))
        .join('/'),
    match(topic) {
      const given = topic.split('/');
      if (given.length !== parts.length) return undefined;
      const params: Record<string, string> = {};
      for (const [place, part] of parts.entries()) {
        const word = given[place]!;
        if (part.startsWith(':')) {
          if (!isId(word)) return undefined;
          params[part.slice(1)] = word;
        } else if (part !== word) return undefined;
      }
      return params;
    },
  };
}

const idShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function isId(word: string): boolean {
  return idShape.test(word);
}
