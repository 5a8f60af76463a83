import { randomBytes } from 'node:crypto';
import type { Attachment, Board, BoardList, Import, LimitList, RequestList, Session } from '@weir/contract';
import type { WorkspaceExport } from '@weir/contract/workspace-exports';
import { cast, demo, seed } from '@weir/prisma/seed';
import pg from 'pg';
import { v5 } from 'uuid';
import { theApi } from '../support/api.js';
import { Caller } from '../support/person.js';
import { archiveOf, filesIn } from './archived.js';

const api = theApi(({ url }) => ({ WEIR_DEMO_DATABASE_URL: url }), { empty: true });
const workspaces = '/v1/workspaces';
let manager: Caller;
let file: WorkspaceExport;
let archive: Buffer;
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

beforeAll(async () => {
  const client = new pg.Client({ connectionString: api.endpoint.env.WEIR_DEMO_DATABASE_URL });
  await client.connect();
  await seed(client, { now: new Date(Date.now() - 60_000) });
  await client.end();
  manager = await signIn('manager');
  await attach('photo.png', picture);
  await attach('numbers.bin', randomBytes(200_000));
  await letWait();
  archive = await archiveOf(manager, 'demo');
  file = JSON.parse(String((await filesIn(archive)).get('workspace.json'))) as WorkspaceExport;
});

/** Adds a file to a card of the demo, whose description shows it. */
async function attach(name: string, content: Buffer): Promise<void> {
  const board = `${workspaces}/demo/boards/PLAT`;
  const [card] = (await manager.get<Board>(board)).body.cards;
  const path = `${board}/cards/${card?.number}`;
  const octets = { 'content-type': 'application/octet-stream' };
  const { body } = await manager.post<Attachment>(
    `${path}/attachments?name=${name}`,
    new Uint8Array(content),
    octets,
  );
  await manager.patch(path, { description: `![${name}](attachment:${body.id})` });
}

/** Lets a card of the demo wait on a request of another board. */
async function letWait(): Promise<void> {
  const { rows } = await api.pool.query<{ key: string; number: number }>(
    `SELECT b.key, r.number FROM requests r JOIN boards b ON b.id = r.board_id JOIN workspaces w ON w.id = r.workspace_id
      WHERE w.slug = 'demo' AND b.key <> 'PLAT' AND r.answered_at IS NULL ORDER BY b.key, r.number LIMIT 1`,
  );
  const board = `${workspaces}/demo/boards/PLAT`;
  const [card] = (await manager.get<Board>(board)).body.cards;
  const body = { board: rows[0]?.key, request: rows[0]?.number };
  expect((await manager.post(`${board}/cards/${card?.number}/waits`, body)).status).toBe(201);
}

async function signIn(role: keyof typeof cast): Promise<Caller> {
  const { email } = cast[role];
  const { body } = await api.nobody.post<Session>('/v1/sessions', { email, password: demo.password });
  return new Caller(
    () => api.endpoint,
    () => body.accessToken,
  );
}

/** An empty workspace of the manager, with the members of the demo. */
async function anotherWorkspace(slug: string) {
  await manager.post(workspaces, { slug, name: slug });
  await api.pool.query(
    `INSERT INTO memberships (workspace_id, user_id, role, joined_at, left_at)
     SELECT o.id, m.user_id, m.role, m.joined_at, m.left_at
       FROM memberships m JOIN workspaces w ON w.id = m.workspace_id AND w.slug = 'demo', workspaces o
      WHERE o.slug = $1 ON CONFLICT DO NOTHING`,
    [slug],
  );
}

async function uploaded(slug: string, content: unknown) {
  return manager.post<Import & { errors: object[] }>(
    `${workspaces}/${slug}/imports?name=export.json`,
    content instanceof Uint8Array ? content : JSON.stringify(content),
    { 'content-type': 'application/octet-stream' },
  );
}

async function imported(slug: string, content: unknown = file): Promise<Import> {
  const { body } = await uploaded(slug, content);
  await manager.put(`${workspaces}/${slug}/imports/${body.id}/run`);
  await api.service('ImportRunsService').sweep();
  return (await manager.get<Import>(`${workspaces}/${slug}/imports/${body.id}`)).body;
}

/** A file as the import of it is exported again: with the ids of the other workspace, and without what is another one's own. */
function asImported(
  { teams = [], boards, limits, requests, cards, links, waits, people }: WorkspaceExport,
  workspaceId: string,
) {
  const ids = new Set(people.flatMap(({ id, guest }) => (guest ? [] : [id])));
  const here = (id: string) => (ids.has(id) ? id : v5(id, workspaceId));
  const moved = JSON.stringify({ teams, boards, limits, requests, cards, links, waits }).replace(
    /"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"/g,
    (_, id: string) => `"${here(id)}"`,
  );
  return sorted(JSON.parse(moved));
}

/** Lists that are not in an order of their own are sorted. */
function sorted({ teams = [], boards, limits, requests, cards, links, waits = [] }: WorkspaceExport) {
  const text = (value: object) => JSON.stringify(value);
  const inOrder = <T extends object>(list: T[]) =>
    list.toSorted((one, other) => (text(one) < text(other) ? -1 : 1));
  return {
    teams: inOrder(teams),
    boards: boards.map((board) => ({
      ...board,
      limits: inOrder(
        board.limits.map((limit) =>
          'columnIds' in limit ? { ...limit, columnIds: limit.columnIds.toSorted() } : limit,
        ),
      ),
      intake: { ...board.intake, form: { ...board.intake.form, isOpen: false } },
    })),
    limits: inOrder(limits),
    requests: inOrder(requests),
    // The order of those that are on the board is compared there.
    cards: cards
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .map((card) => ({
        ...card,
        assigneeIds: card.assigneeIds.toSorted(),
        labelIds: card.labelIds.toSorted(),
        checklistItems: card.checklistItems.map(({ id: _, ...item }) => item),
        description: card.description.replace(/attachment:[0-9a-f-]{36}/g, 'attachment:'),
        attachments: card.attachments.map(({ id: _, ...attachment }) => attachment),
      })),
    links: inOrder(links.map(({ kind, card, to }) => inOrder([card, { ...to, kind }]))),
    waits: inOrder(waits),
  };
}

/** What the API says of a board, without its ids. */
async function readings(workspace: string, key: string) {
  const path = `${workspaces}/${workspace}/boards/${key}`;
  const board = (await manager.get<Board>(path)).body;
  const limits = (await manager.get<LimitList>(`${path}/limits`)).body.items;
  const requests = (await manager.get<RequestList>(`${path}/requests?size=200`)).body.items;
  return {
    columns: board.columns.map(({ id, name, load }) => ({
      ...{ name, load },
      cards: board.cards.flatMap(({ ref, columnId, deliveredAt, blocked }) =>
        columnId === id && !deliveredAt ? [{ ref, blocked }] : [],
      ),
    })),
    limits: limits.map(({ scope, max, load }) => [scope, max, load].join(' ')).sort(),
    requests: requests.map(({ ref, position, answer, work, ticket, followedBy, answerBy }) => ({
      ...{ ref, position, answer, ticket, followedBy, answerBy },
      work: work && { ...work, expected: undefined },
    })),
  };
}

test('the demo, exported and imported into an empty workspace, has the same teams, boards, dates, limits, requests and files', async () => {
  await anotherWorkspace('copy');
  const done = await imported('copy', new Uint8Array(archive));
  expect(done).toMatchObject({
    format: 'weir',
    state: 'done',
    progress: { refused: 0, inQueue: 0, leftOut: 0 },
  });
  expect(done.progress.created).toBe(file.cards.length + file.requests.length);
  const keys = (await manager.get<BoardList>(`${workspaces}/demo/boards`)).body.items.map(({ key }) => key);
  expect(
    (await manager.get<BoardList>(`${workspaces}/copy/boards`)).body.items.map(({ key }) => key),
  ).toEqual(keys);
  expect(file.teams?.map(({ memberIds }) => memberIds.length)).toEqual([4, 3]);
  const copied = await filesIn(await archiveOf(manager, 'copy'));
  const again = JSON.parse(String(copied.get('workspace.json'))) as WorkspaceExport;
  const { rows } = await api.pool.query(`SELECT id FROM workspaces WHERE slug = 'copy'`);
  expect(sorted(again)).toEqual(asImported(file, rows[0].id));
  const contents = ({ cards }: WorkspaceExport, files: Map<string, Buffer>) =>
    cards.flatMap(({ attachments }) =>
      attachments.map(({ id, name }) => [name, files.get(`attachments/${id}`)?.toString('base64')]),
    );
  const originals = contents(file, await filesIn(archive));
  expect(originals).toHaveLength(2);
  expect(contents(again, copied)).toEqual(originals);
  for (const key of keys) expect(await readings('copy', key)).toEqual(await readings('demo', key));
});
