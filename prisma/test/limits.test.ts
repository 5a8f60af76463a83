import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { embeddedPostgres, type Postgres, type TemplateDatabase, templateDatabase } from '@weir/stack';
import { migrate } from '../src/migrate.js';
import { aPlace, type Board, type Place, refusal } from './place.js';

let postgres: Postgres;
let template: TemplateDatabase;
let place: Place;
let board: Board;
let bao: string;
beforeAll(async () => {
  postgres = await embeddedPostgres();
  template = await templateDatabase(postgres.url, migrate);
  place = await aPlace(template);
});
afterAll(async () => {
  await place.end();
  await postgres.stop();
});
let boards = 0;
beforeEach(async () => {
  boards += 1;
  board = await place.board(`B${boards}`);
  bao = await place.person('Bao');
});

type Scope = {
  scope: string;
  /** Sets the limit and gives its id. */
  set: (max: number) => Promise<string>;
  /** A card that counts, and one that does not until `enter`. */
  inside: () => Promise<string>;
  outside: () => Promise<string>;
  enter: string;
  leave: string;
};

const scopes = (): Scope[] => {
  const { queue, dev, review, red, blue } = board;
  return [
    {
      scope: 'column',
      set: (max) => board.limit({ scope: 'column', columnId: dev, max }),
      inside: () => board.card(dev),
      outside: () => board.card(review),
      enter: `column_id = '${dev}'`,
      leave: `column_id = '${review}'`,
    },
    {
      scope: 'columns',
      set: (max) => board.limit({ scope: 'columns', columnIds: [dev, review], max }),
      inside: () => board.card(review),
      outside: () => board.card(queue),
      enter: `column_id = '${dev}'`,
      leave: `column_id = '${queue}'`,
    },
    {
      scope: 'swimlane',
      set: (max) => board.limit({ scope: 'swimlane', swimlaneId: red, max }),
      inside: () => board.card(review, { lane: red }),
      outside: () => board.card(dev, { lane: blue }),
      enter: `swimlane_id = '${red}'`,
      leave: 'swimlane_id = NULL',
    },
    {
      scope: 'cell',
      set: (max) => board.limit({ scope: 'swimlane', swimlaneId: red, columnId: queue, max }),
      inside: () => board.card(queue, { lane: red }),
      outside: () => board.card(dev, { lane: red }),
      enter: `column_id = '${queue}'`,
      leave: `column_id = '${dev}'`,
    },
    {
      scope: 'person',
      set: (max) => board.limit({ scope: 'person', userId: bao, max }),
      inside: () => board.card(dev, { people: [bao], classOfService: 'expedite' }),
      outside: () => board.card(queue, { people: [bao] }),
      enter: `column_id = '${review}'`,
      leave: `column_id = '${queue}'`,
    },
    {
      scope: 'person across boards',
      set: (max) => place.personLimit(bao, max),
      inside: () => board.card(dev, { people: [bao] }),
      outside: () => board.card(queue, { people: [bao] }),
      enter: `column_id = '${review}'`,
      leave: `column_id = '${queue}'`,
    },
    {
      scope: 'board',
      set: (max) => board.limit({ scope: 'board', max }),
      inside: () => board.card(dev, { classOfService: 'expedite' }),
      outside: () => board.card(queue),
      enter: `column_id = '${dev}'`,
      leave: `column_id = '${queue}'`,
    },
    {
      scope: 'classOfService',
      set: (max) => board.limit({ scope: 'classOfService', classOfService: 'fixedDate', max }),
      inside: () => board.card(dev, { classOfService: 'fixedDate' }),
      outside: () => board.card(dev),
      enter: `class_of_service = 'fixedDate'`,
      leave: `class_of_service = 'standard'`,
    },
  ];
};
const names = [
  'column',
  'columns',
  'swimlane',
  'cell',
  'person',
  'person across boards',
  'board',
  'classOfService',
];

describe.each(names)('a limit of scope %s', (name) => {
  const scope = () => scopes().find((each) => each.scope === name)!;

  test('lets the last one in and refuses one too many', async () => {
    const { set, inside, outside, enter } = scope();
    const id = await set(2);
    await inside();
    const [second, third] = [await outside(), await outside()];
    await board.update(enter, [second]);
    expect(await refusal(board.update(enter, [third]))).toMatchObject({
      code: 'WIP01',
      limits: [{ id, max: 2, load: 2 }],
    });
  });

  test('refuses two at once where one has room', async () => {
    const { set, inside, outside, enter } = scope();
    const id = await set(2);
    await inside();
    const two = [await outside(), await outside()];
    expect((await refusal(board.update(enter, two))).limits).toEqual([{ id, max: 2, load: 1 }]);
  });

  test('refuses a card brought back from the archive', async () => {
    const { set, inside } = scope();
    const id = await set(1);
    const first = await inside();
    await board.update('archived_at = now()', [first]);
    await inside();
    expect((await refusal(board.update('archived_at = NULL', [first]))).limits).toEqual([
      { id, max: 1, load: 1 },
    ]);
  });

  test('over its maximum, lets cards go and change places but none in', async () => {
    const { set, inside, outside, enter, leave } = scope();
    const cards = [await inside(), await inside(), await inside()];
    const id = await set(1);
    const another = await outside();
    const swap = `UPDATE cards SET ${whose(enter)} = CASE WHEN id = '${another}' THEN ${value(enter)} ELSE ${value(leave)} END
                   WHERE board_id = '${board.id}' AND id IN ('${another}', '${cards[0]}')`;
    await place.client.query(swap);
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

test('an expedite card has its own limit, and counts in none of a column, group, lane or cell', async () => {
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

describe('limits of persons', () => {
  const assign = (card: string, user = bao) =>
    place.rows(
      'INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id) VALUES ($1, $2, $3, $4)',
      [...board.own, card, user],
    );

  test('refuse an assignment too many, on the board and across boards, and tell both', async () => {
    const other = await place.board(`O${boards}`);
    await other.card(other.dev, { people: [bao] });
    const here = await board.limit({ scope: 'person', userId: bao, max: 1 });
    const across = await place.personLimit(bao, 2);
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

  test('let work be handed on, and two people exchange theirs', async () => {
    const aya = await place.person('Aya');
    await board.limit({ scope: 'person', userId: bao, max: 1 });
    await place.personLimit(aya, 1);
    await board.card(board.dev, { people: [bao] });
    await board.card(board.dev, { people: [aya] });
    await place.rows(
      `UPDATE card_assignees SET user_id = CASE user_id WHEN $2 THEN $3::uuid ELSE $2 END
        WHERE board_id = $1 AND user_id IN ($2, $3)`,
      [board.id, bao, aya],
    );
    const next = await board.card(board.dev);
    for (const each of [bao, aya]) expect((await refusal(assign(next, each))).code).toBe('WIP01');
  });

  test('a board that comes back brings its cards', async () => {
    const id = await place.personLimit(bao, 1);
    const other = await place.board(`O${boards}`);
    await other.card(other.dev, { people: [bao] });
    await place.rows('UPDATE boards SET archived_at = now() WHERE id = $1', [other.id]);
    await board.card(board.dev, { people: [bao] });
    const back = place.rows('UPDATE boards SET archived_at = NULL WHERE id = $1', [other.id]);
    expect((await refusal(back)).limits).toEqual([{ id, max: 1, load: 1 }]);
  });

  test('every change of what one counts changes its row, and no other does', async () => {
    const id = await place.personLimit(bao, 9);
    const seq = async () =>
      Number((await place.rows('SELECT seq FROM person_limits WHERE id = $1', [id]))[0]!.seq);
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

// Triggers of one statement each see the rows of the others as they have become.
describe('one statement over several tables passes no limit by', () => {
  test.each(['on the board', 'across boards'])('cards and who is assigned to them, %s', async (where) => {
    const { queue, dev, id } = board;
    if (where === 'on the board') await board.limit({ scope: 'person', userId: bao, max: 1 });
    else await place.personLimit(bao, 1);
    const [held, free] = [await board.card(dev, { people: [bao] }), await board.card(dev)];
    const waiting = await board.card(queue, { people: [bao] });
    const given = `INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id) VALUES ('${place.workspaceId}', '${id}', '${free}', '${bao}')`;
    // Looks as if the free card had left Bao's work while the waiting one came.
    const leaves = `WITH given AS (${given}) UPDATE cards SET column_id = CASE id WHEN '${waiting}' THEN '${dev}'::uuid ELSE '${queue}' END
                     WHERE board_id = '${id}' AND id IN ('${waiting}', '${free}')`;
    expect((await refusal(place.client.query(leaves))).code).toBe('WIP01');
    // Looks as if the waiting card had counted before it was passed on.
    const passed = `WITH moved AS (UPDATE cards SET column_id = '${dev}' WHERE id = '${waiting}')
                    UPDATE card_assignees SET card_id = '${free}' WHERE card_id = '${waiting}'`;
    expect((await refusal(place.client.query(passed))).code).toBe('WIP01');
    expect(held).toBeTruthy();
  });

  test('cards and the kind of a column', async () => {
    const { queue, dev, review, id } = board;
    await board.limit({ scope: 'board', max: 1 });
    await board.card(dev);
    const [waiting, also] = [await board.card(queue), await board.card(queue)];
    await place.rows("UPDATE columns SET kind = 'queue' WHERE id = $1", [review]);
    await board.update(`column_id = '${review}'`, [also]);
    const sql = `WITH turned AS (UPDATE columns SET kind = 'active' WHERE id = '${review}')
                 UPDATE cards SET column_id = CASE id WHEN '${waiting}' THEN '${dev}'::uuid ELSE '${queue}' END
                  WHERE board_id = '${id}' AND id IN ('${waiting}', '${also}')`;
    expect((await refusal(place.client.query(sql))).code).toBe('WIP01');
  });
});

test('a column that turns active brings its cards under all limits of what is in flight', async () => {
  const { queue, red } = board;
  await board.card(queue, { lane: red, people: [bao], classOfService: 'fixedDate' });
  await board.limit({ scope: 'swimlane', swimlaneId: red, max: 0 });
  await board.limit({ scope: 'person', userId: bao, max: 0 });
  await board.limit({ scope: 'board', max: 0 });
  await board.limit({ scope: 'classOfService', classOfService: 'fixedDate', max: 0 });
  await board.limit({ scope: 'column', columnId: queue, max: 0 });
  await place.personLimit(bao, 0);
  const turned = place.rows("UPDATE columns SET kind = 'active' WHERE id = $1", [queue]);
  expect((await refusal(turned)).limits).toHaveLength(5);
});

describe('the done half', () => {
  const isDone = async (id: string) =>
    (await place.rows('SELECT done FROM cards WHERE id = $1', [id]))[0]!.done;

  test('is of split columns alone, whoever writes', async () => {
    const card = await board.card(board.dev, { done: true });
    expect(await isDone(card)).toBe(true);
    await board.update(`column_id = '${board.review}'`, [card]);
    expect(await isDone(card)).toBe(false);
    await board.update('done = true', [card]);
    expect(await isDone(card)).toBe(false);
  });

  test('ends with the split', async () => {
    const card = await board.card(board.dev, { done: true });
    await place.rows('UPDATE columns SET split = false WHERE id = $1', [board.dev]);
    expect(await isDone(card)).toBe(false);
    const queue = place.rows('UPDATE columns SET split = true WHERE id = $1', [board.queue]);
    expect((await refusal(queue)).code).toBe('23514');
  });
});

describe('the columns of a group', () => {
  test('are two or more of the board, kept in order and once each', async () => {
    const { dev, review } = board;
    const id = await board.limit({ scope: 'columns', columnIds: [review, dev, review], max: 3 });
    const [row] = await place.rows('SELECT column_ids FROM wip_limits WHERE id = $1', [id]);
    expect(row!.column_ids).toEqual([dev, review].sort());
    const again = board.limit({ scope: 'columns', columnIds: [dev, review], max: 4 });
    expect((await refusal(again)).code).toBe('23505');
    expect((await refusal(board.limit({ scope: 'columns', columnIds: [dev, dev], max: 4 }))).code).toBe(
      '23514',
    );
    const other = await place.board(`O${boards}`);
    const foreign = board.limit({ scope: 'columns', columnIds: [dev, other.dev], max: 4 });
    expect((await refusal(foreign)).code).toBe('23503');
  });

  test('are not deleted under it', async () => {
    const id = await board.limit({ scope: 'columns', columnIds: [board.dev, board.review], max: 3 });
    const remove = () => place.rows('DELETE FROM columns WHERE id = $1', [board.review]);
    expect((await refusal(remove())).code).toBe('23503');
    await place.rows('DELETE FROM wip_limits WHERE id = $1', [id]);
    await remove();
  });
});

test.each(['cards', 'card_assignees', 'overrides', 'requests', 'answers'])(
  'TRUNCATE of %s is refused',
  async (table) => {
    expect((await refusal(place.rows(`TRUNCATE ${table} CASCADE`))).code).toBe('WIP08');
  },
);

describe.each(['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'])('at %s', (level) => {
  test.each(names)('two writers do not both take the last room of scope %s', async (name) => {
    const { set, outside, enter } = scopes().find(({ scope }) => scope === name)!;
    await set(1);
    const cards = [await outside(), await outside()];
    const clients = [await place.another(), await place.another()];
    for (const client of clients) await client.query(`BEGIN ISOLATION LEVEL ${level}`);
    for (const client of clients) await client.query('SELECT count(*) FROM cards');
    await board.update(enter, [cards[0]!], clients[0]);
    const second = board.update(enter, [cards[1]!], clients[1]);
    second.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await clients[0]!.query('COMMIT');
    expect((await refusal(second)).code).toBe(level === 'READ COMMITTED' ? 'WIP01' : '40001');
  });

  test('a person is not given the last room twice, on two boards', async () => {
    await place.personLimit(bao, 1);
    const other = await place.board(`O${boards}`);
    const cards = [
      await board.card(board.queue, { people: [bao] }),
      await other.card(other.queue, { people: [bao] }),
    ];
    const clients = [await place.another(), await place.another()];
    for (const client of clients) await client.query(`BEGIN ISOLATION LEVEL ${level}`);
    for (const client of clients) await client.query('SELECT count(*) FROM cards');
    await board.update(`column_id = '${board.dev}'`, [cards[0]!], clients[0]);
    const second = other.update(`column_id = '${other.dev}'`, [cards[1]!], clients[1]);
    second.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await clients[0]!.query('COMMIT');
    expect((await refusal(second)).code).toBe(level === 'READ COMMITTED' ? 'WIP01' : '40001');
  });
});

test('an exchange is believed though another has just written the columns and who is assigned', async () => {
  const { dev, review } = board;
  await board.limit({ scope: 'column', columnId: dev, max: 1 });
  await board.limit({ scope: 'column', columnId: review, max: 1 });
  const cards = [await board.card(dev, { people: [bao] }), await board.card(review)];
  await place.rows('UPDATE wip_limits SET max = 0 WHERE board_id = $1', [board.id]);
  const [first, second] = [await place.another(), await place.another()];
  await first.query('BEGIN');
  await first.query('SELECT FROM cards WHERE id = $1 FOR NO KEY UPDATE', [cards[0]]);
  await second.query("UPDATE columns SET policy = 'New' WHERE board_id = $1", [board.id]);
  await board.update(
    `column_id = CASE column_id WHEN '${dev}' THEN '${review}'::uuid ELSE '${dev}' END`,
    cards,
    first,
  );
  await first.query('COMMIT');
});

test('what a statement writes in a subtransaction of its own is not taken for what stood before', async () => {
  const { queue, dev, review } = board;
  await board.limit({ scope: 'board', max: 1 });
  await board.card(dev);
  await place.rows("UPDATE columns SET kind = 'queue' WHERE id = $1", [review]);
  const [turned, waiting] = [await board.card(review), await board.card(queue)];
  await place.rows(
    `CREATE FUNCTION turn(_column uuid, _to uuid) RETURNS uuid LANGUAGE plpgsql AS $$
     BEGIN
       BEGIN UPDATE columns SET kind = 'active' WHERE id = _column; EXCEPTION WHEN division_by_zero THEN NULL; END;
       RETURN _to;
     END $$`,
  );
  const set = `column_id = CASE id WHEN '${turned}' THEN '${queue}'::uuid ELSE turn('${review}', '${dev}') END`;
  expect((await refusal(board.update(set, [turned, waiting]))).code).toBe('WIP01');
});
