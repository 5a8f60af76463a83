import { networkOf } from '../../src/http/network.js';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
  ['2001:db8:1:ffff::1', '2001:db8:1::/48'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1::/48'],
  ['2001:db8::7', '2001:db8:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0::/48'],
  ['::1', '0:0:0::/48'],
  ['64:ff9b::192.0.2.1', '64:ff9b:0::/48'],
  ['', 'unknown'],
  ['x'.repeat(5000), 'unknown'],
  ['203.0.113.7, 203.0.113.8', 'unknown'],
])('counts the address %.60s as the network %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network);
});
