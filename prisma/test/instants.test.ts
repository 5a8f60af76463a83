import { describe, expect, test } from '@jest/globals';
import { acceptedOn } from './support/accepted.js';
import { commandsOf } from './support/commands.js';
import { at, type Board, eachTestOnABoard, type Here, type Workspace } from './support/workspace.js';

let here: Here;
let workspace: Workspace;
let board: Board;
eachTestOnABoard((now) => {
  here = now;
  ({ workspace, board } = now);
});
const { move } = commandsOf(() => here);
const { accepted, stepsOf, announced } = acceptedOn(() => here);

type Instants = { isNew: boolean; committed: boolean; delivered: boolean; isInOrder: boolean | null };

/** Whether a card entered its column in the test, which instants it has, and whether they are in order. */
async function instantsOf(card: string): Promise<Instants> {
  const [row] = await workspace.rows<Instants>(
    `SELECT entered_column_at > $2 AS "isNew", committed_at IS NOT NULL AS committed, delivered_at IS NOT NULL AS delivered,
            committed_at <= delivered_at AS "isInOrder"
       FROM cards WHERE id = $1`,
    [card, at],
  );
  return row!;
}

const names = ['queue', 'dev', 'review', 'done'] as const;
const later = '2026-06-16T12:00:00.000Z';

describe('plain SQL', () => {
  test('that moves a card between any two columns does to it what the API does', async () => {
    const paths = names.flatMap((from) => names.filter((to) => to !== from).map((to) => [from, to] as const));
    for (const [index, [from, to]] of paths.entries()) {
      const [byApi, bySql] = [await accepted(board[from]), await accepted(board[from])];
      await workspace.rows('UPDATE cards SET done = true WHERE column_id = $1', [board.dev]);
      const asked = { columnId: board[to], toRequester: { reason: 'other' } };
      expect(await move(2 * index + 1, asked, later)).toMatchObject({ body: { columnId: board[to] } });
      await board.update(`column_id = '${board[to]}'`, [bySql.card]);
      expect([from, to, await instantsOf(bySql.card)]).toEqual([from, to, await instantsOf(byApi.card)]);
      const steps = (await stepsOf(byApi.request)).map((step) => step.replace('other', 'database'));
      expect([from, to, await stepsOf(bySql.request)]).toEqual([from, to, steps]);
    }
  });

  test('that moves many cards announces to each requester what became of theirs, once', async () => {
    const work = [await accepted(board.dev), await accepted(board.queue), await accepted(board.done)];
    const other = await board.card(board.dev);
    await board.update(
      `column_id = CASE column_id WHEN '${board.dev}'::uuid THEN '${board.queue}'::uuid
                                  WHEN '${board.queue}' THEN '${board.done}' ELSE '${board.dev}' END`,
      [other, ...work.map(({ card }) => card)],
    );
    const told = [];
    for (const { request } of work) told.push([(await stepsOf(request)).at(-1), await announced(request)]);
    expect(told).toEqual([
      ['putBack database', ['putBack']],
      ['delivered', ['delivered']],
      ['begun', ['begun']],
    ]);
    // The card is in the queue now, and moves there without a reason.
    await workspace.rows(`UPDATE columns SET kind = 'queue' WHERE id = $1`, [board.review]);
    expect(await move(1, { columnId: board.review })).toMatchObject({ body: { columnId: board.review } });
  });

  test('that changes a column’s kind commits, delivers and puts back its cards, archived ones too', async () => {
    const [one, archived] = [await accepted(board.review), await accepted(board.review)];
    await board.update('archived_at = now()', [archived.card]);
    const turn = (kind: string) =>
      workspace.rows(`UPDATE columns SET kind = '${kind}' WHERE id = $1`, [board.review]);
    const seen = [];
    for (const kind of ['queue', 'active', 'done', 'active']) {
      await turn(kind);
      const { committed, delivered } = await instantsOf(one.card);
      expect(await instantsOf(archived.card)).toMatchObject({ committed, delivered });
      seen.push([kind, committed, delivered, (await stepsOf(one.request)).at(-1)]);
    }
    expect(seen).toEqual([
      ['queue', false, false, 'putBack database'],
      ['active', true, false, 'begun'],
      ['done', true, true, 'delivered'],
      ['active', true, false, 'begun'],
    ]);
    expect((await stepsOf(archived.request)).at(-1)).toBe('takenOff database');
  });

  test('keeps instants that it names where they agree with the column, and no others', async () => {
    const card = await board.card(board.queue);
    await board.update(`committed_at = now(), delivered_at = now()`, [card]);
    expect(await instantsOf(card)).toMatchObject({ committed: false, delivered: false });
    const named = '2026-01-02T03:04:05.000Z';
    await board.update(`column_id = '${board.done}', committed_at = '${named}', delivered_at = '${named}'`, [
      card,
    ]);
    await board.update(`column_id = '${board.dev}', delivered_at = NULL`, [card]);
    const [row] = await workspace.rows('SELECT committed_at, delivered_at FROM cards WHERE id = $1', [card]);
    expect(row).toEqual({ committed_at: new Date(named), delivered_at: null });
  });
});

const levels = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];

describe.each(levels)('at %s', (level) => {
  /** Runs each write in a transaction of its own, all at once, and again where the database asks to. */
  const race = (writes: string[]) =>
    Promise.all(
      writes.map(async (sql) => {
        const client = await workspace.another();
        for (let isDone = false; !isDone; ) {
          await client.query(`BEGIN ISOLATION LEVEL ${level}`);
          try {
            await client.query(sql);
            await client.query('COMMIT');
            isDone = true;
          } catch (error) {
            await client.query('ROLLBACK');
            if (!['40001', '40P01'].includes((error as { code: string }).code)) throw error;
          }
        }
      }),
    );

  test('cards archived and put back at once give both reasons, whichever came first', async () => {
    const work = [];
    for (let n = 0; n < 3; n += 1) work.push(await accepted(board.dev));
    const given = JSON.stringify({ reason: 'noCapacity', message: 'The lab is closed.' });
    await race(
      work.flatMap(({ card }) => [
        `WITH s AS (SELECT set_config('weir.to_requester', '${given}', true))
         UPDATE cards SET archived_at = now() FROM s WHERE id = '${card}'`,
        `UPDATE cards SET column_id = '${board.queue}' WHERE id = '${card}'`,
      ]),
    );
    for (const { request, card } of work) {
      expect(await instantsOf(card)).toMatchObject({ committed: false });
      const steps = await stepsOf(request);
      expect(steps.at(-1)).toBe('takenOff noCapacity The lab is closed.');
      expect(steps).toContain('putBack database');
    }
  });

  test('a card that moves into a column while its kind changes follows the new kind', async () => {
    const [there, coming] = [await accepted(board.queue), await accepted(board.dev)];
    await race([
      `UPDATE columns SET kind = 'active' WHERE id = '${board.queue}'`,
      `UPDATE cards SET column_id = '${board.queue}' WHERE id = '${coming.card}'`,
      `UPDATE cards SET column_id = '${board.review}' WHERE id = '${there.card}'`,
    ]);
    for (const { card, request } of [there, coming]) {
      expect(await instantsOf(card)).toMatchObject({ committed: true, delivered: false });
      expect((await stepsOf(request)).at(-1)).toBe('begun');
    }
  });
});

test('a move that waited for the clock while its column changed kind is corrected under it', async () => {
  const { card, request } = await accepted(board.dev);
  const [turning, moving] = [await workspace.another(), await workspace.another()];
  await turning.query('BEGIN');
  await turning.query(`UPDATE columns SET kind = 'active' WHERE id = $1`, [board.queue]);
  const moved = board.update(`column_id = '${board.queue}'`, [card], moving);
  await isWaiting(moving);
  await turning.query('COMMIT');
  await moved;
  expect(await instantsOf(card)).toMatchObject({ committed: true });
  expect((await stepsOf(request)).at(-1)).toBe('begun');
});

async function isWaiting(client: Awaited<ReturnType<Workspace['another']>>): Promise<void> {
  const { processID } = client as unknown as { processID: number };
  for (let isLocked = false; !isLocked; ) {
    const [row] = await workspace.rows<{ type: string | null }>(
      'SELECT wait_event_type AS type FROM pg_stat_activity WHERE pid = $1',
      [processID],
    );
    isLocked = row?.type === 'Lock';
  }
}
