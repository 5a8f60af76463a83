// Writes src/generated from src/<language>/**/*.json: a module for each language with one export for each file, the
// same compiled (the web app ships no parser of messages), and `texts.ts` with the type of every text, so that a wrong
// key and a missing argument fail the typecheck. The types are flat: for a translator typed by the messages themselves
// the compiler takes minutes and then gives up.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import compile from 'icu-minify/compile';

const src = new URL('../src/', import.meta.url);
mkdirSync(new URL('generated/', src), { recursive: true });

const catalogues = Object.fromEntries(['en', 'de'].map((language) => [language, catalogueOf(language)]));
for (const [language, files] of Object.entries(catalogues)) {
  const exports = Object.entries(files).map(
    ([name, texts]) => `export const ${name} = ${JSON.stringify(texts, null, 2)};\n`,
  );
  write(`${language}.ts`, exports.join('\n'));
  // One line for each file, because the compiler needs half a minute for the source map of one long line.
  const lines = Object.entries(compiledTree(files)).map(
    ([name, texts]) => `  ${name}: ${JSON.stringify(texts)},\n`,
  );
  write(`compiled-${language}.ts`, `export const compiled: unknown = {\n${lines.join('')}};\n`);
}
const types = textsOf(catalogues.en).map(([key, text]) => `  '${key}': ${typeOf(key, text)};\n`);
write('texts.ts', `export interface Texts {\n${types.join('')}}\n`);

/** The texts of each file. A key begins with the file's name (`card.title`); the room is only where to find it. */
function catalogueOf(language) {
  const folder = new URL(`${language}/`, src);
  const paths = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith('.json'));
  const files = new Map();
  for (const path of paths) {
    const name = basename(path, '.json');
    if (files.has(name)) throw new Error(`${language} has two files named ${name}.json`);
    files.set(name, JSON.parse(readFileSync(new URL(path, folder), 'utf8')));
  }
  return Object.fromEntries([...files].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function compiledTree(tree) {
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => [
      name,
      typeof value === 'string' ? compile(value) : compiledTree(value),
    ]),
  );
}

/** All texts with their full keys. */
function textsOf(tree, path = '') {
  return Object.entries(tree).flatMap(([name, value]) => {
    const key = path ? `${path}.${name}` : name;
    return typeof value === 'string' ? [[key, value]] : textsOf(value, key);
  });
}

/** `{ args: { count: number }; tags: 'b' | 'link' }`. */
function typeOf(key, text) {
  const args = new Map();
  const tags = new Set();
  try {
    collect(parse(text), args, tags);
  } catch (error) {
    throw new Error(`${key} is no ICU message: ${error.message}`);
  }
  const fields = [...args].map(([name, type]) => `${name}: ${type}`);
  const names = [...tags].map((tag) => `'${tag}'`);
  return `{ args: { ${fields.join('; ')} }; tags: ${names.join(' | ') || 'never'} }`;
}

function collect(elements, args, tags) {
  const add = (name, type) => {
    if (!args.has(name) || args.get(name) === 'string | number') args.set(name, type);
  };
  for (const element of elements) {
    switch (element.type) {
      case TYPE.argument:
        add(element.value, 'string | number');
        break;
      case TYPE.number:
        add(element.value, 'number');
        break;
      case TYPE.date:
      case TYPE.time:
        add(element.value, 'Date');
        break;
      case TYPE.select:
        add(element.value, 'string');
        for (const { value } of Object.values(element.options)) collect(value, args, tags);
        break;
      case TYPE.plural:
        add(element.value, 'number');
        for (const { value } of Object.values(element.options)) collect(value, args, tags);
        break;
      case TYPE.tag:
        tags.add(element.value);
        collect(element.children, args, tags);
        break;
      default:
    }
  }
}

function write(name, text) {
  writeFileSync(new URL(`generated/${name}`, src), text);
}
