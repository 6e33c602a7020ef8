import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Somebody {
  email?: string;
  email_verified?: boolean | undefined;
  name?: string;
  zoneinfo?: string;
  groups?: unknown;
}

export type Payload = Record<string, unknown>;

/** What is done to an identity token on its way out; a key other than the provider's own makes it a forgery. */
export interface Tampering {
  claims?: (claims: Payload) => Payload;
  key?: KeyObject;
  /** The header's algorithm; `none` leaves the signature out. */
  alg?: string;
}

const clientId = 'stoa';
const clientSecret = 'the secret of the client = + &';

/** A real OpenID provider on loopback, whose people sign in by typing their name. */
export class IdentityProvider {
  readonly issuer: string;
  readonly clientId = clientId;
  readonly clientSecret = clientSecret;
  readonly people = new Map<string, Somebody>();
  /** Applied to identity tokens from now on. */
  tampering: Tampering | undefined;
  /** Requests by path, as they came. */
  readonly asked: { path: string; body: string }[] = [];
  readonly #server: Server;
  readonly #key: KeyObject;

  private constructor(server: Server, key: KeyObject) {
    this.#server = server;
    this.#key = key;
    this.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async open(redirectUris: readonly string[]): Promise<IdentityProvider> {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const own = new IdentityProvider(server, privateKey);
    const { Provider } = await quietly(() => import('oidc-provider'));
    const provider = await quietly(async () => new Provider(own.issuer, own.#configuration(redirectUris)));
    const answer = provider.callback();
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      own.asked.push({ path: request.url ?? '', body: '' });
      if (request.url === '/token') own.#watch(request, response);
      answer(request, response);
    });
    return own;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }

  #configuration(redirectUris: readonly string[]): Record<string, unknown> {
    const ttl = Object.fromEntries(
      ['AccessToken', 'AuthorizationCode', 'Grant', 'IdToken', 'Interaction', 'Session'].map((name) => [
        name,
        600,
      ]),
    );
    return {
      clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris }],
      claims: {
        openid: ['sub'],
        email: ['email', 'email_verified'],
        profile: ['name', 'zoneinfo', 'groups'],
      },
      pkce: { required: () => true },
      cookies: { keys: ['a key for cookies'] },
      jwks: { keys: [{ ...this.#key.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] },
      ttl,
      findAccount: (_context: unknown, id: string) => {
        const somebody = this.people.get(id);
        return somebody && { accountId: id, claims: async () => ({ sub: id, ...somebody }) };
      },
    };
  }

  /** Keeps what the token endpoint is sent, and may change the identity token that it answers. */
  #watch(request: IncomingMessage, response: ServerResponse): void {
    let sent = '';
    request.on('data', (piece: Buffer) => (sent += piece.toString()));
    const noted = this.asked.at(-1)!;
    request.on('end', () => (noted.body = sent));
    const end = response.end.bind(response) as (body?: unknown) => ServerResponse;
    response.end = ((body?: unknown) => {
      if (!this.tampering || typeof body !== 'string' || !body.includes('"id_token"')) return end(body);
      const answer = JSON.parse(body) as { id_token: string };
      const changed = JSON.stringify({ ...answer, id_token: this.#tampered(answer.id_token) });
      response.setHeader('content-length', Buffer.byteLength(changed));
      return end(changed);
    }) as typeof response.end;
  }

  #tampered(token: string): string {
    const { claims = (same) => same, key = this.#key, alg } = this.tampering!;
    const [head, body] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
    const header = { ...(JSON.parse(head!) as Payload), ...(alg !== undefined && { alg }) };
    const said = [header, claims(JSON.parse(body!) as Payload)].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    const signature =
      alg === 'none' ? '' : sign('RSA-SHA256', Buffer.from(said.join('.')), key).toString('base64url');
    return [...said, signature].join('.');
  }
}

/** It warns whoever would run it as it is; here that is the point. */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn, info } = console;
  Object.assign(console, { warn: () => {}, info: () => {} });
  try {
    return await work();
  } finally {
    Object.assign(console, { warn, info });
  }
}

/** A browser's road through redirects and forms, with its cookies. */
export class Wanderer {
  /** By host and name; both sides are on loopback, so the port tells them apart. */
  readonly #cookies = new Map<string, Map<string, string>>();

  cookies(origin: string): Map<string, string> {
    return this.#cookies.get(origin) ?? new Map<string, string>();
  }

  /** One request; redirects are not followed. */
  async go(
    url: string,
    form?: Record<string, string>,
  ): Promise<{ status: number; body: string; location: string | undefined }> {
    const { origin } = new URL(url);
    const cookie = [...this.cookies(origin)].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie, 'user-agent': 'test' },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(origin, line);
    const location = response.headers.get('location');
    return {
      status: response.status,
      body: await response.text(),
      location: location === null ? undefined : new URL(location, url).href,
    };
  }

  #keep(origin: string, line: string): void {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim());
    const [name, value] = [pair!.slice(0, pair!.indexOf('=')), pair!.slice(pair!.indexOf('=') + 1)];
    const jar = this.cookies(origin);
    const expires = attributes.find((part) => /^expires=/i.test(part))?.slice('expires='.length);
    if (expires !== undefined && Date.parse(expires) < Date.now()) jar.delete(name);
    else jar.set(name, value);
    this.#cookies.set(origin, jar);
  }

  /** Signs in at the provider by name, agrees, and stops before the address that it is sent back to. */
  async passProvider(url: string, name: string): Promise<string> {
    const { origin } = new URL(url);
    let next = url;
    for (let step = 0; step < 12; step++) {
      const { body, location } = await this.go(next);
      if (location !== undefined) {
        if (new URL(location).origin !== origin) return location;
        next = location;
        continue;
      }
      const action = /action="([^"]+)"/.exec(body)?.[1];
      const prompt = /name="prompt" value="([^"]+)"/.exec(body)?.[1];
      if (action === undefined || prompt === undefined)
        throw new Error(`the provider answered: ${body.slice(0, 500)}`);
      const sent = await this.go(new URL(action, next).href, {
        prompt,
        ...(prompt === 'login' && { login: name, password: 'any' }),
      });
      if (sent.location === undefined) throw new Error(`the provider answered: ${sent.body.slice(0, 500)}`);
      next = sent.location;
    }
    throw new Error('the provider never sent anybody back');
  }
}
