import { describe, expect, test } from '@jest/globals';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

const api = theApi();
const { member } = api.people;
const whereBoard = `(workspace_id, board_id) = (SELECT workspace_id, id FROM boards WHERE key = $1)`;
const run = (board: BoardUnderTest, statement: string) => api.pool.query(statement, [board.key]);
const since = async (board: BoardUnderTest, seq: number) =>
  (await board.events(seq)).map(({ type, changes }) => [type, ...changes]);
const imported = (count: number, title: string) => `
  INSERT INTO cards (workspace_id, board_id, id, number, title, description, column_id, rank, created_at, created_by, entered_column_at)
  SELECT b.workspace_id, b.id, gen_random_uuid(), 100 + n, 'Imported', ${title},
         (SELECT k.id FROM columns k WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind = 'queue'),
         n, '2031-01-02T03:04:05Z', b.created_by, '2031-01-02T03:04:05Z'
    FROM boards b, generate_series(1, ${count}) n WHERE b.key = $1`;

describe('plain SQL', () => {
  test('that inserts, changes and deletes cards is recorded card by card, from and to', async () => {
    const board = await aBoard().make();
    const [one] = await board.cards('Ready', 1);
    const { seq } = await board.read();
    await run(board, imported(1, `'By hand'`));
    await run(board, `UPDATE cards SET title = 'Renamed' WHERE number = 101 AND ${whereBoard}`);
    await run(board, `UPDATE cards SET rank = -1 WHERE number = 101 AND ${whereBoard}`);
    await run(board, `DELETE FROM cards WHERE number = 101 AND ${whereBoard}`);
    const values = {
      columnId: board.id('Ready'),
      swimlaneId: null,
      half: null,
      enteredColumnAt: '2031-01-02T03:04:05.000Z',
      committedAt: null,
      deliveredAt: null,
      archivedAt: null,
      title: 'Imported',
      description: 'By hand',
      classOfService: 'standard',
      dueOn: null,
      request: null,
      externalId: null,
      metadata: {},
    };
    const head = ['board.changed', { table: 'cards' }];
    expect(await since(board, seq)).toEqual([
      [...head, { card: 101, from: null, to: { ...values, version: 1, before: null } }],
      [...head, { card: 101, from: { title: 'Imported', version: 1 }, to: { title: 'Renamed', version: 2 } }],
      [...head, { card: 101, from: { version: 2 }, to: { version: 3, before: one } }],
      [...head, { card: 101, from: { ...values, title: 'Renamed', version: 3 }, to: null }],
    ]);
  });

  test('that writes more than an event can hold says only how many rows', async () => {
    const board = await aBoard().make();
    const { seq } = await board.read();
    await run(board, imported(501, `''`));
    await run(
      board,
      `UPDATE cards SET description = repeat('long', 5000) WHERE number <= 120 AND ${whereBoard}`,
    );
    expect(await since(board, seq)).toEqual([
      ['board.changed', { table: 'cards', resync: true, rows: 501 }],
      ['board.changed', { table: 'cards', resync: true, rows: 20 }],
    ]);
  });

  test('that writes to assignees, comments, columns, limits and the intake is recorded too', async () => {
    const board = await aBoard().column('Doing', { limit: 3 }).make();
    const [card] = await board.cards('Doing', 1);
    const comment = (
      await member.post<{ id: string }>(`${board.path}/cards/${card}/comments`, { text: 'One' })
    ).body.id;
    const [limit] = (await board.read()).limits.filter(({ scope }) => scope === 'column');
    const { seq } = await board.read();
    await run(
      board,
      `INSERT INTO card_assignees SELECT workspace_id, board_id, id, '${member.id}' FROM cards WHERE ${whereBoard}`,
    );
    await run(board, `UPDATE comments SET body = 'Two' WHERE ${whereBoard}`);
    await run(board, `UPDATE columns SET name = 'Building' WHERE name = 'Doing' AND ${whereBoard}`);
    await run(board, `UPDATE wip_limits SET max = 2, min = 1 WHERE scope = 'column' AND ${whereBoard}`);
    await run(board, `UPDATE intakes SET depth = 3 WHERE ${whereBoard}`);
    await run(board, `DELETE FROM comments WHERE ${whereBoard}`);
    const { by, at } = { by: member.id, at: expect.any(String) };
    expect(await since(board, seq)).toEqual([
      [
        'board.changed',
        { table: 'card_assignees' },
        { card, from: { assigneeIds: [] }, to: { assigneeIds: [member.id] } },
      ],
      ['board.changed', { table: 'comments' }, { card, comment, from: { text: 'One' }, to: { text: 'Two' } }],
      [
        'board.changed',
        { table: 'columns' },
        { column: board.id('Doing'), from: { name: 'Doing' }, to: { name: 'Building' } },
      ],
      [
        'board.changed',
        { table: 'wip_limits' },
        { limit: limit!.id, from: { max: 3, min: null }, to: { max: 2, min: 1 } },
      ],
      ['board.changed', { table: 'intakes' }, { intake: true, from: { depth: 8 }, to: { depth: 3 } }],
      ['board.changed', { table: 'comments' }, { card, comment, from: { text: 'Two', by, at }, to: null }],
    ]);
  });

  test('of one statement over two boards is one event on each, with its own rows', async () => {
    const [one, other] = [await aBoard().make(), await aBoard().make()];
    for (const board of [one, other]) await board.cards('Ready', 1);
    const seqs = [(await one.read()).seq, (await other.read()).seq];
    await api.pool.query(
      `UPDATE cards SET title = 'Both ' || b.key FROM boards b
        WHERE b.workspace_id = cards.workspace_id AND b.id = cards.board_id AND b.key IN ($1, $2)`,
      [one.key, other.key],
    );
    for (const [at, board] of [one, other].entries())
      expect(await since(board, seqs[at]!)).toMatchObject([
        ['board.changed', { table: 'cards' }, { card: 1, to: { title: `Both ${board.key}` } }],
      ]);
  });
});
