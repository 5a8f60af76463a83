import { randomUUID as uuid } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { databaseUrl } from '@weir/stack';
import pg from 'pg';
import { migrate } from '../src/migrate.js';
import { aDistributedDatabase } from '../test/support/cluster.js';
import { connected } from '../test/support/migrated.js';
import { type Board, Workspace } from '../test/support/workspace.js';

const coordinator = () => process.env.WEIR_CITUS_URL as string;
const moves = 400;
const writers = 8;
const move = `
  SELECT weir.move_card($1, $2, $2, now(), $3::int, $4::jsonb, NULL, NULL::weir.write_key,
                        ROW (NULL, NULL, false)::weir.write_conditions) AS outcome`;

type Figures = { alone: number; together: number };

test('a move on Citus costs at most ten times as much as on one node of the same server', async () => {
  const name = `citus_plain_${uuid().slice(0, 8)}`;
  const admin = await connected(coordinator());
  await admin.query('SET citus.enable_create_database_propagation = off');
  await admin.query(`CREATE DATABASE ${name}`);
  const plainUrl = databaseUrl(coordinator(), name);
  await migrate(plainUrl);
  const distributed = await aDistributedDatabase();
  try {
    const [plain, citus] = [await boardsOn(plainUrl), await boardsOn(distributed.url)];
    const runs: { plain: Figures; citus: Figures }[] = [];
    // In turns, three times, so that other load on the machine affects both.
    for (let turn = 0; turn < 3; turn += 1)
      runs.push({ plain: await measured(plain), citus: await measured(citus) });
    const median = (of: (run: (typeof runs)[number]) => number) => runs.map(of).sort((a, b) => a - b)[1]!;
    const figures = {
      'one writer, ms a move': { plain: median((r) => r.plain.alone), citus: median((r) => r.citus.alone) },
      'eight writers, moves a second': {
        plain: median((r) => r.plain.together),
        citus: median((r) => r.citus.together),
      },
    };
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    expect(figures['one writer, ms a move'].citus).toBeLessThan(
      10 * figures['one writer, ms a move'].plain + 10,
    );
    for (const { workspace } of [...plain, ...citus]) await workspace.end();
  } finally {
    await distributed.drop();
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  }
});

/** A workspace with a board for each writer, so that no writer waits for another's clock. */
async function boardsOn(url: string): Promise<Board[]> {
  const workspace = new Workspace(url, await connected(url));
  const named = [workspace.workspaceId, `w${workspace.workspaceId.slice(0, 8)}`];
  await workspace.rows('INSERT INTO workspace_slugs (workspace_id, slug) VALUES ($1, $2)', named);
  await workspace.rows(
    'INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, $2, $2, now())',
    named,
  );
  const boards: Board[] = [];
  for (let n = 0; n < writers; n += 1) {
    const board = await workspace.board();
    await board.limit({ scope: 'column', columnId: board.review as string, max: 3 });
    await board.card(board.queue);
    boards.push(board);
  }
  return boards;
}

async function measured(boards: Board[]): Promise<Figures> {
  const pools = boards.map(({ workspace }) => new pg.Pool({ connectionString: workspace.url, max: 1 }));
  const run = async (at: number, count: number) => {
    const board = boards[at]!;
    for (let n = 0; n < count; n += 1) {
      const columnId = n % 2 === 0 ? board.review : board.queue;
      const { rows } = await pools[at]!.query(move, [...board.own, 1, { columnId }]);
      if (rows[0].outcome.refused) throw new Error(rows[0].outcome.refused);
    }
  };
  await Promise.all(boards.map((_, at) => run(at, 20)));
  const alone = await seconds(() => run(0, moves));
  const together = await seconds(() => Promise.all(boards.map((_, at) => run(at, moves / writers))));
  for (const pool of pools) await pool.end();
  return { alone: Number(((alone * 1000) / moves).toFixed(2)), together: Math.round(moves / together) };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
