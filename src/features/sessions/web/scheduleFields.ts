import type { CommandInput } from '#kernel/contract.ts';
import { momentOf, wallOf } from '#platform/web/i18n/wallTime.ts';
import {
  sessionLimits,
  type LiveSession,
  type MeetingProvider,
  type SessionSettings,
  type sessions,
} from '../contract.ts';

/** What is said about a session, as the fields of a form. */
export interface ScheduleFields {
  title: string;
  summary: string;
  /** By the clocks of the cohort's zone, `2026-06-09T09:00`. */
  startsAt: string;
  minutes: string;
  /** Where picture and sound are; empty for nowhere. */
  url: string;
  /** The reader's own word; null: what the address says. */
  provider: MeetingProvider | null;
  /** Empty: none. */
  lessonId: string;
  moderated: boolean;
  anonymity: SessionSettings['anonymity'];
}

export type SessionFacts = Omit<CommandInput<typeof sessions, 'session:schedule'>, 'cohortId'>;

/** A new session: an hour and a half, on the hour, tomorrow. */
export function newFields(now: Date, zone: string): ScheduleFields {
  const tomorrow = wallOf(new Date(now.getTime() + 86_400_000).toISOString(), zone);
  return {
    title: '',
    summary: '',
    startsAt: `${tomorrow.slice(0, 14)}00`,
    minutes: '90',
    url: '',
    provider: null,
    lessonId: '',
    moderated: false,
    anonymity: 'none',
  };
}

export function fieldsOf(session: LiveSession, zone: string): ScheduleFields {
  const { title, summary, startsAt, minutes, meeting, lessonId, settings } = session;
  return {
    title,
    summary,
    startsAt: wallOf(startsAt, zone),
    minutes: String(minutes),
    url: meeting?.url ?? '',
    provider: meeting?.provider ?? null,
    lessonId: lessonId ?? '',
    ...settings,
  };
}

export type ScheduleFault = 'title' | 'summary' | 'startsAt' | 'minutes' | 'url';

export function faultsOf(fields: ScheduleFields, zone: string): Partial<Record<ScheduleFault, true>> {
  const { title, summary, startsAt, minutes, url } = fields;
  const isLong = title.trim().length > sessionLimits.titleLength;
  return {
    ...((title.trim() === '' || isLong) && { title: true as const }),
    ...(summary.length > sessionLimits.summaryLength && { summary: true as const }),
    ...(momentOf(startsAt, zone) === null && { startsAt: true as const }),
    ...(!isMinutes(minutes) && { minutes: true as const }),
    ...(url.trim() !== '' && !isWebAddress(url.trim()) && { url: true as const }),
  };
}

function isMinutes(typed: string): boolean {
  return /^\s*\d{1,4}\s*$/.test(typed) && Number(typed) >= 1 && Number(typed) <= sessionLimits.minutes;
}

/** An address that may be opened: one of the web, over TLS, with a name for its host. */
export function isWebAddress(typed: string): boolean {
  if (typed.length > sessionLimits.addressLength || !URL.canParse(typed)) return false;
  const { protocol, hostname } = new URL(typed);
  return protocol === 'https:' && hostname.includes('.');
}

/** What `session:schedule` takes. @throws RangeError for fields with a fault */
export function factsOf(fields: ScheduleFields, zone: string): SessionFacts {
  const { title, summary, minutes, url, lessonId, moderated, anonymity } = fields;
  const startsAt = momentOf(fields.startsAt, zone);
  if (startsAt === null) throw new RangeError('a session without a start cannot be planned');
  const address = url.trim();
  return {
    title: title.trim(),
    summary: summary.trim(),
    startsAt,
    minutes: Number(minutes),
    meeting: address === '' ? null : { provider: fields.provider ?? providerOf(address), url: address },
    lessonId: lessonId === '' ? null : lessonId,
    settings: { moderated, anonymity },
  };
}

/** In the order in which they are offered. */
export const providers: readonly MeetingProvider[] = [
  'zoom',
  'meet',
  'teams',
  'jitsi',
  'bigbluebutton',
  'other',
];

const hosts: readonly [RegExp, MeetingProvider][] = [
  [/(^|\.)(zoom\.us|zoom\.com)$/, 'zoom'],
  [/(^|\.)meet\.google\.com$/, 'meet'],
  [/(^|\.)teams\.(microsoft|live)\.com$/, 'teams'],
  [/(^|\.)(meet\.jit\.si|8x8\.vc)$|^(jitsi|meet)\./, 'jitsi'],
  [/^bbb[\d-]*\.|bigbluebutton/, 'bigbluebutton'],
];

/** Whose rooms are at this address, as far as its host says. */
export function providerOf(address: string): MeetingProvider {
  if (!URL.canParse(address)) return 'other';
  const { hostname } = new URL(address);
  return hosts.find(([shape]) => shape.test(hostname))?.[1] ?? 'other';
}
