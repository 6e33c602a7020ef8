import { expect, test } from 'vitest';
import { Refusal } from '#kernel/refusal.ts';
import type { Catalogue } from './catalogue.ts';
import type { Call } from './commands.ts';
import type { LoggedEvent } from './log/events.ts';
import { measured, openMetrics } from './metrics.ts';

const catalogue = { commands: new Map([['polls:vote', {}]]), events: new Map() } as unknown as Catalogue;
const nobody = { streams: () => 0, sockets: () => 0, topics: () => 0 };
const call = (name: string): Call => ({
  name,
  actor: { kind: 'anonymous' },
  input: {},
  commandId: undefined,
  address: '',
  agent: '',
  cookie: undefined,
});

test('commands are measured whatever door they came by, and names that nobody declares are no labels', async () => {
  const metrics = openMetrics(catalogue, nobody);
  const perform = measured(
    async ({ name }) => {
      if (name !== 'polls:vote') throw new Refusal('not_found');
      return { data: 1, isKept: false };
    },
    { metrics, catalogue },
  );
  expect(await perform(call('polls:vote'))).toEqual({ data: 1, isKept: false });
  await expect(perform(call('made:up'))).rejects.toMatchObject({ code: 'not_found' });
  const text = await metrics.registry.metrics();
  expect(text).toContain('stoa_command_seconds_count{command="polls:vote",outcome="ok"} 1');
  expect(text).not.toContain('made:up');
});

test('OPS6 an event is as old as it was when its readers had it, and late above the ceiling of its class', async () => {
  const events = new Map([['polls:tally', { delivery: 'live' }]]) as unknown as Catalogue['events'];
  const metrics = openMetrics({ ...catalogue, events }, nobody);
  const told = (type: string): LoggedEvent => ({
    topic: 'poll/1',
    epoch: 'one',
    seq: 1,
    type,
    at: '2026-01-05T09:00:00.000Z',
    data: '{}',
  });
  const atMs = Date.parse('2026-01-05T09:00:00.000Z');
  metrics.delivered([told('polls:tally'), told('of:another-release')], atMs + 250);
  metrics.delivered([told('polls:tally')], atMs + 750);
  const text = await metrics.registry.metrics();
  expect(text).toContain('stoa_delivery_seconds_sum{event="polls:tally",class="live"} 1');
  expect(text).toContain('stoa_delivery_late_total{event="polls:tally",class="live"} 1');
  expect(text).not.toContain('another-release');
});

test('OPS4 why this node ended connections is counted by reason', async () => {
  const metrics = openMetrics(catalogue, nobody);
  metrics.ended('too_slow');
  metrics.ended('too_slow');
  expect(await metrics.registry.metrics()).toContain('stoa_goodbyes_total{reason="too_slow"} 2');
});
