import { expect, test } from 'vitest';
import { networkOf, placeOf } from './network.ts';

const shown = { v4: 24, v6: 48 };

test.each([
  ['203.0.113.9', '203.0.113.0/24'],
  ['::ffff:203.0.113.9', '203.0.113.0/24'],
  ['2001:db8:1234:5678:9abc:def0:1234:5678', '2001:db8:1234::/48'],
  ['2001:DB8::1', '2001:db8:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0::/48'],
  ['64:ff9b::192.0.2.33', '64:ff9b:0::/48'],
  ['::1', '0:0:0::/48'],
  ['', 'unknown'],
  ['not an address', 'unknown'],
])('ID7 of the address %s only the network %s is kept', (address, network) => {
  expect(networkOf(address, shown)).toBe(network);
});

test('a network of full length is the address itself', () => {
  expect(networkOf('203.0.113.9', { v4: 32, v6: 128 })).toBe('203.0.113.9/32');
  expect(networkOf('2001:db8::192.0.2.33', { v4: 32, v6: 128 })).toBe('2001:db8:0:0:0:0:c000:221/128');
});

test('a length that ends within a part masks that part', () => {
  expect(networkOf('203.0.113.255', { v4: 20, v6: 64 })).toBe('203.0.112.0/20');
  expect(networkOf('2001:db8:1:ffff::1', { v4: 32, v6: 56 })).toBe('2001:db8:1:ff00::/56');
});

test('DOOR6 one place is an IPv4 address, or 64 bits of IPv6, however they are written', () => {
  expect(placeOf('::ffff:203.0.113.9')).toBe(placeOf('203.0.113.9'));
  expect(placeOf('203.0.113.8')).not.toBe(placeOf('203.0.113.9'));
  expect(placeOf('2001:db8:0:1::1')).toBe(placeOf('2001:0DB8::1:ffff:2:3:4'));
  expect(placeOf('2001:db8:0:2::1')).not.toBe(placeOf('2001:db8:0:1::1'));
  expect(placeOf('a pipe')).toBe('a pipe');
});
