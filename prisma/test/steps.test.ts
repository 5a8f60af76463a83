import { describe, expect, test } from '@jest/globals';
import { acceptedOn } from './support/accepted.js';
import { commandsOf } from './support/commands.js';
import { at, type Board, eachTestOnABoard, refusal, type Workspace } from './support/workspace.js';

let workspace: Workspace;
let board: Board;
let bao: string;
eachTestOnABoard((here) => {
  ({ workspace, board, bao } = here);
});
const { move } = commandsOf(() => ({ board, bao }));

const { accepted, stepsOf, announced } = acceptedOn(() => ({ workspace, board, bao }));

const block = (card: string, reason = 'A key is missing') =>
  workspace.rows(
    `INSERT INTO card_blocks (workspace_id, board_id, card_id, id, reason, blocked_at, blocked_by)
     VALUES ($1, $2, $3, gen_random_uuid(), $4, $5, $6)`,
    [...board.own, card, reason, at, bao],
  );
const unblock = (card: string) =>
  workspace.rows('UPDATE card_blocks SET unblocked_at = $2 WHERE card_id = $1', [card, at]);
const toColumn = (card: string, columnId: string, kind: 'queue' | 'active' | 'done') =>
  board.update(
    `column_id = '${columnId}', committed_at = ${kind === 'queue' ? 'NULL' : 'coalesce(committed_at, now())'},
     delivered_at = ${kind === 'done' ? 'now()' : 'NULL'}`,
    [card],
  );

describe('a request’s steps', () => {
  test('follow from its card on every path, each with the number of its event', async () => {
    const { request, card } = await accepted(board.queue);
    expect((await move(1, { columnId: board.review })).body).toMatchObject({ columnId: board.review });
    await block(card);
    await workspace.rows(`UPDATE card_blocks SET reason = 'A lock is missing' WHERE card_id = $1`, [card]);
    await unblock(card);
    await board.update('archived_at = now()', [card]);
    await board.update('archived_at = NULL', [card]);
    await toColumn(card, board.done, 'done');
    await toColumn(card, board.queue, 'queue');
    await workspace.rows('UPDATE boards SET archived_at = now() WHERE id = $1', [board.id]);
    await workspace.rows('UPDATE boards SET archived_at = NULL WHERE id = $1', [board.id]);
    await workspace.rows('DELETE FROM card_blocks WHERE card_id = $1', [card]);
    await workspace.rows('DELETE FROM cards WHERE id = $1', [card]);

    expect(await stepsOf(request)).toEqual([
      'queued',
      'begun',
      'blocked A key is missing',
      'blocked A lock is missing',
      'begun',
      'takenOff database',
      'begun',
      'delivered',
      'putBack database',
      'takenOff database',
      'putBack database',
      'takenOff database',
    ]);
    const foreign = await workspace.rows(
      `SELECT s.n FROM request_steps s LEFT JOIN events e ON e.board_id = s.board_id AND e.seq = s.seq AND e.at = s.at
        WHERE s.request_id = $1 AND e.seq IS NULL`,
      [request],
    );
    expect(foreign).toEqual([]);
  });

  test('are not made by moves between active columns, edits, and cards without a request', async () => {
    const { request, card } = await accepted(board.dev);
    const other = await board.card(board.queue);
    const before = await stepsOf(request);
    await board.update(`title = 'Another', column_id = '${board.review}'`, [card]);
    await toColumn(other, board.done, 'done');
    await block(other);
    expect(await stepsOf(request)).toEqual(before);
  });

  test('have the reason that their writer gave, also under a block', async () => {
    const { request, card } = await accepted(board.queue);
    await toColumn(card, board.dev, 'active');
    await block(card);
    await announced(request);
    await workspace.client.query('BEGIN');
    await workspace.rows(`SELECT set_config('weir.to_requester', $1, true)`, [
      JSON.stringify({ reason: 'noCapacity', message: 'Two of us are ill.' }),
    ]);
    await toColumn(card, board.queue, 'queue');
    await workspace.client.query('COMMIT');
    expect((await stepsOf(request)).slice(-3)).toEqual([
      'blocked A key is missing',
      'putBack noCapacity Two of us are ill.',
      'blocked A key is missing',
    ]);
    expect((await announced(request)).at(-1)).toBe('putBack');
    await unblock(card);
    expect((await stepsOf(request)).at(-1)).toBe('putBack noCapacity Two of us are ill.');
    expect((await announced(request)).at(-1)).toBe('unblocked');
  });

  test('never change, except for the texts of an erased person', async () => {
    const { request } = await accepted(board.queue);
    for (const set of [`state = 'begun'`, 'at = now()', 'announced = false', `message = 'Sorry'`, 'n = 7'])
      expect(
        (await refusal(workspace.rows(`UPDATE request_steps SET ${set} WHERE request_id = $1`, [request])))
          .code,
      ).toBe('23000');
    await workspace.rows(`UPDATE request_steps SET message = '[erased]' WHERE request_id = $1`, [request]);
    const emptied = workspace.rows('UPDATE request_steps SET message = NULL WHERE request_id = $1', [
      request,
    ]);
    expect((await refusal(emptied)).code).toBe('23000');
    expect((await refusal(workspace.rows('TRUNCATE request_steps'))).code).toBe('23000');
  });
});

describe('the sweep', () => {
  test('announces each state once, a minute after it began', async () => {
    const { request, card } = await accepted(board.queue);
    expect(await announced(request)).toEqual([]);
    await toColumn(card, board.dev, 'active');
    expect(await announced(request, 0)).toEqual([]);
    expect(await announced(request)).toEqual(['begun']);
    expect(await announced(request)).toEqual(['begun']);
    await block(card);
    await announced(request);
    await unblock(card);
    await announced(request);
    await board.update('archived_at = now()', [card]);
    await announced(request);
    await board.update('archived_at = NULL', [card]);
    await announced(request);
    await toColumn(card, board.queue, 'queue');
    await announced(request);
    await toColumn(card, board.done, 'done');
    expect(await announced(request)).toEqual([
      'begun',
      'blocked',
      'unblocked',
      'takenOff',
      'restored',
      'putBack',
      'delivered',
    ]);
  });

  test('announces nothing of what was undone, and only the last of several states', async () => {
    const { request, card } = await accepted(board.queue);
    await toColumn(card, board.dev, 'active');
    expect(await announced(request)).toEqual(['begun']);
    await block(card);
    await unblock(card);
    await toColumn(card, board.done, 'done');
    await toColumn(card, board.review, 'active');
    expect(await announced(request)).toEqual(['begun']);
    await block(card);
    await unblock(card);
    await toColumn(card, board.done, 'done');
    expect(await announced(request)).toEqual(['begun', 'delivered']);
  });

  test('waits for no state longer than ten minutes, however often it changes', async () => {
    const { request, card } = await accepted(board.queue);
    await toColumn(card, board.dev, 'active');
    const due = (seconds: number) =>
      workspace.rows(
        `SELECT request_id FROM weir.steps_due(now() + make_interval(secs => $1), 100) WHERE board_id = $2`,
        [seconds, board.id],
      );
    await workspace.rows(
      `INSERT INTO request_steps (workspace_id, board_id, request_id, n, state, at, since)
       SELECT workspace_id, board_id, request_id, n + 1, 'queued', now() + interval '9 minutes 50 seconds', now()
         FROM request_steps WHERE request_id = $1 ORDER BY n DESC LIMIT 1`,
      [request],
    );
    expect(await due(590)).toEqual([]);
    expect(await due(601)).toHaveLength(1);
  });

  test('does not notify the person who did it', async () => {
    const { request } = await accepted(board.queue);
    await move(1, { columnId: board.dev });
    expect(await announced(request)).toEqual([]);
    expect(
      await workspace.rows('SELECT announced FROM request_steps WHERE request_id = $1 ORDER BY n', [request]),
    ).toEqual([{ announced: true }, { announced: true }]);
  });

  test('announces another date once, and none while a step is still to be announced', async () => {
    const { request, card } = await accepted(board.queue);
    const announce = async (day: string, since: unknown, notify = true) => {
      const [row] = await workspace.rows(
        `SELECT weir.announce_forecast($1, $2, $3, now(), $4, $5, $6) AS announced`,
        [...board.own, request, JSON.stringify({ p50: day, p85: day }), since, notify],
      );
      return row!.announced;
    };
    expect(await announce('2026-07-01', null, false)).toBe(true);
    expect(await announce('2026-07-02', null)).toBe(false);
    const [{ at: since }] = (await workspace.rows(
      'SELECT at::text FROM announced_forecasts WHERE request_id = $1',
      [request],
    )) as [{ at: string }];
    await toColumn(card, board.dev, 'active');
    expect(await announce('2026-07-09', since)).toBe(false);
    await announced(request);
    expect(await announce('2026-07-09', since)).toBe(true);
    expect(await announce('2026-07-09', since)).toBe(false);
    expect(await announced(request)).toEqual(expect.arrayContaining(['begun', 'expected']));
  });
});
