import type { BenchBoard, World } from './world.js';

/** The largest possible depth, and quota of one person. */
const most = 500;

/** A board that delivers a card a day, so that forecasts have a sample. Its intake queue admits this many requests of one person. */
export async function anAskedBoard(world: World, key: string, depth = most): Promise<BenchBoard> {
  const board = await world.makeBoard(
    key,
    [
      { name: 'Ready', kind: 'queue' },
      { name: 'Doing', kind: 'active', limit: { max: 3, mode: 'block' } },
      { name: 'Done', kind: 'done' },
    ],
    { Ready: 10, Doing: 3, Done: 20 },
    { depth, openPerRequester: most },
  );
  await world.query(
    `UPDATE cards SET delivered_at = delivered_at - number * interval '1 day'
      WHERE workspace_id = $2 AND board_id = $1 AND delivered_at IS NOT NULL`,
    [board.id, board.workspaceId],
  );
  return board;
}

/** Fills the queue up to this many waiting requests. Returns the numbers of all of them. */
export async function letWait(world: World, board: BenchBoard, waiting: number): Promise<number[]> {
  await dateBack(world, board);
  await world.query(
    `INSERT INTO requests (workspace_id, board_id, id, number, title, description, requester_id,
                           submitted_at, answer_by, expires_at)
     SELECT c.workspace_id, c.board_id, uuidv7(), c.next_request + n, 'Request ' || n || ': so that a queue is one',
            'Of some words.', $2, now(), now() + interval '3 days', now() + interval '6 days'
       FROM board_clock c,
            generate_series(0, $3::int - 1 - (SELECT count(*)::int FROM requests r
                                               WHERE r.workspace_id = $4 AND r.board_id = $1 AND r.answered_at IS NULL)) n
      WHERE c.workspace_id = $4 AND c.board_id = $1`,
    [board.id, world.caller.userId, waiting, board.workspaceId],
  );
  const sql =
    'SELECT number FROM requests WHERE workspace_id = $2 AND board_id = $1 AND answered_at IS NULL ORDER BY number';
  return (await world.query<{ number: number }>(sql, [board.id, board.workspaceId])).map(
    ({ number }) => number,
  );
}

/** Answers all waiting requests. */
export async function letNobodyWait(world: World, board: BenchBoard): Promise<void> {
  await world.query(answersTo('r.answered_at IS NULL'), [board.id, world.caller.userId, board.workspaceId]);
  await dateBack(world, board);
}

/** Dates answered requests two days earlier, because a run of the bench submits more than the daily quota of a person. */
async function dateBack(world: World, board: BenchBoard): Promise<void> {
  await world.query(
    `UPDATE requests SET submitted_at = submitted_at - interval '2 days'
      WHERE workspace_id = $2 AND board_id = $1 AND answered_at IS NOT NULL AND submitted_at > now() - interval '1 day'`,
    [board.id, board.workspaceId],
  );
}

/** The body of a request, and of its answer. */
export const request = { title: 'A database to try things on', description: 'Of some words.' };
export const decline = { kind: 'decline', reason: 'noCapacity', message: 'There is no room for this now.' };

/** Plain SQL that declines the requests `r` of board $1 in workspace $3, in the name of $2. */
export function answersTo(which: string): string {
  return `
    INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, message, "by", at)
    SELECT r.workspace_id, r.board_id, r.id, 'decline', 'noCapacity', '${decline.message}', $2, now()
      FROM requests r
     WHERE r.workspace_id = $3 AND r.board_id = $1 AND ${which}
    RETURNING request_id`;
}
