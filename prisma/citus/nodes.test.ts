import { expect, test } from '@jest/globals';
import pg from 'pg';
import { distribute } from '../src/citus/distribute.js';
import { nodesOf } from '../test/support/cluster.js';
import { type Board, eachTestOnABoard, refusal, type Workspace } from '../test/support/workspace.js';

let workspace: Workspace;
let board: Board;
let bao: string;
eachTestOnABoard((here) => {
  ({ workspace, board, bao } = here);
});

const move = `
  SELECT weir.move_card($1, $2, $3, now(), $4::int, $5::jsonb, NULL, ROW ($3, 'move on ' || $2::uuid::text, $6, '\\x00')::weir.write_key,
                        ROW (enum_range(NULL::role), NULL, false)::weir.write_conditions) AS outcome`;

/** Errors of calls that changed nothing: the connection or the node was lost, or the shard moves or has just moved. */
const changesNothing = /^(none|ECONN.*|08...|57P0.|55P03|40001|40P01|XX000)$/;

/** Writers that move cards back and forth until they are stopped. Records the keys of all acknowledged moves. */
class Movers {
  readonly acknowledged: string[] = [];
  readonly codes = new Map<string, number>();
  /** An unexpected error of a move. */
  failure: unknown;
  private stopped = false;
  private readonly running: Promise<void>[];

  constructor(size: number) {
    this.running = Array.from({ length: size }, (_, n) =>
      this.moveOn(n).catch((error: unknown) => {
        this.failure = error;
      }),
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running);
    if (this.failure) throw this.failure;
  }

  private async moveOn(n: number): Promise<void> {
    const pool = new pg.Pool({ connectionString: workspace.url, max: 1 });
    pool.on('error', () => {});
    for (let turn = 0; !this.stopped; turn += 1) {
      const key = `${n}-${turn}`;
      const columnId = turn % 2 === 0 ? board.review : board.queue;
      // Like the API, it repeats a call that changed nothing, with the same key.
      while (!(await this.tryToMove(pool, n + 1, columnId, key)) && !this.stopped);
    }
    await pool.end();
  }

  private async tryToMove(pool: pg.Pool, card: number, columnId: unknown, key: string): Promise<boolean> {
    try {
      const { rows } = await pool.query(move, [...board.own, bao, card, { columnId }, key]);
      if (rows[0].outcome.refused) throw new Error(rows[0].outcome.refused);
      this.acknowledged.push(key);
      return true;
    } catch (error) {
      const { code = 'none' } = error as pg.DatabaseError;
      if (!changesNothing.test(code)) throw error;
      this.codes.set(code, (this.codes.get(code) ?? 0) + 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return false;
    }
  }
}

async function expectNothingLost({ acknowledged }: Movers): Promise<void> {
  const kept = await workspace.rows<{ key: string }>(
    `SELECT key FROM idempotency_keys WHERE workspace_id = $1 AND route = 'move on ' || $2::uuid::text`,
    board.own,
  );
  const keys = new Set(kept.map(({ key }) => key));
  expect(acknowledged.filter((key) => !keys.has(key))).toEqual([]);
  const events = await workspace.rows<{ seq: string; type: string }>(
    'SELECT seq, type FROM events WHERE workspace_id = $1 AND board_id = $2 ORDER BY seq',
    board.own,
  );
  expect(events.map(({ seq }) => Number(seq))).toEqual(events.map((_, n) => n + 1));
  // Each key took effect once.
  expect(events.filter(({ type }) => type === 'card.moved')).toHaveLength(keys.size);
}

const enough = async (movers: Movers, more: number) => {
  const goal = movers.acknowledged.length + more;
  while (movers.acknowledged.length < goal && !movers.failure)
    await new Promise((resolve) => setTimeout(resolve, 20));
  if (movers.failure) await movers.stop();
};

async function fourCards(): Promise<void> {
  for (let n = 0; n < 4; n += 1) await board.card(board.queue);
}

/** The worker with the workspace's shard, and the other worker. */
async function placement() {
  const [row] = await workspace.rows<{
    shard: string;
    name: string;
    port: number;
    to_name: string;
    to_port: number;
  }>(
    `SELECT p.shardid AS shard, p.nodename AS name, p.nodeport AS port, n.nodename AS to_name, n.nodeport AS to_port
       FROM pg_dist_shard_placement p JOIN pg_dist_node n ON n.groupid <> 0 AND (n.nodename, n.nodeport) <> (p.nodename, p.nodeport)
      WHERE p.shardid = get_shard_id_for_distribution_column('public.workspaces', $1::uuid)`,
    [workspace.workspaceId],
  );
  return row!;
}

test('a tenant that moves to another node and back under load loses no write and keeps its limits', async () => {
  await fourCards();
  const limit = await board.limit({ scope: 'column', columnId: board.review as string, max: 4 });
  const movers = new Movers(4);
  await enough(movers, 20);
  for (let turn = 0; turn < 2; turn += 1) {
    const { shard, name, port, to_name, to_port } = await placement();
    await workspace.rows(
      `SELECT citus_move_shard_placement($1::bigint, $2::text, $3::int, $4::text, $5::int, shard_transfer_mode := 'block_writes')`,
      [shard, name, port, to_name, to_port],
    );
    expect(await placement()).toMatchObject({ name: to_name, port: to_port });
    await enough(movers, 20);
  }
  await movers.stop();
  await expectNothingLost(movers);
  await workspace.rows('UPDATE wip_limits SET max = 0 WHERE workspace_id = $1 AND id = $2', [
    workspace.workspaceId,
    limit,
  ]);
  const ids = await workspace.rows<{ id: string }>(
    'SELECT id FROM cards WHERE workspace_id = $1 AND board_id = $2 AND column_id = $3',
    [...board.own, board.queue],
  );
  for (const { id } of ids)
    await expect(board.update(`column_id = '${board.review}'`, [id])).rejects.toThrow('wip-limit-reached');
});

test('a worker whose sessions are killed under load loses no acknowledged write', async () => {
  await fourCards();
  const { name, port } = await placement();
  const nodes = await nodesOf(workspace.url);
  const worker = new pg.Client({
    connectionString: nodes.find((node) => node.name === name && node.port === port)!.url,
  });
  await worker.connect();
  const movers = new Movers(4);
  for (let kills = 0; kills < 5; kills += 1) {
    await enough(movers, 10);
    await worker.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
  }
  await enough(movers, 10);
  await movers.stop();
  await worker.end();
  await expectNothingLost(movers);
});

test('a tenant on a separate shard refuses writes until the shard is prepared, and then keeps its limits', async () => {
  const id = await board.card(board.queue);
  await board.limit({ scope: 'column', columnId: board.dev as string, max: 0 });
  await workspace.rows(
    `SELECT isolate_tenant_to_new_shard('public.workspaces', $1::uuid, 'CASCADE', shard_transfer_mode := 'block_writes')`,
    [workspace.workspaceId],
  );
  const moveBy = {
    sql: () => board.update(`column_id = '${board.dev}'`, [id]),
    command: () => workspace.rows(move, [...board.own, bao, 1, { columnId: board.dev }, 'isolated']),
  };
  expect((await refusal(moveBy.sql())).code).toBe('55P03');
  expect((await refusal(moveBy.command())).code).toBe('55P03');
  await distribute(workspace.url, { shards: 4, say: () => {} });
  expect((await refusal(moveBy.sql())).code).toBe('wip-limit-reached');
  expect(await moveBy.command()).toMatchObject([{ outcome: { refused: 'wip-limit-reached' } }]);
});

test('a second distribution changes nothing', async () => {
  const lines: string[] = [];
  const state = () =>
    workspace.rows(
      `SELECT (SELECT count(*) FROM pg_dist_shard) AS shards, (SELECT count(*) FROM pg_dist_object) AS objects`,
    );
  const before = await state();
  await distribute(workspace.url, { shards: 4, say: (line) => lines.push(line) });
  expect(await state()).toEqual(before);
  expect(lines).toEqual(
    expect.arrayContaining(['all tables are distributed already', 'all commands are delegated already']),
  );
});
