import { readFileSync } from 'node:fs';
import { findingsInText, literalText, sourceFiles } from './literal-text.ts';

// Folders and files, below `src`, whose texts are not in the catalogue yet.
const notConverted = readFileSync(new URL('literal-text-not-yet.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '');

test('every text that a person reads comes from the catalogue', () => {
  const found = literalText(notConverted).map(({ file, line, text }) => `${file}:${line} ${text}`);
  expect(found).toEqual([]);
});

test('what is excepted exists and still has a text of its own', () => {
  const files = sourceFiles();
  const found = literalText([]);
  const isBelow = (folder: string) => (file: string) => file === folder || file.startsWith(`${folder}/`);
  const needless = notConverted.filter((folder) => !found.some(({ file }) => isBelow(folder)(file)));
  expect(needless.map((folder) => `${folder} (${files.filter(isBelow(folder)).length} files)`)).toEqual([]);
});

test.each([
  ['text between tags', 'const a = <p>Nothing here</p>;'],
  ['a text prop', 'const a = <Field label="name" />;'],
  ['a choice in a text prop', "const a = <Field label={isNew ? 'new' : t('x')} />;"],
  ['a template with words', 'const a = <Field aria-label={`Card ` + number} />;'],
  ['a child in braces', "const a = <p>{isFull && 'full'}</p>;"],
  ['an announcement', "announce('moved');"],
  ['a property of that name', "const words = { title: 'board' };"],
  ['a label in a table', "const words = { dark: 'Dark' };"],
  ['a sentence that a function returns', "const say = () => 'nothing was sent yet';"],
])('finds %s', (_name, text) => {
  expect(findingsInText('a.tsx', text)).toHaveLength(1);
});

test.each([
  ['a key of the catalogue', "const a = <Field label={t('access.email')} />;"],
  ['names and numbers only', 'const a = <p>{ref}: {title} · 3</p>;'],
  ['a class', 'const a = <p className="one two three" />;'],
  ['a key of the keyboard', "if (event.key === 'Escape') close();"],
  ['a fault', "throw new Error('There is no board around this component');"],
  ['an address', "const a = <a href='/sign-in'>{name}</a>;"],
])('takes %s for no text', (_name, text) => {
  expect(findingsInText('a.tsx', text)).toEqual([]);
});
