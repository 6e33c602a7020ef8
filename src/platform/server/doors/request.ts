import type { IncomingMessage } from 'node:http';
import { Refusal } from '#kernel/refusal.ts';
import type { Sessions } from '../access.ts';
import type { Queryable } from '../db/database.ts';
import type { Person } from '../feature.ts';

export const plainCookieName = 'stoa';
/** Browsers take this name only over TLS, for this host alone and for every path. */
export const secureCookieName = '__Host-stoa';

/** How this Stoa is reached from outside. */
export interface Outside {
  /** The public origin, `https://learn.example`; undefined: whatever host the request names. */
  origin: string | undefined;
  /** How many proxies of ours stand in front and may name the address of the person. */
  proxies: number;
}

/**
 * Refuses what another site's page sends. Browsers name the page's origin on everything that can change
 * state or open a stream from elsewhere; a request that names none, nor any fetch metadata, comes from no
 * browser and carries no one's cookie but its sender's.
 *
 * @throws Refusal `foreign_origin`
 */
export function requireOwnOrigin(request: IncomingMessage, outside: Outside): void {
  const { origin, host } = request.headers;
  if (origin !== undefined) {
    if (outside.origin !== undefined && origin === outside.origin) return;
    if (outside.origin === undefined && URL.canParse(origin) && new URL(origin).host === host) return;
    throw new Refusal('foreign_origin');
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Refusal('foreign_origin');
}

/** Over TLS the bound name alone counts: any neighbour under the same domain could set the plain one. */
export function cookieNameOf({ origin }: Outside): string {
  return origin?.startsWith('https:') ? secureCookieName : plainCookieName;
}

/** The session token of a request: its cookie, or a bearer token where there is no browser. */
export function tokenOf(request: IncomingMessage, outside: Outside): string | undefined {
  const { authorization } = request.headers;
  if (authorization?.startsWith('Bearer ')) return authorization.slice('Bearer '.length).trim();
  return cookieIn(request, cookieNameOf(outside));
}

/** The value of a cookie by its exact name. */
export function cookieIn(request: IncomingMessage, name: string): string | undefined {
  const { cookie } = request.headers;
  if (cookie === undefined) return undefined;
  for (const pair of cookie.split(';')) {
    const equals = pair.indexOf('=');
    if (pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

export interface Identified {
  person: Person;
  expiresAt: Date;
}

/** @returns undefined for a request of nobody who is signed in */
export async function identify(
  sessions: Sessions,
  db: Queryable,
  request: IncomingMessage,
  outside: Outside,
  options?: { fresh?: boolean },
): Promise<Identified | undefined> {
  const token = tokenOf(request, outside);
  return token === undefined ? undefined : sessions.personOf(db, token, options);
}

/**
 * The address a request comes from. A forwarding header is believed only as far as proxies of ours wrote
 * it: with n of them, the n-th entry from the right.
 */
export function addressOf(request: IncomingMessage, { proxies }: Outside): string {
  const direct = request.socket.remoteAddress ?? 'unknown';
  if (proxies === 0) return direct;
  const header = request.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? ''))
    .split(',')
    .map((hop) => hop.trim());
  return hops.at(-proxies) || direct;
}

/** Whether whoever asks sits at this machine: for figures and mails that are not the network's. */
export function isFromThisMachine(request: IncomingMessage): boolean {
  // A proxy on the same machine comes from there too, and says for whom.
  if (request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined)
    return false;
  const address = request.socket.remoteAddress ?? '';
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

/** @throws Refusal `invalid` for more than one `topics`, or none in it */
export function topicsIn(query: URLSearchParams): string[] | undefined {
  const [given, ...more] = query.getAll('topics');
  if (given === undefined) return undefined;
  if (more.length > 0) throw new Refusal('invalid', 'Say topics once, with commas between them.');
  const topics = [...new Set(given.split(',').filter((topic) => topic !== ''))];
  if (topics.length === 0) throw new Refusal('invalid', 'Name at least one topic, or leave topics out.');
  return topics;
}
