import { z } from 'zod';
import {
  createDocument,
  type oas31,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import {
  bodyType,
  isHttpOnly,
  pathParameters,
  WIRE_VERSION,
  type CommandSpec,
  type Method,
  type ViewSpec,
} from '#kernel/contract.ts';
import { envelope, resync } from '#kernel/envelope.ts';
import { id } from '#kernel/ids.ts';
import { problem, refusalCodes, type RefusalCode } from '#kernel/refusal.ts';
import type { Relation } from '#kernel/relations.ts';
import type { Catalogue } from '../catalogue.ts';
import { mostTopics } from '../delivery/cursor.ts';
import { plainCookieName, secureCookieName } from '../doors/request.ts';
import { exampleId, exampleOf } from './examples.ts';
import { houseAddresses, type HouseAddressName } from './houseAddresses.ts';
import { schemaOptions, type JsonSchema } from './schemas.ts';

/** What a document says of the Stoa that it describes. */
export interface DocumentAbout {
  title: string;
  version: string;
  /** The public origin, `https://learn.example`; undefined: whatever host serves the document. */
  serverUrl: string | undefined;
}

export type OpenApiDocument = oas31.OpenAPIObject;

/** The rooms' commands and views and the house's own addresses as one OpenAPI 3.1 document. */
export function openApi(catalogue: Catalogue, { title, version, serverUrl }: DocumentAbout): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {};
  const refusals = new RefusedResponses();
  const put = (method: Method, path: string, operation: ZodOpenApiOperationObject): void => {
    const address = path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    paths[address] = { ...paths[address], [method.toLowerCase()]: operation };
  };
  for (const { name: room, commands, views } of catalogue.contracts) {
    for (const [name, spec] of Object.entries(commands)) {
      put(...spec.http, commandOperation(room, name, spec, refusals));
    }
    for (const [name, spec] of Object.entries(views)) {
      put('GET', spec.http, viewOperation(room, name, spec, refusals));
    }
  }
  for (const [name, operation] of Object.entries(houseOperations(refusals))) {
    const { http, summary, who } = houseAddresses[name as HouseAddressName];
    const [method, path] = http;
    put(method, path, {
      operationId: name,
      tags: [name.split(':')[0]!],
      summary,
      ...common(who),
      ...operation,
    });
  }

  const document = createDocument(
    {
      openapi: '3.1.1',
      info: {
        title,
        version,
        description:
          'Commands change something and have one effect per `Idempotency-Key`; views show something and ' +
          'say by their `cursor` where listening starts. What is heard is described in `/api/asyncapi.json`.',
        'x-stoa-wire-version': WIRE_VERSION,
      },
      servers: [{ url: serverUrl ?? '/' }],
      security: [{ cookie: [] }, { bearer: [] }],
      tags: [...catalogue.contracts.map(({ name }) => ({ name })), { name: 'listen' }, { name: 'house' }],
      paths,
      components: {
        // Named by hand: what the shapes of doors refer to is there even where no room uses it.
        schemas: { Problem: problem, Envelope: envelope },
        responses: refusals.responses,
        parameters: {
          IdempotencyKey: {
            name: 'Idempotency-Key',
            in: 'header',
            description:
              'A UUID made once per intention. Sent again, the command is not carried out again: the kept ' +
              'answer comes back, marked `Idempotent-Replayed`.',
            schema: { type: 'string', format: 'uuid' },
          },
        },
        securitySchemes: {
          cookie: {
            type: 'apiKey',
            in: 'cookie',
            name: serverUrl?.startsWith('https:') ? secureCookieName : plainCookieName,
            description: 'Set by signing in.',
          },
          bearer: {
            type: 'http',
            scheme: 'bearer',
            description: 'The same session token, where there is no browser to keep a cookie.',
          },
        },
      },
    },
    schemaOptions,
  );
  addExamples(document);
  return document;
}

/** The refusals that a command can answer over HTTP, its own and those of every command. */
export function refusalsOfCommand({ who, http, refusals = [] }: CommandSpec): RefusalCode[] {
  return unique([
    'malformed',
    ...judged(who, pathParameters(http[1]).length > 0),
    'foreign_origin',
    'command_reused',
    'too_large',
    'unsupported_type',
    'invalid',
    'too_many',
    ...refusals,
    'internal',
    'unavailable',
  ]);
}

export function refusalsOfView({ who, http, input }: ViewSpec): RefusalCode[] {
  return unique([
    'malformed',
    'signed_out',
    ...judged(who, pathParameters(http).length > 0),
    ...(Object.keys(input.shape).length > 0 ? (['invalid'] as const) : []),
    'internal',
    'unavailable',
  ]);
}

/** Whom the access rules turn away: nobody, whoever is not signed in, or also whoever it does not belong to. */
function judged(who: readonly Relation[], isAboutOneThing: boolean): RefusalCode[] {
  if (who.includes('anyone')) return [];
  if (who.includes('person')) return isAboutOneThing ? ['signed_out', 'not_found'] : ['signed_out'];
  return isAboutOneThing ? ['signed_out', 'forbidden', 'not_found'] : ['signed_out', 'forbidden'];
}

function commandOperation(
  room: string,
  name: string,
  spec: CommandSpec,
  refusals: RefusedResponses,
): ZodOpenApiOperationObject {
  const { path, rest } = splitInput(spec.http[1], spec.input.shape);
  return {
    operationId: name,
    tags: [room],
    summary: spec.summary,
    ...common(spec.who),
    'x-stoa-rate': spec.rate,
    'x-stoa-tells': spec.tells,
    'x-stoa-doors': isHttpOnly(spec) ? 'http' : 'all',
    parameters: [{ $ref: '#/components/parameters/IdempotencyKey' }],
    ...bodyOf(spec, path, rest),
    responses: {
      '200': {
        description: 'Done; the effect is durable.',
        headers: {
          'Idempotent-Replayed': {
            description: 'The command had been carried out before: this is the answer that was kept.',
            schema: { type: 'string', const: 'true' },
          },
        },
        content: { 'application/json': { schema: z.object({ data: spec.output }) } },
      },
      ...refusals.for(refusalsOfCommand(spec)),
    },
  };
}

/** What is not in the path: fields of JSON, or of the query where the body is a file. */
function bodyOf(
  { takes }: CommandSpec,
  path: z.ZodObject | undefined,
  rest: Record<string, z.ZodType>,
): Partial<ZodOpenApiOperationObject> {
  const fields = Object.values(rest);
  if (takes && 'bytes' in takes) {
    return {
      requestParams: { ...(path && { path }), ...(fields.length > 0 && { query: z.object(rest) }) },
      requestBody: {
        required: true,
        description: `The file itself, at most ${takes.bytes} bytes.`,
        content: { [bodyType(takes)]: { schema: { type: 'string', format: 'binary' } } },
      },
    };
  }
  return {
    ...(path && { requestParams: { path } }),
    ...(fields.length > 0 && {
      requestBody: {
        required: fields.some((field) => !field.safeParse(undefined).success),
        content: { 'application/json': { schema: z.strictObject(rest) } },
      },
    }),
  };
}

function viewOperation(
  room: string,
  name: string,
  spec: ViewSpec,
  refusals: RefusedResponses,
): ZodOpenApiOperationObject {
  const { path, rest } = splitInput(spec.http, spec.input.shape);
  const query = Object.keys(rest).length > 0 ? z.object(rest) : undefined;
  return {
    operationId: name,
    tags: [room],
    summary: spec.summary,
    ...common(spec.who),
    'x-stoa-follows': spec.follows,
    'x-stoa-caching': spec.caching ?? 'none',
    requestParams: { ...(path && { path }), ...(query && { query }) },
    responses: {
      '200':
        spec.data === 'bytes'
          ? { description: 'The file itself.', content: { '*/*': {} } }
          : {
              description: 'What there is now, and the cursor from which to listen.',
              content: {
                'application/json': { schema: z.object({ data: spec.data, cursor: z.string() }) },
              },
            },
      ...(spec.data === 'bytes' && {
        '206': { description: 'The part that `Range` asks for.', content: { '*/*': {} } },
        '416': { description: 'There is no such part.' },
      }),
      ...((spec.caching ?? 'none') !== 'none' && {
        '304': { description: 'As `If-None-Match` names it; `Stoa-Cursor` says where listening starts now.' },
      }),
      ...refusals.for(refusalsOfView(spec)),
    },
  };
}

type HouseOperation = Partial<ZodOpenApiOperationObject> & { responses: ZodOpenApiResponsesObject };

function houseOperations(refusals: RefusedResponses): Record<HouseAddressName, HouseOperation> {
  const cursor = z
    .string()
    .max(2_048)
    .optional()
    .meta({ description: 'Go on from here: the `cursor` of a view, or the last one heard.' });
  const topics = z
    .string()
    .optional()
    .meta({
      description: `At most ${mostTopics}, with commas between; absent: all that are yours.`,
      example: `user/${exampleId('userId')}`,
    });
  const listening = refusals.for([
    'invalid',
    'signed_out',
    'forbidden',
    'foreign_origin',
    'not_found',
    'too_many',
    'internal',
    'unavailable',
  ]);
  const stream = {
    description: 'Frames as they happen; `/api/asyncapi.json` says what they hold.',
    content: { 'text/event-stream': { schema: { type: 'string' as const } } },
  };
  const lastEventId = z.object({
    'Last-Event-ID': cursor.meta({ description: 'The same, as EventSource sends it by itself.' }),
  });
  const page = { description: 'A page.', content: { 'text/html': { schema: { type: 'string' as const } } } };
  const document = { description: 'The document.', content: { 'application/json': {} } };
  return {
    'listen:stream': {
      requestParams: { query: z.object({ topics, cursor }), header: lastEventId },
      responses: { '200': stream, ...listening },
    },
    'listen:student-progress': {
      requestParams: {
        path: z.object({ studentId: id }),
        query: z.object({
          cohort: id.optional().meta({ description: 'Needed where there is more than one in common.' }),
          cursor,
        }),
        header: lastEventId,
      },
      responses: { '200': stream, ...listening },
    },
    'listen:beat': {
      requestParams: { path: z.object({ connectionId: id }) },
      responses: {
        '204': { description: 'Heard.' },
        ...refusals.for(['signed_out', 'foreign_origin', 'not_found', 'internal', 'unavailable']),
      },
    },
    'listen:poll': {
      requestParams: { query: z.object({ topics, cursor }) },
      responses: {
        '200': {
          description: 'What happened since the cursor, oldest first within each topic.',
          headers: { ETag: { description: 'The cursor, quoted.', schema: { type: 'string' } } },
          content: {
            'application/json': {
              schema: z.object({
                topics: z.array(z.string()),
                events: z.array(envelope),
                cursor: z.string(),
                resync: resync.shape.topics,
                waitMs: z.number().int().meta({ description: 'Ask again after this; 0: there is more.' }),
              }),
            },
          },
        },
        '304': { description: 'Nothing since the cursor that `If-None-Match` names too.' },
        ...refusals.for([
          'invalid',
          'signed_out',
          'forbidden',
          'foreign_origin',
          'not_found',
          'internal',
          'unavailable',
        ]),
      },
    },
    'house:alive': {
      responses: {
        '200': {
          description: 'It does.',
          content: { 'application/json': { schema: z.object({ status: z.literal('alive') }) } },
        },
      },
    },
    'house:ready': {
      responses: {
        '200': {
          description: 'It can.',
          content: {
            'application/json': {
              schema: z.object({ status: z.literal('ready'), causes: z.array(z.string()) }),
            },
          },
        },
        '503': {
          description: 'It cannot, for these causes.',
          content: {
            'application/json': {
              schema: z.object({ status: z.literal('not ready'), causes: z.array(z.string()) }),
            },
          },
        },
      },
    },
    'house:openapi': { responses: { '200': document } },
    'house:asyncapi': { responses: { '200': document } },
    'house:api-page': { responses: { '200': page } },
    'house:events-page': { responses: { '200': page } },
  };
}

function common(who: readonly Relation[]): Pick<ZodOpenApiOperationObject, 'security' | 'x-stoa-who'> {
  return { 'x-stoa-who': who, ...(who.includes('anyone') && { security: [] }) };
}

/** A contract's one input as path parameters and the rest: body of a command, query of a view. */
function splitInput(
  address: string,
  shape: z.ZodRawShape,
): { path: z.ZodObject | undefined; rest: Record<string, z.ZodType> } {
  const names = pathParameters(address);
  const path = Object.fromEntries(names.map((name) => [name, shape[name] as z.ZodType]));
  const rest = Object.fromEntries(
    Object.entries(shape as Record<string, z.ZodType>).filter(([name]) => !names.includes(name)),
  );
  return { path: names.length > 0 ? z.object(path) : undefined, rest };
}

/** Responses for refusals, one per status; the same set of codes is written down once. */
class RefusedResponses {
  readonly responses: Record<string, oas31.ResponseObject> = {};

  for(codes: readonly RefusalCode[]): Record<`4${string}` | `5${string}`, oas31.ReferenceObject> {
    const statuses = unique(codes.map((code) => refusalCodes[code].status)).sort((a, b) => a - b);
    return Object.fromEntries(
      statuses.map((status) => [
        `${status}`,
        this.#of(
          status,
          codes.filter((code) => refusalCodes[code].status === status),
        ),
      ]),
    );
  }

  #of(status: number, codes: readonly RefusalCode[]): oas31.ReferenceObject {
    const key = [status, ...codes.toSorted()].join('.');
    this.responses[key] ??= {
      description: codes.map((code) => `\`${code}\`: ${refusalCodes[code].sentence}`).join(' '),
      ...((status === 429 || status === 503) && {
        headers: { 'Retry-After': { description: 'In seconds.', schema: { type: 'integer' } } },
      }),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      'x-stoa-codes': codes,
    };
    return { $ref: `#/components/responses/${key}` };
  }
}

/** Gives every JSON body that has a shape an example of it. */
function addExamples(document: OpenApiDocument): void {
  const named = (document.components?.schemas ?? {}) as Record<string, JsonSchema>;
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of [path.get, path.post, path.put, path.patch, path.delete]) {
      if (!operation) continue;
      const { requestBody } = operation;
      const bodies = [
        requestBody && 'content' in requestBody ? requestBody.content : {},
        ...Object.values(operation.responses as Record<string, oas31.ResponseObject>).map(
          (response) => response.content ?? {},
        ),
      ];
      for (const content of bodies) {
        const media = content['application/json'];
        if (media?.schema) media.example = exampleOf(media.schema as JsonSchema, named);
      }
    }
  }
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
