import type pg from 'pg';
import type { BoardRows } from './rows.js';

/**
 * Inserts rows whose keys are the columns' names in camelCase; all of them have the keys of the first.
 * One statement: the triggers see what it gained as a whole.
 */
export async function insert(client: pg.ClientBase, table: string, rows: object[], rest = ''): Promise<void> {
  if (rows.length === 0) return;
  await client.query(`${statement(table, rows, '$1')} ${rest}`, [json(rows)]);
}

/** A board with its past, under its clock: its events are numbered already, and so are told. */
export async function insertBoard(client: pg.ClientBase, rows: BoardRows): Promise<void> {
  const { requests, answers, ...others } = rows;
  await client.query(`SELECT set_config('weir.own_event', 'on', true)`);
  for (const name of ['boards', 'boardClock', 'intakes', 'columns', 'swimlanes', 'wipLimits'] as const)
    await insert(client, snake(name), others[name]);
  // Together, for a request may say that it is answered only where its answer is, and an answer needs its
  // request: both are looked at when the whole statement is done.
  await client.query(
    `WITH asked AS (${statement('requests', requests, '$1')}) ${statement('answers', answers, '$2')}`,
    [json(requests), json(answers)],
  );
  for (const name of [
    'cards',
    'cardAssignees',
    'cardBlocks',
    'comments',
    'doorRefusals',
    'requestWatchers',
    'requestMessages',
    'answerTemplates',
    'events',
    'overrides',
  ] as const)
    await insert(client, snake(name), others[name]);
  await settleNotices(client);
}

/** What is told of long ago was read long ago, and no e-mail of the past is sent now. */
async function settleNotices(client: pg.ClientBase): Promise<void> {
  await client.query('UPDATE mails SET due_at = NULL');
  await client.query(
    `UPDATE notices SET read_at = at WHERE at < (SELECT max(at) FROM notices) - interval '2 days'`,
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

/** The keys of rows in snake_case; what is inside their values, as the changes of events, stays. */
function json(rows: object[]): string {
  return JSON.stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value]))),
  );
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
