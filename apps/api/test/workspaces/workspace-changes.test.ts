import type { BoardSummary, Workspace, WorkspaceList } from '@weir/contract';
import { theApi } from '../support/api.js';
import type { Person } from '../support/person.js';

const api = theApi();
const { owner, manager, member, viewer, stranger, loner } = api.people;

/** A workspace of the loner's own, with an archived board. */
async function aWorkspace(slug: string): Promise<string> {
  const path = `/v1/workspaces/${slug}`;
  await loner.post<Workspace>('/v1/workspaces', { slug, name: slug });
  await newBoard(path, 'OLD');
  await loner.patch(`${path}/boards/OLD`, { archived: true });
  return path;
}

function newBoard(path: string, key: string) {
  const columns = [
    { name: 'Ready', kind: 'queue' },
    { name: 'Doing', kind: 'active' },
    { name: 'Done', kind: 'done' },
  ];
  return loner.post<BoardSummary>(`${path}/boards`, { key, name: key, columns });
}

const slugs = async (person: Person, path: string) =>
  (await person.get<WorkspaceList>(path)).body.items.map(({ slug }) => slug);
const own = '/v1/workspaces';
const archive = '/v1/me/archived-workspaces';

test('an owner renames a workspace; its slug stays', async () => {
  const path = await aWorkspace('renamed');
  const answer = await loner.patch<Workspace>(path, { name: 'The garden' });
  expect(answer).toMatchObject({
    status: 200,
    body: { slug: 'renamed', name: 'The garden', role: 'owner' },
  });
  expect((await loner.get<Workspace>(path)).body).toEqual(answer.body);
  const { items } = (await loner.get<WorkspaceList>('/v1/workspaces')).body;
  expect(items.find(({ slug }) => slug === 'renamed')?.name).toBe('The garden');
  for (const body of [{}, { name: '' }, { name: 'x'.repeat(81) }, { slug: 'else' }])
    expect((await loner.patch(path, body)).status).toBe(422);
});

test('an archived workspace is open to nobody until an owner restores it', async () => {
  const path = await aWorkspace('resting');
  expect((await loner.put<Workspace>(`${path}/archive`)).status).toBe(200);
  expect((await loner.get(`${path}/boards`)).status).toBe(404);
  expect(await slugs(loner, own)).not.toContain('resting');
  expect(await slugs(loner, archive)).toContain('resting');
  expect(await loner.post('/v1/workspaces', { slug: 'resting', name: 'Again' })).toMatchObject({
    status: 409,
    body: { code: 'key-taken' },
  });
  expect((await stranger.delete(`${archive}/resting`)).status).toBe(404);
  for (const _ of ['first', 'again'])
    expect(await loner.delete<Workspace>(`${archive}/resting`)).toMatchObject({
      status: 200,
      body: { slug: 'resting' },
    });
  expect((await loner.get(`${path}/boards`)).status).toBe(200);
  expect(await slugs(loner, archive)).not.toContain('resting');
});

test('a workspace is not archived while one of its boards is not', async () => {
  const path = await aWorkspace('busy');
  await newBoard(path, 'NEW');
  expect(await loner.put(`${path}/archive`)).toMatchObject({
    status: 409,
    body: { code: 'boards-not-archived', boards: 1, detail: expect.stringContaining('1 board') },
  });
  expect(await slugs(loner, own)).toContain('busy');
});

test('boards that are made or restored while their workspace is archived never stay in it, over HTTP and in SQL', async () => {
  for (const round of [1, 2, 3, 4]) {
    const path = await aWorkspace(`race-${round}`);
    const sql = api.pool
      .query(
        `UPDATE boards b SET archived_at = NULL FROM workspaces w WHERE w.slug = $1 AND b.workspace_id = w.id`,
        [`race-${round}`],
      )
      .catch((error: { code: string }) => expect(error.code).toBe('WIP00'));
    const answers = await Promise.all([
      loner.put(`${path}/archive`),
      newBoard(path, 'NEW'),
      loner.patch(`${path}/boards/OLD`, { archived: false }),
    ]);
    await sql;
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    const { rows } = await api.pool.query<{ open: boolean; boards: number }>(
      `SELECT w.archived_at IS NULL AS open, count(b.id) FILTER (WHERE b.archived_at IS NULL)::int AS boards
         FROM workspaces w LEFT JOIN boards b ON b.workspace_id = w.id WHERE w.slug = $1 GROUP BY 1`,
      [`race-${round}`],
    );
    expect(rows[0]?.open || rows[0]?.boards === 0).toBe(true);
  }
});

test('only owners rename, archive and restore their workspace', async () => {
  const path = '/v1/workspaces/demo';
  const calls = (person: Pick<Person, 'patch' | 'put' | 'delete'>) => [
    person.patch(path, { name: 'Taken over' }),
    person.put(`${path}/archive`),
    person.delete(`${archive}/demo`),
  ];
  const statuses = async (person: Pick<Person, 'patch' | 'put' | 'delete'>) =>
    (await Promise.all(calls(person))).map(({ status }) => status);
  for (const person of [manager, member, viewer]) expect(await statuses(person)).toEqual([403, 403, 404]);
  expect(await statuses(stranger)).toEqual([404, 404, 404]);
  expect(await statuses(api.nobody)).toEqual([401, 401, 401]);
  expect((await owner.patch(path, { name: 'Demo' })).status).toBe(200);
});
