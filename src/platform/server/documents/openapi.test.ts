import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { command, contract, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { contracts } from '#app/contracts.ts';
import { catalogueOf } from '../catalogue.ts';
import { openApi, type OpenApiDocument } from './openapi.ts';
import { schemaPath, type JsonSchema } from './schemas.ts';

const about = { title: 'Stoa', version: '1', serverUrl: undefined };
const house = catalogueOf(contracts);
const document = openApi(house, about);

interface Operation {
  operationId: string;
  tags: string[];
  security?: unknown[];
  parameters?: { name?: string; in?: string; required?: boolean; $ref?: string }[];
  requestBody?: { required?: boolean; content: Record<string, { schema: JsonSchema; example?: unknown }> };
  responses: Record<
    string,
    { $ref?: string; content?: Record<string, { schema?: JsonSchema; example?: unknown }> }
  >;
  'x-stoa-who': string[];
  'x-stoa-rate'?: unknown;
  'x-stoa-tells'?: string[];
  'x-stoa-follows'?: string[];
}

function operationAt(of: OpenApiDocument, [method, path]: readonly [string, string]): Operation | undefined {
  const item = of.paths?.[path.replaceAll(/:(\w+)/g, '{$1}')];
  return (item as Record<string, Operation> | undefined)?.[method.toLowerCase()];
}

test('the document of the house is OpenAPI 3.1, by the published schema', async () => {
  const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(document.openapi).toBe('3.1.1');
});

test('every command and view of every room is in it, under its name, its address and its room', () => {
  for (const { name: room, commands, views } of contracts) {
    for (const [name, { http, who, rate, tells }] of Object.entries(commands)) {
      expect(operationAt(document, http)).toMatchObject({
        operationId: name,
        tags: [room],
        'x-stoa-who': who,
        'x-stoa-rate': rate,
        'x-stoa-tells': tells,
      });
    }
    for (const [name, { http, who, follows }] of Object.entries(views)) {
      expect(operationAt(document, ['GET', http])).toMatchObject({
        operationId: name,
        tags: [room],
        'x-stoa-who': who,
        'x-stoa-follows': follows,
      });
    }
  }
});

test('so are the addresses for listening and for whoever watches over the house', () => {
  const addresses = [
    ['GET', '/api/stream'],
    ['GET', '/api/stream/progress/:studentId'],
    ['POST', '/api/stream/:connectionId/beat'],
    ['GET', '/api/events'],
    ['GET', '/healthz'],
    ['GET', '/readyz'],
  ] as const;
  expect(addresses.filter((address) => !operationAt(document, address))).toEqual([]);
});

test('each example is a value that its own schema allows', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const schemas = document.components?.schemas;
  const faults: unknown[] = [];
  let checked = 0;
  for (const item of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(item as Record<string, Operation>)) {
      const bodies = [operation.requestBody, ...Object.values(operation.responses)];
      for (const media of bodies.map((body) => body?.content?.['application/json'])) {
        if (!media?.schema) continue;
        const isValid = ajv.compile({ ...media.schema, components: { schemas } });
        if (!isValid(media.example)) faults.push([operation.operationId, isValid.errors]);
        checked += 1;
      }
    }
  }
  expect(faults).toEqual([]);
  expect(checked).toBeGreaterThan(15);
});

const pen = z.object({ id, colour: z.string() }).meta({ id: 'Pen' });
const pens = contract('pens', {
  commands: {
    'pens:fill': command({
      summary: 'Fill a pen.',
      http: ['PUT', '/api/pens/:penId/ink'],
      input: z
        .strictObject({ penId: id, colour: z.enum(['blue', 'black']), drops: z.number().int().default(3) })
        .refine(({ drops }) => drops > 0),
      output: pen,
      who: ['student'],
      rate: { times: 5, perMs: 60_000 },
      refusals: ['conflict', 'too_many'],
      tells: [],
    }),
    'pens:find': command({
      summary: 'Find a pen, whoever you are.',
      http: ['POST', '/api/pens'],
      input: z.strictObject({}),
      output: pen,
      who: ['anyone'],
      rate: { times: 5, perMs: 60_000 },
      tells: [],
    }),
  },
  views: {
    'pens:drawer': view({
      summary: 'All pens of a colour.',
      http: '/api/drawers/:drawerId',
      input: z.strictObject({ drawerId: id, colour: z.string().optional() }),
      data: z.object({ pens: z.array(pen) }),
      who: ['person'],
      follows: [],
    }),
    'pens:picture': view({
      summary: 'A picture of a pen.',
      http: '/api/pens/:penId/picture',
      input: z.strictObject({ penId: id }),
      data: 'bytes',
      who: ['student'],
      follows: [],
    }),
  },
});
const small = openApi(catalogueOf([pens]), { ...about, serverUrl: 'https://pens.example' });

test('the path takes its parameters out of the one input, and the body what is left', () => {
  const fill = operationAt(small, ['PUT', '/api/pens/:penId/ink'])!;
  expect(fill.parameters).toEqual([
    expect.objectContaining({ name: 'penId', in: 'path', required: true }),
    { $ref: '#/components/parameters/IdempotencyKey' },
  ]);
  expect(fill.requestBody).toMatchObject({ required: true });
  expect(fill.requestBody?.content['application/json']?.schema).toEqual({
    type: 'object',
    properties: {
      colour: { type: 'string', enum: ['blue', 'black'] },
      drops: { type: 'integer', default: 3 },
    },
    required: ['colour'],
    additionalProperties: false,
  });
  expect(operationAt(small, ['POST', '/api/pens'])!.requestBody).toBeUndefined();
});

test('a view takes what is left as its query', () => {
  expect(operationAt(small, ['GET', '/api/drawers/:drawerId'])!.parameters).toEqual([
    expect.objectContaining({ name: 'drawerId', in: 'path', required: true }),
    expect.objectContaining({ name: 'colour', in: 'query' }),
  ]);
});

test('a command answers { data }, a view { data, cursor }, a file itself; answers may gain fields', () => {
  const answer = (method: string, path: string): JsonSchema | undefined =>
    operationAt(small, [method, path])!.responses['200']?.content?.['application/json']?.schema;
  expect(answer('PUT', '/api/pens/:penId/ink')).toEqual({
    type: 'object',
    properties: { data: { $ref: `${schemaPath}Pen` } },
    required: ['data'],
  });
  expect(answer('GET', '/api/drawers/:drawerId')).toMatchObject({ required: ['data', 'cursor'] });
  const picture = operationAt(small, ['GET', '/api/pens/:penId/picture'])!;
  expect(picture.responses['200']!.content).toEqual({ '*/*': {} });
  expect(small.components?.schemas?.['Pen']).toEqual({
    type: 'object',
    properties: { id: { type: 'string', format: 'uuid' }, colour: { type: 'string' } },
    required: ['id', 'colour'],
  });
});

test('the refusals of a command are those of all and its own, each status once', () => {
  const fill = operationAt(small, ['PUT', '/api/pens/:penId/ink'])!;
  expect(Object.keys(fill.responses)).toEqual([
    '200',
    '400',
    '401',
    '403',
    '404',
    '409',
    '413',
    '415',
    '422',
    '429',
    '500',
    '503',
  ]);
  expect(fill.responses['409']).toEqual({ $ref: '#/components/responses/409.command_reused.conflict' });
  expect(small.components?.responses?.['409.command_reused.conflict']).toMatchObject({
    'x-stoa-codes': ['command_reused', 'conflict'],
    content: { 'application/problem+json': { schema: { $ref: `${schemaPath}Problem` } } },
  });
});

test('nobody is sent to sign in, or turned away, where anyone may', () => {
  const find = operationAt(small, ['POST', '/api/pens'])!;
  expect(find.security).toEqual([]);
  expect(find.responses).not.toHaveProperty('401');
  expect(find.responses['403']).toEqual({ $ref: '#/components/responses/403.foreign_origin' });
  expect(operationAt(small, ['GET', '/api/drawers/:drawerId'])!.security).toBeUndefined();
  expect(operationAt(small, ['GET', '/api/drawers/:drawerId'])!.responses).not.toHaveProperty('403');
});

test('behind TLS the cookie has the name that browsers guard', () => {
  expect(small.servers).toEqual([{ url: 'https://pens.example' }]);
  expect(small.components?.securitySchemes?.['cookie']).toMatchObject({ name: '__Host-stoa' });
  expect(document.components?.securitySchemes?.['cookie']).toMatchObject({ name: 'stoa' });
});
