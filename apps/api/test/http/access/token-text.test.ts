import { crc32 } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { hasToken, isWholeToken, tokenText, withoutTokens } from '../../../src/http/access/token-text.js';

const zeros = tokenText(new Uint8Array(32));

test('a token is weir_, 256 bits in base 62 and the CRC-32 of all that in base 62', () => {
  const secret = '0'.repeat(43);
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let [rest, checksum] = [crc32(`weir_${secret}`), ''];
  for (; checksum.length < 6; rest = Math.floor(rest / 62)) checksum = digits[rest % 62] + checksum;
  expect(zeros).toBe(`weir_${secret}${checksum}`);
  const ones = tokenText(new Uint8Array(32).fill(255));
  expect([ones.length, isWholeToken(ones)]).toEqual([54, true]);
});

test('a token with any wrong, missing or extra character is not whole', () => {
  for (let at = 5; at < zeros.length; at += 1) {
    const other = zeros[at] === 'x' ? 'y' : 'x';
    expect(isWholeToken(zeros.slice(0, at) + other + zeros.slice(at + 1))).toBe(false);
  }
  for (const text of [zeros.slice(0, -1), `${zeros}0`, zeros.replace('weir_', 'weir-'), '', 'weir_'])
    expect(isWholeToken(text)).toBe(false);
});

test('a token in an address is found and removed, encoded or not', () => {
  for (const address of [
    `/v1/me?access_token=${zeros}`,
    `/v1/workspaces/${zeros}/boards`,
    `/v1/me?t=${zeros.replace('_', '%5F')}`,
    `/v1/me?t=${zeros.replace('w', '%77').replace('0', '%30')}`,
    `/v1/search?q=a%2Fb&t=${[...zeros].map((each) => `%${each.charCodeAt(0).toString(16)}`).join('')}`,
  ]) {
    expect(hasToken(address)).toBe(true);
    expect(withoutTokens(address)).toMatch(/weir_…$|weir_…\/boards$/);
  }
  expect(hasToken('/v1/workspaces/weir_team/search?q=weir_tokens')).toBe(false);
  expect(withoutTokens('/v1/search?q=%61%20%26')).toBe('/v1/search?q=%61%20%26');
});
