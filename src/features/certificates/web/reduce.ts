import { identity } from '#features/identity/contract.ts';
import type { ViewData } from '#kernel/contract.ts';
import { liveRoom, type About } from '#platform/web/query/liveRoom.ts';
import { certificates, type Certificate } from '../contract.ts';

export type OwnCertificate = ViewData<typeof certificates, 'certificate:own'>;
export type CohortCertificates = ViewData<typeof certificates, 'certificate:cohort'>;

/** The reader's own, of which the newest stands for all; staff hear of others' on other topics. */
export function ownChanged(
  data: OwnCertificate,
  certificate: Certificate,
  { topic }: Pick<About, 'topic'>,
): OwnCertificate {
  if (certificate.cohortId !== data.cohort.id || !identity.topics.person.match(topic)) return data;
  const known = data.certificate;
  // Ids grow: the one that was replaced is told, too.
  if (known && (known.id > certificate.id || isSame(known, certificate))) return data;
  return { ...data, certificate };
}

export function cohortChanged(
  data: CohortCertificates,
  certificate: Certificate,
): CohortCertificates | 'refetch' {
  if (certificate.cohortId !== data.cohort.id) return data;
  const known = data.certificates.find(({ id }) => id === certificate.id);
  // What its student is called now, the event does not say.
  if (!known) return 'refetch';
  const after = { ...certificate, presentName: known.presentName };
  if (isSame(known, after)) return data;
  return { ...data, certificates: data.certificates.map((one) => (one === known ? after : one)) };
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: object): [string, unknown][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

export const certificatesLive = liveRoom(certificates, {
  'certificate:own': { 'certificate:changed': ownChanged },
  'certificate:cohort': { 'certificate:changed': cohortChanged },
});
