import { describe, expect, it } from '@jest/globals';
import { Together } from '../../src/database/together.js';

describe('Readers of one turn', () => {
  it('share a statement if they ask under one key, and each gets its own answer', async () => {
    const read: [string, number[]][] = [];
    const doubled = new Together(async (key, asks: number[]) => {
      read.push([key, asks]);
      return asks.map((ask) => ask * 2);
    });
    const answers = await Promise.all([
      doubled.ask('one', 1),
      doubled.ask('one', 2),
      doubled.ask('other', 3),
      Promise.resolve().then(() => doubled.ask('one', 4)),
    ]);
    expect(answers).toEqual([2, 4, 6, 8]);
    expect(read).toEqual([
      ['one', [1, 2, 4]],
      ['other', [3]],
    ]);
  });

  it('share a failure, and those that ask later read again', async () => {
    let fails = true;
    const failing = new Together(async (_key, asks: number[]) => {
      if (fails) throw new Error('silent');
      return asks;
    });
    const first = await Promise.allSettled([failing.ask('one', 1), failing.ask('one', 2)]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await failing.ask('one', 3)).toBe(3);
  });
});
