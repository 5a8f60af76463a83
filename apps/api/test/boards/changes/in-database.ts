import type { Board } from '@weir/contract';
import type { Api } from '../../support/api.js';

/** The whole board as it is in the database, not as an instance keeps it in memory. */
export async function inDatabase(api: Pick<Api, 'pool' | 'service' | 'clock'>, path: string): Promise<Board> {
  const [, , , slug, , key] = path.split('/');
  const { rows } = await api.pool.query<{ workspaceId: string; boardId: string }>(
    `SELECT b.workspace_id AS "workspaceId", b.id AS "boardId"
       FROM boards b JOIN workspaces w ON w.id = b.workspace_id WHERE w.slug = $1 AND b.key = $2`,
    [slug, key],
  );
  const board = await api.service('SnapshotsService').fromDatabase(rows[0]!, api.clock.now());
  return JSON.parse(JSON.stringify(board));
}
