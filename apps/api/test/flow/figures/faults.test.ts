import { expect, test } from '@jest/globals';
import type { WorkspaceExport } from '@weir/contract/workspace-exports';
import { copyOf } from '../../exports/exported-board.js';
import { planned, ran, replanned, underKey } from '../../imports/support.js';
import { decline, toRequester } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { figureOf } from './board-figures.js';

const api = theApi();
const { manager, member, owner } = api.people;
const boards = '/v1/workspaces/demo/boards';
const year = '?from=2025-12-01';

const timesOf = (board: Pick<BoardUnderTest, 'path'>, query = '') => figureOf(board, 'cycle-time', query);

/** Plain SQL on one card of a board. */
const byHand = ({ key }: BoardUnderTest, card: number, set: string) =>
  api.pool.query(
    `UPDATE cards c SET ${set} FROM boards b
      WHERE b.workspace_id = c.workspace_id AND b.id = c.board_id AND b.key = $1 AND c.number = $2`,
    [key, card],
  );

// This test is the first, because the export contains all boards of the workspace.
test('a board imported from a workspace’s file reports the reversed dates of its cards', async () => {
  const board = await aBoard().column('Doing').make();
  await board.cards('Done', 2);
  await byHand(
    board,
    1,
    `created_at = '2026-01-10', committed_at = '2026-01-25', delivered_at = '2026-01-20'`,
  );
  await byHand(
    board,
    2,
    `created_at = '2026-01-10', committed_at = '2026-01-12', delivered_at = '2026-01-20'`,
  );
  const { body } = await owner.get<WorkspaceExport>('/v1/workspaces/demo/export');
  const done = await ran(await planned('export.json', copyOf(body)));
  expect(done.progress).toMatchObject({ created: 2 });
  const key = done.plan.target.kind === 'boards' ? done.plan.target.boards[0]?.key : null;
  expect(await timesOf({ path: `${boards}/${key}` }, year)).toMatchObject({
    sample: 1,
    faults: { gap: 0, negative: 1, noDates: 0, noStart: 0 },
    cards: [{ number: 2, cycleDays: 9 }],
  });
});

test('cards imported without dates are reported, and are in no average', async () => {
  const file = [
    'Title,Status,Created,Started,Completed',
    'With dates,Done,2026-01-10,2026-01-12,2026-01-20',
    'Without a start,Done,2026-01-10,,2026-01-20',
    'Started after its delivery,Done,2026-01-10,2026-01-25,2026-01-20',
    'Without dates,Done,,,',
    'In progress for some time,In progress,,,',
  ].join('\n');
  const first = await planned('flow.csv', file);
  const done = await ran(await replanned(first, underKey(first, 'FLOWIN')));
  expect(done.progress).toMatchObject({ created: 5 });
  const board = { path: `${boards}/FLOWIN` };
  expect(await timesOf(board, year)).toMatchObject({
    sample: 1,
    faults: { gap: 0, negative: 1, noDates: 1, noStart: 1 },
    cards: [{ cycleDays: 9 }],
  });
  expect((await figureOf(board, 'throughput', year)).delivered).toBe(3);
  expect((await figureOf(board, 'ageing')).cards).toMatchObject([
    { title: 'In progress for some time', ageDays: null },
  ]);
  // The columns of the other tool are unknown.
  expect(await figureOf(board, 'efficiency', year)).toMatchObject({
    sample: 0,
    efficiency: null,
  });
  // The card with reversed dates was in flight on no day.
  const { days } = await figureOf(board, 'arrivals', '?from=2026-01-19&to=2026-01-26');
  expect(days.map(({ inFlight }) => inFlight)).toEqual([1, 0, 0, 0, 0, 0, 0, 0]);
});

test('a card whose dates plain SQL reverses is in no average until its dates are right again', async () => {
  const board = await aBoard().column('Doing').make();
  await board.cards('Done', 3);
  const asked = await board.accepted('Done');
  const [faults, sample] = [{ gap: 0, negative: 2, noDates: 0, noStart: 0 }, 2];
  await byHand(board, 1, `committed_at = delivered_at + interval '1 hour'`);
  await byHand(board, asked, `committed_at = committed_at - interval '2 days'`);
  const times = await timesOf(board);
  expect(times).toMatchObject({ sample, faults, leadSample: 0 });
  expect(times.cards.map(({ number }) => number)).toEqual([2, 3]);
  expect(await figureOf(board, 'efficiency')).toMatchObject({ sample, faults });
  const { delivered } = await figureOf(board, 'throughput');
  expect(delivered).toBe(4);

  // Its stays follow the events, so how it spent its time is unknown even with right dates.
  await byHand(board, 1, `committed_at = delivered_at - interval '1 hour'`);
  expect(await timesOf(board)).toMatchObject({ sample: 3, faults: { ...faults, gap: 1, negative: 1 } });
  expect(await figureOf(board, 'efficiency')).toMatchObject({ sample });

  // A card that starts again has a new history.
  for (const column of ['Ready', 'Doing', 'Done'])
    expect((await member.moveCard(board, asked, { column, toRequester })).status).toBe(200);
  expect(await timesOf(board)).toMatchObject({
    sample: 4,
    faults: { ...faults, gap: 1, negative: 0 },
    leadSample: 1,
  });
});

test('a delivered card that plain SQL adds with reversed dates was queued or in flight on no day', async () => {
  const board = await aBoard().column('Doing').make();
  await api.pool.query(
    `INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at, committed_at, delivered_at)
     SELECT b.workspace_id, b.id, gen_random_uuid(), n, 'By hand', $2, n, now() - interval '9 days', b.created_by, now(),
            now() - n * interval '1 day', now() - interval '3 days'
       FROM boards b, generate_series(1, 5, 4) n WHERE b.key = $1`,
    [board.key, board.id('Done')],
  );
  expect(await timesOf(board)).toMatchObject({ sample: 1, faults: { negative: 1 } });
  const { days } = await figureOf(board, 'arrivals');
  expect(days.map(({ inFlight }) => inFlight).slice(-6)).toEqual([1, 1, 0, 0, 0, 0]);
  const { bands, days: atEnd } = await figureOf(board, 'cfd');
  expect(atEnd.at(-1)?.cards).toEqual(bands.map(({ stage }) => (stage === 'delivered' ? 2 : 0)));
});

test('an answer that plain SQL dates before its request is left out of the time to answer, and counted', async () => {
  const board = await aBoard().intake({ openPerRequester: 5 }).make();
  for (const title of ['One', 'Two']) await board.ask(title);
  await manager.answer(board, 1, decline);
  await api.pool.query(
    `INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, by, at)
     SELECT b.workspace_id, b.id, r.id, 'decline', 'noCapacity', 'Declined by hand', b.created_by, r.submitted_at - interval '1 day'
       FROM boards b JOIN requests r ON r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.number = 2 WHERE b.key = $1`,
    [board.key],
  );
  const { answers, misdated, secondsToAnswer } = await figureOf(board, 'requests');
  expect({ answers, misdated }).toEqual({ answers: { decline: 2 }, misdated: 1 });
  expect(secondsToAnswer?.p50).toBeGreaterThanOrEqual(0);
});

test('a statement too large for its event leaves a gap that is reported, and the counts agree with the board', async () => {
  const board = await aBoard().column('Doing').make();
  await board.cards('Ready', 1);
  await api.pool.query(
    `WITH b AS (SELECT * FROM boards WHERE key = $1)
     INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at)
     SELECT b.workspace_id, b.id, gen_random_uuid(), 1 + n, 'Many', $2, n, now(), b.created_by, now() FROM b, generate_series(1, 600) n`,
    [board.key, board.id('Doing')],
  );
  await api.pool.query(`UPDATE cards SET column_id = $1 WHERE number <= 551 AND column_id = $2`, [
    board.id('Done'),
    board.id('Doing'),
  ]);
  const { days } = await figureOf(board, 'arrivals');
  expect(days.at(-1)?.inFlight).toBe(50);
  expect(await timesOf(board)).toMatchObject({
    sample: 550,
    faults: { gap: 550, negative: 0, noDates: 0, noStart: 0 },
  });
});
