import { isCommonPassword } from './common-passwords.js';

/** The words that a person's own password must not consist of. `places`: names of what they join. */
export type Owner = { email: string; name: string; places?: readonly string[] };

/** How many letters and digits must be left of a password without the owner's words. */
const leastOfOther = 5;

/**
 * What is wrong with a new password: it is one of the most common ones, or hardly more than what everybody knows of its
 * owner. These are the first that anyone guesses (NIST SP 800-63B, 3.1.1.2).
 */
export function passwordFault(password: string, owner: Owner): 'passwordCommon' | 'passwordOwn' | null {
  const given = plain(password);
  let other = given;
  for (const word of wordsOf(owner)) other = other.replaceAll(word, '');
  if (other !== given && other.length < leastOfOther) return 'passwordOwn';
  return isCommonPassword(password) ? 'passwordCommon' : null;
}

/** Whole names and their parts, the longest first. Parts of one or two letters are in too many other words. */
function wordsOf({ email, name, places = [] }: Owner): string[] {
  const [local = '', domain = ''] = email.split('@');
  const texts = ['weir', email, local, domain.split('.')[0] as string, name, ...places];
  const parts = texts.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u));
  const words = new Set([...texts, ...parts].map(plain).filter(({ length }) => length > 2));
  return [...words].sort((a, b) => b.length - a.length);
}

/** Lower-case letters and digits, without accents. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
