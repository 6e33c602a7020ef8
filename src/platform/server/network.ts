import { isIPv4, isIPv6 } from 'node:net';

const unknown = 'unknown';

/**
 * The network that an address lies in, for what need not know the single machine: 203.0.113.9 with 24 bits
 * is 203.0.113.0/24. IPv4 written as IPv6 (::ffff:203.0.113.9) counts as IPv4.
 *
 * @returns `unknown` for what is no address
 */
export function networkOf(address: string, bits: { v4: number; v6: number }): string {
  const bare = address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(bare)) {
    const parts = masked(bare.split('.').map(Number), 8, bits.v4);
    return `${parts.join('.')}/${bits.v4}`;
  }
  if (isIPv6(bare)) {
    const groups = masked(groupsOf(bare), 16, bits.v6);
    const kept = groups.slice(0, Math.ceil(bits.v6 / 16)).map((group) => group.toString(16));
    return `${kept.join(':')}${kept.length < 8 ? '::' : ''}/${bits.v6}`;
  }
  return unknown;
}

/**
 * Who counts as one where each address has its share: a household or a phone holds a whole /64 of IPv6, and
 * single addresses of it would count for nothing. What is no address stays what it is.
 */
export function placeOf(address: string): string {
  const network = networkOf(address, { v4: 32, v6: 64 });
  return network === unknown ? address : network;
}

function masked(parts: readonly number[], width: number, bits: number): number[] {
  return parts.map((part, place) => {
    const dropped = Math.min(width, Math.max(0, width * (place + 1) - bits));
    return (part >> dropped) << dropped;
  });
}

/** The eight groups of an IPv6 address. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = address.replace(/[\d.]+$/, v4AsGroups).split('::');
  const before = head ? head.split(':') : [];
  const after = tail ? tail.split(':') : [];
  const gap = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(gap).fill('0'), ...after].map((group) => Number.parseInt(group, 16));
}

/** The last 32 bits may be written as IPv4: 64:ff9b::192.0.2.1. */
function v4AsGroups(end: string): string {
  if (!isIPv4(end)) return end;
  const [a, b, c, d] = end.split('.').map(Number) as [number, number, number, number];
  return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}
