import { email, language, personName, zone, type GroupRule } from '../../contract.ts';

/** What a provider proved about somebody. */
export interface Claims {
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string;
  zone: string | null;
  language: string | null;
  groups: string[];
}

const mostGroups = 1_000;

/** Reads claims that a provider signed; what is not as it should be counts as not said. */
export function readClaims(raw: Readonly<Record<string, unknown>>, groupClaim: string): Claims {
  const address = email.safeParse(raw['email']);
  return {
    subject: String(raw['sub']),
    email: address.success ? address.data : null,
    emailVerified: raw['email_verified'] === true,
    name: nameIn(raw, address.data),
    zone: zone.safeParse(raw['zoneinfo']).data ?? null,
    language: language.safeParse(raw['locale']).data ?? null,
    groups: groupsIn(raw[groupClaim]),
  };
}

function nameIn(raw: Readonly<Record<string, unknown>>, address: string | undefined): string {
  const given = [raw['given_name'], raw['family_name']].filter((part) => typeof part === 'string').join(' ');
  for (const name of [raw['name'], given, raw['preferred_username'], address?.split('@')[0]]) {
    const parsed = personName.safeParse(name);
    if (parsed.success) return parsed.data;
  }
  return 'Somebody';
}

/** Groups come as a list, or as one name. */
function groupsIn(claim: unknown): string[] {
  const all = Array.isArray(claim) ? claim : [claim];
  return all.filter((group): group is string => typeof group === 'string').slice(0, mostGroups);
}

/** What an organisation's rules give to somebody in these groups. */
export function grantsOf(
  rules: readonly GroupRule[],
  groups: readonly string[],
): { administrator: boolean; cohorts: { cohortId: string; role: 'student' | 'instructor' }[] } {
  const held = new Set(groups);
  const roles = new Map<string, 'student' | 'instructor'>();
  let administrator = false;
  for (const { group, gives } of rules) {
    if (!held.has(group)) continue;
    if (gives.role === 'organisationAdmin') administrator = true;
    // Whoever is given both teaches.
    else if (roles.get(gives.cohortId) !== 'instructor') roles.set(gives.cohortId, gives.role);
  }
  return { administrator, cohorts: [...roles].map(([cohortId, role]) => ({ cohortId, role })) };
}
