import type { AuditLog, Workspace, WorkspaceContent, WorkspaceList } from '@weir/contract';
import { rowsWith } from '../database/rows-with.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import type { Person } from '../support/person.js';
import { refusalOf } from '../support/refusals.js';

const api = theApi();
const { owner, manager, member, requester, viewer, stranger, loner } = api.people;
const archive = '/v1/me/archived-workspaces';
const aDay = 86_400_000;

const plan = (by: Person, slug: string, name: string) =>
  by.put<Workspace>(`${archive}/${slug}/deletion`, { name });
const ids = async (slug: string) =>
  (
    await api.pool.query<{ id: string; boards: string[] }>(
      `SELECT w.id, array(SELECT b.id FROM boards b WHERE b.workspace_id = w.id) AS boards FROM workspaces w WHERE w.slug = $1`,
      [slug],
    )
  ).rows[0]!;

async function anArchive(slug: string): Promise<string> {
  await loner.post<Workspace>('/v1/workspaces', { slug, name: `The ${slug}` });
  await loner.put(`/v1/workspaces/${slug}/archive`);
  return `The ${slug}`;
}

test('an owner deletes an archived workspace by its name, and can keep or restore it for 30 days', async () => {
  const name = await anArchive('leaving');
  expect(refusalOf(await plan(loner, 'leaving', 'The other'), 'errors')).toMatchObject({
    status: 422,
    errors: [{ path: 'name', code: 'otherName' }],
  });
  const at = new Date(api.clock.now().getTime() + 30 * aDay).toISOString().slice(0, 13);
  for (const _ of ['first', 'again'])
    expect(await plan(loner, 'leaving', name)).toMatchObject({
      status: 200,
      body: { slug: 'leaving', deleteAt: expect.stringContaining(at) },
    });
  const { items } = (await loner.get<WorkspaceList>(archive)).body;
  expect(items.find(({ slug }) => slug === 'leaving')?.deleteAt).toContain(at);
  const kept = await loner.delete<Workspace>(`${archive}/leaving/deletion`);
  expect(kept).toMatchObject({ status: 200, body: { slug: 'leaving' } });
  expect(kept.body.deleteAt).toBeUndefined();
  await plan(loner, 'leaving', name);
  expect((await loner.delete<Workspace>(`${archive}/leaving`)).body.deleteAt).toBeUndefined();
  const log = (await loner.get<AuditLog>('/v1/workspaces/leaving/audit?type=workspace')).body.items;
  expect(log.slice(0, 5).map(({ event }) => [event.type, event.actor?.id])).toEqual(
    ['restored', 'deletionCancelled', 'deletionPlanned', 'deletionCancelled', 'deletionPlanned'].map(
      (verb) => [`workspace.${verb}`, loner.id],
    ),
  );
});

test('only an owner deletes, only an archived workspace, and only once nobody waits for an answer', async () => {
  const name = await anArchive('guarded');
  for (const person of [owner, stranger]) {
    expect((await plan(person, 'guarded', name)).status).toBe(404);
    expect((await person.delete(`${archive}/guarded/deletion`)).status).toBe(404);
    expect((await person.get(`${archive}/guarded/content`)).status).toBe(404);
  }
  for (const person of [owner, manager, member, requester, viewer, stranger])
    expect((await plan(person, 'demo', 'The demo workspace')).status).toBe(404);
  const board = await aBoard().make();
  await requester.post(`${board.path}/requests`, { title: 'Waits' });
  // Over HTTP, a board with a request that waits cannot be archived.
  await api.pool.query(
    `UPDATE boards SET archived_at = now(); UPDATE workspaces SET archived_at = now() WHERE slug = 'demo'`,
  );
  expect(await plan(owner, 'demo', 'The demo workspace')).toMatchObject({
    status: 409,
    body: { code: 'requests-waiting', waiting: 1 },
  });
  expect((await plan(manager, 'demo', 'The demo workspace')).status).toBe(404);
  await api.pool.query(
    `UPDATE workspaces SET archived_at = NULL WHERE slug = 'demo'; UPDATE boards SET archived_at = NULL`,
  );
  await expect(
    api.pool.query(`UPDATE workspaces SET delete_at = now() WHERE slug = 'demo'`),
  ).rejects.toMatchObject({ code: '23514' });
});

test('after 30 days nothing of a deleted workspace is left in any table, and no other one is touched', async () => {
  const board = await aBoard().make();
  const [card] = await board.cards('Ready', 2, { assigneeIds: [member.id] });
  await requester.post(`${board.path}/requests`, { title: 'Accepted' });
  await manager.put(`${board.path}/requests/1/answer`, { kind: 'accept' });
  await member.post(`${board.path}/cards/${card}/comments`, { text: `@[${viewer.id}] look` });
  await manager.attach(board, 'plan.txt', 'First');
  await manager.post(`${board.path}/cards/${card}/links`, { kind: 'relatesTo', card: 2 });
  await owner.post('/v1/workspaces/demo/invitations', { role: 'viewer' });
  await api.pool.query(
    `INSERT INTO answers (workspace_id, board_id, request_id, kind, by, at)
     SELECT r.workspace_id, r.board_id, r.id, 'withdrawn', r.requester_id, now() FROM requests r WHERE r.answered_at IS NULL;
     UPDATE boards SET archived_at = now()`,
  );
  await owner.put('/v1/workspaces/demo/archive');
  expect((await owner.get<WorkspaceContent>(`${archive}/demo/content`)).body).toMatchObject({
    cards: 3,
    undelivered: 1,
    attachments: 1,
    members: 7,
  });
  await plan(owner, 'demo', 'The demo workspace');
  const letters = await api.pool.query(
    `SELECT count(*)::int AS n FROM mails m JOIN account_letters l ON l.id = m.account_letter_id
      WHERE l.kind = 'workspaceDeletion' AND l.workspace = 'The demo workspace'`,
  );
  expect(letters.rows[0].n).toBe(7);

  const { id, boards } = await ids('demo');
  const other = await ids('other');
  const before = await rowsWith(api, [other.id]);
  expect(Object.keys(await rowsWith(api, [id, ...boards])).length).toBeGreaterThan(20);
  const prune = () => api.service('PruningService').prune();
  api.clock.pass({ days: 29 });
  await prune();
  expect((await owner.get(`${archive}/demo/content`)).status).toBe(200);
  api.clock.pass({ days: 2 });
  expect((await owner.delete(`${archive}/demo`)).status).toBe(404);
  // It is due by the clock of this instance, but not by the clock of the database.
  await prune();
  expect((await rowsWith(api, [id])).workspaces).toBe(1);
  await api.pool.query('UPDATE workspaces SET delete_at = now() WHERE id = $1', [id]);
  await Promise.all([prune(), prune()]);
  expect(await rowsWith(api, [id, ...boards])).toEqual({});
  expect(await rowsWith(api, [other.id])).toEqual(before);
  expect((await owner.get('/v1/me')).status).toBe(200);
  expect((await loner.post<Workspace>('/v1/workspaces', { slug: 'demo', name: 'Again' })).status).toBe(201);
});
