import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What of IPv4 belongs to nobody's public machine (IANA's registry), and what answers for a cloud inside it. */
const closedV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // Azure's machines ask this public-looking address for their secrets.
  ['168.63.129.16', 32],
] as const;

/** Within 2000::/3: protocols (Teredo), documentation, and 6to4, which leads to any IPv4 address. */
const closedV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const v4 = new BlockList();
for (const [network, bits] of closedV4) v4.addSubnet(network, bits, 'ipv4');
const openV6 = new BlockList();
openV6.addSubnet('2000::', 3, 'ipv6');
const v6 = new BlockList();
for (const [network, bits] of closedV6) v6.addSubnet(network, bits, 'ipv6');

/**
 * Whether an address is somebody's on the public internet: not this machine, not its network, nothing that a
 * network keeps for itself. Of IPv6 only what is given out counts, so IPv4 in whatever disguise (mapped, NAT64) does not.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !v4.check(address, 'ipv4');
  return isIPv6(address) && openV6.check(address, 'ipv6') && !v6.check(address, 'ipv6');
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an address is this machine itself, written as such. */
export function isLoopbackAddress(address: string): boolean {
  if (isIPv4(address)) return loopback.check(address, 'ipv4');
  // The list would find ::ffff:127.0.0.1 among the IPv4 networks.
  return isIPv6(address) && !/\.|^::ffff:/i.test(address) && loopback.check(address, 'ipv6');
}
