import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type TemplateDatabase, templateDatabase } from '@weir/stack';
import type pg from 'pg';
import { readMigrations } from '../../src/files.js';
import { migrate } from '../../src/migrate.js';
import { cast, seed, seedAfresh } from '../../src/seed/index.js';
import { connected, serverUrl } from '../support/migrated.js';
import { now } from './seeded-demo.js';

const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
/** A Sunday. */
const onSunday = { now: later(5 * 24), onlyUntouched: true };
const [otherWorkspace, otherBoard, otherColumn] = ['aa', 'bb', 'cc'].map(
  (end) => `00000000-0000-7000-8000-0000000000${end}`,
);

let seeded: TemplateDatabase;
let client: pg.Client;

/** A demo, and a workspace of one of its members with a board and a card. */
async function prepare(url: string) {
  await migrate(url);
  const to = await connected(url);
  await seed(to, { now });
  await to.query(`
    INSERT INTO workspaces (id, slug, name, created_at) VALUES ('${otherWorkspace}', 'mine', 'Mine', now());
    INSERT INTO memberships (workspace_id, user_id, role, joined_at) VALUES ('${otherWorkspace}', '${cast.member.id}', 'owner', now());
    INSERT INTO boards (workspace_id, id, key, name, created_at, created_by)
    VALUES ('${otherWorkspace}', '${otherBoard}', 'MINE', 'Mine', now(), '${cast.member.id}');
    INSERT INTO board_clock (workspace_id, board_id, next_card) VALUES ('${otherWorkspace}', '${otherBoard}', 2);
    INSERT INTO columns (workspace_id, board_id, id, name, kind, position) VALUES ('${otherWorkspace}', '${otherBoard}', '${otherColumn}', 'Doing', 'active', 0);
    INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, rank, created_at, created_by, entered_column_at, committed_at)
    VALUES ('${otherWorkspace}', '${otherBoard}', gen_random_uuid(), 1, 'Mine', '${otherColumn}', 1, now(), '${cast.member.id}', now(), now());
    INSERT INTO sessions (id, user_id, created_at, expires_at) VALUES (gen_random_uuid(), '${cast.member.id}', now(), now() + interval '1 day')`);
  await to.end();
}

/** The database of a test that commits changes. The other tests share one and leave it unchanged. */
let url: string;
let shared: pg.Client;
beforeAll(async () => {
  seeded = await templateDatabase(serverUrl(), prepare, 'seeded');
  shared = client = await connected((await seeded.clone()).url);
});
afterEach(async () => {
  if (client !== shared) await client.end();
  client = shared;
});
afterAll(() => shared.end());

async function ownDatabase() {
  ({ url } = await seeded.clone());
  client = await connected(url);
}

const one = async <T = unknown>(sql: string): Promise<T> =>
  Object.values<T>((await client.query(sql)).rows[0])[0] as T;
const ofDemo = `(SELECT id FROM workspaces WHERE slug = 'demo')`;
const touched = () => one(`SELECT weir.demo_is_touched(${ofDemo})`);
/** All rows of the demo's boards, its members and its requests, as one text. */
const rowsOf = (workspace: string) =>
  one(`SELECT md5(string_agg(row, ',' ORDER BY row)) FROM (
    SELECT to_jsonb(t)::text AS row FROM cards t WHERE workspace_id = ${workspace} UNION ALL
    SELECT to_jsonb(t)::text FROM events t WHERE workspace_id = ${workspace} UNION ALL
    SELECT to_jsonb(t)::text FROM requests t WHERE workspace_id = ${workspace} UNION ALL
    SELECT to_jsonb(t)::text FROM memberships t WHERE workspace_id = ${workspace} UNION ALL
    SELECT to_jsonb(t)::text FROM board_clock t WHERE workspace_id = ${workspace} UNION ALL
    SELECT to_jsonb(t)::text FROM workspaces t WHERE id = ${workspace}) x`);

const outside = async () => [
  await rowsOf(`'${otherWorkspace}'`),
  await one(`SELECT md5(string_agg(to_jsonb(u)::text, ',' ORDER BY id)) FROM users u`),
  await one('SELECT count(*)::int FROM sessions'),
];

/** The number of a workspace's rows in each table, except for the row of its slug, which it has as long as it exists. */
async function countsOf(workspace: string) {
  const { rows } = await client.query<{ table: string }>(`
    SELECT c.relname AS "table" FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'workspace_slugs' ORDER BY 1`);
  const counts = rows.map(
    ({ table }) => `SELECT '${table}' AS t, count(*) AS n FROM ${table} WHERE workspace_id = ${workspace}`,
  );
  return one<Record<string, number>>(`SELECT jsonb_object_agg(t, n) FROM (${counts.join(' UNION ALL ')}) x`);
}

const filledTables = async () =>
  Object.entries(await countsOf(ofDemo)).flatMap(([table, count]) => (count > 0 ? [table] : []));

test('a demo that nobody has changed is seeded afresh when it is older than a day, by one of two starts at once, and nothing else changes', async () => {
  await ownDatabase();
  const filled = await filledTables();
  const before = await rowsOf(ofDemo);
  expect(await seedAfresh(client, { now: later(23), onlyUntouched: false })).toBe(false);
  expect(await rowsOf(ofDemo)).toBe(before);
  const others = await outside();
  const { rows: old } = await client.query(
    'SELECT b.id, k.seq FROM boards b JOIN board_clock k ON board_id = id',
  );

  const other = await connected(url);
  const done = await Promise.all([client, other].map((each) => seedAfresh(each, onSunday)));
  await other.end();
  expect(done.toSorted()).toEqual([false, true]);
  expect(await outside()).toEqual(others);
  // The same kinds of rows are there again: also those that triggers write, such as the texts for the search.
  expect(await filledTables()).toEqual(filled);
  expect(await one(`SELECT demo_seeded_at FROM workspaces WHERE slug = 'demo'`)).toEqual(onSunday.now);
  expect(await one(`SELECT max(at) > '${later(2 * 24).toISOString()}' FROM events`)).toBe(true);
  expect(await one('SELECT count(*)::int FROM mails WHERE due_at IS NOT NULL')).toBe(0);
  expect(await touched()).toBe(false);
  // Boards keep their ids and skip a number, so that readers with the old number read the board again.
  for (const { id, seq } of old.filter((board) => board.id !== otherBoard))
    expect(await one(`SELECT min(seq) FROM events WHERE board_id = '${id}'`)).toBe(String(Number(seq) + 2));
});

const joined = `
  INSERT INTO users (id, email, name, created_at) VALUES ('${otherColumn}', 'new@example.org', 'Nia', @at);
  INSERT INTO memberships (workspace_id, user_id, role, joined_at) VALUES (${ofDemo}, '${otherColumn}', 'manager', @at)`;
test.each([
  [
    'a changed card',
    true,
    `UPDATE cards SET title = 'Changed' WHERE workspace_id = ${ofDemo} AND number = 1`,
  ],
  ['a new member', true, joined],
  [
    'a changed role',
    true,
    `UPDATE memberships SET role = 'member', version = 2 WHERE workspace_id = ${ofDemo} AND role = 'viewer'`,
  ],
  [
    'an invitation',
    true,
    `INSERT INTO invitations (workspace_id, id, token_hash, role, created_by, created_at, expires_at)
     VALUES (${ofDemo}, gen_random_uuid(), 'x', 'member', '${cast.owner.id}', @at, @at)`,
  ],
  [
    'a wish to be notified',
    true,
    `INSERT INTO notify_me (workspace_id, board_id, user_id, asked_at, expires_at)
     SELECT workspace_id, id, '${cast.requester.id}', @at, @at FROM boards WHERE key = 'OPS'`,
  ],
  [
    'a wait for a free slot',
    true,
    `INSERT INTO slot_waits (workspace_id, board_id, column_id, user_id, asked_at, expires_at)
     SELECT b.workspace_id, b.id, k.id, '${cast.owner.id}', @at, @at
       FROM boards b JOIN columns k ON k.board_id = b.id AND k.position = 1 WHERE b.key = 'OPS'`,
  ],
  [
    'a saved view',
    true,
    `INSERT INTO saved_views (workspace_id, board_id, id, user_id, name, query, created_at)
     SELECT workspace_id, id, gen_random_uuid(), '${cast.owner.id}', 'Late', '', @at FROM boards WHERE key = 'OPS'`,
  ],
  [
    'a guest’s wish to be notified',
    true,
    `INSERT INTO guest_waits (workspace_id, board_id, id, email, at, expires_at)
     SELECT workspace_id, id, gen_random_uuid(), 'guest@example.org', @at, @at FROM boards WHERE key = 'OPS'`,
  ],
  [
    'a board made by a program in the system’s name',
    true,
    `INSERT INTO events (workspace_id, board_id, seq, type, at, changes)
     SELECT workspace_id, board_id, 900000, 'board.changed', @at, '[]' FROM board_clock WHERE workspace_id = ${ofDemo}`,
  ],
  [
    'a webhook',
    true,
    `SELECT set_config('weir.writer', '{"actor": "${cast.manager.id}", "now": ' || to_json(@at::text) || '}', true);
     INSERT INTO webhooks (workspace_id, id, name, url, types, board_ids, payload, created_by, created_at)
     VALUES (${ofDemo}, gen_random_uuid(), 'Archive', 'https://archive.test', '{}', '{}', 'full', '${cast.manager.id}', @at)`,
  ],
  [
    'a calendar feed',
    true,
    `INSERT INTO calendar_feeds (workspace_id, user_id, hash, created_at)
     VALUES (${ofDemo}, '${cast.member.id}', sha256('x'), @at)`,
  ],
  ['reading notices', false, 'UPDATE notices SET read_at = @at'],
  [
    'signing in',
    false,
    `INSERT INTO sessions (id, user_id, created_at, expires_at) VALUES (gen_random_uuid(), '${cast.owner.id}', @at, @at)`,
  ],
  [
    'the system’s own work',
    false,
    `INSERT INTO events (workspace_id, board_id, seq, type, at, changes)
     SELECT workspace_id, board_id, 900000 + n, t, @at, '[]'
       FROM board_clock, unnest('{request.reminded,request.overdue,requests.expired,gate.changed,rest.changed}'::text[]) WITH ORDINALITY u (t, n)
      WHERE workspace_id = ${ofDemo}`,
  ],
])('whether %s counts as a change of the demo by a person: %s', async (_, counts, change) => {
  await client.query('BEGIN');
  await client.query(change.replaceAll('@at', `'${later(1).toISOString()}'`));
  expect(await touched()).toBe(counts);
  await client.query('ROLLBACK');
});

test('a demo that a person has changed is kept until the button is pressed, and then its new members stay', async () => {
  await ownDatabase();
  await client.query(joined.replaceAll('@at', `'${later(1).toISOString()}'`));
  const before = await rowsOf(ofDemo);
  expect(await seedAfresh(client, onSunday)).toBe(false);
  expect(await rowsOf(ofDemo)).toBe(before);
  expect(await seedAfresh(client, { ...onSunday, onlyUntouched: false })).toBe(true);
  expect(await touched()).toBe(false);
  expect(await one(`SELECT role FROM memberships WHERE user_id = '${otherColumn}'`)).toBe('manager');
});

test('a seed that fails in the middle changes nothing', async () => {
  const before = await rowsOf(ofDemo);
  await client.query(`
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'the power is gone'; END $$;
    CREATE TRIGGER fail BEFORE INSERT ON card_blocks EXECUTE FUNCTION fail()`);
  await expect(seedAfresh(client, onSunday)).rejects.toThrow('the power is gone');
  expect(await rowsOf(ofDemo)).toBe(before);
  expect(await one(`SELECT count(*)::int FROM pg_trigger WHERE tgenabled <> 'O'`)).toBe(0);
  await client.query('DROP FUNCTION fail CASCADE');
});

test('removing the demo leaves no row of it in any table, and takes none of another workspace', async () => {
  const others = await countsOf(`'${otherWorkspace}'`);
  await client.query('BEGIN');
  await client.query(`SELECT weir.remove_demo(${ofDemo}, false)`);
  expect(new Set(Object.values(await countsOf(ofDemo)))).toEqual(new Set([0]));
  expect(await countsOf(`'${otherWorkspace}'`)).toEqual(others);
  await client.query('ROLLBACK');
});

test('the database refuses to remove a workspace that is no demo', async () => {
  const removed = client.query(`SELECT weir.remove_demo('${otherWorkspace}', false)`);
  await expect(removed).rejects.toThrow('is no demo');
  expect(await one(`SELECT count(*)::int FROM cards WHERE title = 'Mine'`)).toBe(1);
});

test('an upgrade finds out when an older demo was seeded', async () => {
  await client.query('BEGIN');
  await client.query('UPDATE workspaces SET demo_seeded_at = NULL');
  const { migrationDirectories } = await readMigrations();
  const { migrationFile } = migrationDirectories.find(({ path }) => path.endsWith('_demo_seeded_at'))!;
  await client.query((migrationFile.content as { value: string }).value.match(/^UPDATE [^;]+;/m)![0]);
  const { rows } = await client.query('SELECT slug, demo_seeded_at AS at FROM workspaces ORDER BY slug');
  expect(rows).toEqual([
    { slug: 'demo', at: now },
    { slug: 'mine', at: null },
  ]);
  await client.query('ROLLBACK');
});
