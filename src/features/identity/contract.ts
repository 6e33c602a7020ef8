import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { topicKind } from '#kernel/topics.ts';

const person = topicKind('user/:userId', { who: ['self'] });
/** Everybody who has an account here, for operators. */
const people = topicKind('operations/people', { who: ['platformAdmin'] });
/** How an organisation's people sign in. */
const signInOf = topicKind('org/:organisationId/sign-in', { who: ['organisationAdmin', 'platformAdmin'] });

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
  // Composing takes time that grows with the square of the marks on one letter.
  .max(480, { abort: true })
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

/** How somebody gets in, and whether mail reaches them. */
export const security = z
  .object({
    email: z.string(),
    emailVerified: z.boolean(),
    /** A new address that was asked for and is not confirmed yet. */
    waitingEmail: z.string().nullable(),
    hasPassword: z.boolean(),
    /**
     * Since when mails to the address come back: no news is mailed until it is confirmed again or is another one.
     * Null: none came back.
     */
    mailBackSince: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Security' });
export type Security = z.output<typeof security>;

/** Somebody with an account, as operators see them. */
export const personLine = account
  .pick({ id: true, name: true, email: true, platformAdmin: true, simulated: true })
  .extend({
    emailVerified: z.boolean(),
    hasPassword: z.boolean(),
    createdAt: z.iso.datetime(),
    /** Since when nobody signs in with this account. */
    disabledAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PersonLine' });
export type PersonLine = z.output<typeof personLine>;

/** What a link in a mail is for. */
export const linkPurpose = z.enum(['sign-in', 'reset', 'verify-email', 'change-email']);
export type LinkPurpose = z.output<typeof linkPurpose>;

const token = z.string().max(100).meta({ example: 'Zt0q3…' });
const newPassword = z.string().min(1).max(256);

/** A path within this Stoa, where somebody wanted to go. */
const ownPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[\w\-./?=&%]*$/, 'is not a path of this Stoa')
  .meta({ example: '/home' });

/** A domain of e-mail addresses, `acme.example`. */
export const mailDomain = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(
    z
      .string()
      .max(253)
      .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/, 'is not a domain'),
  )
  .meta({ example: 'acme.example' });

/** What being in one of the provider's groups gives. */
export const groupRule = z
  .strictObject({
    group: z.string().trim().min(1).max(200),
    gives: z.discriminatedUnion('role', [
      z.strictObject({ role: z.literal('organisationAdmin') }),
      z.strictObject({ role: z.literal('student'), cohortId: id }),
      z.strictObject({ role: z.literal('instructor'), cohortId: id }),
    ]),
  })
  .meta({ id: 'GroupRule' });
export type GroupRule = z.output<typeof groupRule>;

/** What can come of a sign-in at a provider. */
const signOnOutcome = z.enum([
  'passed',
  /** It took too long, or another browser brought it to its end. */
  'expired',
  /** The provider said no, or the person did. */
  'declined',
  /** What the provider sent does not prove anything: a wrong signature, nonce, issuer, audience or time. */
  'unproven',
  /** The provider could not be reached, or answers as none should. */
  'unavailable',
  /** The provider does not say that it verified the e-mail address. */
  'unverified',
  /** The address lies in no domain that is confirmed for this organisation. */
  'foreign-domain',
  /** This account does not get in this way. */
  'refused',
]);
export type SignOnOutcome = z.output<typeof signOnOutcome>;

/** How an organisation's own identity provider is asked. The client's secret is never among it. */
export const provider = z
  .object({
    title: z.string(),
    issuer: z.string(),
    clientId: z.string(),
    hasSecret: z.boolean(),
    domains: z.array(
      z.object({
        domain: z.string(),
        /** An operator says that the domain is the organisation's; before that it leads nobody here. */
        confirmed: z.boolean(),
      }),
    ),
    groupClaim: z.string(),
    rules: z.array(groupRule),
    enabled: z.boolean(),
    /** Addresses of its confirmed domains get in this way alone. */
    enforced: z.boolean(),
    changedAt: z.iso.datetime(),
    lastTest: z
      .object({
        at: z.iso.datetime(),
        outcome: signOnOutcome,
        email: z.string().nullable(),
        groups: z.array(z.string()),
      })
      .nullable(),
  })
  .meta({ id: 'IdentityProvider' });
export type Provider = z.output<typeof provider>;

export const auditLine = z
  .object({
    id,
    at: z.iso.datetime(),
    act: z.string(),
    /** Null: the house itself. A name is null when the account is gone. */
    actor: z.object({ id, name: z.string().nullable() }).nullable(),
    about: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
    organisationId: id.nullable(),
    /** Null: erased. */
    details: z.record(z.string(), z.unknown()).nullable(),
    network: z.string().nullable(),
  })
  .meta({ id: 'AuditLine' });
export type AuditLine = z.output<typeof auditLine>;

const auditFilter = {
  /** Entries up to this moment: what was shown once stays as it is. */
  until: z.iso.datetime(),
  /** The beginning of an act's name, `identity:`. */
  act: z.string().trim().max(60).optional(),
  /** Who acted. */
  by: id.optional(),
  /** Whom or what it was about. */
  about: z.string().trim().max(64).optional(),
  organisation: id.optional(),
};

const asked = z.object({ sent: z.literal(true) });
const signedIn = z.object({ user: account });

/** Who is who: accounts, signing in and out, sessions. */
export const identity = contract('identity', {
  topics: { person, people, signInOf },
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
      who: ['person', 'guest'],
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
      tells: ['identity:profile-changed', 'identity:account-changed'],
    }),
    'identity:ask-link': command({
      summary: 'Ask for a link by e-mail that signs in once. Nobody learns whether the address is known.',
      http: ['POST', '/api/auth/link-requests'],
      input: z.strictObject({ email: z.string().trim().max(254), to: ownPath.optional() }),
      output: asked,
      who: ['anyone'],
      rate: { times: 120, perMs: 60_000 },
      tells: [],
    }),
    'identity:ask-reset': command({
      summary:
        'Ask for a link by e-mail that sets a new password. Nobody learns whether the address is known.',
      http: ['POST', '/api/auth/reset-requests'],
      input: z.strictObject({ email: z.string().trim().max(254) }),
      output: asked,
      who: ['anyone'],
      rate: { times: 120, perMs: 60_000 },
      tells: [],
    }),
    'identity:use-link': command({
      summary: 'Sign in with the link from a mail, once; sets the session cookie.',
      http: ['POST', '/api/auth/links'],
      input: z.strictObject({ token }),
      output: signedIn.extend({ to: z.string().nullable() }),
      who: ['anyone'],
      rate: { times: 120, perMs: 60_000 },
      refusals: ['spent_link'],
      tells: [
        'identity:session-started',
        'identity:session-ended',
        'identity:security-changed',
        'identity:account-changed',
      ],
      doors: 'http',
    }),
    'identity:reset-password': command({
      summary: 'Set a new password with the link from a mail, once; all sessions end and a new one begins.',
      http: ['POST', '/api/auth/resets'],
      input: z.strictObject({ token, password: newPassword }),
      output: signedIn,
      who: ['anyone'],
      rate: { times: 60, perMs: 60_000 },
      refusals: ['spent_link', 'unavailable'],
      tells: [
        'identity:session-started',
        'identity:session-ended',
        'identity:security-changed',
        'identity:account-changed',
      ],
      doors: 'http',
    }),
    'identity:verify-email': command({
      summary: 'Confirm an e-mail address, one that is held already or a new one, with the link sent there.',
      http: ['POST', '/api/auth/verifications'],
      input: z.strictObject({ token }),
      output: z.object({ email: z.string() }),
      who: ['anyone'],
      rate: { times: 60, perMs: 60_000 },
      refusals: ['spent_link', 'conflict'],
      tells: ['identity:profile-changed', 'identity:security-changed', 'identity:account-changed'],
    }),
    'identity:ask-verification': command({
      summary: 'Have a link sent to your own address, to show that mail reaches you.',
      http: ['POST', '/api/me/email/verification'],
      input: z.strictObject({}),
      output: asked,
      who: ['person'],
      rate: { times: 5, perMs: 900_000 },
      refusals: ['conflict'],
      tells: [],
    }),
    'identity:change-email': command({
      summary: 'Ask for another e-mail address; it is yours once it is confirmed from there.',
      http: ['PUT', '/api/me/email'],
      input: z.strictObject({ email, password: z.string().max(256).optional() }),
      output: asked,
      who: ['person'],
      rate: { times: 10, perMs: 900_000 },
      refusals: ['conflict', 'wrong_credentials', 'unavailable'],
      tells: ['identity:security-changed'],
      doors: 'http',
    }),
    'identity:change-password': command({
      summary: 'Set another password, or a first one; your other sessions end.',
      http: ['PUT', '/api/me/password'],
      input: z.strictObject({ current: z.string().max(256).optional(), password: newPassword }),
      output: z.object({ ended: z.number().int() }),
      who: ['person'],
      rate: { times: 20, perMs: 900_000 },
      refusals: ['conflict', 'wrong_credentials', 'unavailable'],
      tells: ['identity:session-ended', 'identity:security-changed', 'identity:account-changed'],
      doors: 'http',
    }),
    'identity:disable': command({
      summary: 'Keep somebody out: their sessions end and no way of signing in works.',
      http: ['PUT', '/api/people/:userId/disablement'],
      input: z.strictObject({ userId: id }),
      output: personLine,
      who: ['platformAdmin'],
      rate: { times: 120, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['identity:account-changed', 'identity:session-ended'],
    }),
    'identity:enable': command({
      summary: 'Let somebody in again.',
      http: ['DELETE', '/api/people/:userId/disablement'],
      input: z.strictObject({ userId: id }),
      output: personLine,
      who: ['platformAdmin'],
      rate: { times: 120, perMs: 60_000 },
      tells: ['identity:account-changed'],
    }),
    'identity:end-sessions-of': command({
      summary: "End all of somebody's sessions.",
      http: ['DELETE', '/api/people/:userId/sessions'],
      input: z.strictObject({ userId: id }),
      output: z.object({ ended: z.number().int() }),
      who: ['platformAdmin'],
      rate: { times: 120, perMs: 60_000 },
      tells: ['identity:session-ended'],
    }),
    'identity:send-reset': command({
      summary: 'Send somebody a link that sets a new password.',
      http: ['POST', '/api/people/:userId/resets'],
      input: z.strictObject({ userId: id }),
      output: asked,
      who: ['platformAdmin'],
      rate: { times: 60, perMs: 60_000 },
      refusals: ['conflict'],
      tells: [],
    }),
    'identity:set-provider': command({
      summary: "Set how an organisation's own identity provider is asked; it is looked up first.",
      http: ['PUT', '/api/organisations/:organisationId/sign-in'],
      input: z
        .strictObject({
          organisationId: id,
          title: z.string().trim().min(1).max(120),
          issuer: z.url({ protocol: /^https?$/ }).max(300),
          clientId: z.string().trim().min(1).max(200),
          /** Absent: as it was; empty: a client without a secret. */
          clientSecret: z.string().max(500).optional(),
          domains: z.array(mailDomain).max(20),
          groupClaim: z.string().trim().min(1).max(100).default('groups'),
          rules: z.array(groupRule).max(100),
          enabled: z.boolean(),
          enforced: z.boolean(),
        })
        .refine(({ enabled, enforced }) => enabled || !enforced, {
          path: ['enforced'],
          message: 'needs the sign-in to be on',
        }),
      output: provider,
      who: ['organisationAdmin', 'platformAdmin'],
      rate: { times: 120, perMs: 60_000 },
      tells: ['identity:provider-changed'],
      doors: 'http',
    }),
    'identity:remove-provider': command({
      summary: "Take an organisation's own identity provider away; its people keep their accounts.",
      http: ['DELETE', '/api/organisations/:organisationId/sign-in'],
      input: z.strictObject({ organisationId: id }),
      output: z.object({ removed: z.boolean() }),
      who: ['organisationAdmin', 'platformAdmin'],
      rate: { times: 120, perMs: 60_000 },
      tells: ['identity:provider-changed'],
    }),
    'identity:confirm-domain': command({
      summary:
        "Say that a domain is, or is not, the organisation's: its addresses are then led to its provider.",
      http: ['PUT', '/api/organisations/:organisationId/sign-in/domains/:domain'],
      input: z.strictObject({ organisationId: id, domain: mailDomain, confirmed: z.boolean() }),
      output: provider,
      who: ['platformAdmin'],
      rate: { times: 120, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['identity:provider-changed'],
    }),
  },
  views: {
    'identity:security': view({
      summary: 'How you get in, and whether mail reaches you.',
      http: '/api/me/security',
      input: z.strictObject({}),
      data: security,
      who: ['person'],
      follows: ['identity:security-changed'],
    }),
    'identity:link': view({
      summary: 'What a link from a mail is for; looking at it does not use it up.',
      http: '/api/auth/links/:token',
      input: z.strictObject({ token }),
      data: z.object({
        /** Null: unknown, used, or too old. */
        link: z.object({ purpose: linkPurpose, email: z.string(), name: z.string().nullable() }).nullable(),
      }),
      who: ['anyone'],
      follows: [],
    }),
    'identity:route': view({
      summary: 'Where addresses of a domain sign in: at their organisation, or here.',
      http: '/api/auth/route',
      input: z.strictObject({ domain: z.string().trim().toLowerCase().max(254) }),
      data: z.object({
        provider: z.object({ organisationId: id, title: z.string(), enforced: z.boolean() }).nullable(),
      }),
      who: ['anyone'],
      follows: [],
    }),
    'identity:people': view({
      summary: 'Everybody who has an account here, by name.',
      http: '/api/people',
      input: z.strictObject({
        /** Part of a name or of an e-mail address. */
        search: z.string().trim().max(120).optional(),
        only: z.enum(['disabled', 'operators']).optional(),
        /** The last one of the page before. */
        after: id.optional(),
      }),
      data: z.object({ people: z.array(personLine), more: z.boolean() }),
      who: ['platformAdmin'],
      follows: ['identity:account-changed'],
    }),
    'identity:provider': view({
      summary: "How an organisation's own identity provider is asked.",
      http: '/api/organisations/:organisationId/sign-in',
      input: z.strictObject({ organisationId: id }),
      data: z.object({
        provider: provider.nullable(),
        /** The address that the provider sends people back to. */
        callback: z.url(),
      }),
      who: ['organisationAdmin', 'platformAdmin'],
      follows: ['identity:provider-changed'],
    }),
    'identity:domains': view({
      summary: 'The domains that organisations claim for their own sign-in.',
      http: '/api/operations/domains',
      input: z.strictObject({}),
      data: z.object({
        domains: z.array(
          z.object({ organisationId: id, title: z.string(), domain: z.string(), confirmed: z.boolean() }),
        ),
      }),
      who: ['platformAdmin'],
      follows: ['identity:provider-changed'],
    }),
    'identity:audit': view({
      summary: 'What was done in administering this Stoa, newest first.',
      http: '/api/operations/audit',
      input: z.strictObject({
        ...auditFilter,
        /** The last one of the page before. */
        before: id.optional(),
      }),
      data: z.object({ entries: z.array(auditLine), more: z.boolean() }),
      who: ['platformAdmin'],
      follows: [],
    }),
    'identity:audit-csv': view({
      summary: 'The same as a table for a spreadsheet.',
      http: '/api/operations/audit.csv',
      input: z.strictObject(auditFilter),
      data: 'bytes',
      who: ['platformAdmin'],
      follows: [],
    }),
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
    'identity:security-changed': event({
      summary: 'How you get in is now this.',
      kind: 'state',
      delivery: 'ambient',
      data: security,
      key: () => 'security',
      on: [person],
    }),
    'identity:account-changed': event({
      summary: 'An account was opened, or is now this.',
      kind: 'state',
      delivery: 'notice',
      data: personLine,
      key: (data) => data.id,
      on: [people],
    }),
    'identity:provider-changed': event({
      summary: "How an organisation's own identity provider is asked is now this; null: it has none.",
      kind: 'state',
      delivery: 'notice',
      data: z.object({ organisationId: id, provider: provider.nullable() }),
      key: (data) => data.organisationId,
      on: [signInOf, people],
    }),
    'identity:vouched': event({
      summary: "An organisation's identity provider says who you are there, each time it signs you in.",
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({
        userId: id,
        organisationId: id,
        /** What the organisation's rules give to the groups that the provider named; never less than before. */
        administrator: z.boolean(),
        /** Ids as an administrator wrote them down: they may lead to nothing, or to another organisation's. */
        cohorts: z.array(z.object({ cohortId: id, role: z.enum(['student', 'instructor']) })),
      }),
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
