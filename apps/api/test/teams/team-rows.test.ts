import type { Team } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { all, type Isolation, SqlCrowd } from '../races/crowd.js';
import { theApi } from '../support/api.js';

const api = theApi({}, { perTest: true });
const { manager, member, viewer } = api.people;
const isolations: Isolation[] = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];
const workspace = `(SELECT id FROM workspaces WHERE slug = 'demo')`;
const insertTeam = `INSERT INTO teams (workspace_id, id, name, created_at) VALUES (${workspace}, gen_random_uuid(), $1, now())`;
const insertMember = `INSERT INTO team_members (workspace_id, team_id, user_id, added_at) VALUES (${workspace}, $1, $2, now())`;
const made = async (name: string) =>
  (await manager.post<Team>('/v1/workspaces/demo/teams', { name })).body.id;

test.each(isolations)('plain SQL at %s keeps the caps on teams and their members', async (isolation) => {
  const crowd = new SqlCrowd(api, isolation, 8);
  await api.pool.query(`UPDATE workspaces SET caps = '{"teams": 3, "teamMembers": 1}' WHERE slug = 'demo'`);
  const team = await made('Platform');
  const outcomes = await all(8, (n) => crowd.write('SELECT count(*) FROM teams', insertTeam, [`Team ${n}`]));
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(2);
  const { rows: people } = await api.pool.query(
    `SELECT user_id FROM memberships WHERE workspace_id = ${workspace}`,
  );
  const added = await Promise.all(
    people.map(({ user_id }) =>
      crowd.write('SELECT count(*) FROM team_members', insertMember, [team, user_id]),
    ),
  );
  expect(people.length).toBeGreaterThan(3);
  expect(added.filter((outcome) => outcome === 'done')).toHaveLength(1);
  await crowd.close();
});

test.each(isolations)('plain SQL at %s leaves nobody in a team who has left', async (isolation) => {
  const crowd = new SqlCrowd(api, isolation, 8);
  const ids = await all(6, (n) => made(`Team ${n}`));
  const leave = `UPDATE memberships SET left_at = now() WHERE workspace_id = ${workspace} AND user_id = $1`;
  const look = 'SELECT count(*) FROM team_members';
  await Promise.all([
    ...ids.slice(0, 3).map((id) => crowd.write(look, insertMember, [id, viewer.id]).catch(refused)),
    crowd.write(look, leave, [viewer.id]),
    ...ids.slice(3).map((id) => crowd.write(look, insertMember, [id, viewer.id]).catch(refused)),
  ]);
  expect((await api.pool.query('SELECT FROM team_members')).rowCount).toBe(0);
  await crowd.close();
});

function refused(error: { code?: string; message: string }): void {
  expect(error).toMatchObject({ code: '23000', message: expect.stringContaining('left the workspace') });
}

test('plain SQL cannot give two teams the same name, a team an unreadable name, or a row other keys', async () => {
  const team = await made('Platform');
  await manager.put(`/v1/workspaces/demo/teams/${team}/members/${member.id}`);
  const refusals: [sql: string, values: unknown[], error: object][] = [
    [insertTeam, [' PLATFORM '], { code: '23505', constraint: 'teams_one_name' }],
    [insertTeam, ['x'.repeat(61)], { code: '23514', constraint: 'teams_name_length' }],
    [insertTeam, ['\u2800'], { code: '23514', constraint: 'teams_name_is_visible' }],
    [insertMember, [team, uuid()], { code: '23503' }],
    ['UPDATE team_members SET user_id = $1', [viewer.id], { code: '23000' }],
    ['DELETE FROM teams', [], { code: '23503' }],
  ];
  for (const [sql, values, error] of refusals)
    await expect(api.pool.query(sql, values)).rejects.toMatchObject(error);
});
