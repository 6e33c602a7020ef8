import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { identity } from '#features/identity/contract.ts';

const moment = z.iso.datetime();

/** A copy of what is kept about a person, made by a job and then fetched by whoever asked for it, for a while. */
export const exportTicket = z
  .object({
    exportId: id,
    userId: id,
    /** Null: everything; otherwise what belongs to one organisation. */
    organisationId: id.nullable(),
    fileName: z.string(),
    /** The job that makes it. */
    jobId: id,
    askedAt: moment,
    /** Null: it is being made. */
    readyAt: moment.nullable(),
    expiresAt: moment,
  })
  .meta({ id: 'ExportTicket' });
export type ExportTicket = z.output<typeof exportTicket>;

/** The newest first. */
const copies = z.object({ copies: z.array(exportTicket) });

/** How many rows of a table. */
const kind = z.object({ table: z.string(), rows: z.number().int() });

/** What an erasure would do, told before it is done. */
export const erasurePreview = z
  .object({
    userId: id,
    name: z.string(),
    /** What the person would be called afterwards, wherever their rows are kept. */
    pseudonym: z.string(),
    deleted: z.array(kind),
    /** Under the pseudonym, without what the person wrote or was called. */
    kept: z.array(kind),
    /** Valid ones, which stay if the person wishes. */
    certificates: z.number().int(),
    /** What has to be settled first: the person is the last one to do something. */
    blockedBy: z.array(
      z.object({
        why: z.enum(['last-instructor', 'last-administrator', 'last-operator']),
        id: id.nullable(),
        title: z.string(),
      }),
    ),
    /** Whether a password confirms it; without one the e-mail address does, soon after a sign-in. */
    confirmBy: z.enum(['password', 'email']),
    /** Stands for all of the above: the erasure is refused once something of it has changed. */
    seal: z.string(),
  })
  .meta({ id: 'ErasurePreview' });
export type ErasurePreview = z.output<typeof erasurePreview>;

export const erasureDone = z.object({ erasureId: id, pseudonym: z.string(), at: moment });
export type ErasureDone = z.output<typeof erasureDone>;

const seal = z.string().max(64);
/** Whatever names the person is told anew. */
const erasureTells = [
  'rights:erased',
  'rights:copies-changed',
  'identity:profile-changed',
  'identity:security-changed',
  'identity:session-ended',
  'identity:account-changed',
  'enrolment:changed',
  'organisation:admin-changed',
  'waiting:moved',
  'certificate:changed',
];
const exporting = { times: 6, perMs: 3_600_000 };

/** What a person may ask about their data: a copy of it, and to be forgotten. */
export const dataRights = contract('dataRights', {
  commands: {
    'rights:export': command({
      summary: 'Have a copy of everything that is kept about you made ready.',
      http: ['POST', '/api/me/exports'],
      input: z.strictObject({}),
      output: exportTicket,
      who: ['person'],
      rate: exporting,
      tells: ['rights:copies-changed'],
    }),
    'rights:export-person': command({
      summary: 'Have a copy of everything that is kept about a person made ready; it is audited.',
      http: ['POST', '/api/people/:userId/exports'],
      input: z.strictObject({ userId: id, reason: z.string().trim().min(1).max(300) }),
      output: exportTicket,
      who: ['platformAdmin'],
      rate: { times: 60, perMs: 3_600_000 },
      tells: ['rights:copies-changed'],
    }),
    'rights:export-member': command({
      summary: 'Have a copy of what one organisation keeps about a person made ready; it is audited.',
      http: ['POST', '/api/organisations/:organisationId/people/:userId/exports'],
      input: z.strictObject({
        organisationId: id,
        userId: id,
        reason: z.string().trim().min(1).max(300),
      }),
      output: exportTicket,
      who: ['organisationAdmin'],
      rate: { times: 60, perMs: 3_600_000 },
      tells: ['rights:copies-changed'],
    }),
    'rights:erase': command({
      summary: 'Be forgotten here: your account becomes a pseudonym. It cannot be undone.',
      http: ['POST', '/api/me/erasure'],
      input: z.strictObject({
        seal,
        /** The password, or where there is none the e-mail address. */
        confirmation: z.string().min(1).max(256),
        keepCertificates: z.boolean().default(false),
      }),
      output: erasureDone,
      who: ['person'],
      rate: { times: 10, perMs: 900_000 },
      refusals: ['conflict', 'wrong_credentials', 'unavailable'],
      tells: erasureTells,
      // Its input is a password.
      doors: 'http',
    }),
    'rights:erase-person': command({
      summary: 'Forget a person who asked for it: their account becomes a pseudonym. It cannot be undone.',
      http: ['POST', '/api/people/:userId/erasure'],
      input: z.strictObject({
        userId: id,
        seal,
        keepCertificates: z.boolean().default(false),
      }),
      output: erasureDone,
      who: ['platformAdmin'],
      rate: { times: 60, perMs: 3_600_000 },
      refusals: ['conflict'],
      tells: erasureTells,
    }),
  },
  views: {
    'rights:preview': view({
      summary: 'What would be deleted, and what kept under a pseudonym, if you were forgotten here.',
      http: '/api/me/erasure',
      input: z.strictObject({}),
      data: erasurePreview,
      who: ['person'],
      follows: [],
    }),
    'rights:preview-person': view({
      summary: 'What would be deleted, and what kept under a pseudonym, if a person were forgotten here.',
      http: '/api/people/:userId/erasure',
      input: z.strictObject({ userId: id }),
      data: erasurePreview,
      who: ['platformAdmin'],
      follows: [],
    }),
    'rights:copies': view({
      summary:
        'The copies of data that you asked for: those that are being made, and those that can be fetched.',
      http: '/api/me/exports',
      input: z.strictObject({}),
      data: copies,
      who: ['person'],
      follows: ['rights:copies-changed'],
    }),
    'rights:download': view({
      summary: 'The copy that was made ready, as one JSON file.',
      http: '/api/exports/:exportId',
      input: z.strictObject({ exportId: id }),
      data: 'bytes',
      who: ['person'],
      follows: [],
    }),
  },
  events: {
    'rights:copies-changed': event({
      summary: 'A copy of data that you asked for is under way, ready, or there no more.',
      kind: 'state',
      delivery: 'ambient',
      data: copies,
      key: () => 'copies',
      on: [identity.topics.person],
    }),
    'rights:erased': event({
      summary: 'You were forgotten here: the browser forgets what it keeps of you.',
      kind: 'fact',
      delivery: 'ambient',
      data: z.object({ erasureId: id }),
      on: [identity.topics.person],
    }),
  },
});
