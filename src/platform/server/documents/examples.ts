import { nameOf, type JsonSchema } from './schemas.ts';

const words: Readonly<Record<string, string>> = {
  name: 'Amara Okafor',
  email: 'amara@example.org',
  zone: 'Africa/Lagos',
  language: 'en',
  password: 'a lantern over quiet water',
};
const moment = '2026-03-02T09:00:00.000Z';
const deepest = 14;

/**
 * A value that a schema allows, the same one each time: its own example where it has one, else something
 * plausible for the field's name. A string with a pattern of its own needs an example in its contract.
 *
 * @param field the name of the field that the value is for
 */
export function exampleOf(
  schema: JsonSchema,
  named: Readonly<Record<string, JsonSchema>>,
  field = '',
  depth = 0,
): unknown {
  const name = nameOf(schema);
  if (name !== undefined) return depth > deepest ? {} : exampleOf(named[name] ?? {}, named, field, depth + 1);
  if (schema.examples && schema.examples.length > 0) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum && schema.enum.length > 0) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.allOf) {
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(part, named, field, depth + 1)));
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices?.[0]) {
    const choice = choices.find(({ type }) => type !== 'null') ?? choices[0];
    return exampleOf(choice, named, field, depth + 1);
  }
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'string':
      return text(schema, field);
    case 'integer':
    case 'number':
      return schema.minimum ?? Math.min(1, schema.maximum ?? 1);
    case 'boolean':
      return false;
    case 'null':
      return null;
    case 'array':
      return schema.items && depth < deepest ? [exampleOf(schema.items, named, field, depth + 1)] : [];
    case 'object':
      return object(schema, named, depth);
    default:
      return {};
  }
}

function object(
  { properties = {}, additionalProperties }: JsonSchema,
  named: Readonly<Record<string, JsonSchema>>,
  depth: number,
): unknown {
  if (depth > deepest) return {};
  const fields = Object.entries(properties).map(([key, part]) => [
    key,
    exampleOf(part, named, key, depth + 1),
  ]);
  if (fields.length === 0 && typeof additionalProperties === 'object') {
    return { [exampleId('key')]: exampleOf(additionalProperties, named, '', depth + 1) };
  }
  return Object.fromEntries(fields);
}

function text({ format, minLength = 0, maxLength = 80 }: JsonSchema, field: string): string {
  if (format === 'uuid') return exampleId(field);
  if (format === 'date-time') return moment;
  if (format === 'date') return moment.slice(0, 10);
  if (format === 'email') return words['email']!;
  if (format === 'uri') return 'https://example.org/class';
  return (words[field] ?? (field === '' ? 'text' : field)).padEnd(minLength, '.').slice(0, maxLength);
}

/** An id as Stoa makes them; the same field has the same id in every example. */
export function exampleId(field: string): string {
  let sum = 0;
  for (const letter of field) sum = (sum * 31 + letter.charCodeAt(0)) % 0x1_0000_0000;
  const tail = sum.toString(16).padStart(8, '0');
  return `019cad98-1e80-7${tail.slice(0, 3)}-8${tail.slice(3, 6)}-${tail}0000`;
}
