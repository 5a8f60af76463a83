import { CardDescription, CardTitle } from '../../src/cards/cards.js';
import { NewComment } from '../../src/cards/comments.js';
import { AnswerMessage } from '../../src/requests/answers.js';

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
  ['\u2800\u2800', 'nothingVisible'],
  ['\u115f\u1160\u3164\uffa0', 'nothingVisible'],
  ['\ufe0f\u{e0041}\u{1d159}', 'nothingVisible'],
  ['two\nlines', 'notOneLine'],
  ['nul\u0000', 'notOneLine'],
  ['two\u2028lines', 'notOneLine'],
  ['\u2067\u200e\ufeff', 'nothingVisible'],
  ['half \ud83d', 'notUnicode'],
])('refuses %j as a title: %s', (title, why) => {
  expect(refusal(CardTitle, title)).toEqual([why]);
});

test.each([
  ['paid \u202egpj.exe', 'paid gpj.exe'],
  ['\u2066isolated\u2069', 'isolated'],
  ['\u200fAnna\u200b Be\u2060rg\ufeff \u200e', 'Anna Berg'],
  ['An\u200dna Be\u200crg\u200d', 'Anna Berg'],
  // Persian, Hindi, a profession with a skin tone, a flag and an ending of Arabic that nothing follows.
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['क\u094d\u200dष', 'क\u094d\u200dष'],
  ['👩🏽\u200d🚒 ❤️\u200d🔥 🏳️\u200d🌈', '👩🏽\u200d🚒 ❤️\u200d🔥 🏳️\u200d🌈'],
  ['علی\u200c', 'علی'],
])('a title %j becomes %j: what nobody sees and direction marks are removed', (typed, title) => {
  expect(CardTitle.parse(typed)).toBe(title);
  expect(CardTitle.parse(title)).toBe(title);
});

test('what is invisible does not make a message long enough', () => {
  expect(refusal(AnswerMessage, `no${'\u3164'.repeat(20)}`)).toEqual(['tooShort']);
  expect(refusal(AnswerMessage, '\u2800'.repeat(20))).toEqual(['nothingVisible']);
  expect(AnswerMessage.parse('Too late. \u{1f937}\u200d\u2642\ufe0f')).toHaveLength(15);
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
