import { newId } from '#kernel/ids.ts';

interface IdentityExample {
  about: 'nothing in particular' | 'the guest' | 'the organisation';
  input: Record<string, unknown>;
  passes?: string;
}

/** Something to ask with for what the identity room adds to signing in and out. */
export function identityExamples({
  organisationId,
  guestId,
}: {
  organisationId: string;
  guestId: string;
}): Record<string, IdentityExample[]> {
  const anything = (input: Record<string, unknown> = {}, passes?: string): IdentityExample[] => [
    { about: 'nothing in particular', input, ...(passes !== undefined && { passes }) },
  ];
  const guest: IdentityExample[] = [{ about: 'the guest', input: { userId: guestId } }];
  const organisation = (input: Record<string, unknown> = {}, passes?: string): IdentityExample[] => [
    {
      about: 'the organisation',
      input: { organisationId, ...input },
      ...(passes !== undefined && { passes }),
    },
  ];
  const provider = {
    title: 'Theirs',
    issuer: 'http://127.0.0.1:1',
    clientId: 'stoa',
    domains: [],
    rules: [],
    enabled: true,
    enforced: false,
  };
  const spent = { token: 'x'.repeat(43) };
  const password = 'a lantern over quiet water';
  return {
    'identity:ask-link': anything({ email: 'no address' }),
    'identity:ask-reset': anything({ email: 'no address' }),
    'identity:use-link': anything(spent, '410 spent_link'),
    'identity:reset-password': anything({ ...spent, password }, '410 spent_link'),
    'identity:verify-email': anything(spent, '410 spent_link'),
    'identity:ask-verification': anything(),
    'identity:change-email': anything({
      // Another one each time: one address is sent a few links only.
      get email() {
        return `${newId()}@school.example`;
      },
    }),
    // Too short: nobody's sessions end by it.
    'identity:change-password': anything({ password: 'short' }, '422 invalid'),
    'identity:disable': guest,
    'identity:enable': guest,
    'identity:end-sessions-of': guest,
    'identity:send-reset': guest,
    // Nobody answers there, which only those hear whom we ask it for.
    'identity:set-provider': organisation(provider, '422 invalid'),
    'identity:remove-provider': organisation(),
    'identity:confirm-domain': organisation({ domain: 'nowhere.example', confirmed: true }, '404 not_found'),
    'identity:security': anything(),
    'identity:link': anything(spent),
    'identity:route': anything({ domain: 'nowhere.example' }),
    'identity:people': anything(),
    'identity:provider': organisation(),
    'identity:domains': anything(),
    'identity:audit': anything({ until: '2026-01-01T00:00:00.000Z' }),
    'identity:audit-csv': anything({ until: '2026-01-01T00:00:00.000Z' }),
    'operations/people': anything(),
    'org/:organisationId/sign-in': organisation(),
  };
}
