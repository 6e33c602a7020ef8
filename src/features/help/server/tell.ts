import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import type { Told } from '#platform/server/log/events.ts';
import type { Write } from '#platform/server/log/log.ts';
import { help, type HelpOffer, type OwnHelpOffer } from '../contract.ts';
import { shownToStaff, shownToStudent, type OfferRow } from './store.ts';

export type Telling = Pick<Write, 'tx' | 'tell'>;

export const staffTopic = ({ cohortId }: Pick<OfferRow, 'cohortId'>): string =>
  cohorts.topics.cohortStaff.of({ cohortId });

export const tellStudent = ({ tell }: Pick<Telling, 'tell'>, row: OfferRow): Told<OwnHelpOffer> =>
  tell(help, 'help:changed', [identity.topics.person.of({ userId: row.studentId })], shownToStudent(row));

export const tellStaff = ({ tell }: Pick<Telling, 'tell'>, row: OfferRow): Told<HelpOffer> =>
  tell(help, 'help:desk-changed', [staffTopic(row)], shownToStaff(row));
