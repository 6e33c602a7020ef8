import { expect, test } from 'vitest';
import { Refusal } from '#kernel/refusal.ts';
import type { Catalogue } from './catalogue.ts';
import type { Call } from './commands.ts';
import { measured, openMetrics } from './metrics.ts';

const catalogue = { commands: new Map([['polls:vote', {}]]), events: new Map() } as unknown as Catalogue;
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
  const metrics = openMetrics(catalogue, { streams: () => 0, sockets: () => 0, topics: () => 0 });
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
