import type pg from 'pg';
import type { BoardRows } from './rows.js';

/**
 * Inserts rows whose keys are column names in camelCase. All have the keys of the first. One statement, because the
 * triggers check what a statement gained as a whole.
 */
export async function insert(client: pg.ClientBase, table: string, rows: object[], rest = ''): Promise<void> {
  if (rows.length === 0) return;
  await client.query(`${statement(table, rows, '$1')} ${rest}`, [json(rows)]);
}

/** Inserts a board with its history. Its events are numbered already, so the triggers must add none. */
export async function insertBoard(client: pg.ClientBase, rows: BoardRows): Promise<void> {
  const { requests, answers, requestSteps, ...others } = rows;
  await client.query(`SELECT set_config('weir.own_event', 'on', true)`);
  for (const name of [
    'boards',
    'boardClock',
    'intakes',
    'columns',
    'swimlanes',
    'labels',
    'wipLimits',
  ] as const)
    await insert(client, snake(name), others[name]);
  // In one statement, because an answered request needs its answer and an answer its request. Both are checked at
  // the end of the statement.
  await client.query(
    `WITH asked AS (${statement('requests', requests, '$1')}) ${statement('answers', answers, '$2')}`,
    [json(requests), json(answers)],
  );
  for (const name of [
    'cards',
    'cardAssignees',
    'cardLabels',
    'cardBlocks',
    'comments',
    'doorRefusals',
    'requestWatchers',
    'requestMessages',
    'answerTemplates',
    'displacements',
    'events',
    'overrides',
    'limitTrials',
    'boardForecasts',
    'requestWaits',
  ] as const)
    await insert(client, snake(name), others[name]);
  await dateUpdates(client, others.boards[0]!);
  await insertSteps(client, others.boards[0]!, requestSteps);
  await settleNotices(client, others.boards[0]!);
}

type Board = BoardRows['boards'][number];

/** Dates the last update of cards and requests by their history, not by the time of the insert. */
async function dateUpdates(client: pg.ClientBase, { workspaceId, id }: Board): Promise<void> {
  const ofBoard = [workspaceId, id];
  await client.query(
    `UPDATE cards SET updated_at = greatest(created_at, entered_column_at, committed_at, delivered_at, archived_at)
      WHERE workspace_id = $1 AND board_id = $2`,
    ofBoard,
  );
  await client.query(
    `UPDATE requests SET updated_at = greatest(submitted_at, answered_at) WHERE workspace_id = $1 AND board_id = $2`,
    ofBoard,
  );
}

/**
 * What became of accepted requests, in place of what the triggers recorded when the cards were inserted. The last weeks'
 * steps are notices too; those of a trade have theirs from the trigger on displacements.
 */
async function insertSteps(
  client: pg.ClientBase,
  { workspaceId, id }: Board,
  steps: BoardRows['requestSteps'],
): Promise<void> {
  const ofBoard = [workspaceId, id];
  await client.query('DELETE FROM request_steps WHERE workspace_id = $1 AND board_id = $2', ofBoard);
  await insert(client, 'request_steps', steps);
  await client.query(
    `SELECT weir.notify_of_work(s.workspace_id, s.board_id, s.request_id,
              CASE WHEN s.was = 'blocked' AND s.state = 'begun' THEN 'unblocked' ELSE s.state::text END, s.seq, s.at,
              jsonb_build_object('was', s.was, 'reason', s.reason, 'message', s.message, 'expected', NULL))
       FROM (SELECT t.workspace_id, t.board_id, t.request_id, t.seq, t.state, t.at, t.message,
                    weir.step_reason(t) AS reason,
                    lag(t.state) OVER (PARTITION BY t.request_id ORDER BY t.n) AS was
               FROM request_steps t WHERE t.workspace_id = $1 AND t.board_id = $2) s
      WHERE s.was IS NOT NULL
        AND s.at > (SELECT k.at FROM board_clock k WHERE k.workspace_id = $1 AND k.board_id = $2) - interval '30 days'
        AND NOT EXISTS (
          SELECT FROM displacements d
           WHERE d.workspace_id = s.workspace_id AND d.board_id = s.board_id
             AND d.displaced_request_id = s.request_id AND d.at = s.at)`,
    ofBoard,
  );
}

/** Marks old notices as read and sends no mail of the past. */
async function settleNotices(client: pg.ClientBase, { workspaceId, id }: Board): Promise<void> {
  await client.query(
    `UPDATE mails SET due_at = NULL
      WHERE workspace_id = $1
        AND notice_id IN (SELECT n.id FROM notices n WHERE n.workspace_id = $1 AND n.board_id = $2)`,
    [workspaceId, id],
  );
  await client.query(
    `UPDATE notices SET read_at = at
      WHERE workspace_id = $1 AND board_id = $2
        AND at < (SELECT max(at) FROM notices WHERE workspace_id = $1) - interval '2 days'`,
    [workspaceId, id],
  );
}

function statement(table: string, rows: object[], parameter: string): string {
  const columns = Object.keys(rows[0]!)
    .map(snake)
    .map((name) => `"${name}"`)
    .join(', ');
  return `INSERT INTO ${table} (${columns})
          SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, ${parameter}::jsonb)`;
}

/** The rows as JSON with keys in snake_case. Their values stay as they are. */
function json(rows: object[]): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value]))),
  );
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
