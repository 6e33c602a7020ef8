import type { oas31 } from 'zod-openapi';
import type { Rate } from '#kernel/contract.ts';
import { refusalCodes, type RefusalCode } from '#kernel/refusal.ts';
import { relations, type Relation } from '#kernel/relations.ts';
import { html, joined, type Fragment } from './html.ts';
import { rateText } from './markdown.ts';
import type { OpenApiDocument } from './openapi.ts';
import { json, page, sample, table } from './pageFrame.ts';
import type { JsonSchema } from './schemas.ts';
import { shapeOf, shapes } from './shapes.ts';

interface Operation {
  method: string;
  path: string;
  spec: oas31.OperationObject;
}

/** The commands and views to read, each with a call to copy; `#<code>` leads to what a refusal means. */
export function apiPage(document: OpenApiDocument): string {
  const operations = operationsOf(document);
  const named = (document.components?.schemas ?? {}) as Record<string, JsonSchema>;
  const rooms = (document.tags ?? [])
    .map(({ name }) => ({ name, operations: operations.filter(({ spec }) => spec.tags?.includes(name)) }))
    .filter((room) => room.operations.length > 0);
  return page({
    title: `${document.info.title} API`,
    lead: html`<p>${document.info.description}</p>
      <p class="quiet">
        Version ${document.info.version}. JSON under <code>/api</code>, refusals as
        <code>application/problem+json</code> with a <code>code</code> that stays.
      </p>`,
    contents: [
      ['#begin', 'Begin'],
      ...rooms.map(({ name }) => [`#room-${name}`, name] as const),
      ['#refusals', 'Refusals'],
      ['#shapes', 'Shapes'],
    ],
    elsewhere: [
      ['/docs/events', 'Events'],
      ['/api/openapi.json', 'OpenAPI document'],
    ],
    content: [
      begin(document, operations),
      ...rooms.map(
        (room) =>
          html`<section aria-labelledby="room-${room.name}">
            <h2 id="room-${room.name}">${room.name}</h2>
            ${room.operations.map((operation) => article(document, operation))}
          </section>`,
      ),
      html`<h2 id="refusals">Refusals</h2>
        <p>
          Every “no” is a problem with one of these codes, a sentence for the person who asked, and where
          fields are at fault, their names in <code>faults</code>.
        </p>
        ${Object.entries(refusalCodes).map(
          ([code, { status, sentence }]) =>
            html`<h3 id="${code}"><code>${code}</code></h3>
              <p><span class="method">${status}</span> ${sentence}</p>`,
        )}`,
      shapes(named),
    ],
  });
}

function operationsOf(document: OpenApiDocument): Operation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
      const spec = item[method];
      return spec ? [{ method: method.toUpperCase(), path, spec }] : [];
    }),
  );
}

/** Linux has ids in a file, others a program; neither has both for certain. */
const makesKeys = 'key() { cat /proc/sys/kernel/random/uuid 2>/dev/null || uuidgen; }';

function begin(document: OpenApiDocument, operations: readonly Operation[]): Fragment {
  const url = document.servers?.[0]?.url;
  const open = operations.filter(
    ({ spec }) => spec['x-stoa-tells'] !== undefined && spec.security?.length === 0,
  );
  const where = `STOA=${url === undefined || url === '/' ? 'http://127.0.0.1:3000' : url}`;
  return html`<h2 id="begin">Begin</h2>
    <p>
      The calls below find this Stoa in a variable, make keys with a function, and keep the session in a file:
    </p>
    ${sample('To set up first', [where, makesKeys].join('\n'))}
    ${open.map((one) => sample(`Call of ${one.spec.operationId}`, curl(one, { keepsCookie: true })))}
    <p>
      A command has one effect however often it is sent, as long as its <code>Idempotency-Key</code> is the
      same: after a cut, send it again. A view answers <code>{ data, cursor }</code>; listening from that
      cursor misses nothing that <code>data</code> does not show. <a href="/docs/events">Events</a> says how.
    </p>`;
}

function article(document: OpenApiDocument, operation: Operation): Fragment {
  const { method, path, spec: of } = operation;
  const name = of.operationId ?? `${method} ${path}`;
  const who = (of['x-stoa-who'] ?? []) as Relation[];
  const rate = of['x-stoa-rate'] as Rate | undefined;
  const tells = (of['x-stoa-tells'] ?? of['x-stoa-follows'] ?? []) as string[];
  const answer = answerOf(of);
  const refused = refusalsIn(document, of);
  return html`<article aria-labelledby="${name}">
    <h3 id="${name}"><code>${name}</code></h3>
    <p><span class="method">${method}</span> <code>${path}</code></p>
    <p>${of.summary}</p>
    <p class="quiet">
      Who may: ${who.map((relation) => relations[relation]).join('; or ')}.
      ${rate && html`At most ${rateText(rate)}.`}
      ${of['x-stoa-doors'] === 'http' ? 'Not over the socket.' : undefined}
      ${
        tells.length > 0
          ? html`${of['x-stoa-follows'] ? 'Kept true by' : 'Tells'} ${joined(tells.map(eventLink), ', ')}.`
          : undefined
      }
    </p>
    ${parameterTable(name, of)} ${sample(`Call of ${name}`, curl(operation))}
    ${
      answer &&
      html`<h4>Answer</h4>
        <p>
          ${answer.status}${
            answer.schema ? html`: <code>${shapeOf(answer.schema)}</code>` : html`. ${answer.description}`
          }
        </p>
        ${answer.example === undefined ? undefined : sample(`Answer of ${name}`, json(answer.example))}`
    }
    ${
      refused.length > 0
        ? html`<p class="quiet">
            May refuse with
            ${joined(
              refused.map((code) => html`<a href="#${code}"><code>${code}</code></a>`),
              ', ',
            )}.
          </p>`
        : undefined
    }
  </article>`;
}

function eventLink(name: string): Fragment {
  return html`<a href="/docs/events#${name}"><code>${name}</code></a>`;
}

function bodyOf({ requestBody }: oas31.OperationObject): oas31.MediaTypeObject | undefined {
  return requestBody && 'content' in requestBody ? requestBody.content['application/json'] : undefined;
}

function answerOf(
  of: oas31.OperationObject,
): { status: string; description: string; schema?: JsonSchema; example?: unknown } | undefined {
  const [status, response] =
    Object.entries(of.responses as Record<string, oas31.ResponseObject>).find(([code]) =>
      code.startsWith('2'),
    ) ?? [];
  if (status === undefined || response === undefined) return undefined;
  const media = response.content?.['application/json'];
  return {
    status,
    description: response.description,
    ...(media?.schema && { schema: media.schema as JsonSchema }),
    ...(media?.example !== undefined && { example: media.example as unknown }),
  };
}

function refusalsIn(document: OpenApiDocument, of: oas31.OperationObject): RefusalCode[] {
  return Object.values(of.responses as Record<string, oas31.ReferenceObject>).flatMap(({ $ref }) => {
    const key = $ref?.split('/').at(-1);
    const response = key === undefined ? undefined : document.components?.responses?.[key];
    return ((response as oas31.ResponseObject | undefined)?.['x-stoa-codes'] ?? []) as RefusalCode[];
  });
}

function parameterTable(name: string, of: oas31.OperationObject): Fragment {
  const parameters = (of.parameters ?? []).filter(
    (parameter): parameter is oas31.ParameterObject => 'name' in parameter,
  );
  const body = bodyOf(of)?.schema as JsonSchema | undefined;
  const rows: Fragment[][] = [
    ...parameters.map((one) =>
      row(one.name, one.in, one.schema as JsonSchema, one.required === true, one.description),
    ),
    ...Object.entries(body?.properties ?? {}).map(([field, schema]) =>
      row(field, 'body', schema, body?.required?.includes(field) === true),
    ),
  ];
  return rows.length === 0 ? undefined : table(`Input of ${name}`, ['field', 'in', 'what', 'needed'], rows);
}

function row(
  field: string,
  where: string,
  schema: JsonSchema,
  isRequired: boolean,
  about?: string,
): Fragment[] {
  const words =
    schema.default !== undefined
      ? `else ${JSON.stringify(schema.default)}`
      : isRequired
        ? 'required'
        : 'may be absent';
  return [
    html`<code>${field}</code>`,
    where,
    html`<code>${shapeOf(schema)}</code>`,
    about === undefined ? words : `${words}. ${about}`,
  ];
}

/** A call to paste into a shell; ids in the path are variables of the same name. */
function curl({ method, path, spec: of }: Operation, { keepsCookie = false } = {}): string {
  const query = (of.parameters ?? [])
    .filter((one): one is oas31.ParameterObject => 'name' in one && one.in === 'query')
    .map(({ name }) => `${name}=$${name}`)
    .join('&');
  const address = `$STOA${path.replaceAll(/\{(\w+)\}/g, '$$$1')}${query && `?${query}`}`;
  const isStream = path.startsWith('/api/stream') && method === 'GET';
  const isSignedIn = of.security === undefined;
  const options = [
    isStream ? '-N' : '',
    keepsCookie ? '-c session.txt' : isSignedIn ? '-b session.txt' : '',
    method === 'GET' ? '' : `-X ${method}`,
  ].filter((option) => option !== '');
  const body = bodyOf(of)?.example as unknown;
  const lines = [
    ['curl', ...options, `"${address}"`].join(' '),
    ...(of['x-stoa-tells'] === undefined ? [] : ['-H "Idempotency-Key: $(key)"']),
    ...(body === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`]),
  ];
  return lines.join(' \\\n  ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
