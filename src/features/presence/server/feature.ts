import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { feature, type AnyFeature } from '#platform/server/feature.ts';
import { presence } from '../contract.ts';
import { tidyRests } from './lineStore.ts';
import { presenceMigrations } from './migrations.ts';
import { hide, mine, rest } from './own.ts';
import { presencePersonal } from './personal.ts';
import { lookEveryMs, Register, type RegisterParts } from './register.ts';
import * as views from './views.ts';

export interface Presence {
  feature: AnyFeature;
  /** What this node has written of the browsers that it hears; to be closed once it hears nobody any more. */
  register: Register;
}

/** Who of a cohort is here. */
export function presenceFeature(parts: RegisterParts): Presence {
  const register = new Register(parts);
  return {
    register,
    feature: feature<typeof presence>({
      contract: presence,
      migrations: presenceMigrations,
      personal: presencePersonal,
      commands: { 'presence:rest': rest, 'presence:hide': hide },
      views: { 'presence:mine': mine, 'presence:cohort': views.cohort, 'presence:people': views.people },
      follow: {
        'presence:mine': ({ userId }) => [identity.topics.person.of({ userId })],
        'presence:cohort': (_actor, { cohortId }) => [cohorts.topics.cohort.of({ cohortId })],
        'presence:people': (_actor, { cohortId }) => [cohorts.topics.cohortStaff.of({ cohortId })],
      },
      chores: [{ name: 'presence:look', everyMs: lookEveryMs, run: () => register.look() }],
      tidy: tidyRests,
    }),
  };
}
