import { StatementNames } from '../../src/database/statement-names.js';

test('a statement gets a name the third time it is sent, and keeps it', () => {
  const names = new StatementNames();
  const given = Array.from({ length: 5 }, () => names.of('SELECT 1'));
  expect(given).toEqual(['', '', 'prisma-1', 'prisma-1', 'prisma-1']);
  expect([names.of('SELECT 2'), names.of('SELECT 2'), names.of('SELECT 2')]).toEqual(['', '', 'prisma-2']);
});

test('statements that are sent once or twice use up no names, and there are at most so many names', () => {
  const names = new StatementNames(2);
  for (let n = 0; n < 100; n += 1) expect(names.of(`SELECT ${n}`)).toBe('');
  const often = (text: string) => [1, 2, 3].map(() => names.of(text)).at(-1);
  expect([often('a'), often('b'), often('c')]).toEqual(['prisma-1', 'prisma-2', '']);
  expect(names.of('a')).toBe('prisma-1');
});
