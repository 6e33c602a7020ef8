import { z } from 'zod';
import { command, contract, event, view } from '#kernel/contract.ts';
import { id } from '#kernel/ids.ts';
import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';

const moment = z.iso.datetime();
const day = z.iso.date();

/** `replaced`: another one was issued in its place; `revoked`: it was taken back. */
export const certificateState = z.enum(['valid', 'revoked', 'replaced']);
export type CertificateState = z.output<typeof certificateState>;

/** A certificate as it was issued. What is written on it stays, whatever changes afterwards. */
export const certificate = z
  .object({
    id,
    cohortId: id,
    studentId: id,
    state: certificateState,
    /** As it was when it was issued; null once the person was erased. */
    name: z.string().nullable(),
    course: z.string(),
    courseVersion: z.number().int(),
    academy: z.string(),
    cohort: z.string(),
    startsOn: day,
    endsOn: day,
    /** Lessons completed when it was issued, of all there were. */
    completed: z.number().int(),
    total: z.number().int(),
    /** The quizzes that it says were passed. */
    quizzes: z.array(z.string()),
    issuedAt: moment,
    endedAt: moment.nullable(),
    /** Why it was revoked or replaced, for its student and the staff. */
    reason: z.string().nullable(),
  })
  .meta({ id: 'Certificate' });
export type Certificate = z.output<typeof certificate>;

/** What the course asks for, and how far somebody is with it. */
export const certificateStanding = z
  .object({
    /** null: lessons are not asked for. */
    lessons: z
      .object({
        percent: z.number().int(),
        /** How many of the lessons that is. */
        needed: z.number().int(),
        completed: z.number().int(),
        total: z.number().int(),
      })
      .nullable(),
    quizzes: z.array(z.object({ key: z.string(), title: z.string(), passed: z.boolean() })),
    isMet: z.boolean(),
  })
  .meta({ id: 'CertificateStanding' });
export type CertificateStanding = z.output<typeof certificateStanding>;

/** What anybody sees who was given a certificate's address. */
export const verification = z
  .object({
    id,
    state: certificateState,
    /** null of one that is not valid any more. */
    name: z.string().nullable(),
    course: z.string(),
    academy: z.string(),
    startsOn: day,
    endsOn: day,
    completed: z.number().int(),
    total: z.number().int(),
    quizzes: z.array(z.string()),
    issuedAt: moment,
    endedAt: moment.nullable(),
  })
  .meta({ id: 'CertificateVerification' });
export type Verification = z.output<typeof verification>;

const staff = ['instructor', 'organisationAdmin'] as const;
const reason = z.string().trim().min(1).max(300);
const ofCertificate = { cohortId: id, certificateId: id };

/** Certificates: issued once when the course's rule is met, verified by anybody who has the address. */
export const certificates = contract('certificates', {
  commands: {
    'certificate:claim': command({
      summary: 'Have your certificate issued, in your present name; asked for again it is the same one.',
      http: ['POST', '/api/cohorts/:cohortId/certificate'],
      input: z.strictObject({ cohortId: id }),
      output: certificate,
      who: ['student'],
      rate: { times: 30, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['certificate:changed'],
    }),
    'certificate:revoke': command({
      summary: 'Take a certificate back; its address says so from then on.',
      http: ['POST', '/api/cohorts/:cohortId/certificates/:certificateId/revocation'],
      input: z.strictObject({ ...ofCertificate, reason }),
      output: certificate,
      who: staff,
      rate: { times: 60, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['certificate:changed'],
    }),
    'certificate:reissue': command({
      summary: 'Issue a certificate anew, in the student’s present name and under a new address.',
      http: ['POST', '/api/cohorts/:cohortId/certificates/:certificateId/reissue'],
      input: z.strictObject({ ...ofCertificate, reason }),
      output: certificate,
      who: staff,
      rate: { times: 60, perMs: 60_000 },
      refusals: ['conflict'],
      tells: ['certificate:changed'],
    }),
  },
  views: {
    'certificate:own': view({
      summary: 'Your certificate of a cohort, or what is lacking for it.',
      http: '/api/cohorts/:cohortId/certificate',
      input: z.strictObject({ cohortId: id }),
      data: z.object({
        cohort: z.object({ id, title: z.string(), course: z.string(), academy: z.string() }),
        /** What would be written on it now. */
        name: z.string(),
        /** null: this course gives no certificate. */
        standing: certificateStanding.nullable(),
        /** The newest one. */
        certificate: certificate.nullable(),
      }),
      who: ['student'],
      follows: [
        'certificate:changed',
        'progress:updated',
        'quiz:graded',
        'course:published',
        'identity:profile-changed',
        'cohort:changed',
      ],
    }),
    'certificate:cohort': view({
      summary: 'The certificates of a cohort, the newest first.',
      http: '/api/cohorts/:cohortId/certificates',
      input: z.strictObject({ cohortId: id }),
      data: z.object({
        cohort: z.object({ id, title: z.string(), zone: z.string() }),
        certificates: z.array(certificate.extend({ presentName: z.string() })),
      }),
      who: staff,
      follows: ['certificate:changed', 'enrolment:changed', 'cohort:changed'],
    }),
    'certificate:verify': view({
      summary: 'Whether a certificate is genuine and valid, for whoever has its address.',
      http: '/api/certificates/:certificateId',
      input: z.strictObject({ certificateId: id }),
      data: verification,
      who: ['anyone'],
      follows: [],
    }),
  },
  events: {
    'certificate:changed': event({
      summary: 'A certificate was issued, revoked or replaced.',
      kind: 'state',
      delivery: 'ambient',
      data: certificate,
      key: (data) => data.id,
      on: [identity.topics.person, cohorts.topics.cohortStaff],
    }),
  },
});
