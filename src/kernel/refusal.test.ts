import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseOr, problem, problemOf, Refusal, refusalCodes, type RefusalCode } from './refusal.ts';

const codes = Object.keys(refusalCodes) as RefusalCode[];

test('each refusal has a status of its family and one sentence that a person can read', () => {
  for (const { status, sentence } of Object.values(refusalCodes)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/error|exception|undefined|null/i);
  }
});

test('a refusal without words of its own says the sentence of its code', () => {
  expect(new Refusal('conflict').message).toBe('Something changed meanwhile.');
  expect(new Refusal('conflict', 'This poll is closed.').message).toBe('This poll is closed.');
});

test('every refusal crosses the wire as a problem that leads to its own explanation', () => {
  fc.assert(
    fc.property(fc.constantFrom(...codes), fc.string(), (code, words) => {
      const told = problemOf(new Refusal(code, words));
      expect(problem.parse(told)).toEqual(told);
      expect(told).toEqual({
        type: `/docs/api#${code}`,
        title: refusalCodes[code].sentence,
        status: refusalCodes[code].status,
        code,
        detail: words,
      });
    }),
  );
});

test('faults, the time to wait and the request id are told where they are known', () => {
  const faults = [{ field: 'title', message: 'is empty' }];
  expect(problemOf(new Refusal('invalid', 'No.', { faults, retryAfterMs: 0 }), 'r-1')).toMatchObject({
    faults,
    retryAfterMs: 0,
    requestId: 'r-1',
  });
});

test('what caused a refusal is kept for the log and never told', () => {
  const cause = new Error('select secret from account');
  const refusal = new Refusal('unavailable', undefined, { cause });
  expect(refusal.cause).toBe(cause);
  expect(JSON.stringify(problemOf(refusal))).not.toContain('secret');
});

const input = z.strictObject({
  title: z.string().min(1),
  modules: z.array(z.object({ minutes: z.number() })),
});

test('parsing gives what the schema makes of the input', () => {
  expect(parseOr(z.object({ role: z.string().default('student') }), {})).toEqual({ role: 'student' });
});

test('parsing refuses with every field at fault, by its dotted path, and leads with the first', () => {
  const refusal = refusalFrom(() =>
    parseOr(input, { title: '', modules: [{ minutes: 1 }, { minutes: 'x' }] }),
  );
  expect(refusal.code).toBe('invalid');
  expect(refusal.faults.map(({ field }) => field)).toEqual(['title', 'modules.1.minutes']);
  expect(refusal.message).toBe(`title: ${refusal.faults[0]!.message}`);
});

test('a fault of the whole input has no field before its words', () => {
  const refusal = refusalFrom(() => parseOr(input, 'not an object'));
  expect(refusal.faults).toHaveLength(1);
  expect(refusal.faults[0]!.field).toBe('');
  expect(refusal.message).toBe(refusal.faults[0]!.message);
});

test('of very many faults the first twenty are told', () => {
  const many = Array.from({ length: 500 }, () => ({ minutes: 'x' }));
  expect(refusalFrom(() => parseOr(input, { title: 'a', modules: many })).faults).toHaveLength(20);
});

test('what was sent is not repeated in a refusal', () => {
  const refusal = refusalFrom(() =>
    parseOr(z.object({ password: z.number() }), { password: 'hunter-secret' }),
  );
  expect(JSON.stringify(problemOf(refusal))).not.toContain('hunter-secret');
});

function refusalFrom(action: () => unknown): Refusal {
  try {
    action();
  } catch (cause) {
    if (cause instanceof Refusal) return cause;
    throw cause;
  }
  throw new Error('nothing was refused');
}
