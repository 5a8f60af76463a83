import { hash } from '@node-rs/argon2';
import type pg from 'pg';
import { simulate } from './activity/simulate.js';
import { dataScience } from './boards/data-science.js';
import { platform } from './boards/platform.js';
import { siteOperations } from './boards/site-operations.js';
import { day } from './calendar.js';
import { cast, demo, type Person } from './cast.js';
import { Random } from './random.js';
import { insert, insertBoard } from './store.js';

export { cast, demo } from './cast.js';

export type SeedOptions = {
  /** The end of the history. The same `now` gives the same rows. */
  now: Date;
  /** The password of the accounts that can sign in. */
  password?: string;
};

/** The fixed random seed. Any number will do. */
const fixed = 20_260_101;
const plans = [platform, dataScience, siteOperations];

/** Argon2id with the parameters of the API. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * Creates the workspace `demo`, its people and its boards with their history, in one transaction. Does nothing and
 * returns false if the workspace exists. Two calls at once create one.
 */
export async function seed(
  client: pg.ClientBase,
  { now, password = demo.password }: SeedOptions,
): Promise<boolean> {
  const random = new Random(fixed);
  const created = new Date(now.getTime() - 125 * day);
  const workspaceId = random.uuid(created);
  await client.query('BEGIN');
  try {
    const { rowCount } = await client.query(
      'INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (slug) DO NOTHING',
      [workspaceId, demo.slug, demo.name, created],
    );
    if (rowCount === 1) {
      await insertPeople(client, workspaceId, created, password);
      for (const plan of plans) await insertBoard(client, simulate(plan, workspaceId, random, now));
      // Bao works on two boards and has at most three cards on each.
      const across = { workspaceId, id: random.uuid(now), userId: cast.member.id, max: 6, mode: 'block' };
      await insert(client, 'person_limits', [across]);
    }
    await client.query('COMMIT');
    // The planner gets statistics now instead of after the next autovacuum.
    await client.query('ANALYZE');
    return rowCount === 1;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

async function insertPeople(client: pg.ClientBase, workspaceId: string, at: Date, password: string) {
  const people: Person[] = Object.values(cast);
  const users = people.map(async ({ id, name, email, signsIn }) => ({
    id,
    name,
    email,
    passwordHash: signsIn ? await hash(password, argon2) : null,
    createdAt: at,
    emailVerifiedAt: at,
  }));
  // People are kept when a workspace is deleted, so those of an earlier demo may exist.
  await insert(client, 'users', await Promise.all(users), 'ON CONFLICT (id) DO NOTHING');
  await insert(
    client,
    'memberships',
    people.map(({ id, role }) => ({ workspaceId, userId: id, role, joinedAt: at, leftAt: null })),
  );
}
