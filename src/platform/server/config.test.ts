import { expect, test } from 'vitest';
import { readSettings, SettingsFault, settingsHelp, unusedSettings } from './config.ts';

const faultsOf = (environment: Record<string, string>): string => {
  try {
    readSettings(environment);
  } catch (cause) {
    if (cause instanceof SettingsFault) return cause.message;
    throw cause;
  }
  return '';
};

test('nothing set is enough, and what nobody declared is ignored', () => {
  expect(readSettings({ HOME: '/root', PORT: '' })).toMatchObject({
    PORT: 3_000,
    HOST: '127.0.0.1',
    DEMO: 'auto',
    TRUST_PROXY: 0,
  });
  expect(readSettings({ PUBLIC_URL: ' ', DATABASE_URL: '' })).not.toHaveProperty('PUBLIC_URL', ' ');
  expect(readSettings({ DATABASE_URL: '' }).DATABASE_URL).toBeUndefined();
});

test('a folder is taken from where the program was started', () => {
  expect(readSettings({ DATA_DIR: 'here' }).DATA_DIR).toBe(`${process.cwd()}/here`);
});

test('OPS1 all faults are told together, each with its setting and its meaning', () => {
  const faults = faultsOf({
    PORT: '70000',
    DATABASE_URL: 'mysql://nobody',
    TRUST_PROXY: 'yes',
    DEMO: 'perhaps',
    BEAT_MS: '60000',
    READER_SILENT_MS: '100000',
  });
  for (const name of ['PORT', 'DATABASE_URL', 'TRUST_PROXY', 'DEMO', 'BEAT_MS']) {
    expect(faults).toMatch(new RegExp(`^  ${name}: `, 'm'));
  }
  expect(faults.split('\n')).toHaveLength(6);
});

test('OPS1 two settings that contradict each other are both named', () => {
  expect(faultsOf({ SSE_HEARTBEAT_MS: '9000', SSE_SILENCE_MS: '18000' })).toContain(
    'SSE_HEARTBEAT_MS: must be less than half of SSE_SILENCE_MS',
  );
  expect(faultsOf({ READER_SILENT_MS: '90000' })).toContain(
    'BEAT_MS: must be less than half of READER_SILENT_MS',
  );
  expect(faultsOf({ SSE_HEARTBEAT_MS: '8999', SSE_SILENCE_MS: '18000' })).toBe('');
});

test('OPS1 values are never printed: they can be secrets', () => {
  const secret = 'hunter2-hunter2';
  const environment = Object.fromEntries(settingsHelp().map(({ name }) => [name, `x:${secret}`]));
  const faults = faultsOf({ ...environment, DATABASE_URL: `mysql://stoa:${secret}@db/stoa` });
  expect(faults).toContain('DATABASE_URL');
  expect(faults).not.toContain(secret);
});

test('a public address is a web address: anything else has no origin that could be compared', () => {
  for (const wrong of ['learn.example', 'learn.example:3000', 'javascript:alert(1)', 'ftp://learn.example']) {
    expect(faultsOf({ PUBLIC_URL: wrong })).toContain('PUBLIC_URL');
  }
  expect(readSettings({ PUBLIC_URL: 'https://learn.example/' }).PUBLIC_URL).toBe('https://learn.example/');
});

test('the table for people names every setting, its default and its meaning', () => {
  const help = settingsHelp();
  expect(help.find(({ name }) => name === 'PORT')).toEqual({
    name: 'PORT',
    fallback: '3000',
    meaning: expect.stringContaining('port') as string,
  });
  expect(help.filter(({ meaning }) => meaning === '')).toEqual([]);
});

test('OPS1 settings that this version does not read are named, not passed over', () => {
  expect(unusedSettings({ REDIS_URL: 'redis://127.0.0.1', AI_MODEL: ' ', PORT: '3000' })).toEqual([
    'REDIS_URL',
  ]);
});
