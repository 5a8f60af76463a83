import { randomUUID as uuid } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { at, aWorkspace, refusal, type Workspace } from '../support/workspace.js';

let workspace: Workspace;
beforeAll(async () => {
  workspace = await aWorkspace();
});
afterAll(() => workspace.end());

const insert = 'INSERT INTO workspaces (id, slug, name, created_at) VALUES ($1, $2, $2, $3)';
const directory = async (...slugs: string[]) => {
  const rows = await workspace.rows<{ slug: string; workspace_id: string }>(
    'SELECT slug, workspace_id FROM workspace_slugs WHERE slug = ANY ($1)',
    [slugs],
  );
  return Object.fromEntries(rows.map((row) => [row.slug, row.workspace_id]));
};

test('the table of slugs has the slug of each workspace, also after a change by plain SQL', async () => {
  const id = uuid();
  await workspace.rows(insert, [id, 'first-name', at]);
  expect(await directory('first-name')).toEqual({ 'first-name': id });
  await workspace.rows(`UPDATE workspaces SET slug = 'second-name' WHERE id = $1`, [id]);
  expect(await directory('first-name', 'second-name')).toEqual({ 'second-name': id });
});

test('the table of slugs keeps slugs unique without the index on workspaces', async () => {
  const ids = [uuid(), uuid()];
  const clients = await Promise.all(ids.map(() => workspace.another()));
  await workspace.rows('DROP INDEX workspaces_slug_key');
  try {
    const tries = clients.map((client, n) => client.query(insert, [ids[n], 'wanted', at]));
    const ends = await Promise.allSettled(tries);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const rename = workspace.rows(`UPDATE workspaces SET slug = 'wanted' WHERE id = $1`, [
      workspace.workspaceId,
    ]);
    expect((await refusal(rename)).code).toBe('23503');
    expect(Object.keys(await directory('wanted', 'here'))).toHaveLength(2);
  } finally {
    await workspace.rows('CREATE UNIQUE INDEX workspaces_slug_key ON workspaces (slug)');
  }
});

test('a row of the table of slugs can’t be deleted while its workspace has the slug', async () => {
  const remove = workspace.rows(`DELETE FROM workspace_slugs WHERE slug = 'here'`);
  expect((await refusal(remove)).code).toBe('23503');
});

test('a slug is free again after its workspace was deleted for good or its insert did nothing', async () => {
  const [purged, next] = [uuid(), uuid()];
  await workspace.rows(insert, [purged, 'purged', at]);
  await workspace.rows('UPDATE workspaces SET archived_at = $2, delete_at = $2 WHERE id = $1', [purged, at]);
  await workspace.rows('SELECT weir.purge_workspace($1, 1000, now())', [purged]);
  expect(await directory('purged')).toEqual({});

  await workspace.rows(`${insert} ON CONFLICT DO NOTHING`, [workspace.workspaceId, 'unborn', at]);
  await workspace.rows(insert, [next, 'unborn', at]);
  expect(await directory('unborn')).toEqual({ unborn: next });
});
