import { describe, expect, test } from '@jest/globals';
import { scopeNames, scopesAt } from './support/scopes.js';
import { type Board, eachTestOnABoard, refusal, type Workspace } from './support/workspace.js';

let workspace: Workspace;
let board: Board;
let bao: string;
eachTestOnABoard((here) => {
  ({ workspace, board, bao } = here);
});

describe.each(['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'])('at %s', (level) => {
  test.each(scopeNames)('two writers cannot both take the last place of scope %s', async (name) => {
    const { set, outside, enter } = scopesAt({ workspace, board, bao }).find(({ scope }) => scope === name)!;
    await set(1);
    const cards = [await outside(), await outside()];
    const clients = [await workspace.another(), await workspace.another()];
    for (const client of clients) await client.query(`BEGIN ISOLATION LEVEL ${level}`);
    for (const client of clients) await client.query('SELECT count(*) FROM cards');
    await board.update(enter, [cards[0]!], clients[0]);
    const second = board.update(enter, [cards[1]!], clients[1]);
    second.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await clients[0]!.query('COMMIT');
    expect((await refusal(second)).code).toBe(level === 'READ COMMITTED' ? 'wip-limit-reached' : '40001');
  });

  test('a person cannot get a last card on two boards at once', async () => {
    await workspace.personLimit(bao, 1);
    const other = await workspace.board();
    const cards = [
      await board.card(board.queue, { people: [bao] }),
      await other.card(other.queue, { people: [bao] }),
    ];
    const clients = [await workspace.another(), await workspace.another()];
    for (const client of clients) await client.query(`BEGIN ISOLATION LEVEL ${level}`);
    for (const client of clients) await client.query('SELECT count(*) FROM cards');
    await board.update(`column_id = '${board.dev}'`, [cards[0]!], clients[0]);
    const second = other.update(`column_id = '${other.dev}'`, [cards[1]!], clients[1]);
    second.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await clients[0]!.query('COMMIT');
    expect((await refusal(second)).code).toBe(level === 'READ COMMITTED' ? 'wip-limit-reached' : '40001');
  });
});

test('a swap passes right after another transaction wrote the columns and assignees', async () => {
  const { dev, review } = board;
  await board.limit({ scope: 'column', columnId: dev, max: 1 });
  await board.limit({ scope: 'column', columnId: review, max: 1 });
  const cards = [await board.card(dev, { people: [bao] }), await board.card(review)];
  await workspace.rows('UPDATE wip_limits SET max = 0 WHERE board_id = $1', [board.id]);
  const [first, second] = [await workspace.another(), await workspace.another()];
  await first.query('BEGIN');
  const locked = 'SELECT FROM cards WHERE workspace_id = $1 AND board_id = $2 AND id = $3 FOR NO KEY UPDATE';
  await first.query(locked, [...board.own, cards[0]]);
  const written = "UPDATE columns SET policy = 'New' WHERE workspace_id = $1 AND board_id = $2";
  await second.query(written, board.own);
  await board.update(
    `column_id = CASE WHEN column_id = '${dev}' THEN '${review}'::uuid ELSE '${dev}' END`,
    cards,
    first,
  );
  await first.query('COMMIT');
});
