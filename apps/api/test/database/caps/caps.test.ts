import { v7 as uuid } from 'uuid';
import { all, boardIdsOf, type Isolation, SqlCrowd } from '../../races/crowd.js';
import { insertion } from '../../races/plain-sql.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Answer } from '../../support/person.js';

const api = theApi();
const { owner, manager, member, requester, loner } = api.people;

/** Sets the workspace's cap to this many more than there are now. */
const leave = async (places: number, cap: string, counted: string) => {
  const { rows } = await api.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${counted}`);
  const max = rows[0]!.count + places;
  await api.pool.query(
    `UPDATE workspaces SET caps = jsonb_build_object($1::text, $2::int) WHERE slug = 'demo'`,
    [cap, max],
  );
  return max;
};
afterEach(() => api.pool.query(`UPDATE workspaces SET caps = '{}'`));

type Case = [cap: string, counted: string, add: (board: BoardUnderTest, n: number) => Promise<Answer>];
const demo = `workspaces w WHERE w.slug = 'demo'`;
const ofDemo = (table: string) => `${table} WHERE workspace_id = (SELECT id FROM ${demo})`;
const ofNewest = (table: string) =>
  `${table} WHERE board_id = (SELECT id FROM boards ORDER BY created_at DESC, id DESC LIMIT 1)`;
const queue = (n: number) => ({ name: `No. ${n}`, kind: 'active' });
const template = (n: number) => ({
  name: `No. ${n}`,
  kind: 'decline',
  reason: 'noCapacity',
  message: 'Not in this quarter, sorry.',
});
const board = (n: number) => ({
  key: `K${n}`,
  name: 'One more',
  columns: ['queue', 'active', 'done'].map((kind) => ({ name: kind, kind })),
});

const cell = (swimlaneId: string) => ({ scope: 'swimlane', swimlaneId, max: 3 });
const schedule = { unit: 'days', every: 1, at: '09:00', from: '2026-01-01', until: null };
let lanes: string[] = [];

const cases: Case[] = [
  ['cards', `${ofNewest('cards')} AND archived_at IS NULL`, (on) => member.createCard(on)],
  ['archivedCards', ofNewest('cards'), (on) => member.createCard(on)],
  ['columns', ofNewest('columns'), (on, n) => manager.post(`${on.path}/columns`, queue(n))],
  ['swimlanes', ofNewest('swimlanes'), (on, n) => manager.post(`${on.path}/swimlanes`, { name: `No. ${n}` })],
  [
    'labels',
    ofNewest('labels'),
    (on, n) => member.post(`${on.path}/labels`, { name: `No. ${n}`, colour: 'red' }),
  ],
  [
    'cardTemplates',
    ofNewest('card_templates'),
    (on, n) => member.post(`${on.path}/card-templates`, { name: `No. ${n}`, title: 'More' }),
  ],
  [
    'recurringCards',
    ofNewest('recurring_cards'),
    (on, n) => manager.post(`${on.path}/recurring-cards`, { title: `No. ${n}`, schedule }),
  ],
  [
    'templates',
    ofNewest('answer_templates'),
    (on, n) => manager.post(`${on.path}/intake/templates`, template(n)),
  ],
  ['comments', ofNewest('comments'), (on) => member.post(`${on.path}/cards/1/comments`, { text: 'More' })],
  [
    'checklistItems',
    ofNewest('checklist_items'),
    (on) => member.post(`${on.path}/cards/1/checklist`, { items: [{ text: 'More' }] }),
  ],
  ['boards', ofDemo('boards'), (_, n) => manager.post('/v1/workspaces/demo/boards', board(n))],
  ['archivedBoards', ofDemo('boards'), (_, n) => manager.post('/v1/workspaces/demo/boards', board(100 + n))],
  [
    'invitations',
    ofDemo('invitations'),
    () => owner.post('/v1/workspaces/demo/invitations', { role: 'viewer' }),
  ],
  [
    'newInvitations',
    ofDemo('invitations'),
    () => owner.post('/v1/workspaces/demo/invitations', { role: 'viewer' }),
  ],
  ['teams', ofDemo('teams'), (_, n) => manager.post('/v1/workspaces/demo/teams', { name: `No. ${n}` })],
  ['limits', ofNewest('wip_limits'), (on, n) => manager.post(`${on.path}/limits`, cell(lanes[n] as string))],
  ['requests', ofNewest('requests'), (on) => requester.submit(on)],
  ['messages', ofNewest('request_messages'), (on) => requester.say(on, 1, 'More')],
];

test.each(cases)(
  'of 16 at once exactly one takes the last place of the cap on %s',
  async (cap, counted, add) => {
    const on = await aBoard().intake({ depth: 500, openPerRequester: 500 }).make();
    await on.cards('Ready', 3);
    await on.ask();
    lanes = cap === 'limits' ? await all(16, (n) => on.lane(`Lane ${n}`)) : [];
    const max = await leave(1, cap, counted);
    const answers = await all(16, (n) => add(on, n));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).not.toHaveLength(0);
    // On a slow machine some wait too long for their turn.
    expect(refused.length + answers.filter(({ status }) => status === 503).length).toBe(15);
    for (const { body } of refused) expect(body).toMatchObject({ code: 'cap-reached', cap, max });
  },
);

test('of 16 workspaces at once a person gets as many as they may own', async () => {
  await api.pool.query(`UPDATE users SET caps = '{"workspaces": 2}' WHERE id = $1`, [loner.id]);
  const answers = await all(16, (n) => loner.post('/v1/workspaces', { slug: `cap-${n}`, name: 'Cap' }));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused?.body).toMatchObject({ code: 'cap-reached', cap: 'workspaces', max: 2 });
  expect(refused?.body).toMatchObject({
    detail: 'A person can own 2 workspaces. Hand one over or leave one first.',
  });
});

test('of 16 archived cards exactly one comes back to the last place, and one more fits once another has gone', async () => {
  const on = await aBoard().make();
  const numbers = await on.cards('Ready', 16);
  for (const number of numbers) await member.archive(on, number);
  await leave(1, 'cards', `${ofNewest('cards')} AND archived_at IS NULL`);
  const back = await all(16, (n) => member.restore(on, numbers[n] as number));
  expect(back.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(back.filter(({ status }) => status === 409)).toHaveLength(15);
  const [there] = await on.order('Ready');
  await member.archive(on, there as number);
  expect(await member.createCard(on)).toMatchObject({ status: 201 });
});

test('of 8 archived boards exactly one comes back to the last place of the cap on boards', async () => {
  const boards = await all(8, () => aBoard().make());
  for (const { path } of boards) await manager.patch(path, { archived: true });
  const max = await leave(1, 'boards', `${ofDemo('boards')} AND archived_at IS NULL`);
  const back = await all(8, (n) => manager.patch((boards[n] as BoardUnderTest).path, { archived: false }));
  expect(back.filter(({ status }) => status === 200)).toHaveLength(1);
  const refused = back.filter(({ status }) => status === 409);
  expect(refused).toHaveLength(7);
  for (const { body } of refused) expect(body).toMatchObject({ code: 'cap-reached', cap: 'boards', max });
});

test('a lowered cap removes nothing and lets cards move and leave', async () => {
  const on = await aBoard().make();
  const [one, two] = await on.cards('Ready', 3);
  await leave(-2, 'cards', `${ofNewest('cards')} AND archived_at IS NULL`);
  expect(await member.moveCard(on, one as number, { column: 'Doing' })).toMatchObject({ status: 200 });
  expect(await member.archive(on, two as number)).toMatchObject({ status: 200 });
  expect(await member.createCard(on)).toMatchObject({ status: 409, body: { code: 'cap-reached' } });
});

const isolations: Isolation[] = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];
test.each(isolations)('plain SQL at %s keeps the caps too', async (isolation) => {
  const crowd = new SqlCrowd(api, isolation, 16);
  const on = await aBoard().make();
  const place = await boardIdsOf(api, on);
  await on.cards('Ready', 2);
  await leave(1, 'cards', ofNewest('cards'));
  const made = await all(16, () => crowd.write(...insertion(place, on.id('Ready'), member.id)));
  expect(made.filter((outcome) => outcome === 'done')).toHaveLength(1);

  await leave(1, 'guests', ofDemo('guests'));
  const guests = await all(16, () =>
    crowd.write(
      'SELECT count(*) FROM guests',
      `INSERT INTO guests (workspace_id, id, email, name, created_at) VALUES ($1, $2, $3, 'Guest', now())`,
      [place.workspaceId, uuid(), `${uuid()}@guests.test`],
    ),
  );
  expect(guests.filter((outcome) => outcome === 'done')).toHaveLength(1);

  const people = Array.from({ length: 16 }, () => uuid());
  await api.pool.query(
    `INSERT INTO users (id, email, name, created_at) SELECT i, i::text, 'New', now() FROM unnest($1::uuid[]) i`,
    [people],
  );
  await leave(1, 'members', `${ofDemo('memberships')} AND left_at IS NULL`);
  const members = await all(16, (n) =>
    crowd.write(
      'SELECT count(*) FROM memberships',
      `INSERT INTO memberships (workspace_id, user_id, role, joined_at) VALUES ($1, $2, 'viewer', now())`,
      [place.workspaceId, people[n]],
    ),
  );
  expect(members.filter((outcome) => outcome === 'done')).toHaveLength(1);
  await crowd.close();
});
