// Writes src/generated from src/<language>/*.json: a module for each language with one export for each room, and
// `texts.ts` with the type of every text, so that a wrong key and a missing argument fail the typecheck. The types
// are flat: a translator typed by the messages themselves takes the compiler minutes, and then it gives up.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

const src = new URL('../src/', import.meta.url);
mkdirSync(new URL('generated/', src), { recursive: true });

const catalogues = Object.fromEntries(['en', 'de'].map((language) => [language, roomsOf(language)]));
for (const [language, rooms] of Object.entries(catalogues)) {
  const exports = Object.entries(rooms).map(
    ([room, texts]) => `export const ${room} = ${JSON.stringify(texts, null, 2)};\n`,
  );
  write(`${language}.ts`, exports.join('\n'));
}
const types = textsOf(catalogues.en).map(([key, text]) => `  '${key}': ${typeOf(key, text)};\n`);
write('texts.ts', `export interface Texts {\n${types.join('')}}\n`);

function roomsOf(language) {
  const folder = new URL(`${language}/`, src);
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    names
      .sort()
      .map((name) => [
        name.slice(0, -'.json'.length),
        JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
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
