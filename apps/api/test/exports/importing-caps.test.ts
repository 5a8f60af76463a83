import type { Board, Import, TeamList } from '@weir/contract';
import type { WorkspaceExport } from '@weir/contract/workspace-exports';
import { createWords } from '@weir/words/catalogue';
import { planned, ran, reportOf } from '../imports/support.js';
import { theApi } from '../support/api.js';
import { anExportedBoard, boardWith, copyOf } from './exported-board.js';

const api = theApi();
const { manager, viewer } = api.people;
const { t } = createWords('en');
const boards = '/v1/workspaces/demo/boards';
let file: WorkspaceExport;

beforeAll(async () => {
  ({ file } = await anExportedBoard());
});

const capAt = (caps: Record<string, number>) =>
  api.pool.query(`UPDATE workspaces SET caps = $1 WHERE slug = 'demo'`, [JSON.stringify(caps)]);
afterEach(() => capAt({}));

/** A file with this many more teams. */
const withTeams = (names: string[]) =>
  copyOf(file, ({ teams = [] }) => {
    const [crew] = teams;
    if (crew) teams.push(...names.map((name) => ({ ...crew, id: crypto.randomUUID(), name })));
  });
const teams = async () => (await viewer.get<TeamList>('/v1/workspaces/demo/teams')).body.items;
const keyOf = ({ plan }: Import) =>
  plan.target.kind === 'boards' ? (plan.target.boards[0]?.key ?? null) : null;

test('the preview says how many teams come, are here already, or don’t fit, and the others are imported', async () => {
  await capAt({ teams: 3, teamMembers: 1 });
  const plan = await planned('export.json', withTeams(['North', 'South', 'West']));
  expect(plan.outlook).toMatchObject({
    teams: { added: 2, matched: 1 },
    capped: [
      { cap: 'teamMembers', max: 1, found: 2, leftOut: 1, of: 'North' },
      { cap: 'teamMembers', max: 1, found: 2, leftOut: 1, of: 'South' },
      { cap: 'teams', max: 3, found: 4, leftOut: 1, of: null },
    ],
  });
  expect(await ran(plan)).toMatchObject({ state: 'done', progress: { created: 7, refused: 0 } });
  // Teams made in one millisecond have no order of their own.
  expect((await teams()).map(({ name, members }) => `${name}: ${members.length}`).sort()).toEqual([
    'Crew: 2',
    'North: 1',
    'South: 1',
  ]);
});

test('a board with too many labels is left out with the reason, and can’t be chosen', async () => {
  await capAt({ labels: 1 });
  const copy = copyOf(file, (made) => {
    const { labels } = boardWith(made);
    const [bug] = labels;
    if (bug) labels.push({ ...bug, id: crypto.randomUUID(), name: 'Second' });
  });
  const plan = await planned('export.json', copy);
  const { id, name } = boardWith(copy);
  expect(keyOf(plan)).toBeNull();
  expect(plan.outlook).toMatchObject({
    ...{ cards: 0, leftOut: 3 },
    oversized: [{ board: name, cap: 'labels', max: 1, found: 2 }],
  });
  const target = { kind: 'boards', boards: [{ ref: id, key: 'LARGE' }] };
  const { status, body } = await manager.patch(`/v1/workspaces/demo/imports/${plan.id}`, {
    ...plan.plan,
    target,
  });
  expect([status, body]).toMatchObject([
    422,
    { errors: [{ path: 'target.boards.0.key', code: 'boardTooLarge' }] },
  ]);
});

test('boards beyond the cap of the workspace are left out, and can’t be chosen', async () => {
  const { body } = await manager.get<{ items: object[] }>(boards);
  await capAt({ boards: body.items.length });
  const copy = copyOf(file);
  const plan = await planned('export.json', copy);
  expect(keyOf(plan)).toBeNull();
  const target = { kind: 'boards', boards: [{ ref: boardWith(copy).id, key: 'MORE' }] };
  const refused = await manager.patch(`/v1/workspaces/demo/imports/${plan.id}`, { ...plan.plan, target });
  const errors = [{ path: 'target.boards', code: 'tooManyBoards', params: { max: body.items.length } }];
  expect(refused).toMatchObject({ status: 422, body: { errors } });
});

test('cards, requesters and links beyond the caps are in the preview and the report, and the others are imported', async () => {
  const { rows } = await api.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM guests');
  await capAt({ cards: 1, cardLabels: 0, comments: 0, links: 0, guests: rows[0]?.n ?? 0 });
  const guest = crypto.randomUUID();
  const copy = copyOf(file, (made) => {
    made.people.push({ id: guest, name: 'Gwen Guest', guest: true });
    const waiting = made.requests.find(({ title }) => title === 'Please');
    Object.assign(waiting as object, { requesterId: guest, guestName: 'Gwen Guest', messages: [] });
  });
  const plan = await planned('export.json', copy);
  expect(plan.outlook).toMatchObject({
    cards: 1,
    capped: [
      { cap: 'cards', max: 1, found: 3, leftOut: 2, of: boardWith(copy).name },
      { cap: 'guests', found: 1, leftOut: 1 },
      { cap: 'links', max: 0, found: 1, leftOut: 1 },
    ],
    notes: expect.arrayContaining([
      { note: 'labelsLeftOut', cards: 2 },
      { note: 'commentsLeftOut', cards: 1 },
    ]),
  });
  const done = await ran(plan);
  expect(done).toMatchObject({ state: 'done', progress: { created: 4, refused: 3 } });
  const report = await reportOf(done);
  const why = (title: string) => report.find((row) => row[2] === title)?.at(-1);
  expect(why('Please')).toBe(t('refusals.capReached', { cap: 'guests', max: rows[0]?.n ?? 0 }));
  expect(report.filter(([, , , result]) => result === 'Not imported').map((row) => row.at(-1))).toContain(
    t('refusals.capReached', { cap: 'cards', max: 1 }),
  );
  const [imported] = (await viewer.get<Board>(`${boards}/${keyOf(done)}`)).body.cards;
  expect(why(imported?.title as string)).toBe(
    ['labelsLeftOut', 'commentsLeftOut', 'cardLinksLeftOut']
      .map((note) => t(`imports.notes.${note as 'labelsLeftOut'}`))
      .join(' '),
  );
});
