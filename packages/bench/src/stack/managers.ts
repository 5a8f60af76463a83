import type { World } from './world.js';

/**
 * Adds managers to all workspaces of the owner, in plain SQL, because sign-ups are limited per network. They have the owner's password.
 * `name`: `Caller` makes `Caller 1` with `caller1@bench.test`. Returns their addresses.
 */
export async function addManagers(world: World, name: string, count: number): Promise<string[]> {
  const local = name.toLowerCase();
  await world.query(
    `WITH made AS (
       INSERT INTO users (id, email, name, password_hash, created_at, email_verified_at)
       SELECT uuidv7(), $3::text || n || '@bench.test', $4::text || ' ' || n, u.password_hash, now(), now()
         FROM users u, generate_series(1, $2::int) n
        WHERE u.id = $1
       RETURNING id
     )
     INSERT INTO memberships (workspace_id, user_id, role, joined_at)
     SELECT o.workspace_id, m.id, 'manager', now() FROM memberships o, made m WHERE o.user_id = $1`,
    [world.caller.userId, count, local, name],
  );
  return Array.from({ length: count }, (_, n) => `${local}${n + 1}@bench.test`);
}
