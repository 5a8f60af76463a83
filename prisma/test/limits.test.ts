import { describe, expect, test } from '@jest/globals';
import { scopeNames, scopesAt } from './support/scopes.js';
import { type Board, eachTestOnABoard, refusal, type Workspace } from './support/workspace.js';

let workspace: Workspace;
let board: Board;
let bao: string;
eachTestOnABoard((here) => {
  ({ workspace, board, bao } = here);
});

describe.each(scopeNames)('a limit of scope %s', (name) => {
  const scope = () => scopesAt({ workspace, board, bao }).find((each) => each.scope === name)!;

  test('lets in the last card and refuses the next', async () => {
    const { set, inside, outside, enter } = scope();
    const id = await set(2);
    await inside();
    const [second, third] = [await outside(), await outside()];
    await board.update(enter, [second]);
    expect(await refusal(board.update(enter, [third]))).toMatchObject({
      code: 'wip-limit-reached',
      limits: [{ id, max: 2, load: 2 }],
    });
  });

  test('refuses two cards at once where one has room', async () => {
    const { set, inside, outside, enter } = scope();
    const id = await set(2);
    await inside();
    const two = [await outside(), await outside()];
    expect((await refusal(board.update(enter, two))).limits).toEqual([{ id, max: 2, load: 1 }]);
  });

  test('refuses a card restored from the archive', async () => {
    const { set, inside } = scope();
    const id = await set(1);
    const first = await inside();
    await board.update('archived_at = now()', [first]);
    await inside();
    expect((await refusal(board.update('archived_at = NULL', [first]))).limits).toEqual([
      { id, max: 1, load: 1 },
    ]);
  });

  test('above its maximum lets cards leave and swap, but none in', async () => {
    const { set, inside, outside, enter, leave } = scope();
    const cards = [await inside(), await inside(), await inside()];
    const id = await set(1);
    const another = await outside();
    const swap = `UPDATE cards SET ${whose(enter)} = CASE WHEN id = '${another}' THEN ${value(enter)} ELSE ${value(leave)} END
                   WHERE board_id = '${board.id}' AND id IN ('${another}', '${cards[0]}')`;
    await workspace.client.query(swap);
    expect((await refusal(board.update(enter, [cards[0]!]))).limits).toEqual([{ id, max: 1, load: 3 }]);
    await board.update(leave, [cards[1]!]);
    await board.update("title = 'Another title', rank = 7", [cards[2]!]);
    expect((await refusal(board.update(enter, [cards[1]!]))).limits).toEqual([{ id, max: 1, load: 2 }]);
  });
});

const whose = (set: string) => set.split(' = ')[0];
function value(set: string): string {
  const said = set.split(' = ')[1]!;
  if (set.startsWith('class')) return `${said}::class_of_service`;
  return `${said}::uuid`;
}

test('an expedite card has its own limit and does not count against a column, group, lane or cell', async () => {
  const { dev, review, red } = board;
  for (const facts of [
    { scope: 'column', columnId: dev },
    { scope: 'columns', columnIds: [dev, review] },
    { scope: 'swimlane', swimlaneId: red },
    { scope: 'swimlane', swimlaneId: red, columnId: dev },
  ])
    await board.limit({ ...facts, max: 0 });
  const own = await board.limit({ scope: 'classOfService', classOfService: 'expedite', max: 1 });
  const card = await board.card(dev, { lane: red, classOfService: 'expedite' });
  expect((await refusal(board.card(review, { lane: red, classOfService: 'expedite' }))).limits).toEqual([
    { id: own, max: 1, load: 1 },
  ]);
  expect((await refusal(board.update("class_of_service = 'standard'", [card]))).limits).toHaveLength(4);
});

test('a column that becomes active counts its cards against every limit of active columns', async () => {
  const { queue, red } = board;
  await board.card(queue, { lane: red, people: [bao], classOfService: 'fixedDate' });
  await board.limit({ scope: 'swimlane', swimlaneId: red, max: 0 });
  await board.limit({ scope: 'person', userId: bao, max: 0 });
  await board.limit({ scope: 'board', max: 0 });
  await board.limit({ scope: 'classOfService', classOfService: 'fixedDate', max: 0 });
  await board.limit({ scope: 'column', columnId: queue, max: 0 });
  await workspace.personLimit(bao, 0);
  const turned = workspace.rows("UPDATE columns SET kind = 'active' WHERE id = $1", [queue]);
  expect((await refusal(turned)).limits).toHaveLength(5);
});

describe('person limits', () => {
  const assign = (card: string, user = bao) =>
    workspace.rows(
      'INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id) VALUES ($1, $2, $3, $4)',
      [...board.own, card, user],
    );

  test('refuse one assignment too many, and name the limits on the board and across boards', async () => {
    const other = await workspace.board();
    await other.card(other.dev, { people: [bao] });
    const here = await board.limit({ scope: 'person', userId: bao, max: 1 });
    const across = await workspace.personLimit(bao, 2);
    await assign(await board.card(board.dev));
    const next = await board.card(board.dev);
    expect((await refusal(assign(next))).limits).toEqual(
      [
        { id: here, max: 1, load: 1 },
        { id: across, max: 2, load: 2 },
      ].sort((one, two) => one.id.localeCompare(two.id)),
    );
    await assign(await board.card(board.queue));
  });

  test('let people hand on and swap work', async () => {
    const aya = await workspace.person('Aya');
    await board.limit({ scope: 'person', userId: bao, max: 1 });
    await workspace.personLimit(aya, 1);
    await board.card(board.dev, { people: [bao] });
    await board.card(board.dev, { people: [aya] });
    await workspace.rows(
      `UPDATE card_assignees SET user_id = CASE user_id WHEN $2 THEN $3::uuid ELSE $2 END
        WHERE board_id = $1 AND user_id IN ($2, $3)`,
      [board.id, bao, aya],
    );
    const next = await board.card(board.dev);
    for (const each of [bao, aya]) expect((await refusal(assign(next, each))).code).toBe('wip-limit-reached');
  });

  test('count the cards of a board that is restored', async () => {
    const id = await workspace.personLimit(bao, 1);
    const other = await workspace.board();
    await other.card(other.dev, { people: [bao] });
    await workspace.rows('UPDATE boards SET archived_at = now() WHERE id = $1', [other.id]);
    await board.card(board.dev, { people: [bao] });
    const back = workspace.rows('UPDATE boards SET archived_at = NULL WHERE id = $1', [other.id]);
    expect((await refusal(back)).limits).toEqual([{ id, max: 1, load: 1 }]);
  });

  test('change their row exactly when their load changes', async () => {
    const id = await workspace.personLimit(bao, 9);
    const seq = async () =>
      Number((await workspace.rows('SELECT seq FROM person_limits WHERE id = $1', [id]))[0]!.seq);
    const seen = [await seq()];
    const card = await board.card(board.dev, { people: [bao] });
    seen.push(await seq());
    await board.update(`column_id = '${board.review}'`, [card]);
    seen.push(await seq());
    await board.update(`column_id = '${board.done}'`, [card]);
    seen.push(await seq());
    expect(seen).toEqual([0, 1, 1, 2]);
  });
});
