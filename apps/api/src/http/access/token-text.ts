import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { tokenShape } from '@weir/contract';

const prefix = 'weir_';
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const [secretLength, checksumLength] = [43, 6];

/**
 * The text of an API token: `weir_`, 256 bits in base 62, and the CRC-32 of both in base 62. Secret scanners find it by its
 * prefix and know by the checksum that it is one; a mistyped token is refused without a query.
 */
export function tokenText(secret: Uint8Array): string {
  const body = prefix + inBase62(BigInt(`0x${Buffer.from(secret).toString('hex')}`), secretLength);
  return body + checksumOf(body);
}

/** Whether the text claims to be an API token. Session tokens never begin like that. */
export function looksLikeApiToken(text: string): boolean {
  return text.startsWith(prefix);
}

export function isWholeToken(text: string): boolean {
  return tokenShape.test(text) && checksumOf(text.slice(0, -checksumLength)) === text.slice(-checksumLength);
}

/** What is stored of a token. Its secret has 256 bits, so a fast hash is enough. */
export function hashOfToken(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const anywhere = /weir_[0-9A-Za-z]{20,}/gi;

/** Whether an address has an API token in it, at any place. */
export function hasToken(address: string): boolean {
  return unescaped(address).search(anywhere) >= 0;
}

/** For logs. */
export function withoutTokens(address: string): string {
  return hasToken(address) ? unescaped(address).replace(anywhere, 'weir_…') : address;
}

/** An address in which the characters of a token are themselves: each of them can be sent as `%77` too. */
function unescaped(address: string): string {
  return address.replace(/%(3\d|[46][1-9a-f]|[57][0-9a]|5f)/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}

function checksumOf(body: string): string {
  return inBase62(BigInt(crc32(body)), checksumLength);
}

function inBase62(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; rest > 0n; rest /= 62n) text = digits[Number(rest % 62n)] + text;
  return text.padStart(length, '0');
}
