import { StatementNames } from '../../src/database/statement-names.js';

const often = (names: StatementNames, text: string) => [1, 2, 3].map(() => names.of(text)).at(-1);

test('a statement gets a name the third time it is sent, and keeps it', () => {
  const names = new StatementNames();
  const [first, second, ...later] = Array.from({ length: 5 }, () => names.of('SELECT 1'));
  expect([first, second]).toEqual(['', '']);
  expect(new Set(later)).toEqual(new Set([expect.stringMatching(/^prisma-[\w-]{24}$/)]));
  expect(often(names, 'SELECT 2')).not.toBe(later[0]);
});

test('statements that are sent once or twice use up no names, and the number of names is bounded', () => {
  const names = new StatementNames(2);
  for (let n = 0; n < 100; n += 1) expect(names.of(`SELECT ${n}`)).toBe('');
  const [a, b, c] = ['a', 'b', 'c'].map((text) => often(names, text));
  expect([a, b].every(Boolean)).toBe(true);
  expect(c).toBe('');
  expect(names.of('a')).toBe(a);
});

test('a long list has no name, however often it is sent', () => {
  const list = (length: number) =>
    `SELECT 1 WHERE 1 IN (${Array.from({ length }, (_, n) => `$${n + 1}`).join(', ')})`;
  const names = new StatementNames();
  expect([40, 41, 500].map((length) => often(names, list(length)) !== '')).toEqual([true, false, false]);
});

test('two instances name a statement alike, whatever they sent before, so a pooler cannot mix up two', () => {
  const [one, other] = [new StatementNames(), new StatementNames()];
  often(one, 'SELECT 1');
  expect(often(one, 'SELECT 2')).toBe(often(other, 'SELECT 2'));
});
