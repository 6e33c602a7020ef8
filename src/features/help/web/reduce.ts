import type { ViewData } from '#kernel/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import { help, helpLimits, type HelpOffer, type OwnHelpOffer } from '../contract.ts';

export type Mine = ViewData<typeof help, 'help:mine'>;
export type Standing = ViewData<typeof help, 'help:standing'>;
export type OfStudent = ViewData<typeof help, 'help:student'>;

type InCohort = Pick<About<{ cohortId: string }>, 'input'>;
type AboutStudent = Pick<About<{ cohortId: string; studentId: string }>, 'input'>;
interface Forgotten {
  cohortId: string;
  studentId: string;
}

const isSame = (one: object | null, other: object | null): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Puts one in its place among the newest, which come first like their ids. */
function placed(offers: readonly HelpOffer[], one: HelpOffer, atMost: number): HelpOffer[] {
  const others = offers.filter(({ id }) => id !== one.id);
  return [...others, one].sort((a, b) => (a.id < b.id ? 1 : -1)).slice(0, atMost);
}

export function ownChanged(data: Mine, one: OwnHelpOffer, { input }: InCohort): Mine {
  if (one.cohortId !== input.cohortId) return data;
  if (one.state === 'closed') return data.offer?.id === one.id ? { offer: null } : data;
  return isSame(data.offer, one) ? data : { offer: one };
}

export function standingChanged(data: Standing, one: HelpOffer, { input }: InCohort): Standing | 'refetch' {
  if (one.cohortId !== input.cohortId) return data;
  const known = data.offers.find(({ id }) => id === one.id);
  if (one.state === 'closed') {
    if (!known) return data;
    // Which one moves up only the server knows.
    if (data.offers.length >= helpLimits.standing) return 'refetch';
    return { offers: data.offers.filter((other) => other !== known) };
  }
  if (known && isSame(known, one)) return data;
  return { offers: placed(data.offers, one, helpLimits.standing) };
}

export function standingForgotten(
  data: Standing,
  { cohortId, studentId }: Forgotten,
  { input }: InCohort,
): Standing | 'refetch' {
  if (cohortId !== input.cohortId) return data;
  const offers = data.offers.filter((one) => one.studentId !== studentId);
  if (offers.length === data.offers.length) return data;
  return data.offers.length >= helpLimits.standing ? 'refetch' : { offers };
}

export function ofStudentChanged(data: OfStudent, one: HelpOffer, { input }: AboutStudent): OfStudent {
  if (one.cohortId !== input.cohortId || one.studentId !== input.studentId) return data;
  const known = data.offers.find(({ id }) => id === one.id);
  if (known && isSame(known, one)) return data;
  return { offers: placed(data.offers, one, helpLimits.history) };
}

export function ofStudentForgotten(
  data: OfStudent,
  { cohortId, studentId }: Forgotten,
  { input }: AboutStudent,
): OfStudent {
  const isTheirs = cohortId === input.cohortId && studentId === input.studentId;
  return isTheirs && data.offers.length > 0 ? { offers: [] } : data;
}

export const helpLive = liveRoom(help, {
  'help:mine': { 'help:changed': ownChanged },
  'help:standing': { 'help:desk-changed': standingChanged, 'help:forgotten': standingForgotten },
  'help:student': { 'help:desk-changed': ofStudentChanged, 'help:forgotten': ofStudentForgotten },
});
