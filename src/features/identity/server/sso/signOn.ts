import { randomBytes } from 'node:crypto';
import * as client from 'openid-client';
import { Refusal } from '#kernel/refusal.ts';
import type { Database } from '#platform/server/db/database.ts';
import { zone as zoneSchema, type SignOnOutcome } from '../../contract.ts';
import * as attempts from './attempts.ts';
import { readClaims, type Claims } from './claims.ts';
import * as providers from './providerStore.ts';
import type { RelyingParty } from './relyingParty.ts';

export interface SignOnParts {
  db: Database;
  party: RelyingParty;
  /** Where browsers reach this Stoa. */
  origin: () => string;
}

export interface Beginning {
  organisationId: string;
  /** Where to go in the end, a path of ours. */
  goesTo: string;
  zone?: string | undefined;
  /** The address that somebody typed, for the provider's form. */
  hint?: string | undefined;
  /** What this browser was given at an earlier beginning. */
  browser?: string | undefined;
  /** Set to try the settings out without signing in. */
  testedBy?: string | undefined;
}

/** What the provider said, proven to come from it and to be meant for this very attempt. */
export interface Proof {
  provider: providers.ProviderRow;
  claims: Claims;
  goesTo: string;
  zone: string | null;
  testedBy: string | null;
}

/** A sign-in that came to nothing, and why. */
export class NoProof extends Error {
  override readonly name = 'NoProof';
  readonly outcome: Exclude<SignOnOutcome, 'passed'>;
  /** The attempt's provider and tester, where it got so far. */
  readonly attempt: { providerId: string; testedBy: string | null } | undefined;

  constructor(
    outcome: Exclude<SignOnOutcome, 'passed'>,
    more: { cause?: unknown; attempt?: { providerId: string; testedBy: string | null } } = {},
  ) {
    super(`a sign-in at a provider ended: ${outcome}`, { cause: more.cause });
    this.outcome = outcome;
    this.attempt = more.attempt;
  }
}

const browserShape = /^[A-Za-z0-9_-]{43}$/;

/** The address that a provider sends people back to; each organisation has its own, so none answers for another. */
export const callbackOf = (origin: string, organisationId: string): string =>
  `${origin}/sso/${organisationId}/callback`;

/**
 * Sends somebody to their organisation's provider.
 *
 * @returns where to go, and what this browser has to show when it comes back
 * @throws Refusal `not_found`; NoProof `unavailable`
 */
export async function begin(
  { db, party, origin }: SignOnParts,
  { organisationId, goesTo, zone, hint, browser, testedBy }: Beginning,
): Promise<{ url: string; browser: string }> {
  const provider = await providers.ofOrganisation(db.query, organisationId);
  if (!provider || (!provider.enabled && testedBy === undefined)) throw new Refusal('not_found');
  const configuration = await party.configuration(provider).catch((cause: unknown) => {
    throw new NoProof('unavailable', { cause });
  });
  const state = client.randomState();
  const nonce = client.randomNonce();
  const verifier = client.randomPKCECodeVerifier();
  const own = browser !== undefined && browserShape.test(browser) ? browser : newBrowser();
  const knownZone = zoneSchema.safeParse(zone).data ?? null;
  await attempts.begin(
    db.query,
    { state, browser: own },
    { providerId: provider.id, nonce, verifier, goesTo, zone: knownZone, testedBy: testedBy ?? null },
  );
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: callbackOf(origin(), organisationId),
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(hint !== undefined && { login_hint: hint }),
  });
  return { url: url.href, browser: own };
}

function newBrowser(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What the provider says about whoever comes back. The attempt is used up, whatever comes of it.
 *
 * @param query as it came back to `callbackOf`
 * @throws NoProof
 */
export async function prove(
  { db, party, origin }: SignOnParts,
  {
    organisationId,
    query,
    browser,
  }: { organisationId: string; query: URLSearchParams; browser: string | undefined },
): Promise<Proof> {
  const state = query.get('state');
  const attempt =
    state !== null && browser !== undefined
      ? await attempts.take(db.query, { state, browser, organisationId })
      : undefined;
  const provider = attempt && (await providers.byId(db.query, attempt.providerId));
  if (!attempt || !provider) throw new NoProof('expired');
  try {
    const configuration = await party.configuration(provider);
    const callback = new URL(callbackOf(origin(), organisationId));
    callback.search = query.toString();
    const tokens = await client.authorizationCodeGrant(configuration, callback, {
      expectedState: state!,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
    });
    const claims = readClaims(await allClaims(configuration, tokens, provider), provider.groupClaim);
    return { provider, claims, goesTo: attempt.goesTo, zone: attempt.zone, testedBy: attempt.testedBy };
  } catch (cause) {
    throw new NoProof(outcomeOf(cause), { cause, attempt });
  }
}

/** The identity token says who it is; what it leaves out is asked for, and counts for the same subject only. */
async function allClaims(
  configuration: client.Configuration,
  tokens: Awaited<ReturnType<typeof client.authorizationCodeGrant>>,
  { groupClaim, rules }: providers.ProviderRow,
): Promise<Record<string, unknown>> {
  const claims = tokens.claims()! as Record<string, unknown> & { sub: string };
  const lacks = claims['email'] === undefined || (rules.length > 0 && claims[groupClaim] === undefined);
  if (!lacks || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
  return { ...(await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)), ...claims };
}

function outcomeOf(cause: unknown): Exclude<SignOnOutcome, 'passed'> {
  if (cause instanceof client.AuthorizationResponseError) return 'declined';
  if (cause instanceof client.ResponseBodyError || cause instanceof client.WWWAuthenticateChallengeError)
    return cause instanceof client.ResponseBodyError && cause.error === 'invalid_grant'
      ? 'unproven'
      : 'unavailable';
  // What came and does not hold; anything else did not come at all.
  if (cause instanceof client.ClientError && cause.code?.startsWith('OAUTH_')) {
    return isSilence(cause) ? 'unavailable' : 'unproven';
  }
  return 'unavailable';
}

function isSilence({ code }: client.ClientError): boolean {
  return code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT' || code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
}
