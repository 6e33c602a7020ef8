import { resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const wholeMs = z.coerce.number().int();

const host = z
  .string()
  .regex(
    /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?::[0-9]{1,5})?$/,
    'must be names of hosts, such as player.example.org',
  );
const hosts = z
  .string()
  .transform((given) => (given === 'none' ? [] : given.split(',').map((one) => one.trim().toLowerCase())))
  .pipe(z.array(host).max(40));

/** Every setting: what it means, what it is when nobody sets it. Read once, at the start. */
const table = {
  PORT: port.default(3_000).describe('port to listen on; 0 takes a free one'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must begin with https:// or http://' })
    .optional()
    .describe('where browsers reach this Stoa; https turns secure cookies on'),
  DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .describe('folder of the embedded database; memory: keeps nothing'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional()
    .describe('PostgreSQL 15 or newer; absent: the embedded database'),
  DEMO: z.enum(['auto', 'off']).default('auto').describe('auto: a demo class, only in an empty database'),
  DEMO_SIMULATOR: z
    .enum(['on', 'off'])
    .default('on')
    .describe('off: the demo people are there, nobody acts by itself'),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .max(5)
    .default(0)
    .describe('how many proxies stand in front, whose forwarding header is believed'),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^/?#\s]+\/?$/, 'must look like smtps://user:password@host:465')
    .refine((url) => URL.canParse(url), 'is not an address')
    .optional()
    .describe('server that takes mail; absent: mail is caught and shown at /dev/mail on this machine'),
  MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]{1,100}<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, 'must look like Name <address>')
    .default('Stoa <stoa@localhost>')
    .describe('sender of mails'),
  MAIL_RETURN_TO: z
    .string()
    .regex(/^[^<>@\s]+@[^<>@\s]+$/, 'must be an address')
    .optional()
    .describe('address that mail servers report to what did not arrive; absent: the sender'),
  MAIL_REPORTS_SECRET: z
    .string()
    .min(24, 'must have at least 24 characters')
    .optional()
    .describe('by which what came to that address is posted to /mail/reports; absent: there is no such door'),
  STREAMS_PER_ADDRESS: z.coerce
    .number()
    .int()
    .min(1)
    .default(2_000)
    .describe('most open streams and sockets from one address'),
  ARRIVALS_AT_ONCE: z.coerce
    .number()
    .int()
    .min(1)
    .default(5_000)
    .describe('most readers being let in at once; the next hear when to come again'),
  SSE_HEARTBEAT_MS: wholeMs
    .min(1_000)
    .default(8_000)
    .describe('silence on a stream before a sign of life, in ms'),
  SSE_SILENCE_MS: wholeMs
    .min(2_000)
    .default(18_000)
    .describe('silence after which a reader comes anew, in ms'),
  BEAT_MS: wholeMs.min(1_000).default(45_000).describe('how often a reader says that it is there, in ms'),
  READER_SILENT_MS: wholeMs
    .min(2_000)
    .default(100_000)
    .describe('a reader silent this long is dropped, in ms'),
  RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(3)
    .default(30)
    .describe('how long events are kept for catching up'),
  EMBED_HOSTS: hosts
    .default(['www.youtube-nocookie.com', 'player.vimeo.com'])
    .describe('hosts whose pages lessons may show in a frame, with commas between; none: no frames'),
  WEBHOOKS_TO_LOOPBACK: z
    .enum(['on', 'off'])
    .default('off')
    .describe('on: webhooks may go to this machine itself over http, for trying them out'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least that is logged'),
} as const;

/** Pairs of which the first must fit into the second twice: one lost sign of life is not yet silence. */
const twiceWithin = [
  ['SSE_HEARTBEAT_MS', 'SSE_SILENCE_MS'],
  ['BEAT_MS', 'READER_SILENT_MS'],
] as const;

type Table = typeof table;
export type Settings = { readonly [Name in keyof Table]: z.output<Table[Name]> };

/** All faults of the settings, together. */
export class SettingsFault extends Error {
  override readonly name = 'SettingsFault';
}

/**
 * Reads the settings.
 * @throws SettingsFault naming every faulty setting and the reason, without printing values
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const settings: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [name, schema] of Object.entries(table)) {
    const given = environment[name]?.trim();
    const parsed = schema.safeParse(given === '' ? undefined : given);
    if (parsed.success) settings[name] = parsed.data;
    else faults.push(`${name}: ${parsed.error.issues[0]!.message} (${schema.description})`);
  }
  for (const [short, long] of twiceWithin) {
    const [shortMs, longMs] = [settings[short], settings[long]] as [number | undefined, number | undefined];
    if (shortMs !== undefined && longMs !== undefined && shortMs * 2 >= longMs) {
      faults.push(`${short}: must be less than half of ${long}`);
    }
  }
  if (faults.length > 0) {
    throw new SettingsFault(
      `These settings cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
  }
  const read = settings as unknown as Settings;
  return { ...read, DATA_DIR: read.DATA_DIR === 'memory:' ? read.DATA_DIR : resolve(read.DATA_DIR) };
}

/** Settings that a later Stoa will read: whoever sets one expects something that is not there yet. */
const notYetRead = [
  'DATABASE_REPLICA_URL',
  'REDIS_URL',
  'AI_BASE_URL',
  'AI_API_KEY',
  'AI_MODEL',
  'KAFKA_BROKERS',
] as const;

/** Names of settings that are set and have no effect in this version. */
export function unusedSettings(environment: Readonly<Record<string, string | undefined>>): string[] {
  return notYetRead.filter((name) => environment[name]?.trim());
}

/** The table for people: name, default, meaning. */
export function settingsHelp(): { name: string; fallback: string; meaning: string }[] {
  return Object.entries(table).map(([name, schema]) => ({
    name,
    fallback: String(schema.safeParse(undefined).data ?? ''),
    meaning: schema.description ?? '',
  }));
}
