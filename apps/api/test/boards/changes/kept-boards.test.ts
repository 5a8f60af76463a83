import { expect, test } from '@jest/globals';
import { applyChanges, type Board, type BoardChanges } from '@weir/contract';
import { unpooled } from '../../../src/boards/snapshot/encoding.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { overrideOf } from '../../support/overrides.js';
import { inDatabase } from './in-database.js';

// The API keeps boards in memory and counts the loads of limits itself where only cards changed. After each of these steps,
// the board that is read whole and the one that a client keeps by its changes are compared with the one in the database.

const api = theApi();
const { member, manager } = api.people;

class Compared {
  private constructor(
    private readonly board: BoardUnderTest,
    private kept: Board,
  ) {}

  static async from(board: BoardUnderTest): Promise<Compared> {
    return new Compared(board, await board.read());
  }

  /** Whether the client could keep its board. */
  async after(step: string, act: () => Promise<unknown>): Promise<boolean> {
    await act();
    const { path } = this.board;
    const changes = await member.get<BoardChanges>(`${path}/changes?after=${this.kept.seq}`);
    const isKept = changes.status === 200;
    this.kept = isKept ? applyChanges(this.kept, changes.body) : await this.board.read();
    const whole = await inDatabase(api, path);
    expect({ step, ...this.kept }).toEqual({ step, ...whole });
    expect({ step, ...(await this.board.read()) }).toEqual({ step, ...whole });
    return isKept;
  }
}

const sql = (board: BoardUnderTest, set: string, card: number) =>
  api.pool.query(
    `UPDATE cards c SET ${set} FROM boards b WHERE b.key = $1 AND c.board_id = b.id AND c.number = $2`,
    [board.key, card],
  );

test('a kept board counts what every limit counts, as cards come, go and change', async () => {
  const board = await aBoard().column('Doing', { limit: 3 }).column('Review').make();
  const lane = await board.lane('Web');
  const [a, b, c] = await board.cards('Ready', 3);
  await board.limit({ scope: 'columns', columnIds: [board.id('Doing'), board.id('Review')], max: 5 });
  await board.limit({ scope: 'swimlane', swimlaneId: lane, max: 5 });
  await board.limit({ scope: 'swimlane', swimlaneId: lane, columnId: board.id('Ready'), max: 5 });
  await board.limit({ scope: 'person', userId: member.id, across: 'board', max: 5 });
  await board.limit({ scope: 'board', max: 9 });
  const on = await Compared.from(board);
  const card = (number: number) => `${board.path}/cards/${number}`;

  const steps: [string, () => Promise<unknown>][] = [
    ['moved', () => member.moveCard(board, a, { column: 'Doing' })],
    ['given a lane', () => sql(board, `swimlane_id = '${lane}'`, b)],
    ['moved with its lane', () => member.moveCard(board, b, { column: 'Review' })],
    ['assigned', () => member.patch(card(b), { assigneeIds: [member.id] })],
    ['of another class', () => member.patch(card(a), { classOfService: 'expedite' })],
    ['created in an active column', () => board.cards('Doing', 1, { assigneeIds: [member.id] })],
    ['archived', () => member.archive(board, b)],
    ['commented while archived', () => member.post(`${card(b)}/comments`, { text: 'Why?' })],
    ['restored', () => member.delete(`${card(b)}/archive`)],
    ['put first', () => member.moveCard(board, c, { column: 'Doing', before: a })],
    ['delivered', () => member.moveCard(board, b, { column: 'Done' })],
    ['renamed', () => member.patch(card(c), { title: 'Another title' })],
  ];
  for (const [step, act] of steps) expect([step, await on.after(step, act)]).toEqual([step, true]);
});

test('a kept board counts a card that was delivered long ago, which it does not show', async () => {
  const board = await aBoard().column('Doing', { limit: 3 }).make();
  const [a, b] = await board.cards('Ready', 2);
  for (const number of [a, b]) await member.moveCard(board, number, { column: 'Done' });
  api.clock.pass({ days: 30 });
  const on = await Compared.from(board);
  expect((await board.column('Done')).load).toBe(2);
  await on.after('commented', () => member.post(`${board.path}/cards/${a}/comments`, { text: 'Well done' }));
  await on.after('reopened', () => member.moveCard(board, a, { column: 'Doing' }));
  await on.after('of another class', () => sql(board, `class_of_service = 'expedite'`, b));
  await on.after('archived', () => member.archive(board, b));
  expect((await board.column('Done')).load).toBe(0);
});

test('a kept board shows overrides, the loads of persons on all boards, and the next day', async () => {
  const board = await aBoard()
    .column('Doing', { limit: { max: 1, mode: 'reason' } })
    .make();
  const other = await aBoard().make();
  const [a, b] = await board.cards('Ready', 2, { assigneeIds: [member.id] });
  const on = await Compared.from(board);
  await on.after('moved', () => member.moveCard(board, a, { column: 'Doing' }));
  const [limit] = (await board.read()).limits.filter(({ scope }) => scope === 'column');
  await on.after('overridden', async () => {
    const override = overrideOf('The release needs it', limit!);
    await manager.moveCard(board, b, { column: 'Doing', override });
  });
  expect((await board.read()).overrides.spent).toBe(1);

  await on.after('limited on all boards', () =>
    board.limit({ scope: 'person', userId: member.id, across: 'workspace', max: 9 }),
  );
  await on.after('assigned elsewhere', () => other.cards('Doing', 1, { assigneeIds: [member.id] }));
  await on.after('moved back', () => member.moveCard(board, a, { column: 'Ready' }));
  api.clock.pass({ days: 1 });
  await on.after('moved on the next day', () => member.moveCard(board, a, { column: 'Done' }));
});

test('a small kept answer has its own memory, so that it does not keep a shared block of 64 KB', () => {
  const pooled = Buffer.from('{"näme":1}');
  expect(pooled.buffer.byteLength).toBeGreaterThan(1000);
  for (const kept of [unpooled('{"näme":1}'), unpooled(pooled)]) {
    expect(kept).toEqual(pooled);
    expect(kept.buffer.byteLength).toBe(11);
  }
});
