import { browserAddress } from '@/lib/server/incoming';

test.each([
  ['without a proxy it is the connection’s', '203.0.113.9', 0, '192.0.2.1'],
  ['behind one proxy it is the one that the proxy added', '203.0.113.9, 198.51.100.1', 1, '198.51.100.1'],
  [
    'behind two proxies it is the one that the first of them added',
    '203.0.113.9, 198.51.100.1',
    2,
    '203.0.113.9',
  ],
  ['with fewer entries than proxies it is the first', '', 2, '192.0.2.1'],
])('the address of the browser: %s', (_, forwardedFor, proxies, address) => {
  expect(browserAddress(forwardedFor, '192.0.2.1', proxies)).toBe(address);
});

test.each([
  ['without a proxy it is unknown', '203.0.113.9', 0, undefined],
  ['behind one proxy it is the one that the proxy added', '203.0.113.9, 198.51.100.1', 1, '198.51.100.1'],
])('the address of a browser that has reset its connection: %s', (_, forwardedFor, proxies, address) => {
  expect(browserAddress(forwardedFor, undefined, proxies)).toBe(address);
});
