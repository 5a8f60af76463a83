import { randomUUID as uuid } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type pg from 'pg';
import { at, type Board, eachTestOnABoard, refusal, type Workspace } from '../test/support/workspace.js';

let workspace: Workspace;
let board: Board;
let bao: string;
eachTestOnABoard((here) => {
  ({ workspace, board, bao } = here);
});

const conditions = 'NULL::weir.write_key, ROW (enum_range(NULL::role), NULL, false)::weir.write_conditions';
const move = `SELECT weir.move_card($1, $2, $3, now(), $4::int, $5::jsonb, NULL, ${conditions}) AS outcome`;
const answer = `SELECT weir.answer_request($1, $2, $3, now(), $4::int, $5::jsonb, NULL, ${conditions}) AS outcome`;

const moveTo = async (number: number, columnId: unknown, client: pg.Client = workspace.client) => {
  const { rows } = await client.query(move, [...board.own, bao, number, { columnId }]);
  return rows[0].outcome;
};

async function aRequest(number: number): Promise<void> {
  await workspace.rows(
    `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, class_of_service, submitted_at, answer_by, expires_at)
     VALUES ($1, $2, $3, $4, 'A thing', $5, 'standard', now(), now() + interval '3 days', now() + interval '6 days')`,
    [...board.own, uuid(), number, bao],
  );
}

test.each(['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'])(
  'three of 24 commands and plain updates enter a column with a limit of 3 at %s, on two nodes',
  async (level) => {
    const limit = await board.limit({ scope: 'column', columnId: board.dev as string, max: 3 });
    const ids: string[] = [];
    for (let n = 0; n < 24; n += 1) ids.push(await board.card(board.queue));
    const outcomes = await Promise.all(
      ids.map(async (id, n) => {
        const client = await workspace.another();
        if (n % 2 === 0) {
          const outcome = await moveTo(n + 1, board.dev, client);
          return outcome.refused ?? 'done';
        }
        for (;;) {
          try {
            await client.query(`BEGIN ISOLATION LEVEL ${level}`);
            await client.query('SELECT count(*) FROM cards WHERE workspace_id = $1', [workspace.workspaceId]);
            await board.update(`column_id = '${board.dev}'`, [id], client);
            await client.query('COMMIT');
            return 'done';
          } catch (error) {
            await client.query('ROLLBACK');
            const { code, message } = error as pg.DatabaseError;
            if (code === 'WIP00') return message;
            if (code !== '40001' && code !== '40P01') throw error;
          }
        }
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(3);
    expect(new Set(outcomes)).toEqual(new Set(['done', 'wip-limit-reached']));
    expect((await board.loads())[limit]).toBe(3);
    const events = await workspace.rows(
      'SELECT seq FROM events WHERE workspace_id = $1 AND board_id = $2 ORDER BY seq',
      board.own,
    );
    expect(events.map(({ seq }) => Number(seq))).toEqual(events.map((_, n) => n + 1));
  },
);

test('a move and an answer are one round trip to the node of the workspace', async () => {
  await board.card(board.queue);
  await workspace.rows('INSERT INTO intakes (workspace_id, board_id) VALUES ($1, $2)', board.own);
  await aRequest(1);
  const notices: string[] = [];
  workspace.client.on('notice', ({ message }) => notices.push(message ?? ''));
  await workspace.rows(`SET client_min_messages = 'log'; SET citus.log_remote_commands = on`);
  try {
    await moveTo(1, board.dev);
    await workspace.rows(answer, [
      ...board.own,
      bao,
      1,
      { kind: 'decline', reason: 'notAligned', message: 'Not something we do.' },
    ]);
  } finally {
    await workspace.rows('RESET client_min_messages; RESET citus.log_remote_commands');
  }
  const sent = notices.filter((line) => line.startsWith('issuing'));
  expect(sent.map((line) => /weir\.(\w+)/.exec(line)?.[1] ?? line)).toEqual(['move_card', 'answer_request']);
  const [row] = await workspace.rows(
    'SELECT r.answered_at IS NOT NULL AS answered FROM requests r WHERE workspace_id = $1 AND board_id = $2',
    board.own,
  );
  expect(row).toEqual({ answered: true });
});

test('a request has one answer if several are given at once', async () => {
  await workspace.rows('INSERT INTO intakes (workspace_id, board_id) VALUES ($1, $2)', board.own);
  await aRequest(1);
  const decline = { kind: 'decline', reason: 'notAligned', message: 'Not something we do.' };
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const client = await workspace.another();
      const { rows } = await client.query(answer, [...board.own, bao, 1, decline]);
      return rows[0].outcome.refused ?? 'answered';
    }),
  );
  expect(outcomes.sort()).toEqual([...Array(7).fill('already-answered'), 'answered']);
});

test('an intake queue is full on every node', async () => {
  await workspace.rows('INSERT INTO intakes (workspace_id, board_id, depth) VALUES ($1, $2, 1)', board.own);
  await aRequest(1);
  expect((await refusal(aRequest(2))).code).toBe('intake-queue-full');
});

test('two workspaces on any nodes cannot have the same slug', async () => {
  const enter = 'INSERT INTO workspace_slugs (slug, workspace_id) VALUES ($1, $2)';
  const insert = 'INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, $2, $2, $3)';
  expect((await refusal(workspace.rows(enter, ['here', uuid()]))).code).toBe('23505');
  expect((await refusal(workspace.rows(insert, [uuid(), 'here', at]))).code).toBe('23503');
});
