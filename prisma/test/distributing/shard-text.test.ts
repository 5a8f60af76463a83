import { describe, expect, test } from '@jest/globals';
import { boundNames, forShard } from '../../src/citus/shard-text.js';

const shard = {
  schema: 'weir_1',
  tables: new Map([
    ['cards', 'cards_7'],
    ['users', 'users_9'],
  ]),
};
const names = {
  bound: new Set(['load', 'view open_waits']),
  boundTypes: new Set(['leased']),
  copied: new Set(['users']),
};
const rewritten = (text: string, writesCopies = false) => forShard(text, shard, names, writesCopies);

describe('a definition of prisma/sql, for a shard,', () => {
  test('names the tables and row types of the shard', () => {
    expect(rewritten('SELECT c::public.cards FROM public.cards c')).toBe(
      'SELECT c::public.cards_7 FROM public.cards_7 c',
    );
    expect(rewritten('x public.card_kind, y public."cards"[]')).toBe(
      'x public.card_kind, y public.cards_7[]',
    );
  });

  test('calls the functions of the shard, but keeps shared types and settings', () => {
    expect(rewritten('weir.load(a) + weir.is_open(b)')).toBe('weir_1.load(a) + weir.is_open(b)');
    expect(rewritten(`ROW (1)::weir.load, current_setting('weir.own_event')`)).toBe(
      `ROW (1)::weir.load, current_setting('weir.own_event')`,
    );
    expect(rewritten('_x weir.leased; FROM weir.open_waits w')).toBe(
      '_x weir_1.leased; FROM weir_1.open_waits w',
    );
  });

  test('reads this node’s copy of a table with a copy on each node, and lets Citus write all copies', () => {
    const text =
      'SELECT FROM public.users u; UPDATE public.users SET x = 1; INSERT INTO\n  public.users VALUES (1)';
    expect(rewritten(text)).toBe(
      'SELECT FROM public.users_9 u; UPDATE public.users SET x = 1; INSERT INTO\n  public.users VALUES (1)',
    );
    expect(rewritten('DELETE FROM public.users', true)).toBe('DELETE FROM public.users_9');
  });

  test('compares its table’s name without the number of the shard', () => {
    expect(rewritten(`IF TG_TABLE_NAME = 'cards' THEN`)).toBe(
      `IF pg_catalog.regexp_replace(TG_TABLE_NAME, '_[0-9]+$', '') = 'cards' THEN`,
    );
  });
});

test('a function is bound to a shard if it uses a table, or another bound function or view', () => {
  const functions = [
    { name: 'pure', text: 'CREATE FUNCTION weir.pure() AS $$ SELECT 1 $$' },
    { name: 'reads', text: 'CREATE FUNCTION weir.reads() AS $$ SELECT FROM public.cards $$' },
    { name: 'calls', text: 'CREATE FUNCTION weir.calls() AS $$ SELECT weir.reads(), weir.pure() $$' },
    { name: 'sees', text: 'CREATE FUNCTION weir.sees() AS $$ SELECT FROM weir.seen $$' },
    { name: 'takes', text: 'CREATE FUNCTION weir.takes(_x weir.leased) AS $$ SELECT 1 $$' },
  ];
  const views = [{ name: 'seen', text: 'CREATE VIEW weir.seen AS SELECT FROM public.cards' }];
  const bound = boundNames(functions, views, (name) => name === 'cards', new Set(['leased']));
  expect([...bound].sort()).toEqual(['calls', 'reads', 'sees', 'takes', 'view seen']);
});
