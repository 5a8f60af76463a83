import { findingsInText, literalText } from './literal-text.ts';

test('every text that a person reads comes from the catalogue', () => {
  expect(literalText().map(({ file, line, text }) => `${file}:${line} ${text}`)).toEqual([]);
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
