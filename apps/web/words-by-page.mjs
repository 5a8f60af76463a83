// Writes src/lib/words/generated: for each page and layout, in each language, a file of the texts that its client
// components may show at once, and `names.ts`, the names of these files. They are found in the source: the keys that the
// modules mention which the page imports, without those of its layouts. What a page loads later waits for all texts, or if
// it is `withWordsOf('its/module', import('./module'))`, for those that it mentions; see `messages-of.ts`.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { catalogue } from '@weir/words/compiled';
import { fileOf } from './src/lib/words/file-of.ts';

const root = import.meta.dirname;
const src = join(root, 'src');
const words = resolve(root, '../../packages/words/src');
const target = join(src, 'lib/words/generated');

const rooms = Object.keys(catalogue.en).join('|');
const keys = leaves(catalogue.en);
const modules = new Map();
const reached = new Map();

const entries = globSync('app/**/{page,layout}.tsx', { cwd: src }).sort();
const mentioned = new Map(entries.map((entry) => [entry, mentionedBy(filesOf(entry))]));
const pages = new Map();
for (const [entry, all] of mentioned) {
  const above = layoutsAbove(entry).flatMap((layout) => [...mentioned.get(layout)]);
  const own = [...all.difference(new Set(above))].sort();
  if (own.length > 0) pages.set(nameOf(entry), own);
}

const parts = new Map(partModules().map((part) => [part, wordsOfPart(part)]));

const faults = [...faultyPages(), ...faultyImports()];
if (faults.length > 0) throw new Error(faults.join('\n'));

const files = Object.entries(catalogue).flatMap(([language, texts]) => [
  [`${language}/all`, JSON.stringify(texts)],
  ...[...pages, ...parts].map(([name, own]) => [
    `${language}/${fileOf(name)}`,
    JSON.stringify(pick(texts, own)),
  ]),
]);
const version = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);

rmSync(target, { recursive: true, force: true });
for (const [name, texts] of files) write(`${version}/${name}.json`, texts);
write('all.ts', all());
write('names.ts', names());

/** Pages whose texts no `withWords` loads. */
function faultyPages() {
  return entries.flatMap((entry) => {
    const page = nameOf(entry);
    const isLoaded = entry === 'app/layout.tsx' || source(entry).includes(`withWords('${page}'`);
    return pages.has(page) && !isLoaded ? [`src/${entry} needs withWords('${page}', …)`] : [];
  });
}

/** Modules that show texts and that are loaded later without them, or with those of another. */
function faultyImports() {
  return laterImports().flatMap(({ file, hasAll, named, from }) => {
    const [part] = resolved(join(src, file), from, '').map(partOf);
    const isRight = named === undefined ? hasAll || !showsTexts(part) : named === part;
    return isRight ? [] : [`src/${file} needs withAllWords(import('${from}')) or withWordsOf('${part}', …)`];
  });
}

function showsTexts(part) {
  return part !== undefined && mentionedBy(sourceFile(join(src, part)), true).size > 0;
}

/** The modules that are loaded later with their own texts only. */
function partModules() {
  const named = laterImports().flatMap((later) => later.named ?? []);
  return [...new Set(named)].sort();
}

/** Without those that each of its pages has. */
function wordsOfPart(part) {
  const importers = laterImports().filter(({ named }) => named === part);
  const isOn = (entry) => importers.some(({ file }) => reachedFrom(entry).has(join(src, file)));
  const known = entries
    .filter((entry) => !entry.endsWith('layout.tsx') && isOn(entry))
    .map((entry) => new Set([entry, ...layoutsAbove(entry)].flatMap((each) => [...mentioned.get(each)])));
  const [first = new Set(), ...others] = known;
  const shared = others.reduce((all, each) => all.intersection(each), first);
  return [...mentionedBy(sourceFile(join(src, part)), true).difference(shared)].sort();
}

/** All modules that a page may load, at once or later. What is loaded with all texts has those of its parts too. */
function reachedFrom(entry) {
  const known = reached.get(entry);
  if (known) return known;
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const later = [...readFileSync(file, 'utf8').matchAll(/(withAllWords\()?import\('([^']+)'\)/g)].flatMap(
      ([, hasAll, from]) => (hasAll ? [] : from),
    );
    for (const each of [...moduleOf(file).imports, ...later.flatMap((from) => resolved(file, from, ''))])
      visit(each);
  };
  for (const each of [entry, ...layoutsAbove(entry)]) for (const file of filesOf(each)) visit(file);
  reached.set(entry, seen);
  return seen;
}

function laterImports() {
  const imports = /(withAllWords\(|withWordsOf\(\s*'([^']+)',\s*)?import\('([.@]\/[^']+|\.\.[^']+)'\)/g;
  return globSync('{components,features,lib}/**/*.{ts,tsx}', { cwd: src })
    .filter((file) => !file.startsWith('lib/words/'))
    .flatMap((file) =>
      [...source(file).matchAll(imports)].map(([, words, named, from]) => ({
        file,
        hasAll: words !== undefined && named === undefined,
        named,
        from,
      })),
    );
}

/** `components/feedback/problem-parts`. */
function partOf(file) {
  return relative(src, file).replace(/\.tsx?$/, '');
}

function source(file) {
  return readFileSync(join(src, file), 'utf8');
}

/** With a page also what Next.js draws in its place. */
function filesOf(entry) {
  const besides = entry.endsWith('layout.tsx') ? ['error.tsx', 'not-found.tsx'] : [];
  return [entry, ...besides.map((name) => join(dirname(entry), name))]
    .map((file) => join(src, file))
    .filter((file) => existsSync(file));
}

function layoutsAbove(entry) {
  const folders = dirname(entry).split('/');
  const layouts = folders.map((_, at) => join(...folders.slice(0, at + 1), 'layout.tsx'));
  return layouts.filter((layout) => layout !== entry && mentioned.has(layout));
}

/** `/[workspace]/members`; a layout's ends in `layout`. */
function nameOf(entry) {
  return (
    entry
      .replace(/^app/, '')
      .replace(/(.)\/page\.tsx$/, '$1')
      .replace(/page\.tsx$|\.tsx$/, '') || '/'
  );
}

/** The keys that client components mention, from the given files on. What only the server runs is drawn there. */
function mentionedBy(files, isInClient = false) {
  const found = new Set();
  const seen = new Set();
  const visit = (file, inClient) => {
    const { isClient, imports, mentions } = moduleOf(file);
    const isDrawn = inClient || isClient;
    if (seen.has(`${file} ${isDrawn}`)) return;
    seen.add(`${file} ${isDrawn}`);
    if (isDrawn) for (const key of mentions) found.add(key);
    for (const imported of imports) visit(imported, isDrawn);
  };
  for (const file of files) visit(file, isInClient);
  return found;
}

function moduleOf(file) {
  const known = modules.get(file);
  if (known) return known;
  const text = readFileSync(file, 'utf8');
  const read = {
    isClient: /^['"]use client['"]/m.test(text),
    imports: importsOf(text).flatMap(([names, from]) => resolved(file, from, names)),
    mentions: mentionsIn(text),
  };
  modules.set(file, read);
  return read;
}

/** `[names, module]` of each import of values. One by `import()` is loaded later. */
function importsOf(text) {
  const statements = text.matchAll(/^(?:import|export)\s(?!type\s)([^'"();=]*?)\sfrom\s'([^']+)'/gm);
  return [...statements].map(([, names, from]) => [names, from]);
}

function resolved(file, from, names) {
  if (from === '@weir/words') return namesIn(names).flatMap(wordsFile);
  if (from.startsWith('@/')) return sourceFile(join(src, from.slice(2)));
  return from.startsWith('.') ? sourceFile(resolve(dirname(file), from)) : [];
}

function sourceFile(path) {
  const bare = path.replace(/\.js$/, '');
  return [`${bare}.tsx`, `${bare}.ts`].filter((file) => existsSync(file)).slice(0, 1);
}

/** `type` imports are left out. */
function namesIn(list) {
  const names = list
    .replaceAll(/[{}\s]+/g, ' ')
    .split(',')
    .map((name) => name.trim());
  return names.filter((name) => name && !name.startsWith('type ')).map((name) => name.split(' as ')[0]);
}

/** The file of `@weir/words` that exports a name. */
function wordsFile(name) {
  const declared = new RegExp(`^export (?:async )?(?:function|const) ${name}\\b`, 'm');
  const files = globSync(['*.ts', 'texts/**/*.ts'], { cwd: words }).map((file) => join(words, file));
  return files.filter((file) => declared.test(readFileSync(file, 'utf8')));
}

/** A string that is a key, and all keys that begin as a template does: `common.roles.${role}.name`. */
function mentionsIn(text) {
  const literals = text.matchAll(new RegExp(`['"\`]((?:${rooms})\\.[\\w.-]*)(\\$\\{)?`, 'g'));
  return [...literals].flatMap(([, start, isFamily]) =>
    keys.filter((key) => (isFamily ? key.startsWith(start) : key === start)),
  );
}

function leaves(tree, path = []) {
  return Object.entries(tree).flatMap(([name, value]) =>
    isText(value) ? [[...path, name].join('.')] : leaves(value, [...path, name]),
  );
}

function isText(value) {
  return typeof value === 'string' || Array.isArray(value);
}

function pick(texts, picked) {
  const tree = {};
  for (const key of picked) {
    const path = key.split('.');
    const last = path.pop();
    const branch = path.reduce((part, name) => {
      part[name] ??= {};
      return part[name];
    }, tree);
    branch[last] = key.split('.').reduce((part, name) => part[name], texts);
  }
  return tree;
}

function write(file, text) {
  const path = join(target, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function names() {
  const union = (name, all) => `export type ${name} =\n${all.map((each) => `  | '${each}'`).join('\n')};\n`;
  return [
    `/** Changes with every change of the texts. */\nexport const version = '${version}';\n`,
    union('WordedPage', [...pages.keys()]),
    union('WordedPart', [...parts.keys()]),
  ].join('\n');
}

/** What the server draws with. */
function all() {
  return `export const all = ${JSON.stringify(catalogue)};\n`;
}
