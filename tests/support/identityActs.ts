import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newId } from '#kernel/ids.ts';
import type { LinkPurpose } from '#features/identity/contract.ts';
import * as accounts from '#features/identity/server/accounts.ts';
import { tokenPurpose } from '#features/identity/server/links.ts';
import * as providers from '#features/identity/server/sso/providerStore.ts';
import * as tokens from '#features/identity/server/tokens.ts';
import type { Person } from '#platform/server/feature.ts';
import type { Academy } from './academy.ts';
import type { Rooms } from './rooms.ts';

/** An operator of the Stoa, who belongs to no academy. */
export async function anOperator({ log }: Rooms): Promise<Person> {
  const { id } = await log.write(({ tx }) =>
    accounts.create(tx, { email: `${newId()}@ops.test`, name: 'Ops', zone: 'UTC', platformAdmin: true }),
  );
  return { kind: 'person', userId: id, sessionId: newId(), platformAdmin: true };
}

/** A link that was mailed to somebody's own address, or to their new one. */
export async function linkFor(
  { db, log }: Rooms,
  purpose: LinkPurpose,
  userId: string,
  newAddress?: string,
): Promise<string> {
  const { email } = await accounts.byId(db.query, userId);
  const sentTo = newAddress ?? email;
  return log.write(({ tx }) =>
    tokens.issue(tx, {
      purpose: tokenPurpose(purpose),
      email: sentTo,
      accountId: userId,
      payload: newAddress === undefined ? {} : { from: email },
      lifeMs: 60_000,
    }),
  );
}

/** A document at an issuer's address, which is all that setting a provider asks for. */
export async function anIssuer(): Promise<{ issuer: string; close: () => void }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        issuer,
        authorization_endpoint: `${issuer}/auth`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { issuer, close: () => void server.close() };
}

/** Gives an academy its own way of signing in, which nobody is told of. */
export async function giveProvider(
  { log }: Rooms,
  { organisationId, mailDomain }: Academy,
  issuer: string,
): Promise<void> {
  const id = newId();
  await log.write(async ({ tx }) => {
    await providers.write(tx, {
      id,
      organisationId,
      title: 'Theirs',
      issuer,
      clientId: 'stoa',
      clientSecret: null,
      groupClaim: 'groups',
      rules: [],
      enabled: true,
      enforced: false,
    });
    await providers.setDomains(tx, id, [mailDomain]);
  });
}
