import { expect, test } from 'vitest';
import { newId } from '#kernel/ids.ts';
import { Refusal, type RefusalCode } from '#kernel/refusal.ts';
import type { Actor } from './feature.ts';
import { refusalsNoted } from './refusals.ts';

test('AUD4 who reaches for what is not theirs is in the log, and nothing of what they sent', async () => {
  const lines: object[] = [];
  let code: RefusalCode = 'forbidden';
  const refuse = async (): Promise<never> => {
    throw new Refusal(code, 'private words');
  };
  const { perform, look } = refusalsNoted(
    { perform: refuse, look: refuse },
    {
      logger: { info: ((line: object) => void lines.push(line)) as never },
      isKnown: (name) => name.startsWith('identity:'),
    },
  );
  const userId = newId();
  const actor: Actor = { kind: 'person', userId, sessionId: newId(), platformAdmin: false };
  const call = {
    name: 'identity:disable',
    actor,
    input: { userId: 'private', token: 'private' },
    commandId: undefined,
    address: '203.0.113.9',
    agent: 'private',
    cookie: undefined,
  };
  await expect(perform(call)).rejects.toThrow();
  code = 'not_found';
  await expect(
    look('identity:people', { kind: 'anonymous' }, { search: 'private' }, '::1'),
  ).rejects.toThrow();
  for (const other of ['invalid', 'too_many', 'wrong_credentials'] as const) {
    code = other;
    await expect(perform(call)).rejects.toThrow();
  }
  code = 'not_found';
  await expect(perform({ ...call, name: 'private' })).rejects.toThrow();
  expect(lines).toEqual([
    { refused: 'identity:disable', code: 'forbidden', actor: userId, network: '203.0.113.0/24' },
    { refused: 'identity:people', code: 'not_found', actor: null, network: '0:0:0::/48' },
  ]);
});
