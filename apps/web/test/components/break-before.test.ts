import { breakBefore } from '@/components/markdown/break-before';

test.each([
  ['', ''],
  ['Text', '\n'],
  ['Text\n', ''],
  ['a | b\n\nText', '\n'],
  ['| a |\n| --- |\n| 1 |', '\n\n'],
  ['| a | b |\n| :-- | --: |\n| 1 | 2 |\n', '\n'],
  ['a | b\n--- | ---\nalso a row', '\n\n'],
  ['| a |\n| --- |\n\n', ''],
  ['| a |\n| --- |\n| 1 |\n\nText', '\n'],
  ['Head\n---', '\n'],
])('a block after %j is kept apart from a table above it', (text, apart) => {
  expect(breakBefore(text)).toBe(apart);
});
