import { describe, expect, test } from '@jest/globals';
import { commandsOf } from './support/commands.js';
import { type Board, eachTestOnABoard, refusal, type Workspace } from './support/workspace.js';

let workspace: Workspace;
let board: Board;
let bao: string;
eachTestOnABoard((here) => {
  ({ workspace, board, bao } = here);
});
const { call, move } = commandsOf(() => ({ board, bao }));

describe('an override', () => {
  const named = (id: string, max: number, load: number) => ({
    reason: 'The customer waits',
    limits: [{ id, max, load }],
  });

  test('of mode warn needs no reason, and is in the override log', async () => {
    const id = await board.limit({
      scope: 'columns',
      columnIds: [board.dev, board.review],
      max: 0,
      mode: 'warn',
    });
    await board.card(board.queue);
    await move(1, { columnId: board.dev });
    const row = {
      limit_id: id,
      scope: 'columns',
      of: 'Dev + Review',
      mode: 'warn',
      max: 0,
      gain: 1,
      reason: null,
    };
    expect(await board.overrideLog()).toEqual([{ ...row, load: 0 }]);
    await board.card(board.review);
    expect(await board.overrideLog()).toEqual([
      { ...row, load: 0 },
      { ...row, load: 1 },
    ]);
  });

  test('of mode reason needs one, for the current figures of the limit', async () => {
    const { queue, dev } = board;
    const id = await board.limit({ scope: 'column', columnId: dev, max: 1, mode: 'reason' });
    await board.card(dev);
    await board.card(queue);
    const refused = { refused: 'wip-limit-reached', limits: [{ id, max: 1, load: 1 }] };
    expect(await move(2, { columnId: dev })).toEqual(refused);
    expect(await move(2, { columnId: dev, override: named(board.id, 1, 1) })).toEqual(refused);
    for (const stale of [named(id, 1, 0), named(id, 2, 1)])
      expect(await move(2, { columnId: dev, override: stale })).toEqual({
        ...refused,
        refused: 'override-stale',
      });
    expect((await move(2, { columnId: dev, override: named(id, 1, 1) })).body).toMatchObject({
      columnId: dev,
    });
    expect(await board.overrideLog()).toMatchObject([
      { of: 'Dev', load: 1, gain: 1, reason: 'The customer waits' },
    ]);
    // It was for that move only.
    await board.card(queue);
    expect(await move(3, { columnId: dev })).toMatchObject({ refused: 'wip-limit-reached' });
    expect((await refusal(board.card(dev))).code).toBe('wip-limit-reached');
  });

  test('never applies to mode block, and the refusal names every exceeded limit', async () => {
    const { dev } = board;
    const soft = await board.limit({ scope: 'column', columnId: dev, max: 0, mode: 'reason' });
    const hard = await board.limit({ scope: 'board', max: 0 });
    await board.limit({ scope: 'swimlane', swimlaneId: board.red, max: 0, mode: 'warn' });
    await board.card(board.queue, { lane: board.red });
    const override = { reason: 'Because', limits: [soft, hard].map((id) => ({ id, max: 0, load: 0 })) };
    const { refused, limits } = await move(1, { columnId: dev, override });
    expect([refused, limits!.map(({ id }) => id)]).toEqual(['wip-limit-reached', [soft, hard].sort()]);
    expect(await board.overrideLog()).toEqual([]);
  });

  test('costs nothing if room became free, however stale it is', async () => {
    const id = await board.limit({ scope: 'column', columnId: board.dev, max: 1, mode: 'reason' });
    await board.card(board.queue);
    expect((await move(1, { columnId: board.dev, override: named(id, 1, 1) })).body).toBeTruthy();
    expect(await board.overrideLog()).toEqual([]);
  });

  test('uses the budget of the month in the board’s time zone', async () => {
    const { queue, dev } = board;
    await workspace.rows('UPDATE boards SET override_budget = 1 WHERE id = $1', [board.id]);
    await workspace.rows(
      "INSERT INTO intakes (workspace_id, board_id, time_zone) VALUES ($1, $2, 'Pacific/Auckland')",
      board.own,
    );
    const id = await board.limit({ scope: 'column', columnId: dev, max: 0, mode: 'reason' });
    for (let count = 0; count < 3; count += 1) await board.card(queue);
    // Plain SQL made the board just now, and no write is earlier than the last event.
    await workspace.rows("UPDATE board_clock SET at = '2026-05-01' WHERE board_id = $1", [board.id]);
    // In Auckland June starts on 31 May at noon UTC.
    const passed = await move(1, { columnId: dev, override: named(id, 0, 0) }, '2026-05-31T12:30:00Z');
    expect(passed.body).toBeTruthy();
    const again = () => move(2, { columnId: dev, override: named(id, 0, 1) }, '2026-06-30T11:30:00Z');
    expect(await again()).toEqual({ refused: 'override-budget-spent', budget: 1, spent: 1 });
    const july = await move(2, { columnId: dev, override: named(id, 0, 1) }, '2026-06-30T12:30:00Z');
    expect(july.body).toBeTruthy();
    const [row] = await workspace.rows(
      `SELECT weir.overrides_spent($1, $2, '2026-07-05') AS july, weir.overrides_spent($1, $2, '2026-08-05') AS august`,
      board.own,
    );
    expect(row).toEqual({ july: 1, august: 0 });
  });

  test('of a card created with assignees is one command: its figures are those before it', async () => {
    const here = await board.limit({ scope: 'person', userId: bao, max: 0, mode: 'reason' });
    const all = await board.limit({ scope: 'board', max: 0, mode: 'reason' });
    const limits = [here, all].map((id) => ({ id, max: 0, load: 0 }));
    const card = {
      title: 'Urgent',
      columnId: board.dev,
      assigneeIds: [bao],
      override: { reason: 'An outage', limits },
    };
    const made = await call('create_card', ['019a3c00-0000-7000-8000-00000000c001', card]);
    expect(made.body).toMatchObject({ half: 'doing' });
    expect((await board.overrideLog()).map(({ limit_id, load }) => [limit_id, load]).sort()).toEqual(
      [here, all].map((id) => [id, 0]).sort(),
    );
    expect((await board.lastEvent()).changes[0].to).toMatchObject({
      assigneeIds: [bao],
      classOfService: 'standard',
      half: 'doing',
    });
  });

  test('of a limit across boards is recorded on the board of the write', async () => {
    const id = await workspace.personLimit(bao, 0, 'reason');
    await board.card(board.queue, { people: [bao] });
    expect((await move(1, { columnId: board.dev, override: named(id, 0, 0) })).body).toBeTruthy();
    expect(await board.overrideLog()).toMatchObject([{ scope: 'person', of: 'Bao', limit_id: id }]);
  });

  test('does not last until the next statement of the session', async () => {
    const [row] = await workspace.rows(
      `SELECT current_setting('weir.own_event', true) AS own, current_setting('weir.override', true) AS override`,
    );
    expect(row).toEqual({ own: '', override: '' });
  });
});
