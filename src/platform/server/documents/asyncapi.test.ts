import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { contract, event, isHttpOnly } from '#kernel/contract.ts';
import { envelope } from '#kernel/envelope.ts';
import { topicKind } from '#kernel/topics.ts';
import { contracts } from '#app/contracts.ts';
import { catalogueOf } from '../catalogue.ts';
import { asyncApi, messageKey, type AsyncApiDocument } from './asyncapi.ts';
import { schemaPath } from './schemas.ts';

const about = { title: 'Stoa', version: '1', serverUrl: undefined };
const house = catalogueOf(contracts);
const document = asyncApi(house, about);

let faultsOf: (document: unknown) => unknown;

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0-without-$id.json');
  const isValid = new Ajv({ strict: false, validateFormats: false }).compile(
    JSON.parse(readFileSync(file, 'utf8')) as object,
  );
  faultsOf = (given) => (isValid(given) ? undefined : isValid.errors);
});

test('the document of the house is AsyncAPI 3.0, by the published schema', () => {
  expect(faultsOf(document)).toBeUndefined();
  expect(faultsOf(asyncApi(house, { ...about, serverUrl: 'https://learn.example' }))).toBeUndefined();
});

test('the published schema finds a fault where there is one', () => {
  expect(faultsOf({ ...document, channels: { 'a b': 7 } })).toBeDefined();
  const [operation] = Object.values(document.operations);
  expect(faultsOf({ ...document, operations: { one: { ...operation, action: 'shout' } } })).toBeDefined();
});

test('every reference leads somewhere in the document', () => {
  const lost: string[] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('$ref' in part && typeof part.$ref === 'string' && at(document, part.$ref) === undefined) {
      lost.push(part.$ref);
    }
    Object.values(part).forEach(visit);
  };
  visit(document);
  expect(lost).toEqual([]);
});

test('every topic is a channel that says who may listen and carries the events declared on it', () => {
  for (const { name: room, topics } of contracts) {
    for (const [what, kind] of Object.entries(topics)) {
      const channel = document.channels[`${room}.${what}`];
      expect(channel?.address).toBe(kind.pattern.replaceAll(/:(\w+)/g, '{$1}'));
      expect(channel?.['x-stoa-who']).toEqual(kind.who);
      const declared = [...house.events].filter(([, { on }]) => on.includes(kind)).map(([name]) => name);
      expect(Object.keys(channel!.messages)).toEqual(declared.map((name) => messageKey('event', name)));
    }
  }
});

test('every event is a message with its kind, its delivery and its data in the envelope; what no browser hears is none', () => {
  for (const [name, { kind, delivery, on }] of house.events) {
    const message = document.components.messages[messageKey('event', name)];
    if (on.length === 0) {
      expect(message).toBeUndefined();
      continue;
    }
    expect(message).toMatchObject({
      name,
      'x-stoa-kind': kind,
      'x-stoa-delivery': { class: delivery },
      payload: { properties: { type: { const: name } } },
    });
  }
});

test('every command that the socket takes is asked and answered on it; those of HTTP alone are not', () => {
  for (const [name, spec] of house.commands) {
    const operation = document.operations[`receive.${messageKey('command', name)}`];
    if (isHttpOnly(spec)) expect(operation).toBeUndefined();
    else {
      expect(operation).toMatchObject({
        action: 'receive',
        'x-stoa-who': spec.who,
        messages: [{ $ref: `#/channels/socket/messages/${messageKey('command', name)}` }],
        reply: { messages: [{ $ref: `#/channels/socket/messages/${messageKey('answer', name)}` }] },
      });
    }
  }
});

test('each example is a value that its own schema allows', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  for (const [key, { payload, examples }] of Object.entries(document.components.messages)) {
    const isValid = ajv.compile({ ...payload, components: { schemas: document.components.schemas } });
    for (const { payload: example } of examples)
      expect([key, isValid(example), isValid.errors]).toEqual([key, true, null]);
  }
  for (const [name, { data: shape, on }] of house.events) {
    if (on.length === 0) continue;
    const [example] = document.components.messages[messageKey('event', name)]!.examples;
    const frame = envelope.parse(example!.payload);
    expect(shape.parse(frame.data)).toEqual(frame.data);
    expect(house.topic(frame.topic)?.kind).toBe(on[0]);
  }
});

const desk = topicKind('desk/:deskId', { who: ['person'] });
const data = z.object({ x: z.number() });
const pointers = contract('pointers', {
  topics: { desk },
  events: {
    'pointer:moved': event({ summary: 'It moved.', kind: 'signal', delivery: 'live', data, on: [desk] }),
    'pointer:placed': event({ summary: 'It is here.', kind: 'fact', delivery: 'live', data, on: [desk] }),
  },
});

test('a signal has no number; a fact has one and waits for nothing', () => {
  const { messages } = asyncApi(catalogueOf([pointers]), about).components;
  const moved = messages[messageKey('event', 'pointer:moved')]!;
  const placed = messages[messageKey('event', 'pointer:placed')]!;
  expect(Object.keys(moved.payload.properties!)).toEqual(['topic', 'type', 'at', 'data']);
  expect(Object.keys(placed.payload.properties!)).toEqual(['topic', 'seq', 'from', 'type', 'at', 'data']);
  expect(moved.payload.required).not.toContain('seq');
  expect(placed.payload.required).toContain('seq');
  expect(moved.examples[0]!.payload).not.toHaveProperty('seq');
  expect(placed['x-stoa-delivery']).toEqual({
    class: 'live',
    road: 'socket',
    ceilingMs: 500,
    aimMs: 150,
    gatherMs: 0,
  });
});

test('two different shapes under one name are refused', () => {
  const shaped = (shape: z.ZodType) =>
    event({ summary: 'It moved.', kind: 'fact', delivery: 'live', data: shape, on: [desk] });
  const twice = contract('pointers', {
    events: {
      'pointer:a': shaped(z.object({ x: z.number() }).meta({ id: 'Same' })),
      'pointer:b': shaped(z.object({ y: z.number() }).meta({ id: 'Same' })),
    },
  });
  expect(() => asyncApi(catalogueOf([twice]), about)).toThrow(
    'two shapes are named Same: give one of them another id',
  );
});

test('the servers are where this Stoa is reached from outside', () => {
  const outside = asyncApi(house, { ...about, serverUrl: 'https://learn.example' });
  expect(
    Object.values(outside.servers).map(({ protocol, host, pathname }) => [protocol, host, pathname]),
  ).toEqual([
    ['https', 'learn.example', '/api/stream'],
    ['wss', 'learn.example', '/socket.io'],
    ['https', 'learn.example', '/api/events'],
  ]);
  expect(document.servers['stream']).toMatchObject({ host: '{host}', protocol: 'http' });
});

/** What a reference leads to. */
function at(of: AsyncApiDocument, reference: string): unknown {
  const end = reference
    .slice(2)
    .split('/')
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | undefined)?.[key], of);
  return reference.startsWith(schemaPath) ? of.components.schemas[reference.slice(schemaPath.length)] : end;
}
