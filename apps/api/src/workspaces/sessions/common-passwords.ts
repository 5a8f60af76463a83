import { dictionary } from '@zxcvbn-ts/language-common';

/** The dictionary has few words that are common only in German or only in a Kanban service. */
const common = new Set([
  ...dictionary['passwords-common'],
  ...['kanban', 'weir', 'willkommen', 'fruhling', 'herbst'],
]);

const leastDifferent = 4;
/** How many letters must be left between the digits and signs at both ends, except in a long password. */
const leastLetters = 4;
const long = 16;
/** How many characters must be left of a password without its runs. */
const leastOfOther = 5;
const shortestRun = 4;

const rows = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  ...['qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'zxcvbnm', 'yxcvbnm'],
  ...['1qaz2wsx3edc4rfv5tgb6yhn7ujm', '1q2w3e4r5t6y7u8i9o0p'],
];
const sequences = rows.flatMap((row) => [row, [...row].reverse().join('')]);

const digitsAsLetters: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '3': 'e',
  $: 's',
  '5': 's',
  '7': 't',
};
/** Cyrillic and Greek letters that look like Latin ones. */
const lookAlikes = lettersAs('авеԁһіјкмноԛрѕтухсԝɡαβεικνορτυχ', 'abedhijkmhoqpstyxcwgabeikvoptux');

/** Whether a password is one of those that everybody tries first, also in disguise or between digits and signs. */
export function isCommonPassword(password: string): boolean {
  const text = latin(password);
  if (common.has(text) || new Set(text).size < leastDifferent) return true;
  const words = [text, text.replace(/[^\p{L}]+$/u, ''), text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')];
  const core = words[2] as string;
  if (core.length < leastLetters && text.length < long) return true;
  return (
    words.flatMap(undisguised).some((word) => common.has(word)) || withoutRuns(text).length < leastOfOther
  );
}

/** Lower-case, without accents, Latin letters for those that look like them. */
function latin(text: string): string {
  const letters = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return [...letters].map((each) => lookAlikes[each] ?? each).join('');
}

/** What the word says if its digits and signs stand for letters: a 1 may be an i or an l. */
function undisguised(word: string): string[] {
  const letters = [...word].map((each) => digitsAsLetters[each] ?? each).join('');
  return ['i', 'l'].map((one) => letters.replaceAll('1', one).replace(/[^\p{L}\p{N}]/gu, ''));
}

/** What is left without neighbours on a keyboard, in the alphabet or among the digits, forwards or backwards. */
function withoutRuns(text: string): string {
  let rest = '';
  for (let at = 0; at < text.length; ) {
    const length = runAt(text, at);
    if (length < shortestRun) rest += text[at];
    at += length < shortestRun ? 1 : length;
  }
  return rest.replace(/[^\p{L}\p{N}]/gu, '');
}

function runAt(text: string, at: number): number {
  let length = 1;
  const isRun = (part: string) => sequences.some((sequence) => sequence.includes(part));
  while (at + length < text.length && isRun(text.slice(at, at + length + 1))) length += 1;
  return length;
}

function lettersAs(letters: string, latins: string): Record<string, string> {
  return Object.fromEntries([...letters].map((letter, at) => [letter, latins[at] as string]));
}
