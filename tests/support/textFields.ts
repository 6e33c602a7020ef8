import { z } from 'zod';
import type { Contract } from '#kernel/contract.ts';
import { textsThatMatch } from './hostileTexts.ts';

/** A place in the input of a command or view into which people write words of their own. */
export interface TextField {
  /** `lessons:save-lesson media.chapters[].title` */
  readonly name: string;
  /** The command or view. */
  readonly of: string;
  readonly path: string;
  /** The longest that its schema takes; undefined: as long as the whole may be. */
  readonly mostLength: number | undefined;
}

interface StringSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  maxLength?: number;
  allOf?: StringSchema[];
}

type Schema = StringSchema & {
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  $ref?: string;
  $defs?: Record<string, Schema>;
};

/** Every text field of the commands, and of the views where asked for. */
export function textFieldsOf(contracts: readonly Contract[], what: 'commands' | 'views'): TextField[] {
  return contracts.flatMap((contract) =>
    Object.entries(contract[what]).flatMap(([of, { input }]) => {
      const found = new Map<string, number | undefined>();
      for (const { path, schema } of stringsIn(input)) if (isFree(schema)) found.set(path, schema.maxLength);
      return [...found].map(([path, mostLength]) => ({ name: `${of} ${path}`, of, path, mostLength }));
    }),
  );
}

export interface StringPlace {
  path: string;
  schema: StringSchema;
  /** An input that has nothing but this string and what decides of which kind the things around it are. */
  holding(text: string): unknown;
}

/** Every string in an input, with what its schema says of it; one path may have several. */
export function stringsIn(input: z.ZodType): StringPlace[] {
  const root = z.toJSONSchema(input, { io: 'output', unrepresentable: 'any' }) as Schema;
  const strings: StringPlace[] = [];
  const visit = (schema: Schema, path: string, holding: (part: unknown) => unknown): void => {
    if (schema.$ref !== undefined) {
      const named = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
      if (!named) throw new Error(`${schema.$ref} is defined nowhere`);
      visit(named, path, holding);
    }
    if (schema.type === 'string') strings.push({ path, schema, holding });
    const fixed = Object.entries(schema.properties ?? {}).flatMap(([name, { const: value }]) =>
      value === undefined ? [] : [[name, value] as const],
    );
    for (const [name, part] of Object.entries(schema.properties ?? {})) {
      visit(part, path === '' ? name : `${path}.${name}`, (text) =>
        holding({ ...Object.fromEntries(fixed), [name]: text }),
      );
    }
    if (typeof schema.additionalProperties === 'object')
      visit(schema.additionalProperties, `${path}.*`, (text) => holding({ any: text }));
    if (schema.items) visit(schema.items, `${path}[]`, (text) => holding([text]));
    for (const part of schema.prefixItems ?? []) visit(part, `${path}[]`, (text) => holding([text]));
    for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) visit(part, path, holding);
  };
  visit(root, '', (whole) => whole);
  return strings;
}

/** The patterns that a string has to match. */
export function patternsOf({ pattern, allOf = [] }: StringSchema): RegExp[] {
  return [...(pattern === undefined ? [] : [new RegExp(pattern, 'u')]), ...allOf.flatMap(patternsOf)];
}

/** Whether something that a browser could act on fits: a name, an id or a day of a fixed form cannot. */
function isFree(schema: StringSchema): boolean {
  if (schema.enum !== undefined || schema.const !== undefined) return false;
  if (schema.format === 'date' || schema.format === 'date-time' || schema.format === 'uuid') return false;
  return patternsOf(schema).every((pattern) =>
    textsThatMatch(pattern).some((text) => /[<>"`(\\]/.test(text)),
  );
}
