import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { catalogue } from '../src/catalogue.js';
import { languages } from '../src/index.js';
import { mentions } from './mentions.js';

const texts = Object.fromEntries(
  languages.map((language) => [language, new Map(leaves(catalogue[language]))]),
) as Record<(typeof languages)[number], Map<string, string>>;
const keys = [...texts.en.keys()];
// Used by a code that is known only at run time; and the terms of the product, complete whether shown or not.
const byCode = /^(faults|refusals|vocabulary)\./;

test('German has the keys of English, no fewer and no more', () => {
  expect([...texts.de.keys()].sort()).toEqual([...keys].sort());
});

test.each(languages)('every text in %s is a message that parses and says something', (language) => {
  const broken = [...texts[language]].filter(([, text]) => text.trim() === '' || failure(text));
  expect(broken.map(([key, text]) => `${key}: ${failure(text) ?? 'empty'}`)).toEqual([]);
});

test('a text has the same arguments, tags and choices in both languages', () => {
  const unequal = keys.filter((key) => argumentsOf(texts.en.get(key)) !== argumentsOf(texts.de.get(key)));
  const both = (key: string) =>
    `${key}: ${argumentsOf(texts.en.get(key))} | ${argumentsOf(texts.de.get(key))}`;
  expect(unequal.map(both)).toEqual([]);
});

test.each(languages)('no text in %s shows the syntax of a message to its reader', (language) => {
  const shown = [...texts[language]].filter(([, text]) => literalsOf(text).some((part) => syntax.test(part)));
  expect(shown).toEqual([]);
});

test('no German text ends a sentence with a date, which has a full stop of its own: “26. Nov.”', () => {
  const ended = [...texts.de].filter(([, text]) => /<(day|from|to|p50|p85)><\/\1>(<\/\w+>)*\./.test(text));
  expect(ended).toEqual([]);
});

test('every text is used', () => {
  const { exact, patterns } = mentions(Object.keys(catalogue.en));
  const isUsed = (key: string) =>
    exact.has(key) || byCode.test(key) || patterns.some((pattern) => pattern.test(key));
  const unused = keys.filter((key) => !isUsed(key));
  expect(unused).toEqual([]);
});

type Nested = { readonly [key: string]: string | Nested };

function leaves(nested: Nested, path: string[] = []): [string, string][] {
  return Object.entries(nested).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[[...path, key].join('.'), value]] : leaves(value, [...path, key]),
  );
}

function failure(text: string): string | null {
  try {
    parse(text, { requiresOtherClause: true });
    return null;
  } catch (error) {
    return String(error);
  }
}

/** An argument where a text is meant: `{unit, select, minute {min, number} …}`. */
const syntax = /^\s*\w+, (number|plural|select|date|time)\s*$/;

/** What a message has between its arguments, choices included. */
function literalsOf(text: string): string[] {
  const walk = (elements: MessageFormatElement[]): string[] =>
    elements.flatMap((element) => {
      if (element.type === TYPE.literal) return [element.value];
      if (element.type === TYPE.tag) return walk(element.children);
      return 'options' in element ? Object.values(element.options).flatMap(({ value }) => walk(value)) : [];
    });
  return walk(parse(text));
}

/** “count:plural name link:tag role:select(owner,other)”, sorted. */
function argumentsOf(text = ''): string {
  const found = new Set<string>();
  const walk = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      const options = 'options' in element ? element.options : {};
      const choices = element.type === TYPE.select ? `(${Object.keys(options).sort().join(',')})` : '';
      found.add(`${element.value}:${TYPE[element.type]}${choices}`);
      for (const option of Object.values(options)) walk(option.value);
      if (element.type === TYPE.tag) walk(element.children);
    }
  };
  walk(parse(text));
  return [...found].sort().join(' ');
}
