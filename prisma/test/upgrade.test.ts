import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { databaseUrl, embeddedPostgres, type Postgres } from '@weir/stack';
import pg from 'pg';
import { driftOf, migrate } from '../src/migrate.js';
import { at } from './support/workspace.js';

const firstLanding = '20261124100230_notices';
const rowsThen = new URL('fixtures/first-landing.sql', import.meta.url);
/** The last one at which plain SQL could leave a card with instants that contradict its column. */
const lastWithoutInstants = '20261126175258_deleted_comments_stay_deleted';
const rowsBefore = new URL('fixtures/previous-landing.sql', import.meta.url);

const id = (end: string) => `00000000-0000-7000-8000-${end.padStart(12, '0')}`;
const [workspace, board, otherBoard, olga, rana] = [id('aa'), id('b1'), id('b2'), id('1'), id('3')];
const [ready, doing, review] = [id('c1'), id('c2'), id('c3')];

let postgres: Postgres;
let client: pg.Client;
let before: Record<string, object[]>;
let between: Record<string, object[]>;
let last: Record<string, object[]>;

beforeAll(async () => {
  postgres = await embeddedPostgres();
  const url = databaseUrl(postgres.url, 'upgraded');
  client = await connected(postgres.url);
  await client.query('CREATE DATABASE upgraded');
  await client.end();
  await migrate(url, { upTo: firstLanding });
  client = await connected(url);
  await client.query(await readFile(rowsThen, 'utf8'));
  before = await allRows();
  await migrate(url, { upTo: lastWithoutInstants });
  between = await allRows();
  await client.query(await readFile(rowsBefore, 'utf8'));
  last = await allRows();
  expect((await migrate(url)).applied).not.toEqual([]);
  expect(await driftOf(url)).toBe('');
});
afterAll(async () => {
  await client.end();
  await postgres.stop();
});

async function connected(connectionString: string): Promise<pg.Client> {
  const opened = new pg.Client({ connectionString });
  await opened.connect();
  return opened;
}

async function rows(sql: string, values: unknown[] = []) {
  return (await client.query(sql, values)).rows;
}

async function allRows(): Promise<Record<string, object[]>> {
  const tables = await rows(`
    SELECT relname FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations' ORDER BY 1`);
  const all = await Promise.all(
    tables.map(async ({ relname }) => {
      const found = await rows(`SELECT to_jsonb(t) AS row FROM ${relname} t ORDER BY t::text`);
      return [relname, found.map(({ row }) => row)] as const;
    }),
  );
  return Object.fromEntries(all);
}

const noKey = 'NULL::weir.write_key';
const conditions = 'ROW (enum_range(NULL::role), NULL, false)::weir.write_conditions';
const move = async (number: number, columnId: string, key = noKey, on = board) => {
  const sql = `SELECT weir.move_card($1, $2, $3, $4, $5, $6, NULL, ${key}, ${conditions}) AS outcome`;
  const [row] = await rows(sql, [workspace, on, olga, at, number, { columnId }]);
  return row.outcome;
};
const submit = async (request: object) => {
  const sql = `SELECT weir.submit_request($1, $2, $3, $4, gen_random_uuid(), $5, ${noKey}, ${conditions}) AS outcome`;
  const deadlines = { answerBy: '2026-06-18T12:00:00Z', expiresAt: '2026-06-21T12:00:00Z' };
  const [row] = await rows(sql, [workspace, board, rana, at, { ...deadlines, ...request }]);
  return row.outcome;
};

const messageOf = async (onBoard: string, number: number) => {
  const sql = `SELECT facts -> 'answer' -> 'message' AS message FROM weir.request_documents($1, ARRAY[$2::uuid], ARRAY[$3::integer])`;
  const [row] = await rows(sql, [workspace, onBoard, number]);
  return row.message;
};

test('the fixture has rows in every table of the first landing', () => {
  expect(Object.entries(before).filter(([, found]) => found.length === 0)).toEqual([]);
});

test('every row survives as it was', async () => {
  const after = await allRows();
  for (const [table, found] of Object.entries(before)) expect(between[table]).toMatchObject(found);
  for (const [table, found] of Object.entries(last)) expect(after[table]).toMatchObject(found);
});

test('people and guests from before the upgrade have chosen no language and no time zone', async () => {
  expect(await rows('SELECT DISTINCT language, time_zone FROM users')).toEqual([
    { language: null, time_zone: null },
  ]);
  for (const table of ['guests', 'form_asks'])
    expect(await rows(`SELECT DISTINCT language FROM ${table}`)).toEqual([{ language: null }]);
});

test('what the system answered before the upgrade, and why a gate moved, is read as the text that was stored', async () => {
  expect([await messageOf(board, 9), await messageOf(board, 10)]).toEqual([
    'Nobody answered in time: this ended by itself.',
    'There was more than the team could look at.',
  ]);
  const gates = await rows(
    'SELECT weir.gate_reason(i) AS reason FROM intakes i WHERE i.gate_cause IS NOT NULL OR i.gate_reason IS NOT NULL ORDER BY i.board_id',
  );
  expect(gates.map(({ reason }) => reason)).toEqual([
    'No answer is overdue, and there is room again.',
    'Much to do',
  ]);
});

test('work accepted before the upgrade has its steps, and nobody is notified of them', async () => {
  const steps = await rows(
    `SELECT r.number, s.n, s.state, s.reason, s.message FROM request_steps s JOIN requests r ON r.id = s.request_id
      WHERE s.board_id = $1 AND s.announced AND s.settled_at = s.at AND s.since = s.at ORDER BY 1, 2`,
    [board],
  );
  expect(steps.map(({ number, state, reason }) => [number, state, reason])).toEqual([
    [2, 'queued', null],
    [2, 'putBack', 'noCapacity'],
    [2, 'begun', null],
    [2, 'blocked', 'Waits for a key'],
    [3, 'queued', null],
  ]);
  expect(
    await rows(`SELECT id FROM notices WHERE kind::text IN ('begun', 'blocked', 'putBack', 'delivered')`),
  ).toEqual([]);
  expect(
    await rows(`SELECT request_id FROM weir.steps_due('2099-01-01', 10) WHERE board_id = $1`, [board]),
  ).toEqual([]);
});

describe('accepted work that plain SQL changed before the upgrade', () => {
  const ops = id('b3');
  const [opsReady, opsDone, opsNext] = [id('3c1'), id('3c3'), id('3c4')];
  const lastSteps = () =>
    rows(
      `SELECT DISTINCT ON (r.number) r.number, s.state, s.reason, s.card, (weir.ticket_from(r) IS NOT NULL) AS ticket
         FROM requests r LEFT JOIN request_steps s ON s.request_id = r.id
        WHERE r.board_id = $1 ORDER BY r.number, s.n DESC`,
      [ops],
    );
  const stays = (number: number, state: string, reason: string | null = null) => ({
    ...{ number, state, reason, card: number, ticket: false },
  });

  test('stays as its requester read it; a deleted card gives a ticket, and its number is known from the event', async () => {
    expect(await lastSteps()).toEqual([
      stays(1, 'begun'),
      stays(2, 'queued'),
      { ...stays(3, 'takenOff', 'database'), ticket: true },
      { ...stays(4, 'takenOff', 'database'), card: null, ticket: true },
    ]);
  });

  test('is corrected by the next move, which tells its requester', async () => {
    await rows(`UPDATE cards SET title = title || '!' WHERE board_id = $1`, [ops]);
    expect(await lastSteps()).toMatchObject([{ state: 'begun' }, { state: 'queued' }, {}, {}]);
    expect(await move(1, opsNext, noKey, ops)).toMatchObject({ refused: 'accepted-work' });
    await rows(
      `UPDATE cards SET column_id = CASE number WHEN 1 THEN $2::uuid ELSE $3 END WHERE board_id = $1`,
      [ops, opsNext, opsDone],
    );
    expect(await lastSteps()).toMatchObject([stays(1, 'putBack', 'database'), stays(2, 'delivered'), {}, {}]);
    expect(await move(1, opsReady, noKey, ops)).toMatchObject({ body: { columnId: opsReady } });
  });
});

test('what the system answers after the upgrade is stored without a text, and read as code and facts', async () => {
  const facts = { kind: 'shed', reason: 'noCapacity', until: '2026-06-22' };
  await rows(
    `INSERT INTO answers (workspace_id, board_id, request_id, kind, reason, until, at)
     VALUES ($1, $2, $3, 'shed', 'noCapacity', '2026-06-22', '2026-06-15T13:00:00Z')`,
    [workspace, otherBoard, id('201')],
  );
  expect(await messageOf(otherBoard, 1)).toEqual({ $text: 'systemAnswer', facts });
  const [gate] = await rows(
    `UPDATE intakes i SET gate = 'throttled', gate_reason = NULL, gate_cause = 'answersOverdue', gate_facts = '{"overdue": 2}'
      WHERE i.board_id = $1 RETURNING weir.gate_reason(i) AS reason`,
    [otherBoard],
  );
  expect(gate.reason).toEqual({ $text: 'gateCause', facts: { code: 'answersOverdue', overdue: 2 } });
});

test('the clock of each board has the time of its last event', async () => {
  expect(
    await rows(`
      SELECT k.board_id FROM board_clock k
       WHERE k.at IS DISTINCT FROM (SELECT max(e.at) FROM events e WHERE e.board_id = k.board_id)`),
  ).toEqual([]);
});

test('a card moves within the limit, and is refused beyond it', async () => {
  expect(await move(1, doing)).toMatchObject({ body: { number: 1, columnId: doing } });
  expect(await move(6, doing)).toEqual({
    refused: 'wip-limit-reached',
    limits: [{ id: id('e1'), max: 2, load: 2 }],
  });
  await expect(rows(`UPDATE cards SET column_id = '${doing}' WHERE number = 6`)).rejects.toMatchObject({
    code: 'WIP00',
    message: 'wip-limit-reached',
  });
  expect(await move(2, review)).toMatchObject({ body: { columnId: review } });
  expect(
    await rows(`SELECT seq, type FROM events WHERE board_id = $1 AND seq > 3 ORDER BY seq`, [board]),
  ).toEqual([
    { seq: '4', type: 'card.moved' },
    { seq: '5', type: 'card.moved' },
  ]);
});

test('a card from before the upgrade has no labels, and is given one', async () => {
  const labelsOf = async () => {
    const [row] = await rows('SELECT weir.card_document($1, $2, 1) AS card', [workspace, board]);
    return row.card.labelIds;
  };
  expect(await labelsOf()).toEqual([]);
  await rows(
    `INSERT INTO labels (workspace_id, board_id, id, name, colour) VALUES ($1, $2, '${id('f1')}', 'Bug', 'red')`,
    [workspace, board],
  );
  await rows(
    `INSERT INTO card_labels (workspace_id, board_id, card_id, label_id)
     SELECT workspace_id, board_id, id, '${id('f1')}' FROM cards WHERE board_id = $1 AND number = 1`,
    [board],
  );
  expect(await labelsOf()).toEqual([id('f1')]);
  expect(
    await rows('SELECT type, changes FROM events WHERE board_id = $1 ORDER BY seq DESC LIMIT 1', [board]),
  ).toEqual([
    {
      type: 'board.changed',
      changes: [{ table: 'card_labels' }, { card: 1, from: { labelIds: [] }, to: { labelIds: [id('f1')] } }],
    },
  ]);
});

test('a card from before the upgrade has an empty checklist, and gets an item', async () => {
  const checklistOf = async () => {
    const [row] = await rows('SELECT weir.card_document($1, $2, 1) AS card', [workspace, board]);
    return row.card.checklist;
  };
  expect(await checklistOf()).toEqual({ done: 0, total: 0 });
  await rows(
    `INSERT INTO checklist_items (workspace_id, board_id, card_id, id, text, done, position)
     SELECT workspace_id, board_id, id, '${id('f2')}', 'Measure', true, 1 FROM cards WHERE board_id = $1 AND number = 1`,
    [board],
  );
  expect(await checklistOf()).toEqual({ done: 1, total: 1 });
});

test('a card from before the upgrade has no files, and gets one', async () => {
  const filesOf = async () => {
    const [row] = await rows('SELECT weir.card_document($1, $2, 1) AS card', [workspace, board]);
    return row.card.attachments;
  };
  expect(await filesOf()).toBe(0);
  await rows(
    `INSERT INTO attachments (workspace_id, board_id, card_id, id, name, type, bytes, by, at)
     SELECT workspace_id, board_id, id, '${id('f3')}', 'plan.pdf', 'application/pdf', 7, created_by, now()
       FROM cards WHERE board_id = $1 AND number = 1`,
    [board],
  );
  expect(await filesOf()).toBe(1);
});

test('a card from before the upgrade waits for another one after a link', async () => {
  const blockedBy = async () => {
    const [row] = await rows('SELECT weir.card_document($1, $2, 1) AS card', [workspace, board]);
    return row.card.blockedBy.length;
  };
  expect(await blockedBy()).toBe(0);
  await rows(
    `WITH ends AS (
       SELECT a.workspace_id AS w, a.board_id AS b, a.id AS one, o.id AS other
         FROM cards a JOIN cards o ON o.board_id = a.board_id AND o.number > 1 AND o.delivered_at IS NULL AND o.archived_at IS NULL
        WHERE a.board_id = $1 AND a.number = 1 LIMIT 1)
     INSERT INTO card_links (workspace_id, board_id, card_id, id, kind, other_board_id, other_card_id, other_kind)
     SELECT w, b, one, '${id('f4')}'::uuid, 'blockedBy'::link_kind, b, other, 'blocks'::link_kind FROM ends
      UNION ALL SELECT w, b, other, '${id('f4')}', 'blocks', b, one, 'blockedBy' FROM ends`,
    [board],
  );
  expect(await blockedBy()).toBe(1);
});

test('a write that was made before the upgrade is replayed under its key', async () => {
  const key = `ROW ('${olga}', 'POST old', 'kept', '\\xbb')::weir.write_key`;
  expect(await move(6, ready, key)).toEqual({ replay: { status: 201, body: { number: 2 } } });
});

test('a request is submitted, one with a ticket is asked again, and both are answered', async () => {
  expect(await submit({ title: 'Something new' })).toEqual({ body: { number: 11 } });
  expect(await submit({ follows: 5, ticket: true })).toEqual({ body: { number: 12 } });
  expect(await submit({ follows: 5, ticket: true })).toEqual({ refused: 'already-asked', followedBy: 12 });
  await rows(
    `INSERT INTO answers (workspace_id, board_id, request_id, kind, by, at)
     SELECT workspace_id, board_id, id, 'accept', $2, $3 FROM requests WHERE board_id = $1 AND number IN (1, 11, 12)`,
    [board, olga, at],
  );
  const notices = await rows(
    `SELECT r.number, n.user_id FROM notices n JOIN requests r ON r.id = n.request_id
      WHERE n.kind = 'answered' AND r.answered_at = $1 ORDER BY 1, 2`,
    [at],
  );
  expect(notices).toEqual([
    { number: 1, user_id: id('2') },
    ...[1, 11, 12].map((number) => ({ number, user_id: rana })),
  ]);
});
