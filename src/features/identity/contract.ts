import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';

const person = topicKind('user/:userId', { who: ['self'] });

/** An IANA zone name that this runtime knows, `Africa/Lagos`. */
export const zone = z
  .string()
  .max(64)
  .refine(isZone, 'is not a time zone we know')
  .meta({ example: 'Africa/Lagos' });

/** E-mail addresses are compared in lower case. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email().max(254))
  .meta({ example: 'ada@example.org' });

// Controls, lone surrogates, line separators, and the marks that turn the reading direction of what follows:
// a name is put into other people's sentences and must not rearrange them.
const unfit = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A person's name in any script. */
export const personName = z
  .string()
  .trim()
  .normalize('NFC')
  .min(1)
  .max(120)
  .refine((name) => !unfit.test(name), 'holds characters that cannot be part of a name')
  .refine((name) => seen.test(name), 'has nothing in it that can be seen')
  .meta({ example: 'Amara Okafor' });

/** A language tag, `en` or `pt-BR`. */
export const language = z
  .string()
  .max(16)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'is not a language tag')
  .meta({ example: 'en' });

export const look = z.enum(['system', 'light', 'dark']);

export const account = z
  .object({
    id,
    name: z.string(),
    email: z.email(),
    zone: z.string(),
    look,
    language: z.string(),
    platformAdmin: z.boolean(),
    /** Moved by the demo's simulator; no human being is behind it. */
    simulated: z.boolean(),
  })
  .meta({ id: 'Account' });
export type Account = z.output<typeof account>;

export const sessionLine = z
  .object({
    id,
    /** The browser and system as words, "Firefox on Linux". */
    device: z.string().meta({ example: 'Firefox on Linux' }),
    /** Where it was started from, as a network and no nearer, "203.0.113.0/24". */
    network: z.string().meta({ example: '203.0.113.0/24' }),
    startedAt: z.iso.datetime(),
    seenAt: z.iso.datetime(),
    current: z.boolean(),
  })
  .meta({ id: 'SessionLine' });
export type SessionLine = z.output<typeof sessionLine>;

/** Who is who: accounts, signing in and out, sessions. */
export const identity = contract('identity', {
  topics: { person },
  commands: {
    'identity:sign-in': command({
      summary: 'Sign in with e-mail and password; sets the session cookie.',
      http: ['POST', '/api/auth/login'],
      input: z.strictObject({ email: z.string().trim().max(254), password: z.string().min(1).max(256) }),
      output: z.object({ user: account }),
      who: ['anyone'],
      // Failed attempts are counted apart, per account and address, by the identity room.
      rate: { times: 600, perMs: 60_000 },
      refusals: ['wrong_credentials', 'too_many', 'unavailable'],
      tells: ['identity:session-started', 'identity:session-ended'],
      doors: 'http',
    }),
    'identity:sign-out': command({
      summary: 'End this session; its streams and sockets close.',
      http: ['POST', '/api/auth/logout'],
      input: z.strictObject({}),
      output: z.object({ signedOut: z.literal(true) }),
      who: ['person'],
      rate: { times: 30, perMs: 60_000 },
      tells: ['identity:session-ended'],
      doors: 'http',
    }),
    'identity:end-session': command({
      summary: 'End another of your sessions, on a device you no longer trust.',
      http: ['DELETE', '/api/me/sessions/:sessionId'],
      input: z.strictObject({ sessionId: id }),
      output: z.object({ ended: z.number().int() }),
      who: ['person'],
      rate: { times: 60, perMs: 60_000 },
      tells: ['identity:session-ended'],
    }),
    'identity:end-other-sessions': command({
      summary: 'End every session of yours but this one.',
      http: ['DELETE', '/api/me/sessions'],
      input: z.strictObject({}),
      output: z.object({ ended: z.number().int() }),
      who: ['person'],
      rate: { times: 10, perMs: 60_000 },
      tells: ['identity:session-ended'],
    }),
    'identity:update-profile': command({
      summary: 'Change your name, time zone, look or language.',
      http: ['PATCH', '/api/me'],
      input: z.strictObject({
        name: personName.optional(),
        zone: zone.optional(),
        look: look.optional(),
        language: language.optional(),
      }),
      output: account,
      who: ['person'],
      rate: { times: 30, perMs: 60_000 },
      tells: ['identity:profile-changed'],
    }),
  },
  views: {
    'identity:sessions': view({
      summary: 'Where you are signed in.',
      http: '/api/me/sessions',
      input: z.strictObject({}),
      data: z.object({ sessions: z.array(sessionLine) }),
      who: ['person'],
      follows: ['identity:session-started', 'identity:session-ended'],
    }),
  },
  events: {
    'identity:session-started': event({
      summary: 'Somebody signed in as you; that is you, one hopes.',
      kind: 'fact',
      delivery: 'ambient',
      data: sessionLine.omit({ current: true }),
      on: [person],
    }),
    'identity:session-ended': event({
      summary: 'A session of yours ended; every node closes what it held open.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ sessionId: id }),
      on: [person],
    }),
    'identity:profile-changed': event({
      summary: 'Your name, zone, look or language is now this.',
      kind: 'state',
      delivery: 'ambient',
      data: account,
      key: (data) => data.id,
      on: [person],
    }),
  },
});

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // Intl throws exactly when it does not know the zone.
  }
}
