import { expect, test } from '@jest/globals';
import type { CreditAccounts, CreditEntries, CreditEntry } from '@weir/contract';
import { parse } from 'csv-parse/sync';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { refusalOf } from '../support/refusals.js';
import { anAsker, balanceOf, credits, ledgerOf, switchOff, switchOn } from './support.js';

const api = theApi();
const { owner, manager, viewer, stranger, secondRequester } = api.people;
const wide = { depth: 50, openPerRequester: 50 };

test('an owner gives and takes credits with a note, within the balance, and the audit log has no note', async () => {
  const ann = await anAsker('Ann');
  const adjust = (amount: number, user = ann.id) =>
    owner.post<CreditEntry>(`${credits}/adjustments`, { user, amount, note: 'Two audits in one week' });
  expect((await adjust(5)).body).toMatchObject({ code: 'credits-off' });
  await switchOn();
  expect((await adjust(5)).body).toMatchObject({
    kind: 'adjustment',
    amount: 5,
    balance: 15,
    by: { name: owner.name },
    note: 'Two audits in one week',
  });
  expect(refusalOf(await adjust(-16), 'balance')).toEqual({
    status: 409,
    code: 'balance-too-low',
    balance: 15,
  });
  expect((await adjust(-15)).status).toBe(201);
  expect((await adjust(0)).status).toBe(422);
  for (const user of [viewer.id, stranger.id]) expect((await adjust(1, user)).status).toBe(422);
  expect(await balanceOf(ann)).toBe(0);
  const log = (await owner.get<object>('/v1/workspaces/demo/audit?type=credits.adjusted')).body;
  expect(JSON.stringify(log)).toContain('"amount":-15');
  expect(JSON.stringify(log)).not.toContain('audits');
});

test('people read their own ledger, page by page and as CSV; people who answer requests read everybody’s', async () => {
  await switchOn();
  const board = await aBoard().intake(wide).make();
  const ben = await anAsker('Ben');
  await ben.submit(board);
  await ben.withdraw(board, 1);
  await ben.submit(board);
  const first = (await ben.get<CreditEntries>(`${credits}/entries?size=3`)).body;
  const second = (await ben.get<CreditEntries>(`${credits}/entries?size=3&cursor=${first.nextCursor}`)).body;
  const all = [...first.items, ...second.items];
  expect(all.map(({ amount, balance }) => [amount, balance])).toEqual([
    [-4, 6],
    [4, 10],
    [-4, 6],
    [10, 10],
  ]);
  expect(all[0]).toMatchObject({
    user: { name: 'Ben' },
    by: { name: 'Ben' },
    price: 4,
    reason: 'asked',
    request: { board: board.key, number: 2, ref: `${board.key}-R2` },
  });
  expect(second.nextCursor).toBeNull();
  for (const query of [`user=${ben.id}`, 'user=all']) {
    expect((await secondRequester.get(`${credits}/entries?${query}`)).status).toBe(403);
    expect((await manager.get<CreditEntries>(`${credits}/entries?${query}`)).body.items.slice(0, 4)).toEqual(
      all,
    );
  }
  const of = (number: number) => `${credits}/entries?board=${board.key}&request=${number}`;
  const balancesOf = async (number: number) =>
    (await ben.get<CreditEntries>(of(number))).body.items.map(({ kind, balance }) => [kind, balance]);
  expect(await balancesOf(1)).toEqual([
    ['refund', 10],
    ['charge', 6],
  ]);
  expect(await balancesOf(2)).toEqual([['charge', 6]]);
  expect((await secondRequester.get<CreditEntries>(of(1))).body.items).toEqual([]);
  expect((await ben.get(`${credits}/entries?board=${board.key}`)).status).toBe(422);
  const file = await ben.get<string>(`${credits}/entries.csv`);
  expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const rows = parse(file.body, { bom: true, columns: true }) as Record<string, string>[];
  expect(rows.map(({ kind, amount, request }) => [kind, amount, request])).toEqual([
    ['charge', '-4', `${board.key}-R2`],
    ['refund', '4', `${board.key}-R1`],
    ['charge', '-4', `${board.key}-R1`],
    ['grant', '10', ''],
  ]);
});

test('managers see everyone who can ask and their credits, including people who used none; another workspace sees nothing', async () => {
  await switchOn();
  const board = await aBoard().intake(wide).make();
  const cem = await anAsker('Cem');
  await cem.submit(board);
  const { items } = (await manager.get<CreditAccounts>(`${credits}/accounts?size=200`)).body;
  const of = (name: string) => items.find(({ user }) => user.name === name);
  expect(of('Cem')).toMatchObject({ credits: 10, balance: 6, charged: 4 });
  expect(of(secondRequester.name)).toMatchObject({ credits: 10, balance: 10, charged: 0 });
  expect(of(viewer.name)).toBeUndefined();
  const page = (await manager.get<CreditAccounts>(`${credits}/accounts?size=2`)).body;
  expect(page.items).toHaveLength(2);
  expect(page.nextCursor).not.toBeNull();
  expect((await stranger.get(`${credits}/entries`)).status).toBe(404);
  const theirs = await stranger.get<{ rule: null; account: null }>('/v1/workspaces/other/credits');
  expect(theirs.body).toEqual({ rule: null, account: null });
  await switchOff();
  expect((await manager.get<CreditAccounts>(`${credits}/accounts`)).body.items).toEqual([]);
});

test('an erased person keeps their entries without the notes about them', async () => {
  await switchOn();
  const dan = await anAsker('Dan');
  const board = await aBoard().intake(wide).make();
  await dan.submit(board);
  await owner.post(`${credits}/adjustments`, { user: dan.id, amount: 1, note: 'Dan was ill' });
  await api.pool.query('SELECT weir.erase_person($1)', [dan.email]);
  const { items } = (await manager.get<CreditEntries>(`${credits}/entries?user=${dan.id}`)).body;
  expect(items.map(({ kind, note, user }) => [kind, note, user.name])).toEqual([
    ['refund', null, '[erased]'],
    ['adjustment', '[erased]', '[erased]'],
    ['charge', null, '[erased]'],
    ['grant', null, '[erased]'],
  ]);
});

test('a retry with the same key adjusts once, and deleting a board deletes its entries', async () => {
  await switchOn();
  const eva = await anAsker('Eva');
  const board = await aBoard().intake(wide).make();
  const key = { 'idempotency-key': 'once' };
  const body = { user: eva.id, amount: 3, note: 'For the audit' };
  const answers = [1, 2].map(() => owner.post<CreditEntry>(`${credits}/adjustments`, body, key));
  const [one, other] = await Promise.all(answers);
  expect(one!.body).toEqual(other!.body);
  await eva.submit(board);
  await eva.withdraw(board, 1);
  await manager.patch(board.path, { archived: true });
  await manager.put(`${board.path}/deletion`);
  await api.pool.query(`UPDATE boards SET delete_at = now() - interval '1 hour' WHERE key = $1`, [board.key]);
  await api.service('PruningService').prune();
  expect((await owner.get(board.path)).status).toBe(404);
  expect(await ledgerOf(eva)).toEqual(['grant 10', 'adjustment 3']);
  expect(await balanceOf(eva)).toBe(13);
});
