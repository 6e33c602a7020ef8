import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { identity } from '#features/identity/contract.ts';
import { payloads } from '../xssPayloads.ts';
import { fileNameOf, lineOf, type Plot } from './world.ts';

/** How an organisation's own provider is asked, with a provider that says of itself whatever it is asked for. */
export async function plantProvider({ planter, paula, organisationId }: Plot): Promise<void> {
  const server = createServer((request, response) => {
    const path = request.url!.replace(/\/\.well-known\/.*$/, '');
    const issuer = [`${origin()}${path}`, decodeURIComponent(`${origin()}${path}`)];
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        issuer: issuer[0],
        authorization_endpoint: `${issuer[0]}/auth`,
        token_endpoint: `${issuer[0]}/token`,
        jwks_uri: `${issuer[0]}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      }),
    );
  });
  const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await planter.plant(paula, identity, 'identity:set-provider', {
      organisationId,
      title: payloads[10]!.text,
      issuer: `${origin()}/${encodeURIComponent(fileNameOf(payloads[12]!, ''))}`,
      clientId: payloads[11]!.text,
      clientSecret: payloads[13]!.text,
      domains: ['school.example'],
      groupClaim: payloads[14]!.text,
      rules: payloads.map((payload) => ({
        group: lineOf(payload),
        gives: { role: 'organisationAdmin' as const },
      })),
      enabled: true,
      enforced: false,
    });
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
