import { hash } from '@node-rs/argon2';
import type { Role } from '@weir/contract';
import type { Pool } from 'pg';
import { v7 as uuid } from 'uuid';

export type Name = Role | 'secondMember' | 'secondRequester' | 'stranger' | 'loner';
export type Person = { id: string; name: string; email: string; sessionId: string };
export type Cast = Record<Name, Person>;

export const password = 'demo-demo';
// Weaker than the API's own, so that a test file begins at once; the parameters stand in the hash.
const weakHash = hash(password, { memoryCost: 1024, timeCost: 1 });

const names: Record<Name, string> = {
  owner: 'Olga Ortiz',
  manager: 'Mira Mensah',
  member: 'Bao Brandt',
  secondMember: 'Noor Novak',
  requester: 'Rana Roy',
  secondRequester: 'Tomo Tanaka',
  viewer: 'Vik Vale',
  /** Owns the other workspace. */
  stranger: 'Sam Stone',
  /** Belongs nowhere. */
  loner: 'Lea Lund',
};

/** The cast in the workspace `demo`, a stranger in `other`, each signed in. */
export async function castOf(pool: Pool): Promise<Cast> {
  const passwordHash = await weakHash;
  const now = new Date();
  const people = Object.entries(names).map(([key, name]) => {
    return [key, { id: uuid(), name, email: `${key.toLowerCase()}@demo.test`, sessionId: uuid() }] as const;
  });
  const cast = Object.fromEntries(people) as Cast;
  for (const { id, name, email, sessionId } of Object.values(cast)) {
    await pool.query(
      'INSERT INTO users (id, email, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)',
      [id, email, name, passwordHash, now],
    );
    await pool.query(
      `INSERT INTO sessions (id, user_id, created_at, expires_at) VALUES ($1, $2, $3, $3::timestamptz + interval '1 year')`,
      [sessionId, id, now],
    );
  }
  const workspaces = { demo: uuid(), other: uuid() };
  for (const [slug, id] of Object.entries(workspaces)) {
    const row = [id, slug, `The ${slug} workspace`, now];
    await pool.query('INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, $2, $3, $4)', row);
  }
  const join = (workspace: string, who: Name, role: Role) =>
    pool.query('INSERT INTO memberships (workspace_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4)', [
      workspace,
      cast[who].id,
      role,
      now,
    ]);
  for (const role of ['owner', 'manager', 'member', 'requester', 'viewer'] as const) {
    await join(workspaces.demo, role, role);
  }
  await join(workspaces.demo, 'secondMember', 'member');
  await join(workspaces.demo, 'secondRequester', 'requester');
  await join(workspaces.other, 'stranger', 'owner');
  return cast;
}
