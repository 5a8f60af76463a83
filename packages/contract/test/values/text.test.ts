import { CardDescription, CardTitle } from '../../src/cards/cards.js';
import { NewComment } from '../../src/cards/comments.js';

const refusal = (schema: typeof CardTitle, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message);

test.each(['Tracing', '🦫', 'תיעוד של המאגר', 'مراجعة', '日本', 'e\u0301', '👩‍👩‍👧'])(
  'takes %s as a title',
  (title) => {
    expect(CardTitle.parse(title)).toBe(title);
  },
);

test('trims a title and counts the code points that remain', () => {
  expect(CardTitle.parse('  Tracing\n')).toBe('Tracing');
  expect(CardTitle.parse('🦫'.repeat(200))).toHaveLength(400);
  expect(refusal(CardTitle, '🦫'.repeat(201))).toEqual(['tooLong']);
});

test.each([
  ['', 'empty'],
  ['  \n ', 'empty'],
  ['\u200b\u200d', 'nothingVisible'],
  ['two\nlines', 'notOneLine'],
  ['nul\u0000', 'notOneLine'],
  ['two\u2028lines', 'notOneLine'],
  ['paid \u202egpj.exe', 'notOneLine'],
  ['\u2066isolated', 'notOneLine'],
  ['half \ud83d', 'notUnicode'],
])('refuses %j as a title: %s', (title, why) => {
  expect(refusal(CardTitle, title)).toEqual([why]);
});

test('refuses a title that is not a string', () => {
  for (const value of [1, null, {}, ['x']]) expect(CardTitle.safeParse(value).success).toBe(false);
});

test('a description can be empty and have line breaks and tabs, but no other control characters', () => {
  expect(CardDescription.parse('')).toBe('');
  expect(CardDescription.parse('one\n\ttwo')).toBe('one\n\ttwo');
  expect(refusal(CardDescription, 'bell\u0007')).toEqual(['controlCharacters']);
  expect(CardDescription.safeParse('x'.repeat(20_001)).success).toBe(false);
});

test('a comment needs visible text', () => {
  expect(NewComment.safeParse({ text: ' ' }).success).toBe(false);
  expect(NewComment.safeParse({ text: 'x'.repeat(5001) }).success).toBe(false);
});
