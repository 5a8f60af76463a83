import { createHash, randomInt } from 'node:crypto';

/** Without letters that look like digits or like each other. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const [groups, groupLength] = [4, 4];
const count = 10;

/** Ten codes of almost 80 bits each, as `abcd-efgh-jkmn-pqrs`. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: count }, () =>
    Array.from({ length: groups }, () =>
      Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join(''),
    ).join('-'),
  );
}

/** No guess finds a code of 80 bits, so a fast hash is enough. `plain`: from `plainCode`. */
export function recoveryCodeHash(plain: string): Buffer {
  return createHash('sha256').update(plain).digest();
}

/** A typed code without spaces, hyphens and capitals. */
export function plainCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toLowerCase();
}
