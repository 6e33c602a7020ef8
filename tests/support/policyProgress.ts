import { newId } from '#kernel/ids.ts';
import type { Academy } from './house.ts';

interface ProgressExample {
  about: 'nothing in particular' | 'the cohort' | 'amara in the cohort' | 'the organisation' | 'the guest';
  input: Record<string, unknown>;
  passes?: string;
}

/** Something to ask with for every command and view of progress, certificates and data rights. */
export function progressExamples(
  { cohortId, organisationId, lessonIds }: Academy,
  { amaraId, guestId }: { amaraId: string; guestId: string },
): Record<string, ProgressExample[]> {
  const [lessonId] = lessonIds;
  const one = (
    about: ProgressExample['about'],
    input: Record<string, unknown> = {},
    passes?: string,
  ): ProgressExample[] => [{ about, input, ...(passes !== undefined && { passes }) }];
  const reason = 'Asked for by letter';
  const nowhere = { cohortId, certificateId: newId(), reason };
  return {
    'progress:report': one('the cohort', { cohortId, lessonId, seconds: 0 }),
    'progress:set-for': one('amara in the cohort', {
      cohortId,
      studentId: amaraId,
      lessonId,
      completed: true,
    }),
    'progress:lesson': one('the cohort', { cohortId, lessonId }),
    'progress:timeline': one('amara in the cohort', { cohortId, studentId: amaraId }),
    'certificate:claim': one('the cohort', { cohortId }, '409 conflict'),
    'certificate:revoke': one('the cohort', nowhere, '404 not_found'),
    'certificate:reissue': one('the cohort', nowhere, '404 not_found'),
    'certificate:own': one('the cohort', { cohortId }),
    'certificate:cohort': one('the cohort', { cohortId }),
    'certificate:verify': one('nothing in particular', { certificateId: newId() }, '404 not_found'),
    'rights:export': one('nothing in particular'),
    'rights:export-person': one('the guest', { userId: guestId, reason }),
    'rights:export-member': one('the organisation', { organisationId, userId: amaraId, reason }),
    'rights:erase': one(
      'nothing in particular',
      { seal: 'none', confirmation: 'nobody@nowhere.test' },
      '401 wrong_credentials',
    ),
    'rights:erase-person': one('the guest', { userId: guestId, seal: 'none' }, '409 conflict'),
    'rights:copies': one('nothing in particular'),
    'rights:preview': one('nothing in particular'),
    'rights:preview-person': one('the guest', { userId: guestId }),
    'rights:download': one('nothing in particular', { exportId: newId() }, '404 not_found'),
  };
}
