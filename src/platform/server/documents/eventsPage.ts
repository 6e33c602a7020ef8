import { relations } from '#kernel/relations.ts';
import type { AsyncApiChannel, AsyncApiDocument, AsyncApiMessage } from './asyncapi.ts';
import { html, joined, type Fragment } from './html.ts';
import { duration } from './markdown.ts';
import { json, page, sample, table } from './pageFrame.ts';
import type { JsonSchema } from './schemas.ts';
import { fieldTable, shapeOf, shapes } from './shapes.ts';

/** What can be heard, on which topics and roads, how soon, and how to go on after a cut. */
export function eventsPage(document: AsyncApiDocument): string {
  const { info, servers, channels, components } = document;
  const messages = Object.entries(components.messages);
  const events = messages.filter(([key]) => key.startsWith('event.'));
  const words = messages.filter(([key]) => key.startsWith('word.'));
  const asked = messages.filter(([key]) => key.startsWith('command.'));
  const topics = Object.values(channels).filter((channel) => channel['x-stoa-who'] !== undefined);
  return page({
    title: `${info.title} events`,
    lead: html`<p class="quiet">Version ${info.version}.</p>`,
    contents: [
      ['#resuming', 'Beginning and going on'],
      ['#roads', 'Roads'],
      ['#topics', 'Topics'],
      ['#delivery', 'Delivery'],
      ['#events', 'Events'],
      ['#words', 'The connection'],
      ['#socket', 'Over the socket'],
      ['#shapes', 'Shapes'],
    ],
    elsewhere: [
      ['/docs/api', 'Commands and views'],
      ['/api/asyncapi.json', 'AsyncAPI document'],
    ],
    content: [
      html`<h2 id="resuming">Beginning and going on</h2>
        ${info.description.split('\n\n').map((paragraph) => html`<p>${prose(paragraph)}</p>`)}`,
      html`<h2 id="roads">Roads</h2>
        ${Object.entries(servers).map(
          ([key, { title, protocol, pathname, description }]) =>
            html`<h3 id="road-${key}">${title}</h3>
              <p><span class="method">${protocol}</span> <code>${pathname}</code></p>
              <p>${prose(description)}</p>
              ${samples[key] && sample(`How to listen: ${title}`, samples[key])}`,
        )}`,
      html`<h2 id="topics">Topics</h2>
        ${table(
          'Topics',
          ['topic', 'who may listen', 'what is heard'],
          topics.map((topic) => [
            html`<code>${topic.address ?? ''}</code>`,
            (topic['x-stoa-who'] ?? []).map((relation) => relations[relation]).join('; or '),
            joined(namesOn(topic, document).map(eventLink), ', '),
          ]),
        )}`,
      html`<h2 id="delivery">Delivery</h2>
        <p>
          The ceiling is the longest that a person may wait from commit to browser; an alert watches it. The
          road is the one taken while it is open: below it come stream, then polling, by themselves.
        </p>
        ${table(
          'Delivery of each event',
          ['event', 'kind', 'class', 'road', 'ceiling', 'we aim at (p95)', 'gathered for'],
          events.map(([, message]) => deliveryRow(message)),
        )}`,
      html`<h2 id="events">Events</h2>
        ${events.map(
          ([, message]) =>
            html`<article aria-labelledby="${message.name}">
              <h3 id="${message.name}"><code>${message.name}</code></h3>
              <p>${message.summary}</p>
              <p class="quiet">${promise(message)} Travels on ${topicsOf(message, topics, document)}.</p>
              ${dataTable(message, components.schemas)}
              ${sample(`A frame of ${message.name}`, json(message.examples[0]?.payload))}
            </article>`,
        )}`,
      html`<h2 id="words">The connection</h2>
        <p>${prose(channels['control']?.description ?? '')}</p>
        ${words.map(([, message]) => spoken(message))}`,
      html`<h2 id="socket">Over the socket</h2>
        <p>${prose(channels['socket']?.description ?? '')}</p>
        ${table(
          'What can be emitted',
          ['word', 'what it does', 'with'],
          asked.map(([, { name, summary, payload }]) => [
            html`<code>${name}</code>`,
            summary,
            html`<code>${shapeOf(payload)}</code>`,
          ]),
        )}`,
      shapes(components.schemas),
    ],
  });
}

const samples: Readonly<Record<string, string>> = {
  stream: [
    "const stream = new EventSource('/api/stream?cursor=' + encodeURIComponent(cursor));",
    'stream.onmessage = ({ data }) => apply(JSON.parse(data)); // { topic, seq, type, at, data }',
    "stream.addEventListener('resync', ({ data }) => fetchAgain(JSON.parse(data).topics));",
    '',
    '# or',
    'curl -N -b session.txt "$STOA/api/stream"',
  ].join('\n'),
  socket: [
    "import { io } from 'socket.io-client';",
    '',
    'const socket = io({ withCredentials: true });',
    'socket.onAny((type, envelope) => apply(envelope));',
    "const { ok, data } = await socket.emitWithAck('subscribe', { topics, cursor });",
    'if (ok) fetchAgain(data.resync);',
  ].join('\n'),
  polling: [
    'curl -b session.txt "$STOA/api/events?cursor=$cursor"',
    'curl -b session.txt -H "If-None-Match: \\"$cursor\\"" "$STOA/api/events?cursor=$cursor"',
  ].join('\n'),
};

function namesOn(topic: AsyncApiChannel, { components }: AsyncApiDocument): string[] {
  return Object.keys(topic.messages).map((key) => components.messages[key]?.name ?? key);
}

/** What one may rely on, in a sentence. */
function promise(message: AsyncApiMessage): string {
  const { ceilingMs, aimMs, gatherMs } = message['x-stoa-delivery']!;
  const kinds = {
    fact: 'A fact: each one arrives',
    state: 'A state: the newest of its key is enough',
    signal: 'A signal: it may be dropped',
  };
  const gathered = gatherMs > 0 ? `, gathered for ${duration(gatherMs)}` : '';
  return (
    `${kinds[message['x-stoa-kind']!]}${gathered}; ` +
    `we aim at ${duration(aimMs)}, at most ${duration(ceilingMs)}.`
  );
}

function topicsOf(
  { name }: AsyncApiMessage,
  topics: readonly AsyncApiChannel[],
  document: AsyncApiDocument,
): Fragment {
  const carrying = topics.filter((topic) => namesOn(topic, document).includes(name));
  return joined(
    carrying.map(({ address }) => html`<code>${address ?? ''}</code>`),
    ', ',
  );
}

function eventLink(name: string): Fragment {
  return html`<a href="#${name}"><code>${name}</code></a>`;
}

function deliveryRow({ name, ...message }: AsyncApiMessage): Fragment[] {
  const delivery = message['x-stoa-delivery'];
  if (!delivery) return [eventLink(name)];
  return [
    eventLink(name),
    message['x-stoa-kind'],
    delivery.class,
    delivery.road,
    duration(delivery.ceilingMs),
    duration(delivery.aimMs),
    delivery.gatherMs === 0 ? 'at once' : duration(delivery.gatherMs),
  ];
}

function dataTable({ name, payload }: AsyncApiMessage, named: Record<string, JsonSchema>): Fragment {
  const data = payload.properties?.['data'];
  const shape = data?.$ref === undefined ? data : named[data.$ref.split('/').at(-1)!];
  if (!shape?.properties) return undefined;
  return fieldTable(`Data of ${name}`, shape);
}

function spoken({ name, summary, examples }: AsyncApiMessage): Fragment {
  return html`<h3 id="word-${name}"><code>${name}</code></h3>
    <p>${summary}</p>
    ${sample(`Example of ${name}`, json(examples[0]?.payload))}`;
}

/** Words with `code` between back-ticks. */
function prose(text: string): Fragment {
  return text.split('`').map((part, place) => (place % 2 === 1 ? html`<code>${part}</code>` : part));
}
