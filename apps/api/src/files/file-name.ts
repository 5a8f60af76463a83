import { withoutHidden } from '@weir/contract';

/** Control characters and line separators. */
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
const longest = 255;
const longestEnding = 20;

/**
 * A file's name as text: without folders and unsafe characters, at most 255 characters (code points), the ending kept.
 * Never empty.
 */
export function fileName(given: string): string {
  // `photo\u202egpj.exe` would read as `photoexe.jpg`.
  const name = withoutHidden(given.toWellFormed().split(/[/\\]/).at(-1) ?? '')
    .replace(unsafe, '')
    .trim();
  if (!/[\p{L}\p{N}\p{S}]/u.test(name)) return 'file';
  const characters = [...name];
  if (characters.length <= longest) return name;
  const ending = [...(/\.[^.\s]+$/u.exec(name)?.[0] ?? '')];
  if (ending.length > longestEnding) return characters.slice(0, longest).join('');
  return [...characters.slice(0, longest - ending.length), ...ending].join('');
}

/** A file's name without its ending: `board` for `board.json`. */
export function withoutEnding(name: string): string {
  return name.replace(/\.[a-z0-9]{1,5}$/i, '');
}
