import type { Mention } from '@weir/contract';

/** A mention as it is stored: `[@Name](person:ID)`, or `[@Name](team:ID)`. */
const stored = /\[(@[^[\]]*)\]\((?:person|team):([-0-9a-f]{36})\)/g;

/** The id of the person or the team in the address of a mention; null for the address of an ordinary link. */
export function mentionedIn(address: string): string | null {
  return /^(?:person|team):([-0-9a-f]{36})$/.exec(address)?.[1] ?? null;
}

/** A text in which each mention reads `@Name`, as it was typed. */
export const withNames = (text: string) => text.replace(stored, '$1');

/**
 * The text as its field shows it: a mention reads `@Name`. The text stays as it is stored if a name would mean somebody else
 * or several people.
 */
export function toTyped(source: string, mentionable: readonly Mention[]): string {
  const typed = source.replace(stored, (whole, _, id: string) => {
    const mentioned = mentionable.find((each) => each.id === id);
    return mentioned ? `@${mentioned.name}` : whole;
  });
  return idsIn(toSource(typed, mentionable)) === idsIn(source) ? typed : source;
}

/** The text as it is stored: each `@Name` of one of these becomes a mention. */
export function toSource(typed: string, mentionable: readonly Mention[]): string {
  const named = mentionable.filter(
    ({ name }) => mentionable.filter((each) => each.name === name).length === 1 && !/[[\]]/.test(name),
  );
  if (named.length === 0 || !typed.includes('@')) return typed;
  // “Ann Lee” before “Ann”.
  const names = named.map(({ name }) => name).sort((one, other) => other.length - one.length);
  const mention = new RegExp(
    `(^|[^\\p{L}\\p{N}_[])@(${names.map((name) => escaped(name)).join('|')})(?![\\p{L}\\p{N}_])`,
    'gu',
  );
  return typed.replace(mention, (_, before: string, name: string) => {
    const { id, team } = named.find((each) => each.name === name) as Mention;
    return `${before}[@${name}](${team ? 'team' : 'person'}:${id})`;
  });
}

/** The mention that is being typed before the caret: `start` is the place of its `@`. Null if no mention is being typed. */
export function openMention(typed: string, caret: number): { start: number; query: string } | null {
  const found = /(?:^|[^\p{L}\p{N}_[])@([\p{L}\p{N}'’.-]*(?: [\p{L}\p{N}'’.-]*)?)$/u.exec(
    typed.slice(0, caret),
  );
  const query = found?.[1];
  return query === undefined ? null : { start: caret - query.length - 1, query };
}

const idsIn = (source: string) => [...source.matchAll(stored)].map(([, , id]) => id).join();
const escaped = (name: string) => name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
