import type { CustomFetch } from 'openid-client';

const mostBytes = 1_048_576;

/** An issuer, or something that it names, is at an address that is not asked. */
export class UnsafeAddress extends Error {
  override readonly name = 'UnsafeAddress';
}

/**
 * Refuses addresses that a provider may not have: plain http reaches what has no business with anybody's
 * sign-in, so it is for trying things out on one's own machine alone.
 *
 * @throws UnsafeAddress
 */
export function requireSafe(address: string, { loopback }: { loopback: boolean }): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback && isLoopback(url));
  if (!url || !isSafe) throw new UnsafeAddress('A provider is asked over https alone.');
  if (url.username !== '' || url.password !== '')
    throw new UnsafeAddress('The address of a provider holds no password.');
  return url;
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/** Fetches what providers answer: from safe addresses, without following them elsewhere, and not without end. */
export function guardedFetch(rules: { loopback: boolean }): CustomFetch {
  return async (address, { body, ...options }) => {
    requireSafe(address, rules);
    const response = await fetch(address, {
      ...options,
      ...(body !== undefined && { body: body as NonNullable<RequestInit['body']> }),
    });
    const bytes = await readAtMost(response, mostBytes);
    const isEmpty = [204, 205, 304].includes(response.status);
    return new Response(isEmpty ? null : bytes, { status: response.status, headers: response.headers });
  };
}

async function readAtMost(response: Response, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (response.body) {
    for await (const piece of response.body) {
      size += piece.byteLength;
      if (size > most) throw new UnsafeAddress('A provider answered more than we read.');
      pieces.push(piece);
    }
  }
  return new Uint8Array(Buffer.concat(pieces));
}
