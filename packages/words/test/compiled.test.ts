import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { _createCache, _createIntlFormatters, createTranslator } from 'use-intl/core';
import formatCompiled from 'use-intl/format-message/format-only';
import { catalogue } from '../src/catalogue.js';
import { catalogue as compiled } from '../src/compiled.js';
import { languages, locales } from '../src/index.js';

const formatters = _createIntlFormatters(_createCache());

test.each(languages)('every text in %s reads the same compiled as from its message', (language) => {
  const options = { locale: locales[language], timeZone: 'Europe/Berlin' };
  const t = createTranslator({ ...options, messages: catalogue[language] });
  const differing = leaves(catalogue[language]).flatMap(([key, text]) =>
    samples(parse(text as string)).flatMap((values) => {
      const message = textAt(compiled[language], key);
      const cache = _createCache();
      const inApp = formatCompiled(key, message, values, { ...options, cache, formatters });
      const inApi = t.rich(key as never, values as never);
      return shown(inApp) === shown(inApi) ? [] : [`${key}: ${shown(inApi)} | ${shown(inApp)}`];
    }),
  );
  expect(differing).toEqual([]);
});

type Tree = { readonly [name: string]: string | Tree };

function leaves(tree: Tree, path: string[] = []): [string, string][] {
  return Object.entries(tree).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[[...path, name].join('.'), value]] : leaves(value, [...path, name]),
  );
}

const textAt = (tree: Tree, key: string) =>
  key.split('.').reduce<Tree | string>((part, name) => (part as Tree)[name] as Tree, tree) as string;

const shown = (value: unknown) => (Array.isArray(value) ? value.join('') : String(value));

/** Values for every argument: each choice of a select once, and several numbers. */
function samples(message: MessageFormatElement[]): Record<string, never>[] {
  const found = new Map<string, unknown[]>();
  const walk = (elements: MessageFormatElement[]): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      found.set(element.value, [...(found.get(element.value) ?? []), ...valuesOf(element)]);
      if (element.type === TYPE.tag) walk(element.children);
      if ('options' in element) for (const { value } of Object.values(element.options)) walk(value);
    }
  };
  walk(message);
  const most = Math.max(1, ...[...found.values()].map(({ length }) => length));
  return Array.from({ length: most }, (_, at) =>
    Object.fromEntries([...found].map(([name, values]) => [name, values[at % values.length] as never])),
  );
}

function valuesOf(element: Exclude<MessageFormatElement, { type: TYPE.literal | TYPE.pound }>): unknown[] {
  switch (element.type) {
    case TYPE.tag:
      return [(content: unknown) => `[${shown(content)}]`];
    case TYPE.select:
      return [...Object.keys(element.options), 'unknown'];
    case TYPE.plural:
    case TYPE.number:
      return [0, 1, 2, 1234.5];
    case TYPE.date:
    case TYPE.time:
      return [new Date('2026-11-27T03:00:00Z')];
    default:
      return ['Ada’s <name>', 7];
  }
}
