import * as client from 'openid-client';
import type { Clock } from '#kernel/clock.ts';
import { guardedFetch, requireSafe, UnsafeAddress } from './guardedFetch.ts';

/** Who we are at a provider. */
export interface ClientOf {
  issuer: string;
  clientId: string;
  clientSecret: string | null;
}

export interface RelyingParty {
  /** Looks the provider up. @throws ProviderFault in words for whoever sets it up */
  lookUp(of: ClientOf): Promise<client.Configuration>;
  /** The same, from memory where it was done lately. */
  configuration(of: ClientOf): Promise<client.Configuration>;
}

/** Why a provider cannot be used, for the person who set it up. */
export class ProviderFault extends Error {
  override readonly name = 'ProviderFault';
}

const keptMs = 600_000;
const mostKept = 200;
const timeoutS = 10;

/** @param loopback whether providers on this machine may be asked, over plain http as well */
export function relyingParty({ clock, loopback }: { clock: Clock; loopback: () => boolean }): RelyingParty {
  const kept = new Map<string, { configuration: Promise<client.Configuration>; untilMs: number }>();
  const lookUp = (of: ClientOf): Promise<client.Configuration> => discover(of, { loopback: loopback() });
  return {
    lookUp,
    configuration(of) {
      const key = JSON.stringify([of.issuer, of.clientId, of.clientSecret]);
      const known = kept.get(key);
      if (known && known.untilMs > clock.nowMs()) return known.configuration;
      const configuration = lookUp(of);
      kept.delete(key);
      kept.set(key, { configuration, untilMs: clock.nowMs() + keptMs });
      if (kept.size > mostKept) kept.delete(kept.keys().next().value!);
      // What failed is tried anew by the next one.
      configuration.catch(() => kept.delete(key));
      return configuration;
    },
  };
}

async function discover(
  { issuer, clientId, clientSecret }: ClientOf,
  rules: { loopback: boolean },
): Promise<client.Configuration> {
  try {
    const server = requireSafe(issuer, rules);
    // The address of the document itself would be believed whatever issuer it names.
    if (server.pathname.includes('/.well-known/') || server.search !== '' || server.hash !== '')
      throw new ProviderFault('Give the issuer alone, without /.well-known/ and without a query.');
    const configuration = await client.discovery(server, clientId, {}, authentication(clientSecret), {
      [client.customFetch]: guardedFetch(rules),
      timeout: timeoutS,
      // The signature of every identity token is checked, also of those that came over TLS.
      execute: [
        client.enableNonRepudiationChecks,
        ...(server.protocol === 'http:' ? [client.allowInsecureRequests] : []),
      ],
    });
    // Some providers answer under one issuer for everybody's organisation; that vouches for nobody here.
    if (new URL(configuration.serverMetadata().issuer).href !== server.href)
      throw new ProviderFault('The provider names another issuer.');
    requireUsable(configuration, rules);
    return withAuthentication(configuration, {
      clientId,
      clientSecret,
      rules,
      isInsecure: server.protocol === 'http:',
    });
  } catch (cause) {
    if (cause instanceof ProviderFault) throw cause;
    throw new ProviderFault(wordsFor(cause), { cause });
  }
}

function requireUsable(configuration: client.Configuration, rules: { loopback: boolean }): void {
  const server = configuration.serverMetadata();
  for (const name of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) {
    const address = server[name];
    if (address === undefined) throw new ProviderFault(`The provider names no ${name}.`);
    requireSafe(address, rules);
  }
  const types = server.response_types_supported;
  if (types && !types.includes('code')) throw new ProviderFault('The provider knows no sign-in by code.');
}

function authentication(secret: string | null): client.ClientAuth {
  return secret === null ? client.None() : client.ClientSecretBasic(secret);
}

/** Providers that take the secret in the body alone are told it there. */
function withAuthentication(
  found: client.Configuration,
  {
    clientId,
    clientSecret,
    rules,
    isInsecure,
  }: { clientId: string; clientSecret: string | null; rules: { loopback: boolean }; isInsecure: boolean },
): client.Configuration {
  const server = found.serverMetadata();
  const ways = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  if (clientSecret === null || ways.includes('client_secret_basic') || !ways.includes('client_secret_post'))
    return found;
  const configuration = new client.Configuration(server, clientId, {}, client.ClientSecretPost(clientSecret));
  configuration[client.customFetch] = guardedFetch(rules);
  configuration.timeout = timeoutS;
  client.enableNonRepudiationChecks(configuration);
  if (isInsecure) client.allowInsecureRequests(configuration);
  return configuration;
}

function wordsFor(cause: unknown): string {
  if (cause instanceof UnsafeAddress) return cause.message;
  const inner = cause instanceof Error ? cause.cause : undefined;
  if (inner instanceof UnsafeAddress) return inner.message;
  return 'No OpenID provider answers at this issuer, or it names another one.';
}
