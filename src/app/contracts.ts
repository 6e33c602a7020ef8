import { cohorts } from '#features/cohorts/contract.ts';
import { identity } from '#features/identity/contract.ts';
import { lessons } from '#features/lessons/contract.ts';
import { progress } from '#features/progress/contract.ts';

/** Every room's wire, one line each; the documents, the policy and the house itself are made from it. */
export const contracts = [identity, cohorts, lessons, progress];
