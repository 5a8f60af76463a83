import { expect, it } from '@jest/globals';
import { nextAddress, signInAddress } from '@/lib/pages/next-address';

it.each(['/demo', '/demo/PLAT?x=1#y', '/demo/PLAT/requests/7', '/%2F%2Fevil.test'])(
  'goes on to %s',
  (wish) => {
    expect(nextAddress(wish)).toBe(wish);
  },
);

it.each([
  undefined,
  '',
  'demo',
  '//evil.test',
  '/\\evil.test',
  '/\t/evil.test',
  '/.//evil.test',
  '/a/..//evil.test',
  'https://evil.test/',
  'javascript:alert(1)',
  '/ok\r\nset-cookie: a=b',
  '/sign-in?next=/sign-in',
  ['/demo'],
])('never leaves the site: %j', (wish) => {
  expect(nextAddress(wish)).toBe('/');
});

it('leads back after signing in', () => {
  expect(signInAddress('/demo/PLAT?x=1')).toBe('/sign-in?next=%2Fdemo%2FPLAT%3Fx%3D1');
  expect(signInAddress('/')).toBe('/sign-in');
});
