import { isIP } from 'node:net';
import { isLoopbackAddress, isPublicAddress } from './publicAddress.ts';

/** The house does not send there; the sentence is fit for whoever gave the address. */
export class UnsafeTarget extends Error {
  override readonly name = 'UnsafeTarget';
}

export interface OutboundRules {
  /** Whether this very machine may be asked, over plain http: for trying things out. */
  readonly loopback: boolean;
  /** Ports of the world that are asked. */
  readonly ports: readonly number[];
}

export const publicRules: OutboundRules = { loopback: false, ports: [443, 8443] };

/** All addresses of a host's name, as the resolver of this machine has them. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** Names that are this machine, or that only a network of its own knows. */
const insideName = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa|localdomain)\.?$/i;

/**
 * What can be said of an address before anybody is asked where it is.
 *
 * @throws UnsafeTarget
 */
export function requireTarget(address: string, rules: OutboundRules): URL {
  if (!URL.canParse(address)) throw new UnsafeTarget('This is not a web address.');
  const url = new URL(address);
  if (url.username !== '' || url.password !== '')
    throw new UnsafeTarget('An address with a name or password in it is not used.');
  if (isOwnMachine(url, rules)) return url;
  if (url.protocol !== 'https:') throw new UnsafeTarget('The address must begin with https://.');
  if (!rules.ports.includes(portOf(url)))
    throw new UnsafeTarget(`Only these ports are asked: ${rules.ports.join(', ')}.`);
  const host = hostOf(url);
  if (isIP(host) ? !isPublicAddress(host) : insideName.test(host) || !host.includes('.'))
    throw new UnsafeTarget('This address is not on the public internet.');
  return url;
}

/**
 * Where to connect: the first of the addresses that a host has. One that is not public spoils them all, since nobody
 * knows which would be taken.
 *
 * @throws UnsafeTarget
 */
export async function placeOf(url: URL, rules: OutboundRules, resolve: Resolve): Promise<string> {
  const host = hostOf(url);
  const own = isOwnMachine(url, rules);
  if (own && host === 'localhost') return '127.0.0.1';
  const addresses = isIP(host) ? [host] : await resolve(host);
  const [first] = addresses;
  if (first === undefined) throw new UnsafeTarget('Nobody knows where this host is.');
  if (!addresses.every((one) => isPublicAddress(one) || (own && isLoopbackAddress(one))))
    throw new UnsafeTarget('This host leads to an address that is not on the public internet.');
  return first;
}

/** Written as this machine itself, and not as a name that may lead to it. */
function isOwnMachine(url: URL, { loopback }: OutboundRules): boolean {
  const host = hostOf(url);
  return loopback && url.protocol === 'http:' && (host === 'localhost' || isLoopbackAddress(host));
}

/** Without the brackets of IPv6; whatever way IPv4 was written in, the URL has it with dots. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

export function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
