import { randomUUID as uuid } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type pg from 'pg';
import { at, type Board, eachTestOnABoard, refusal, type Workspace } from './support/workspace.js';

let workspace: Workspace;
let board: Board;
let bao: string;
eachTestOnABoard((here) => {
  ({ workspace, board, bao } = here);
});

test('commands, triggers and views work in a session without a search_path', async () => {
  const client = await workspace.another();
  await client.query(`SET search_path = ''`);
  const elsewhere = await workspace.board();
  await anIntake(client, board, 'high_watermark = 4, low_watermark = 2, min_options = 0');
  await anIntake(client, elsewhere, 'per_requester_per_day = 50');
  await workspace.personLimit(bao, 5);
  const { queue, dev, review, done } = board;
  const limit = await board.limit({ scope: 'column', columnId: dev, max: 2, mode: 'reason' });
  await board.limit({ scope: 'columns', columnIds: [dev, review], max: 3 });

  const run = async (sql: string, ...values: unknown[]) => (await client.query(sql, values)).rows;
  const command = async (name: string, ...values: unknown[]) => {
    const rest = values.map((_, index) => `$${index + 5}`).join(', ');
    const sql = `SELECT weir.${name}($1, $2, $3, $4, ${rest}, '(,,,)', '({member},,f)') AS outcome`;
    return (await run(sql, ...board.own, bao, at, ...values))[0].outcome;
  };

  for (const title of ['One', 'Two', 'Three', 'Four']) {
    const card = { title, assigneeIds: [bao] };
    expect(await command('create_card', uuid(), card)).toHaveProperty('body.number');
  }
  expect(await command('move_card', 1, { columnId: dev }, null)).toHaveProperty('body');
  expect(await command('move_card', 1, { columnId: dev }, null)).toHaveProperty('body');
  expect(await command('move_card', 1, { columnId: review, swapWith: 9 }, null)).toMatchObject({
    refused: 'invalid-input',
  });
  expect(await command('move_card', 1, { columnId: queue, swapWith: 2 }, null)).toHaveProperty('body');
  const moves = [
    { card: 1, columnId: dev, half: 'done' },
    { card: 3, columnId: queue, before: 4 },
  ];
  expect(await command('move_cards', JSON.stringify(moves), null)).toHaveProperty('body.items');
  expect(await command('move_card', 3, { columnId: dev }, null)).toMatchObject({
    refused: 'wip-limit-reached',
  });
  const override = { reason: 'It is urgent', limits: [{ id: limit, max: 2, load: 2 }] };
  expect(await command('move_card', 3, { columnId: dev, override }, null)).toHaveProperty('body');

  const deadlines = {
    answerBy: '2026-06-18',
    expiresAt: '2026-06-21',
    shed: { until: '2026-07-01', message: 'There was too much.' },
  };
  const submit = (request: object) => command('submit_request', uuid(), { ...deadlines, ...request });
  for (const title of ['First', 'Second']) expect(await submit({ title })).toHaveProperty('body');
  await answer(client, 1, 'defer', '2026-06-01');
  expect(await submit({ follows: 1, ticket: true })).toHaveProperty('body');
  for (const title of ['Fourth', 'Fifth', 'Sixth']) expect(await submit({ title })).toHaveProperty('body');

  const [second, third] = await run(
    'SELECT id FROM public.requests WHERE board_id = $1 AND number IN (2, 3) ORDER BY number',
    board.id,
  );
  const [redirected] = await run(
    'SELECT weir.submit_redirected_request($1, $2, $3, $4, $5, $6, $7) AS taken',
    ...elsewhere.own,
    at,
    uuid(),
    board.id,
    third.id,
    deadlines,
  );
  expect(redirected.taken).toMatchObject({ number: 1, shed: [] });
  await answer(client, 2, 'trade');
  const trade = {
    displaces: 1,
    reason: 'noCapacity',
    message: 'This is more urgent.',
    until: '2026-07-01',
  };
  const [traded] = await run(
    'SELECT weir.trade_card($1, $2, $3, $4, $5, $6, $7, $8) AS traded',
    ...board.own,
    bao,
    at,
    uuid(),
    { title: 'Second' },
    second.id,
    trade,
  );
  expect(traded.traded).toMatchObject({ displaced: { number: 1 } });

  // Plain SQL, so that every trigger runs.
  const own = 'workspace_id = $1 AND board_id = $2';
  const write = (sql: string, ...values: unknown[]) => client.query(sql, [...board.own, ...values]);
  await write(
    `INSERT INTO public.request_messages (workspace_id, board_id, request_id, id, body, by, at)
     VALUES ($1, $2, $3, gen_random_uuid(), 'By when?', $4, $5)`,
    third.id,
    bao,
    at,
  );
  expect(
    (await refusal(write(`UPDATE public.cards SET column_id = $3 WHERE ${own} AND archived_at IS NULL`, dev)))
      .code,
  ).toBe('wip-limit-reached');
  await write(`UPDATE public.cards SET column_id = $3 WHERE ${own} AND number = 4`, done);
  await write(`DELETE FROM public.card_assignees WHERE ${own}`);
  await write(`UPDATE public.columns SET kind = 'active', position = 7 WHERE ${own} AND name = 'Done'`);
  await write(`SELECT weir.move_column_cards($1, $2, $3, $4, '2026-06-15')`, review, queue);
  await write(`UPDATE public.boards SET archived_at = now() WHERE workspace_id = $1 AND id = $2`);
  await write(`UPDATE public.boards SET archived_at = NULL WHERE workspace_id = $1 AND id = $2`);
  await write(`DELETE FROM public.answers WHERE ${own} AND kind = 'defer'`);

  for (const view of ['card_documents', 'notice_documents', 'request_people']) {
    expect((await client.query(`SELECT * FROM weir.${view}`)).rowCount).not.toBe(0);
  }
  const documents = await write('SELECT * FROM weir.request_documents($1, ARRAY[$2::uuid, $2], ARRAY[1, 2])');
  expect(documents.rowCount).toBe(2);
  await client.query(`SELECT * FROM weir.caller($1, $1, 'here', 'B1', '{member}', now())`, [bao]);
});

async function anIntake(client: pg.Client, { own }: Board, policy: string) {
  await client.query(
    'INSERT INTO public.intakes (workspace_id, board_id, open_per_requester) VALUES ($1, $2, 9)',
    own,
  );
  await client.query(`UPDATE public.intakes SET ${policy} WHERE workspace_id = $1 AND board_id = $2`, own);
}

async function answer(client: pg.Client, number: number, kind: string, until: string | null = null) {
  await client.query(
    `INSERT INTO public.answers (workspace_id, board_id, request_id, kind, reason, message, until, by, at)
     SELECT workspace_id, board_id, id, $4, 'noCapacity', 'There is no room for this now.', $5, $1, $6
       FROM public.requests WHERE workspace_id = $1 AND board_id = $2 AND number = $3`,
    [...board.own, number, kind, until, at],
  );
}
