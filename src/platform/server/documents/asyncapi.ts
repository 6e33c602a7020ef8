import { z } from 'zod';
import {
  isHttpOnly,
  WIRE_VERSION,
  type CommandSpec,
  type Contract,
  type EventSpec,
} from '#kernel/contract.ts';
import { deliveryClasses } from '#kernel/delivery.ts';
import { bye, envelope, ready, resync } from '#kernel/envelope.ts';
import { problem } from '#kernel/refusal.ts';
import type { Relation } from '#kernel/relations.ts';
import type { TopicKind } from '#kernel/topics.ts';
import { heardEvents, type Catalogue } from '../catalogue.ts';
import { mostCursorBytes, mostTopics } from '../delivery/cursor.ts';
import { plainCookieName, secureCookieName } from '../doors/request.ts';
import { exampleId, exampleOf } from './examples.ts';
import type { DocumentAbout } from './openapi.ts';
import { SchemaShelf, type JsonSchema } from './schemas.ts';

interface Reference {
  $ref: string;
}

export interface AsyncApiServer {
  host: string;
  pathname: string;
  protocol: string;
  title: string;
  description: string;
  security: Reference[];
  variables?: Record<string, { default: string; description: string }>;
}

export interface AsyncApiMessage {
  name: string;
  title: string;
  summary: string;
  payload: JsonSchema;
  examples: { payload: unknown }[];
  'x-stoa-kind'?: EventSpec['kind'];
  'x-stoa-has-key'?: boolean;
  'x-stoa-delivery'?: {
    class: string;
    road: string;
    ceilingMs: number;
    aimMs: number;
    gatherMs: number;
  };
}

export interface AsyncApiChannel {
  address: string | null;
  title: string;
  description?: string;
  servers: Reference[];
  parameters?: Record<string, { description: string }>;
  messages: Record<string, Reference>;
  'x-stoa-who'?: readonly Relation[];
}

export interface AsyncApiOperation {
  action: 'send' | 'receive';
  channel: Reference;
  title: string;
  summary?: string;
  messages: Reference[];
  reply?: { channel: Reference; messages: Reference[] };
  'x-stoa-who'?: readonly Relation[];
}

export interface AsyncApiDocument {
  asyncapi: '3.0.0';
  info: { title: string; version: string; description: string; 'x-stoa-wire-version': number };
  defaultContentType: 'application/json';
  servers: Record<string, AsyncApiServer>;
  channels: Record<string, AsyncApiChannel>;
  operations: Record<string, AsyncApiOperation>;
  components: {
    messages: Record<string, AsyncApiMessage>;
    schemas: Record<string, JsonSchema>;
    securitySchemes: Record<string, Record<string, string>>;
  };
}

/** The rooms' topics and events, and the words of every road, as one AsyncAPI 3.0 document. */
export function asyncApi(catalogue: Catalogue, about: DocumentAbout): AsyncApiDocument {
  const shelf = new SchemaShelf();
  const document: AsyncApiDocument = {
    asyncapi: '3.0.0',
    info: {
      title: about.title,
      version: about.version,
      description: resuming,
      'x-stoa-wire-version': WIRE_VERSION,
    },
    defaultContentType: 'application/json',
    servers: servers(about.serverUrl),
    channels: {},
    operations: {},
    components: {
      messages: {},
      schemas: shelf.named,
      securitySchemes: {
        cookie: {
          type: 'httpApiKey',
          in: 'cookie',
          name: about.serverUrl?.startsWith('https:') ? secureCookieName : plainCookieName,
          description: 'Set by signing in.',
        },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'The same session token, where there is no browser to keep a cookie.',
        },
      },
    },
  };
  const writing = new Writing(document, shelf);
  for (const [name, spec] of heardEvents(catalogue)) writing.event(name, spec);
  for (const contract of catalogue.contracts) writing.topics(contract, catalogue.events);
  writing.wordsOfTheServer();
  writing.wordsOfTheSocket();
  for (const [name, spec] of catalogue.commands) if (!isHttpOnly(spec)) writing.command(name, spec);
  return document;
}

/** `progress:updated` as a key of the document, `event.progress.updated`. */
export function messageKey(kind: 'event' | 'word' | 'command' | 'answer', name: string): string {
  return `${kind}.${name.replaceAll(':', '.')}`;
}

class Writing {
  readonly #document: AsyncApiDocument;
  readonly #shelf: SchemaShelf;

  constructor(document: AsyncApiDocument, shelf: SchemaShelf) {
    this.#document = document;
    this.#shelf = shelf;
    shelf.put(problem, 'output');
  }

  event(name: string, spec: EventSpec): void {
    const { road, ceilingMs, aimMs, gatherMs } = deliveryClasses[spec.delivery];
    this.#message(
      messageKey('event', name),
      {
        name,
        summary: spec.summary,
        payload: this.#envelopeOf(name, spec),
        'x-stoa-kind': spec.kind,
        'x-stoa-has-key': spec.key !== undefined,
        'x-stoa-delivery': {
          class: spec.delivery,
          road,
          ceilingMs,
          aimMs,
          gatherMs: spec.kind === 'state' ? gatherMs : 0,
        },
      },
      { topic: exampleTopic(spec.on[0]!), seq: 42, from: undefined },
    );
  }

  /** A channel for each kind of topic, with the events that travel on it. */
  topics({ name: room, topics }: Contract, events: ReadonlyMap<string, EventSpec>): void {
    for (const [what, kind] of Object.entries(topics)) {
      const key = `${room}.${what}`;
      const carried = [...events].filter(([, { on }]) => on.includes(kind)).map(([name]) => name);
      const parameters = parametersOf(kind);
      this.#channel(key, {
        address: kind.pattern.replaceAll(/:([A-Za-z]+)/g, '{$1}'),
        title: kind.pattern,
        servers: ['stream', 'socket', 'polling'].map(serverRef),
        ...(Object.keys(parameters).length > 0 && { parameters }),
        messages: this.#refs(carried.map((name) => messageKey('event', name))),
        'x-stoa-who': kind.who,
      });
      if (carried.length === 0) continue;
      this.#operation(`send.${key}`, {
        action: 'send',
        channel: key,
        title: `What is heard on ${kind.pattern}`,
        messages: carried.map((name) => messageKey('event', name)),
        'x-stoa-who': kind.who,
      });
    }
  }

  wordsOfTheServer(): void {
    const words: [name: string, summary: string, payload: z.ZodType, example?: unknown][] = [
      ['ready', 'The first word on every connection: what it carries and from where.', ready],
      ['resync', 'Fetch what you know of these topics anew: your cursor cannot be gone on from.', resync],
      ['bye', 'Topics were taken from the connection or, where none is named, it ends.', bye],
      ['cursor', 'Where you are now; at most 1 s after it moved.', z.string().max(mostCursorBytes)],
      ['beat', 'A sign of life on a stream, so that silence means that it is dead.', z.strictObject({})],
    ];
    for (const [name, summary, payload] of words) {
      this.#message(messageKey('word', name), { name, summary, payload: this.#shelf.put(payload, 'output') });
    }
    const keys = words.map(([name]) => messageKey('word', name));
    this.#channel('control', {
      address: null,
      title: 'The connection itself',
      description:
        'Named events on a stream (`event: ready`), events under their name on a socket. A socket has its ' +
        'own ping in place of `beat`; a poll answers `cursor` and `resync` as fields.',
      servers: ['stream', 'socket'].map(serverRef),
      messages: this.#refs(keys),
    });
    this.#operation('send.control', {
      action: 'send',
      channel: 'control',
      title: 'How the connection stands',
      messages: keys,
    });
  }

  wordsOfTheSocket(): void {
    this.#channel('socket', {
      address: '/',
      title: 'The socket',
      description:
        'Emitted with an acknowledgement, which answers `{ ok: true, data }` or `{ ok: false, error }`. ' +
        `At most 100 words a second.`,
      servers: [serverRef('socket')],
      messages: {},
    });
    const position = z.string().max(mostCursorBytes);
    const topics = z
      .array(z.string())
      .max(mostTopics)
      .meta({ example: [`user/${exampleId('userId')}`] });
    this.#asked('subscribe', {
      summary: 'Listen to more topics, going on from a cursor; topics absent: all that are yours.',
      input: z.strictObject({ topics: topics.optional(), cursor: position.optional() }),
      output: z.object({ topics, cursor: position, resync: resync.shape.topics }),
    });
    this.#asked('unsubscribe', {
      summary: 'Stop listening to topics.',
      input: z.strictObject({ topics }),
      output: z.object({ cursor: position }),
    });
  }

  command(name: string, spec: CommandSpec): void {
    const key = messageKey('command', name);
    this.#asked(name, { ...spec, isCommand: true });
    this.#document.operations[`receive.${key}`]!['x-stoa-who'] = spec.who;
  }

  /** Something that a client emits on the socket, and the acknowledgement that answers it. */
  #asked(
    name: string,
    asked: { summary: string; input: z.ZodObject; output: z.ZodType; isCommand?: boolean },
  ): void {
    const key = messageKey('command', name);
    const answer = messageKey('answer', name);
    const payload = this.#shelf.put(asked.input, 'input');
    if (asked.isCommand) {
      payload.properties = {
        commandId: {
          type: 'string',
          format: 'uuid',
          description: 'Made once per intention; sent again, the kept answer comes back.',
        },
        ...payload.properties,
      };
    }
    this.#message(key, { name, summary: asked.summary, payload });
    this.#message(answer, {
      name: `${name} (acknowledgement)`,
      summary: 'Done, with the answer; or refused, with the problem.',
      payload: {
        oneOf: [
          {
            type: 'object',
            properties: {
              ok: { type: 'boolean', const: true },
              data: this.#shelf.put(asked.output, 'output'),
            },
            required: ['ok', 'data'],
          },
          {
            type: 'object',
            properties: { ok: { type: 'boolean', const: false }, error: this.#shelf.put(problem, 'output') },
            required: ['ok', 'error'],
          },
        ],
      },
    });
    Object.assign(this.#document.channels['socket']!.messages, this.#refs([key, answer]));
    this.#operation(`receive.${key}`, {
      action: 'receive',
      channel: 'socket',
      title: name,
      summary: asked.summary,
      messages: [key],
      reply: [answer],
    });
  }

  #envelopeOf(name: string, { kind, data }: EventSpec): JsonSchema {
    const shape = this.#shelf.read(envelope, 'output');
    const isNumbered = kind !== 'signal';
    const properties = { ...shape.properties, type: { type: 'string', const: name } };
    const { seq: _seq, from: _from, ...unnumbered } = properties as Record<string, JsonSchema>;
    return {
      type: 'object',
      properties: {
        ...(isNumbered ? properties : unnumbered),
        data: this.#shelf.put(data, 'output'),
      },
      required: [...new Set([...(shape.required ?? []), 'data', ...(isNumbered ? ['seq'] : [])])],
    };
  }

  #message(
    key: string,
    message: Omit<AsyncApiMessage, 'title' | 'examples'>,
    known: Readonly<Record<string, unknown>> = {},
  ): void {
    const payload = exampleOf(message.payload, this.#shelf.named);
    this.#document.components.messages[key] = {
      title: message.name,
      ...message,
      examples: [{ payload: isRecord(payload) ? merged(payload, known) : payload }],
    };
  }

  #channel(key: string, channel: AsyncApiChannel): void {
    this.#document.channels[key] = channel;
  }

  #operation(
    key: string,
    operation: Omit<AsyncApiOperation, 'channel' | 'messages' | 'reply'> & {
      channel: string;
      messages: string[];
      reply?: string[];
    },
  ): void {
    const { channel, messages, reply, ...rest } = operation;
    const within = (message: string): Reference => ({ $ref: `#/channels/${channel}/messages/${message}` });
    this.#document.operations[key] = {
      ...rest,
      channel: { $ref: `#/channels/${channel}` },
      messages: messages.map(within),
      ...(reply && { reply: { channel: { $ref: `#/channels/${channel}` }, messages: reply.map(within) } }),
    };
  }

  #refs(keys: readonly string[]): Record<string, Reference> {
    return Object.fromEntries(keys.map((key) => [key, { $ref: `#/components/messages/${key}` }]));
  }
}

const resuming = [
  'One log, three roads. Whatever the road, frames are the same envelope, numbered by `seq` without gaps ' +
    'within each topic, and the place where a reader stands is one opaque `cursor` over all of its topics, ' +
    `at most ${mostCursorBytes} bytes.`,
  'To begin without a gap: fetch a view, which answers `{ data, cursor }`, and listen from that cursor. ' +
    'To go on after a cut: give back the last cursor heard. What a cut makes arrive twice is told by ' +
    '`(topic, seq)` and dropped. Where a cursor cannot be gone on from, `resync` names the topics and why: ' +
    'fetch the views again, by the same path as at first.',
  'A `fact` counts by itself and each one arrives. A `state` is replaced by the next one with the same key; ' +
    'the frames between may be left out, and `from` … `seq` says which numbers a frame covers. A `signal` ' +
    'has no number, is never kept and may be dropped.',
].join('\n\n');

/** `example` with what is known better; what it does not have stays away, and undefined takes it away. */
function merged(
  example: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(example)
      .map(([key, value]) => [key, key in known ? known[key] : value] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function exampleTopic(kind: TopicKind): string {
  return kind.pattern.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => exampleId(name));
}

function servers(serverUrl: string | undefined): Record<string, AsyncApiServer> {
  const isSecure = serverUrl?.startsWith('https:') ?? false;
  const http = isSecure ? 'https' : 'http';
  const common = {
    host: serverUrl === undefined ? '{host}' : new URL(serverUrl).host,
    ...(serverUrl === undefined && {
      variables: { host: { default: '127.0.0.1:3000', description: 'where this Stoa is reached' } },
    }),
    security: [
      { $ref: '#/components/securitySchemes/cookie' },
      { $ref: '#/components/securitySchemes/bearer' },
    ],
  };
  return {
    stream: {
      ...common,
      protocol: http,
      pathname: '/api/stream',
      title: 'Stream',
      description:
        'Server-sent events: `GET /api/stream?topics=a,b&cursor=…`; without `topics`, all that are yours. ' +
        'Events carry no name, so `onmessage` hears them; the words of the connection are named. A stream ' +
        'of one topic has its cursor as `id:` on every frame; over several topics the cursor comes by ' +
        'itself, after `ready` and at most 1 s after it moved. `Last-Event-ID` resumes. Every 8 s there ' +
        'is a sign of life; after 18 s of silence come anew. The reader posts a beat to ' +
        '`/api/stream/{connectionId}/beat` as often as `ready` asks.',
    },
    socket: {
      ...common,
      protocol: isSecure ? 'wss' : 'ws',
      pathname: '/socket.io',
      title: 'Socket',
      description:
        'Socket.IO 4. Emit `subscribe { topics, cursor }`; each event is emitted under its `type` with the ' +
        'envelope. Commands are emitted under their name with `commandId` beside their fields. ' +
        "Socket.IO's own state recovery is off: the cursor resumes, after access was judged again.",
    },
    polling: {
      ...common,
      protocol: http,
      pathname: '/api/events',
      title: 'Polling',
      description:
        'For networks that let nothing stay open: `GET /api/events?topics=a,b&cursor=…` answers ' +
        '`{ topics, events, cursor, resync, waitMs }`; ask again after `waitMs` with the new cursor, and with its ' +
        'ETag as `If-None-Match` to hear 304 when nothing happened.',
    },
  };
}

function parametersOf(kind: TopicKind): Record<string, { description: string }> {
  return Object.fromEntries(
    [...kind.pattern.matchAll(/:([A-Za-z]+)/g)].map(([, name]) => [
      name!,
      { description: 'A UUID, in lower case.' },
    ]),
  );
}

function serverRef(name: string): Reference {
  return { $ref: `#/servers/${name}` };
}
