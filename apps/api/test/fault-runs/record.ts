import type { JudgedBoard, RecordedEvent } from '@weir/history';
import { readOverrideLog } from '../model/workspace.js';
import { untilRead } from './reading.js';
import type { Run } from './run.js';
import type { Stack } from './stack.js';

/** Reads the boards of a run from the database, in one snapshot and with the order of the commits, and their logs of overrides. */
export async function recordOf(stack: Stack, { workspace }: Run): Promise<JudgedBoard[]> {
  const slug = workspace.path.split('/')[3];
  const client = await stack.pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: events } = await client.query<RecordedEvent & { key: string; commit: string }>(
      `SELECT b.key, e.seq::int, e.type, e.at, e.actor_id AS actor, e.changes,
              (extract(epoch FROM pg_xact_commit_timestamp(e.xmin)) * 1000000)::bigint AS commit
         FROM events e
         JOIN boards b     ON b.workspace_id = e.workspace_id AND b.id = e.board_id
         JOIN workspaces w ON w.id = b.workspace_id
        WHERE w.slug = $1
        ORDER BY e.seq`,
      [slug],
    );
    const { rows: clocks } = await client.query<{ key: string; seq: number }>(
      `SELECT b.key, k.seq::int
         FROM board_clock k
         JOIN boards b     ON b.workspace_id = k.workspace_id AND b.id = k.board_id
         JOIN workspaces w ON w.id = b.workspace_id
        WHERE w.slug = $1`,
      [slug],
    );
    await client.query('COMMIT');
    return await Promise.all(
      workspace.keys.map(async (key) => ({
        key,
        events: events
          .filter((event) => event.key === key)
          .map(({ key: _, commit, ...event }) => ({ ...event, commit: Number(commit) })),
        clock: clocks.find((clock) => clock.key === key)?.seq ?? 0,
        overrides: await untilRead(() => readOverrideLog(stack, workspace, key)),
      })),
    );
  } finally {
    client.release();
  }
}
