import type { CommandInput } from '#kernel/contract.ts';
import type { GroupRule, identity, Provider } from '../../contract.ts';

/** A provider as its form holds it. */
export interface ProviderDraft {
  title: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** One a line. */
  domains: string;
  groupClaim: string;
  rules: readonly RuleDraft[];
  enabled: boolean;
  enforced: boolean;
}

export interface RuleDraft {
  /** Tells rows apart while they come and go. */
  key: number;
  group: string;
  /** `administrator`, or a role and the id of a cohort: `student <id>`. */
  gives: string;
}

export const givesAdministrator = 'administrator';

export function draftOf(provider: Provider | null): ProviderDraft {
  return {
    title: provider?.title ?? '',
    issuer: provider?.issuer ?? '',
    clientId: provider?.clientId ?? '',
    clientSecret: '',
    domains: provider?.domains.map(({ domain }) => domain).join('\n') ?? '',
    groupClaim: provider?.groupClaim ?? 'groups',
    rules: (provider?.rules ?? []).map(({ group, gives }, key) => ({
      key,
      group,
      gives: gives.role === 'organisationAdmin' ? givesAdministrator : `${gives.role} ${gives.cohortId}`,
    })),
    enabled: provider?.enabled ?? true,
    enforced: provider?.enforced ?? false,
  };
}

export type ProviderGiven = Omit<CommandInput<typeof identity, 'identity:set-provider'>, 'organisationId'>;

/** What is sent. An empty secret keeps the one that is there. */
export function givenBy(draft: ProviderDraft): ProviderGiven {
  const { title, issuer, clientId, clientSecret, domains, groupClaim, rules, enabled, enforced } = draft;
  return {
    title: title.trim(),
    issuer: issuer.trim(),
    clientId: clientId.trim(),
    ...(clientSecret !== '' && { clientSecret }),
    domains: domains
      .split(/[\s,;]+/)
      .filter((domain) => domain !== '')
      .map((domain) => domain.toLowerCase()),
    groupClaim: groupClaim.trim() || 'groups',
    rules: rules
      .filter(({ group }) => group.trim() !== '')
      .map(({ group, gives }) => ({ group: group.trim(), gives: givenRole(gives) })),
    enabled,
    enforced: enabled && enforced,
  };
}

function givenRole(gives: string): GroupRule['gives'] {
  const [role, cohortId] = gives.split(' ');
  if (cohortId === undefined) return { role: 'organisationAdmin' };
  return { role: role === 'instructor' ? 'instructor' : 'student', cohortId };
}
