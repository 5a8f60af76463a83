import type {
  Board,
  CardDetail,
  CommentList,
  Import,
  Intake,
  LimitList,
  MessageList,
  Request,
  Team,
  TeamList,
} from '@weir/contract';
import type { WorkspaceExport } from '@weir/contract/workspace-exports';
import { entriesOf } from '../audit-log/entries.js';
import { current } from '../events/rebuilding/current-view.js';
import { rebuilt } from '../events/rebuilding/rebuilt-view.js';
import { planned, ran, replanned, reportOf } from '../imports/support.js';
import { theApi } from '../support/api.js';
import { anExportedBoard, boardWith, copyOf } from './exported-board.js';

const api = theApi();
const { manager, member, requester, stranger, viewer } = api.people;
const boards = '/v1/workspaces/demo/boards';
const teams = '/v1/workspaces/demo/teams';
let file: WorkspaceExport;
let crew: Team;

beforeAll(async () => {
  ({ file, crew } = await anExportedBoard());
});

const boardOf = ({ plan }: Import) =>
  (plan.target.kind === 'boards' ? plan.target.boards[0]?.key : null) as string;
const notices = async () => {
  const { rows } = await api.pool.query('SELECT count(*)::int AS n FROM notices');
  return rows[0].n;
};

test('importing an export next to its boards makes new ones with free keys and full events, and notifies nobody', async () => {
  const before = await notices();
  const plan = await planned('export.json', copyOf(file));
  expect(plan).toMatchObject({
    format: 'weir',
    source: { board: 'The demo workspace', cards: 3, boards: [{ key: 'SRC', cards: 3, requests: 4 }] },
    outlook: { cards: 3, requests: 4, leftOut: 0, full: [] },
  });
  const key = boardOf(plan);
  expect(key).not.toBe('SRC');
  const done = await ran(plan);
  expect(done).toMatchObject({ state: 'done', progress: { total: 7, created: 7, refused: 0, inQueue: 0 } });
  expect(await notices()).toBe(before);
  const policy = (await manager.get<Intake>(`${boards}/${key}/intake`)).body.rest;
  expect(policy).toMatchObject({ overloadedDays: 2, longestDays: 5 });
  const workspace = { path: boards };
  const { cards, ...rest } = await rebuilt(api, workspace, key);
  // The board has the date of creation in the details of a card only.
  const shown = cards.map(({ createdAt: _, ...each }: Record<string, unknown>) => each);
  expect({ ...rest, cards: shown }).toEqual(await current(api, workspace, key));
  const card = (await viewer.get<CardDetail>(`${boards}/${key}/cards/1`)).body;
  expect(card).toMatchObject({
    description: `For [@Vera](person:${viewer.id}) of [@Crew](team:${crew.id})`,
    createdBy: { id: member.id },
    imported: true,
    blocked: { reason: 'Waits for a key', by: { id: member.id } },
    checklistItems: [{ text: 'One step' }],
    links: [{ kind: 'blocks', card: { board: key, number: 2 } }],
  });
  const report = await reportOf(done);
  expect(report.map(([, , , result, ref]) => [result, ref])).toContainEqual(['Imported', `${key}-R2`]);
  const owner = api.people.owner;
  const entries = await entriesOf(owner, '/v1/workspaces/demo', `&board=${key}`);
  expect(new Set(entries.map(({ event }) => event.actor?.id))).toEqual(new Set([manager.id]));
});

test('an interrupted import of an export continues without duplicates, and a second import finds everything', async () => {
  const copy = copyOf(file);
  const { id } = await planned('export.json', copy);
  await manager.put(`/v1/workspaces/demo/imports/${id}/run`);
  let looks = 0;
  // It ends before its second transaction.
  const cut = {
    get aborted() {
      looks += 1;
      return looks > 1;
    },
  };
  await api.service('ImportRunsService').sweep(cut as AbortSignal);
  const half = (await manager.get<Import>(`/v1/workspaces/demo/imports/${id}`)).body;
  expect(half.state).toBe('running');
  expect(half.progress.processed).toBeLessThan(7);
  const sweeps = [0, 1].map(() => api.service('ImportRunsService').sweep());
  await Promise.all(sweeps);
  await api.service('ImportRunsService').sweep();
  const whole = (await manager.get<Import>(`/v1/workspaces/demo/imports/${id}`)).body;
  expect(whole).toMatchObject({ state: 'done', progress: { created: 7, existing: 0 } });

  const again = await ran(await planned('export.json', copy));
  expect(boardOf(again)).toBe(boardOf(whole));
  expect(again.progress).toMatchObject({ created: 0, existing: 7 });
  const board = (await viewer.get<Board>(`${boards}/${boardOf(whole)}?include=delivered`)).body;
  expect(board.cards).toHaveLength(3);
});

test('a full column refuses imported cards, and the requester sees that accepted work was put back', async () => {
  const copy = copyOf(file, (made) => {
    const { limits } = boardWith(made);
    for (const limit of limits) if (limit.scope === 'column') limit.max = 1;
    const card = made.cards.find(({ requestId }) => requestId !== null);
    const doing = boardWith(made).columns[1]?.id as string;
    Object.assign(card as object, { columnId: doing, half: 'doing', deliveredAt: null });
    for (const request of made.requests) request.steps = request.steps.slice(0, 1);
  });
  const plan = await planned('export.json', copy);
  expect(plan.outlook?.full).toEqual([{ column: 'SRC: Doing', limit: 1, cards: 3, tooMany: 2 }]);
  const done = await ran(plan);
  expect(done.progress).toMatchObject({ created: 7, inQueue: 2 });
  const { columns } = (await viewer.get<Board>(`${boards}/${boardOf(done)}`)).body;
  expect(columns.map(({ name, load }) => [name, load])).toEqual([
    ['Next', 2],
    ['Doing', 1],
    ['Done', 0],
  ]);
  const { work } = (await requester.get<Request>(`${boards}/${boardOf(done)}/requests/1`)).body;
  expect(work?.state).toBe('putBack');
});

test('an archived board gets no waiting requests, and a person who cannot be assigned gets no limit', async () => {
  const copy = copyOf(file, (made) => {
    const board = boardWith(made);
    board.archivedAt = board.createdAt;
    for (const limit of board.limits) if (limit.scope === 'person') limit.userId = viewer.id;
    made.limits = [{ scope: 'person', userId: viewer.id, across: 'workspace', max: 1, mode: 'block' }];
  });
  const done = await ran(await planned('export.json', copy));
  expect(done.progress).toMatchObject({ created: 5, refused: 2 });
  const refused = (await reportOf(done)).filter(([, , , result]) => result === 'Not imported');
  expect(refused.map(([, , title, , , , why]) => [title, why])).toEqual([
    ['Please', 'The board is archived, so nobody could answer this request.'],
    ['Mine', 'The board is archived, so nobody could answer this request.'],
  ]);
  const limits = (await viewer.get<LimitList>(`${boards}/${boardOf(done)}/limits`)).body.items;
  expect(limits.filter(({ scope }) => scope === 'person')).toEqual([]);
});

test('an import takes the chosen boards, with keys that no other board has', async () => {
  const plan = await planned('export.json', copyOf(file));
  const [board] = plan.source.boards ?? [];
  const target = (key: string | null) => ({
    kind: 'boards' as const,
    boards: [{ ref: board?.ref as string, key }],
  });
  const path = `/v1/workspaces/demo/imports/${plan.id}`;
  const taken = await manager.patch(path, { ...plan.plan, target: target('SRC') });
  expect(taken).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'target.boards.0.key', code: 'boardKeyInUse', params: { key: 'SRC' } }] },
  });
  const other = await manager.patch(path, {
    ...plan.plan,
    target: { kind: 'existing', board: 'SRC', columns: [] },
  });
  expect(other).toMatchObject({ status: 422, body: { errors: [{ path: 'target.kind', code: 'notValid' }] } });
  const none = await replanned(plan, { target: target(null) });
  expect(none.outlook).toMatchObject({ cards: 0, requests: 0, leftOut: 3 });
  expect((await ran(none)).progress).toMatchObject({ created: 0, leftOut: 7 });
});

test('people from outside the workspace become guests without an address, and their texts show their names', async () => {
  const imports = '/v1/workspaces/other/imports';
  const octets = { 'content-type': 'application/octet-stream' };
  const { body } = await stranger.post<Import>(
    `${imports}?name=x.json`,
    JSON.stringify(copyOf(file)),
    octets,
  );
  expect(body.plan.people.every(({ userId }) => userId === null)).toBe(true);
  await stranger.put(`${imports}/${body.id}/run`);
  await api.service('ImportRunsService').sweep();
  const done = (await stranger.get<Import>(`${imports}/${body.id}`)).body;
  expect(done).toMatchObject({ state: 'done', progress: { created: 7, refused: 0 } });
  const path = '/v1/workspaces/other/boards/SRC';
  const declined = (await stranger.get<Request>(`${path}/requests/2`)).body;
  expect(declined).toMatchObject({
    requester: { name: requester.name, guest: true },
    answer: { kind: 'decline', message: 'Not in this quarter, sorry.', by: null },
  });
  expect(declined.requester).not.toHaveProperty('email');
  const { people } = (await stranger.get<WorkspaceExport>('/v1/workspaces/other/export')).body;
  const guests = people.filter(({ guest }) => guest);
  expect(guests.map(({ name, email }) => [name, email]).sort()).toEqual([
    [member.name, undefined],
    [requester.name, undefined],
  ]);
  const { items } = (await stranger.get<MessageList>(`${path}/requests/3/messages`)).body;
  expect(items[0]).toMatchObject({ body: `**${manager.name}**\n\nWhich one?`, by: { id: stranger.id } });
  const comments = (await stranger.get<CommentList>(`${path}/cards/1/comments`)).body.items;
  expect(comments[0]).toMatchObject({ text: `**${member.name}**\n\nNearly there`, by: { id: stranger.id } });
  const { assignees, description } = (await stranger.get<CardDetail>(`${path}/cards/1`)).body;
  expect([assignees, description]).toEqual([
    [],
    expect.stringMatching(/^For @Vera of \[@Crew\]\(team:[-0-9a-f]{36}\)$/),
  ]);
  const mails = await api.pool.query(
    `SELECT count(*)::int AS n FROM mails m JOIN workspaces w ON w.id = m.workspace_id AND w.slug = 'other'`,
  );
  expect(mails.rows).toEqual([{ n: 0 }]);
});

test('an import adds teams with their members, keeps a team with the same name, and adds no team twice', async () => {
  const copy = copyOf(file, ({ teams = [] }) => {
    teams[0]!.name = 'Shore crew';
    teams[0]!.memberIds.push(crypto.randomUUID());
    teams.push({ ...teams[0]!, id: crypto.randomUUID(), name: 'CREW', memberIds: [] });
  });
  const all = async () => (await viewer.get<TeamList>(teams)).body.items;
  const first = await ran(await planned('export.json', copy));
  const made = await all();
  expect(made.map(({ name, members }) => [name, members.map(({ id }) => id).sort()])).toEqual([
    ['Crew', [member.id, viewer.id].sort()],
    ['Shore crew', [member.id, viewer.id].sort()],
  ]);
  const card = (await viewer.get<CardDetail>(`${boards}/${boardOf(first)}/cards/1`)).body;
  expect(card.mentions).toContainEqual({ id: made[1]?.id, name: 'Shore crew', team: true });
  await manager.patch(`${teams}/${made[1]?.id}`, { name: 'Harbour crew' });
  await ran(await planned('export.json', copy));
  expect((await all()).map(({ name }) => name)).toEqual(['Crew', 'Harbour crew']);
});
