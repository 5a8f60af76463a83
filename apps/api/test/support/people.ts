import { hash } from '@node-rs/argon2';
import type { Role } from '@weir/contract';
import type { Pool } from 'pg';
import { v7 as uuid } from 'uuid';
import type { Person } from './person.js';

export type Name = Role | 'secondMember' | 'secondRequester' | 'stranger' | 'loner';
export type People = Record<Name, Person>;

export const password = 'demo-demo';
// Weaker than the API's own hash, so that a test file starts at once. The parameters are part of the hash.
const weakHash = hash(password, { memoryCost: 1024, timeCost: 1 });

export const fullNames: Record<Name, string> = {
  owner: 'Olga Ortiz',
  manager: 'Mira Mensah',
  member: 'Bao Brandt',
  secondMember: 'Noor Novak',
  requester: 'Rana Roy',
  secondRequester: 'Tomo Tanaka',
  viewer: 'Vik Vale',
  /** Owns the other workspace. */
  stranger: 'Sam Stone',
  /** Belongs to no workspace. */
  loner: 'Lea Lund',
};

const memberships: [workspace: 'demo' | 'other', name: Name, role: Role][] = [
  ['demo', 'owner', 'owner'],
  ['demo', 'manager', 'manager'],
  ['demo', 'member', 'member'],
  ['demo', 'secondMember', 'member'],
  ['demo', 'requester', 'requester'],
  ['demo', 'secondRequester', 'requester'],
  ['demo', 'viewer', 'viewer'],
  ['other', 'stranger', 'owner'],
];

/** Inserts the people, their sessions and the workspaces `demo` and `other`. */
export async function insertPeople(pool: Pool, people: People): Promise<void> {
  const workspaces = { demo: uuid(), other: uuid() };
  await pool.query(
    `INSERT INTO workspaces (id, slug, name, created_at)
     SELECT w.id, w.slug, 'The ' || w.slug || ' workspace', now() FROM unnest($1::uuid[], $2::text[]) w (id, slug)`,
    [Object.values(workspaces), Object.keys(workspaces)],
  );
  await insertUsers(pool, Object.values(people));
  for (const [workspace, name, role] of memberships)
    await insertMembership(pool, workspace, people[name], role);
}

/** Inserts users, each with a session of sixty years. */
export async function insertUsers(pool: Pool, people: readonly Person[]): Promise<void> {
  await pool.query(
    `INSERT INTO users (id, email, name, password_hash, created_at, email_verified_at)
     SELECT p.id, p.email, p.name, $4, now(), now() FROM unnest($1::uuid[], $2::text[], $3::text[]) p (id, email, name)`,
    [
      people.map(({ id }) => id),
      people.map(({ email }) => email),
      people.map(({ name }) => name),
      await weakHash,
    ],
  );
  await pool.query(
    `INSERT INTO sessions (id, user_id, created_at, expires_at)
     SELECT s.id, s.user_id, now(), now() + interval '60 years' FROM unnest($1::uuid[], $2::uuid[]) s (id, user_id)`,
    [people.map(({ sessionId }) => sessionId), people.map(({ id }) => id)],
  );
}

export async function insertMembership(
  pool: Pool,
  workspace: string,
  { id }: Person,
  role: Role,
): Promise<void> {
  await pool.query(
    `INSERT INTO memberships (workspace_id, user_id, role, joined_at)
     SELECT w.id, $2, $3, now() FROM workspaces w WHERE w.slug = $1`,
    [workspace, id, role],
  );
}
