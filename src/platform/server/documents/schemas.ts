import { z } from 'zod';
import { createSchema, type CreateDocumentOptions } from 'zod-openapi';

/** A JSON Schema as far as the documents and their pages read it. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  [more: string]: unknown;
}

/** Whether a schema is read as what a client sends, or as what it hears. */
export type Direction = 'input' | 'output';

// What zod writes beside these formats says the same again in a hundred characters.
const usualPatterns = new Map(
  [z.uuid(), z.iso.date(), z.iso.datetime(), z.email()].map((schema) => {
    const { format, pattern } = z.toJSONSchema(schema) as JsonSchema;
    return [format, pattern];
  }),
);

/** How schemas are written down: whatever they say, said once, and answers that may gain fields. */
export const schemaOptions: CreateDocumentOptions = {
  override: ({ jsonSchema: given, zodSchema, io }) => {
    const schema = given as JsonSchema;
    if (schema.pattern !== undefined && usualPatterns.get(schema.format) === schema.pattern) {
      delete schema.pattern;
    }
    if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
    if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
    if ('example' in schema) {
      schema.examples = [schema['example']];
      delete schema['example'];
    }
    // Only what is declared strict is closed: a reader must live with fields that come later.
    const { def } = zodSchema._zod;
    if (io === 'output' && def.type === 'object' && def.catchall === undefined) {
      delete schema.additionalProperties;
    }
  },
};

export const schemaPath = '#/components/schemas/';

/** Gathers the named schemas that a document's others refer to. */
export class SchemaShelf {
  readonly named: Record<string, JsonSchema> = {};

  /** @throws Error when two different shapes go by one name */
  put(schema: z.ZodType, io: Direction): JsonSchema {
    const written = createSchema(schema, {
      io,
      schemaRefPath: schemaPath,
      openapiVersion: '3.1.1',
      opts: schemaOptions,
    });
    for (const [name, shape] of Object.entries(written.components as Record<string, JsonSchema>)) {
      const other = this.named[name];
      if (other !== undefined && JSON.stringify(other) !== JSON.stringify(shape)) {
        throw new Error(`two shapes are named ${name}: give one of them another id`);
      }
      this.named[name] = shape;
    }
    return written.schema as JsonSchema;
  }

  /** The shape itself, where `put` would answer a reference to it. */
  read(schema: z.ZodType, io: Direction): JsonSchema {
    const written = this.put(schema, io);
    const name = nameOf(written);
    return name === undefined ? written : this.named[name]!;
  }
}

/** The name that a reference to a named schema carries; undefined for any other schema. */
export function nameOf(schema: JsonSchema): string | undefined {
  return schema.$ref?.startsWith(schemaPath) ? schema.$ref.slice(schemaPath.length) : undefined;
}

/** A schema with every reference replaced by what it stands for; a circle keeps its name. */
export function inlined(
  schema: unknown,
  named: Readonly<Record<string, JsonSchema>>,
  within: readonly string[] = [],
): unknown {
  if (Array.isArray(schema)) return schema.map((part) => inlined(part, named, within));
  if (typeof schema !== 'object' || schema === null) return schema;
  const name = nameOf(schema as JsonSchema);
  if (name !== undefined && named[name] !== undefined && !within.includes(name)) {
    return inlined(named[name], named, [...within, name]);
  }
  return Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, inlined(part, named, within)]));
}
