import { momentOf, wallOf } from '#platform/web/i18n/wallTime.ts';
import type { QuizResults } from '../../contract.ts';

export type OwnRules = QuizResults['ownRules'];

/** The rules of a cohort as the fields of a form; empty: as the course says. */
export interface RuleFields {
  /** By the clocks of the cohort's zone, `2026-06-09T18:00`. */
  opensAt: string;
  closesAt: string;
  minutes: string;
  attempts: string;
  release: '' | NonNullable<OwnRules['release']>;
  lateMinutes: string;
  latePercent: string;
}

export function ruleFields(rules: OwnRules, zone: string): RuleFields {
  const digits = (value: number | null | undefined): string => String(value ?? '');
  return {
    opensAt: wallOf(rules.opensAt, zone),
    closesAt: wallOf(rules.closesAt, zone),
    minutes: digits(rules.timeLimitMinutes),
    attempts: digits(rules.attempts),
    release: rules.release ?? '',
    lateMinutes: digits(rules.late?.minutes),
    latePercent: digits(rules.late?.percentOff),
  };
}

export function rulesOf(fields: RuleFields, zone: string): OwnRules {
  const number = (digits: string): number | null => (digits.trim() === '' ? null : Number(digits));
  const lateMinutes = number(fields.lateMinutes);
  return {
    opensAt: momentOf(fields.opensAt, zone),
    closesAt: momentOf(fields.closesAt, zone),
    timeLimitMinutes: number(fields.minutes),
    attempts: number(fields.attempts),
    release: fields.release === '' ? null : fields.release,
    late: lateMinutes === null ? null : { minutes: lateMinutes, percentOff: number(fields.latePercent) ?? 0 },
  };
}

/** Which fields cannot be as they are. */
export function faultsOf(
  fields: RuleFields,
  zone: string,
): Partial<Record<'opensAt' | 'closesAt' | 'minutes' | 'attempts' | 'late', true>> {
  const isOdd = (digits: string, least: number, most: number): boolean =>
    digits.trim() !== '' &&
    !(/^\d+$/.test(digits.trim()) && Number(digits) >= least && Number(digits) <= most);
  const [opensAt, closesAt] = [momentOf(fields.opensAt, zone), momentOf(fields.closesAt, zone)];
  const closesFirst = opensAt !== null && closesAt !== null && closesAt <= opensAt;
  const lateIsOdd =
    isOdd(fields.lateMinutes, 0, 10_080) ||
    isOdd(fields.latePercent, 0, 100) ||
    (fields.lateMinutes.trim() === '' && fields.latePercent.trim() !== '');
  return {
    ...(closesFirst && { closesAt: true as const }),
    ...(isOdd(fields.minutes, 1, 1_440) && { minutes: true as const }),
    ...(isOdd(fields.attempts, 1, 100) && { attempts: true as const }),
    ...(lateIsOdd && { late: true as const }),
  };
}
