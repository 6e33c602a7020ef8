import { html, joined, type Fragment } from './html.ts';
import { table } from './pageFrame.ts';
import { nameOf, type JsonSchema } from './schemas.ts';

/** The shapes that have a name, each with its fields; the anchors that `shapeOf` leads to. */
export function shapes(named: Readonly<Record<string, JsonSchema>>): Fragment {
  return html`<h2 id="shapes">Shapes</h2>
    ${Object.entries(named).map(
      ([name, schema]) =>
        html`<h3 id="shape-${name}">${name}</h3>
          ${fieldTable(`Fields of ${name}`, schema)}`,
    )}`;
}

export function fieldTable(about: string, schema: JsonSchema): Fragment {
  if (!schema.properties) return html`<p><code>${shapeOf(schema)}</code></p>`;
  return table(
    about,
    ['field', 'what', 'there'],
    Object.entries(schema.properties).map(([field, part]) => [
      html`<code>${field}</code>`,
      html`<code>${shapeOf(part)}</code>`,
      [
        schema.required?.includes(field) ? 'always' : 'may be absent',
        part.description && `. ${part.description}`,
      ],
    ]),
  );
}

/** A schema in the words of TypeScript, with links to the shapes that have a name. */
export function shapeOf(schema: JsonSchema): Fragment {
  const name = nameOf(schema);
  if (name !== undefined) return html`<a href="#shape-${name}">${name}</a>`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return joined(choices.map(shapeOf), ' | ');
  if (schema.allOf) return joined(schema.allOf.map(shapeOf), ' & ');
  if (schema.type === 'array') return schema.items ? [shapeOf(schema.items), '[]'] : 'unknown[]';
  if (schema.type === 'object') return objectShape(schema);
  if (schema.type === 'string') return stringShape(schema);
  return Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'unknown');
}

function objectShape({ properties = {}, required = [], additionalProperties }: JsonSchema): Fragment {
  const fields = Object.entries(properties).map(([field, part]): Fragment => [
    `${field}${required.includes(field) ? '' : '?'}: `,
    shapeOf(part),
  ]);
  if (fields.length > 0) return ['{ ', ...joined(fields, ', '), ' }'];
  return typeof additionalProperties === 'object' ? ['{ [key]: ', shapeOf(additionalProperties), ' }'] : '{}';
}

function stringShape({ format, minLength, maxLength, pattern }: JsonSchema): string {
  if (format !== undefined) return format;
  if (pattern !== undefined) return `string like /${pattern}/`;
  if (minLength !== undefined && maxLength !== undefined) return `string of ${minLength} to ${maxLength}`;
  if (maxLength !== undefined) return `string of at most ${maxLength}`;
  return minLength === undefined ? 'string' : `string of at least ${minLength}`;
}
