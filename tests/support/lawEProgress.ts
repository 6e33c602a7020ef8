import { sql } from 'kysely';
import type { ErasurePreview } from '#features/dataRights/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { newId } from '#kernel/ids.ts';
import type { Person } from '#platform/server/feature.ts';
import type { Academy } from './academy.ts';
import { staffOfJonas } from './lawEHelp.ts';
import type { Rooms } from './rooms.ts';

/** It says how things stand at that moment; nobody follows it. */
const ofItsMoment = (): never => undefined as never;

/** What the views of progress, certificates and data rights are asked for. */
export const progressInputs: Record<string, (academy: Academy) => Record<string, unknown>> = {
  'progress:outline': ({ cohortId }) => ({ cohortId }),
  'progress:cohort': ({ cohortId }) => ({ cohortId }),
  'progress:student': ({ cohortId, person }) => ({ cohortId, studentId: person('amara').userId }),
  'progress:lesson': ({ cohortId, lesson }) => ({ cohortId, lessonId: lesson('b') }),
  'progress:timeline': ({ cohortId, person }) => ({ cohortId, studentId: person('amara').userId }),
  'certificate:own': ({ cohortId }) => ({ cohortId }),
  'certificate:cohort': ({ cohortId }) => ({ cohortId }),
  'certificate:verify': () => ({ certificateId: newId() }),
  'rights:copies': () => ({}),
  'rights:preview': ofItsMoment,
  'rights:preview-person': ofItsMoment,
};

interface ProgressCase {
  command: string;
  what: string;
  /** What was before anybody looked; the act gets its answer. */
  first?: (academy: Academy) => Promise<unknown>;
  act: (
    academy: Academy,
    devices: Readonly<Record<'laptop' | 'phone' | 'tablet', Person>>,
    first: unknown,
  ) => Promise<unknown>;
  heard: readonly string[];
}

const amara = (...views: string[]): string[] => views.map((name) => `amara ${name}`);
const staff = (...views: string[]): string[] =>
  ['ines', 'paula'].flatMap((viewer) => views.map((name) => `${viewer} ${name}`));

/** Every command of these rooms beyond completing and undoing. */
export function progressCases(roomsOf: () => Rooms, opsOf: () => Person): ProgressCase[] {
  const perform = (by: Person, command: string, input: object): Promise<unknown> =>
    roomsOf().perform(by, command, input);
  const claimed = async ({ cohortId, lesson, person }: Academy): Promise<string> => {
    for (const key of ['b', 'c'])
      await perform(person('amara'), 'progress:complete', { cohortId, lessonId: lesson(key) });
    const { id } = (await perform(person('amara'), 'certificate:claim', { cohortId })) as { id: string };
    return id;
  };
  const decide =
    (command: string): ProgressCase['act'] =>
    ({ cohortId, person }, _devices, certificateId) =>
      perform(person('ines'), command, { cohortId, certificateId, reason: 'For a reason' });
  const sealFor = async (by: Person, view: string, input: object): Promise<string> =>
    ((await roomsOf().look(by, view, input)) as ErasurePreview).seal;
  const reason = 'Asked for by letter';

  return [
    {
      command: 'progress:report',
      what: 'time was spent in a lesson',
      async first({ cohortId, lesson, person }) {
        const { userId } = person('amara');
        await perform(person('amara'), 'progress:report', { cohortId, lessonId: lesson('b'), seconds: 0 });
        await sql`
          update study_clock set heard_at = heard_at - interval '1 hour'
          where student_id = ${userId}`.execute(roomsOf().db.query);
      },
      act: ({ cohortId, lesson, person }) =>
        perform(person('amara'), 'progress:report', {
          cohortId,
          lessonId: lesson('b'),
          seconds: 90,
          played: { media: 'a'.repeat(64), positionSeconds: 5, durationSeconds: 60, ranges: [[0, 5]] },
        }),
      heard: [
        ...amara('progress:outline', 'progress:student', 'progress:lesson'),
        ...staff('progress:student'),
      ],
    },
    {
      command: 'progress:set-for',
      what: 'staff complete a lesson for a student',
      act: ({ cohortId, lesson, person }) =>
        perform(person('ines'), 'progress:set-for', {
          cohortId,
          studentId: person('amara').userId,
          lessonId: lesson('b'),
          completed: true,
        }),
      heard: [
        ...amara('progress:outline', 'progress:student'),
        ...staff('progress:cohort', 'progress:student'),
      ],
    },
    {
      command: 'certificate:claim',
      what: 'a student has their certificate issued',
      async first({ cohortId, lesson, person }) {
        for (const key of ['b', 'c'])
          await perform(person('amara'), 'progress:complete', { cohortId, lessonId: lesson(key) });
      },
      act: ({ cohortId, person }) => perform(person('amara'), 'certificate:claim', { cohortId }),
      heard: amara('certificate:own'),
    },
    {
      command: 'certificate:revoke',
      what: 'staff take a certificate back',
      first: claimed,
      act: decide('certificate:revoke'),
      heard: [...amara('certificate:own'), ...staff('certificate:cohort')],
    },
    {
      command: 'certificate:reissue',
      what: 'staff issue a certificate anew',
      first: claimed,
      act: decide('certificate:reissue'),
      heard: amara('certificate:own'),
    },
    {
      command: 'rights:export',
      what: 'somebody asks for a copy of their data',
      act: (_academy, { laptop }) => perform(laptop, 'rights:export', {}),
      heard: amara('rights:copies'),
    },
    {
      command: 'rights:export-person',
      what: 'an operator asks for a copy of somebody’s data',
      act: ({ person }) =>
        perform(opsOf(), 'rights:export-person', { userId: person('amara').userId, reason }),
      heard: ['ops rights:copies'],
    },
    {
      command: 'rights:export-member',
      what: 'an administrator asks for a copy of what the organisation keeps',
      act: ({ organisationId, person }) =>
        perform(person('paula'), 'rights:export-member', {
          organisationId,
          userId: person('amara').userId,
          reason,
        }),
      heard: ['paula rights:copies'],
    },
    {
      command: 'rights:erase',
      what: 'a student is forgotten by their own wish',
      async act(_academy, { laptop }) {
        const { email } = await accounts.byId(roomsOf().db.query, laptop.userId);
        const seal = await sealFor(laptop, 'rights:preview', {});
        return perform(laptop, 'rights:erase', { seal, confirmation: email });
      },
      heard: [
        ...amara('cohorts:me', 'identity:security', 'identity:sessions'),
        ...staff('cohorts:enrolments', 'progress:cohort', 'announcements:one', 'announcements:groups'),
      ],
    },
    {
      command: 'rights:erase-person',
      what: 'an operator forgets a student',
      async act({ person }) {
        const { userId } = person('jonas');
        const seal = await sealFor(opsOf(), 'rights:preview-person', { userId });
        return perform(opsOf(), 'rights:erase-person', { userId, seal });
      },
      heard: [
        'jonas cohorts:me',
        'jonas identity:security',
        ...staff('cohorts:enrolments', 'progress:cohort', 'announcements:one'),
        ...staffOfJonas,
      ],
    },
  ];
}
