import { expect, test } from 'vitest';
import { argon2Passwords, passwordDefaults, type HashEngine } from './passwords.ts';

const owner = { email: 'ann@example.org', name: 'Ann Arendt' };
const cheap = { ...passwordDefaults, cost: { memoryKib: 64, passes: 1, lanes: 1 } };

/** An engine whose checks end when the test says so. */
function heldEngine() {
  const started: string[] = [];
  const endings: ((matches: boolean) => void)[] = [];
  const engine: HashEngine = {
    hash: () => Promise.reject(new Error('nothing is hashed here')),
    verify: (_hash, password) =>
      new Promise((resolve) => {
        started.push(Buffer.from(password).toString());
        endings.push(resolve);
      }),
  };
  const endNext = async () => {
    endings.shift()!(true);
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { engine, started, endNext, underWay: () => endings.length };
}

test('ID2 a password is kept as argon2id at 19 MiB and two passes, with a salt of its own', async () => {
  const passwords = argon2Passwords();
  const [one, two] = await Promise.all([passwords.hash('correct horse'), passwords.hash('correct horse')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(two).not.toBe(one);
  expect(await passwords.verify(one, 'correct horse')).toBe(true);
  expect(await passwords.verify(one, 'correct  horse')).toBe(false);
  expect(passwords.isOutdated(one)).toBe(false);
});

test('ID2 the same letters composed in another way are the same password', async () => {
  const passwords = argon2Passwords(cheap);
  const hash = await passwords.hash('caf\u00e9-au-lait');
  expect(await passwords.verify(hash, 'cafe\u0301-au-lait')).toBe(true);
});

test('ID2 a hash of another cost is outdated', async () => {
  const hash = await argon2Passwords(cheap).hash('correct horse');
  expect(argon2Passwords().isOutdated(hash)).toBe(true);
});

test('ID3 without a hash the whole work is done all the same, and the answer is no', async () => {
  const checked: string[] = [];
  const engine: HashEngine = {
    hash: () => Promise.reject(new Error('nothing is hashed here')),
    verify: async (hash) => {
      checked.push(hash);
      return true;
    },
  };
  expect(await argon2Passwords(passwordDefaults, engine).verify(null, 'anything')).toBe(false);
  expect(checked[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await argon2Passwords().verify(null, 'anything')).toBe(false);
});

test('ID2 of 300 checks at once two work together, the rest wait and go in the order they came', async () => {
  const { engine, started, endNext, underWay } = heldEngine();
  const passwords = argon2Passwords(passwordDefaults, engine);
  const names = Array.from({ length: 300 }, (_, place) => `password ${place}`);
  const checks = names.map((name) => passwords.verify('some hash', name));
  await new Promise((resolve) => setImmediate(resolve));
  expect(underWay()).toBe(2);
  expect(passwords.waiting).toBe(298);

  while (underWay() > 0) {
    expect(underWay()).toBeLessThanOrEqual(2);
    await endNext();
  }
  expect(await Promise.all(checks)).toEqual(names.map(() => true));
  expect(started).toEqual(names);
  expect(passwords.waiting).toBe(0);
});

test('ID2 more than 500 waiting are refused with the time to come back, and those who wait are served', async () => {
  const { engine, started, endNext, underWay } = heldEngine();
  const passwords = argon2Passwords(passwordDefaults, engine);
  const checks = Array.from({ length: 502 }, () => passwords.verify('some hash', 'a'));
  await expect(passwords.verify('some hash', 'one too many')).rejects.toMatchObject({
    code: 'unavailable',
    retryAfterMs: expect.any(Number),
  });
  while (underWay() > 0) await endNext();
  await Promise.all(checks);
  expect(started).toHaveLength(502);
});

test('ID2 a check that fails by a defect gives its turn on', async () => {
  const engine: HashEngine = {
    hash: async () => 'hash',
    verify: () => Promise.reject(new Error('broken')),
  };
  const passwords = argon2Passwords({ ...passwordDefaults, atOnce: 1 }, engine);
  const broken = [1, 2, 3].map(() => passwords.verify('some hash', 'a'));
  expect((await Promise.allSettled(broken)).map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
  expect(await passwords.hash('works')).toBe('hash');
});

test('ID2 300 real checks leave the event loop free', async () => {
  const passwords = argon2Passwords(cheap);
  const hash = await passwords.hash('correct horse');
  let turnsOfTheLoop = 0;
  let isDone = false;
  const look = () => {
    turnsOfTheLoop += 1;
    if (!isDone) setImmediate(look);
  };
  setImmediate(look);
  const answers = await Promise.all(
    Array.from({ length: 300 }, () => passwords.verify(hash, 'correct horse')),
  );
  isDone = true;
  expect(answers.every(Boolean)).toBe(true);
  expect(turnsOfTheLoop).toBeGreaterThan(100);
});

test.each([
  ['seven characters', '7 chars', 'shorter'],
  ['more than 256', `${'correct horse '.repeat(18)}battery`, 'longer'],
  ['one of the commonest', 'Iloveyou1', 'tried first'],
  ['a common word with a year', 'Summer2031!', 'tried first'],
  ['one that repeats itself', 'abcabcabc', 'repeats'],
  ['the e-mail address', 'Ann@Example.org', 'your name'],
  ['the name', 'ann arendt', 'your name'],
])('ID2 a new password is refused when it is %s', async (_what, password, words) => {
  await expect(argon2Passwords(cheap).hashNew(password, owner)).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ field: 'password', message: expect.stringContaining(words) }],
  });
});

test.each([
  ['eight characters of one kind', 'wqxzvkjh'],
  ['64 characters', 'the quick brown fox jumps over the lazy dog and then sleeps ok!!'],
  ['256 characters', 'correct horse battery staple, '.repeat(9).slice(0, 256)],
  ['another script', 'крокодил гена'],
  ['the demo’s', 'stoa-demo'],
])('ID2 a new password may be %s', async (_what, password) => {
  const passwords = argon2Passwords(cheap);
  expect(await passwords.verify(await passwords.hashNew(password, owner), password)).toBe(true);
});
