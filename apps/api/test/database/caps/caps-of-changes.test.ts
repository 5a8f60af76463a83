import type { Request, Session } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { all, boardIdsOf, type Isolation, SqlCrowd } from '../../races/crowd.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { password } from '../../support/people.js';

// What adds to a count without a new row, and what adds rows without adding to a count.

const api = theApi();
const { owner, member, requester, loner } = api.people;
const invitations = '/v1/workspaces/demo/invitations';

const setCaps = (caps: object) =>
  api.pool.query(`UPDATE workspaces SET caps = $1 WHERE slug = 'demo'`, [JSON.stringify(caps)]);
const setOwn = (caps: object) =>
  api.pool.query('UPDATE users SET caps = $1 WHERE id = $2', [JSON.stringify(caps), loner.id]);
afterEach(() => api.pool.query(`UPDATE workspaces SET caps = '{}'; UPDATE users SET caps = '{}'`));

const isolations: Isolation[] = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];

/** Workspaces of the owner in which the loner is a member. Returns their slugs. */
async function workspacesOfTwo(count: number, name: string): Promise<string[]> {
  const slugs = Array.from({ length: count }, (_, n) => `${name}-${n}`);
  for (const slug of slugs) await owner.post('/v1/workspaces', { slug, name: slug });
  await api.pool.query(
    `INSERT INTO memberships (workspace_id, user_id, role, joined_at)
     SELECT id, $1, 'member', now() FROM workspaces WHERE slug = ANY ($2)`,
    [loner.id, slugs],
  );
  return slugs;
}

describe('caps on what one person has', () => {
  test('of 8 promotions at once exactly one makes a person the owner of their last workspace', async () => {
    const slugs = await workspacesOfTwo(8, 'promoted');
    await setOwn({ workspaces: 1 });
    const promoted = await all(8, (n) =>
      owner.patch(`/v1/workspaces/${slugs[n]}/members/${loner.id}`, { role: 'owner' }),
    );
    expect(promoted.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { body } of promoted.filter(({ status }) => status !== 200))
      expect(body).toMatchObject({ code: 'cap-reached', cap: 'workspaces', max: 1 });
    await api.pool.query('DELETE FROM memberships WHERE user_id = $1', [loner.id]);
  });

  test.each(isolations)('plain SQL at %s promotes nobody beyond the cap on workspaces', async (isolation) => {
    const slugs = await workspacesOfTwo(8, isolation.toLowerCase().replace(' ', '-'));
    await setOwn({ workspaces: 1 });
    const crowd = new SqlCrowd(api, isolation, 8);
    const promoted = await all(8, (n) =>
      crowd.write(
        'SELECT count(*) FROM memberships',
        `UPDATE memberships SET role = 'owner'
          WHERE user_id = $1 AND workspace_id = (SELECT id FROM workspaces WHERE slug = $2)`,
        [loner.id, slugs[n]],
      ),
    );
    await crowd.close();
    expect(promoted.filter((outcome) => outcome === 'done')).toHaveLength(1);
    await api.pool.query('DELETE FROM memberships WHERE user_id = $1', [loner.id]);
  });

  test('an archived workspace comes back only to an owner who has room for it', async () => {
    await setOwn({ workspaces: 1 });
    await loner.post('/v1/workspaces', { slug: 'first', name: 'First' });
    await api.pool.query(`UPDATE workspaces SET archived_at = now() WHERE slug = 'first'`);
    await loner.post('/v1/workspaces', { slug: 'second', name: 'Second' });
    const back = api.pool.query(`UPDATE workspaces SET archived_at = NULL WHERE slug = 'first'`);
    await expect(back).rejects.toMatchObject({ code: 'WIP00' });
    await api.pool.query('DELETE FROM memberships WHERE user_id = $1', [loner.id]);
  });

  test('a sign-in beyond the cap on sessions ends the oldest, and no number of them adds rows', async () => {
    await setOwn({ sessions: 3 });
    const signIn = () => api.nobody.post<Session>('/v1/sessions', { email: loner.email, password });
    const me = async ({ body }: { body: Session }) =>
      (await api.withToken(body.accessToken).get('/v1/me')).status;
    const first = await signIn();
    expect(await me(first)).toBe(200);
    const later = await all(8, signIn);
    expect(later.map(({ status }) => status)).toEqual(Array(8).fill(201));
    expect(await me(first)).toBe(401);
    const last = await signIn();
    await api.withToken(last.body.accessToken).delete('/v1/sessions/current');
    for (let n = 0; n < 4; n += 1) {
      const { body } = await signIn();
      await api.withToken(body.accessToken).delete('/v1/sessions/current');
    }
    const { rows } = await api.pool.query<{ ended: boolean }>(
      'SELECT ended_at IS NOT NULL AS ended FROM sessions WHERE user_id = $1',
      [loner.id],
    );
    expect(rows).toHaveLength(3);
    expect(rows.filter(({ ended }) => !ended)).toHaveLength(2);
  });
});

describe('caps on what comes and goes', () => {
  test('an invitation revoked and created again still counts for a day', async () => {
    await setCaps({ newInvitations: 3 });
    const create = () => owner.post<{ id: string }>(invitations, { role: 'viewer' });
    for (let n = 0; n < 3; n += 1) {
      const { status, body } = await create();
      expect(status).toBe(201);
      await owner.delete(`${invitations}/${body.id}`);
    }
    expect(await create()).toMatchObject({
      status: 409,
      body: { code: 'cap-reached', cap: 'newInvitations', max: 3 },
    });
    api.clock.pass({ hours: 25 });
    expect(await create()).toMatchObject({ status: 201 });
  });

  test('an invitation of an instance whose clock is behind counts those of the others', async () => {
    await setCaps({ newInvitations: 100_000 });
    const { body } = await owner.post<{ id: string }>(invitations, { role: 'viewer' });
    await api.pool.query(
      `UPDATE invitations SET created_at = created_at + interval '1 second' WHERE id = $1`,
      [body.id],
    );
    const { rows } = await api.pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM invitations WHERE created_at > $1::timestamptz - interval '24 hours'`,
      [api.clock.now()],
    );
    await setCaps({ newInvitations: rows[0]?.count });
    expect(await owner.post(invitations, { role: 'viewer' })).toMatchObject({
      status: 409,
      body: { code: 'cap-reached', cap: 'newInvitations' },
    });
  });

  test('a revoked invitation opens again only where there is room', async () => {
    const { body } = await owner.post<{ id: string }>(invitations, { role: 'viewer' });
    await owner.delete(`${invitations}/${body.id}`);
    await setCaps({ invitations: 0 });
    const reopen = 'UPDATE invitations SET revoked_at = NULL WHERE id = $1';
    await expect(api.pool.query(reopen, [body.id])).rejects.toMatchObject({ code: 'WIP00' });
    await setCaps({});
    await api.pool.query(reopen, [body.id]);
    await setCaps({ invitations: 0 });
    expect(await owner.delete(`${invitations}/${body.id}`)).toMatchObject({ status: 204 });
  });

  test('who submits and withdraws over and over meets a rate, on a board whose intake has none', async () => {
    await setCaps({ newRequests: 3 });
    const board = await aBoard().make();
    for (let n = 0; n < 3; n += 1) {
      const { body } = await requester.submit(board);
      expect(await requester.withdraw(board, (body as Request).number)).toMatchObject({ status: 200 });
    }
    const refused = await requester.submit(board);
    expect(refused).toMatchObject({
      status: 429,
      body: { code: 'requester-rate-reached', submitted: 3, quota: 3, per: 'day' },
    });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(80_000);
  });

  test('of 16 submissions at once exactly one takes the last place of the day', async () => {
    const board = await aBoard().intake({ depth: 500, openPerRequester: 500 }).make();
    await setCaps({ newRequests: 1 });
    const submitted = await all(16, () => requester.submit(board));
    expect(submitted.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(submitted.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  test('a card is blocked as often as the cap allows', async () => {
    const board = await aBoard().make();
    const [card] = await board.cards('Ready', 1);
    await setCaps({ blocks: 2 });
    const path = `${board.path}/cards/${card}/block`;
    for (let n = 0; n < 2; n += 1) {
      expect(await member.put(path, { reason: 'Stuck' })).toMatchObject({ status: 200 });
      await member.delete(path);
    }
    expect(await member.put(path, { reason: 'Stuck' })).toMatchObject({
      status: 409,
      body: { code: 'cap-reached', cap: 'blocks', max: 2 },
    });
  });
});

describe('the cap on cards', () => {
  test('applies to delivered cards that come back into flow, alone and together', async () => {
    const board = await aBoard().make();
    const [one, two] = await board.cards('Doing', 2);
    await member.moveCards(
      board,
      [one, two].map((card) => ({ card, column: 'Done' })),
    );
    await board.cards('Ready', 1);
    await setCaps({ cards: 2 });
    const both = await member.moveCards(
      board,
      [one, two].map((card) => ({ card, column: 'Doing' })),
    );
    expect(both).toMatchObject({ status: 409, body: { code: 'cap-reached', cap: 'cards', max: 2 } });
    const back = await all(2, (n) => member.moveCard(board, [one, two][n] as number, { column: 'Doing' }));
    expect(back.map(({ status }) => status).sort()).toEqual([200, 409]);
    await setCaps({ cards: 1 });
    const [there] = await board.order('Ready');
    expect(await member.moveCard(board, there as number, { column: 'Doing' })).toMatchObject({ status: 200 });
  });

  test('applies where a done column becomes an active one', async () => {
    const board = await aBoard().column('Old', { kind: 'done' }).column('Done', { kind: 'done' }).make();
    const [one] = await board.cards('Ready', 1);
    await member.moveCard(board, one as number, { column: 'Doing' });
    await member.moveCard(board, one as number, { column: 'Old' });
    await setCaps({ cards: 0 });
    const become = `UPDATE columns SET kind = 'active' WHERE id = $1`;
    await expect(api.pool.query(become, [board.id('Old')])).rejects.toMatchObject({ code: 'WIP00' });
  });
});

test.each(isolations)('plain SQL at %s keeps the caps on limits and on messages', async (isolation) => {
  const board = await aBoard().make();
  await board.ask();
  const { workspaceId, boardId } = await boardIdsOf(api, board);
  const lanes = await all(8, (n) => board.lane(`Lane ${n}`));
  const crowd = new SqlCrowd(api, isolation, 8);
  const { rows } = await api.pool.query('SELECT count(*)::int AS count FROM wip_limits WHERE board_id = $1', [
    boardId,
  ]);
  await setCaps({ limits: rows[0].count + 1, messages: 1 });
  const limits = await all(8, (n) =>
    crowd.write(
      'SELECT count(*) FROM wip_limits',
      `INSERT INTO wip_limits (workspace_id, board_id, id, scope, swimlane_id, max) VALUES ($1, $2, $3, 'swimlane', $4, 3)`,
      [workspaceId, boardId, uuid(), lanes[n]],
    ),
  );
  const messages = await all(8, () =>
    crowd.write(
      'SELECT count(*) FROM request_messages',
      `INSERT INTO request_messages (workspace_id, board_id, request_id, id, body, "by", at)
       SELECT workspace_id, board_id, id, $2, 'More', $3, now() FROM requests WHERE board_id = $1`,
      [boardId, uuid(), requester.id],
    ),
  );
  await crowd.close();
  for (const outcomes of [limits, messages])
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
});
