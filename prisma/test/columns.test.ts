import { describe, expect, test } from '@jest/globals';
import { type Board, eachTestOnABoard, refusal, type Workspace } from './support/workspace.js';

let workspace: Workspace;
let board: Board;
eachTestOnABoard((here) => {
  ({ workspace, board } = here);
});

describe('the done half', () => {
  const isDone = async (id: string) =>
    (await workspace.rows('SELECT done FROM cards WHERE id = $1', [id]))[0]!.done;

  test('exists only in split columns, on every write path', async () => {
    const card = await board.card(board.dev, { done: true });
    expect(await isDone(card)).toBe(true);
    await board.update(`column_id = '${board.review}'`, [card]);
    expect(await isDone(card)).toBe(false);
    await board.update('done = true', [card]);
    expect(await isDone(card)).toBe(false);
  });

  test('ends when the column is no longer split', async () => {
    const card = await board.card(board.dev, { done: true });
    await workspace.rows('UPDATE columns SET split = false WHERE id = $1', [board.dev]);
    expect(await isDone(card)).toBe(false);
    const queue = workspace.rows('UPDATE columns SET split = true WHERE id = $1', [board.queue]);
    expect((await refusal(queue)).code).toBe('23514');
  });
});

describe('the columns of a group', () => {
  test('are at least two columns of the board, sorted and without duplicates', async () => {
    const { dev, review } = board;
    const id = await board.limit({ scope: 'columns', columnIds: [review, dev, review], max: 3 });
    const [row] = await workspace.rows('SELECT column_ids FROM wip_limits WHERE id = $1', [id]);
    expect(row!.column_ids).toEqual([dev, review].sort());
    const again = board.limit({ scope: 'columns', columnIds: [dev, review], max: 4 });
    expect((await refusal(again)).code).toBe('23505');
    expect((await refusal(board.limit({ scope: 'columns', columnIds: [dev, dev], max: 4 }))).code).toBe(
      '23514',
    );
    const other = await workspace.board();
    const foreign = board.limit({ scope: 'columns', columnIds: [dev, other.dev], max: 4 });
    expect((await refusal(foreign)).code).toBe('23503');
  });

  test('cannot be deleted', async () => {
    const id = await board.limit({ scope: 'columns', columnIds: [board.dev, board.review], max: 3 });
    const remove = () => workspace.rows('DELETE FROM columns WHERE id = $1', [board.review]);
    expect((await refusal(remove())).code).toBe('23503');
    await workspace.rows('DELETE FROM wip_limits WHERE id = $1', [id]);
    await remove();
  });
});
