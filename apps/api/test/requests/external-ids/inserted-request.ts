import type { BoardIds } from '../../races/crowd.js';
import type { Api } from '../../support/api.js';
import type { Person } from '../../support/person.js';

/**
 * Inserts a request by plain SQL. Returns the status that a call would have had: 201, or 409 if another request has the id.
 * Any other error of the database is returned as its code.
 */
export async function insertRequest(
  api: Api,
  { workspaceId, boardId }: BoardIds,
  requester: Person,
  { number, externalId }: { number: number; externalId: string },
): Promise<number | string> {
  try {
    await api.pool.query(
      `INSERT INTO requests (workspace_id, board_id, id, number, title, requester_id, submitted_at, answer_by, expires_at, external_id)
       VALUES ($1, $2, gen_random_uuid(), $3, 'By hand', $4, now(), now() + interval '3 days', now() + interval '6 days', $5)`,
      [workspaceId, boardId, number, requester.id, externalId],
    );
    return 201;
  } catch (error) {
    const { code } = error as { code: string };
    return ['23505', '40P01'].includes(code) ? 409 : code;
  }
}
