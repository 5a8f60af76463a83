import type { Request } from '@weir/contract';
import { WorkspaceExport } from '@weir/contract/workspace-exports';
import { parse } from 'csv-parse/sync';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { manager, member, requester, viewer, stranger } = api.people;
const path = '/v1/workspaces/demo/export';

const table = (text: string) => parse(text, { bom: true, columns: true }) as Record<string, string>[];

test('an export has boards with all that belongs to them, and names everybody in it', async () => {
  const board = await aBoard().column('Doing', { limit: 2, split: true }).make();
  const lane = await board.lane('Urgent');
  const label = await board.label('Bug');
  const size = await board.field('Size', ['S', 'L']);
  await board.limit({ scope: 'swimlane', swimlaneId: lane, max: 1 });
  await board.limit({ scope: 'person', userId: member.id, across: 'workspace', max: 9 });
  await board.cardTemplate('Bug report', { labelIds: [label] });
  const [first, second] = await board.cards('Doing', 2, { labelIds: [label], assigneeIds: [member.id] });
  const cards = `${board.path}/cards`;
  await member.patch(`${cards}/${first}`, {
    fields: { [size.id]: size.options[1]?.id },
    dueOn: '2026-12-24',
  });
  await member.post(`${cards}/${first}/comments`, { text: 'Nearly there' });
  await board.item(first, 'One step');
  await member.put(`${cards}/${first}/block`, { reason: 'Waits for a key' });
  await member.post(`${cards}/${first}/links`, { kind: 'blocks', card: second });
  await board.ask('Faster', { description: 'Please' });
  await manager.put<Request>(`${board.path}/requests/1/answer`, {
    ...{ kind: 'decline', reason: 'noCapacity', message: 'Not in this quarter, sorry.' },
  });

  const { status, headers, body } = await manager.get<WorkspaceExport>(path);
  expect(status).toBe(200);
  expect(headers.get('content-disposition')).toMatch(/filename=demo-export-\d{4}-\d\d-\d\d\.json/);
  const file = WorkspaceExport.parse(body);
  const exported = file.boards.find(({ key }) => key === board.key);
  expect(exported).toMatchObject({
    columns: [{ name: 'Ready' }, { name: 'Doing', kind: 'active', split: true }, { name: 'Done' }],
    swimlanes: [{ id: lane, name: 'Urgent' }],
    labels: [{ id: label, name: 'Bug' }],
    fields: [{ name: 'Size', kind: 'choice', options: [{ name: 'S' }, { name: 'L' }] }],
    limits: expect.arrayContaining([
      expect.objectContaining({ scope: 'column', columnId: board.id('Doing'), max: 2 }),
      expect.objectContaining({ scope: 'swimlane', swimlaneId: lane, max: 1 }),
    ]),
    cardTemplates: [expect.objectContaining({ name: 'Bug report', labelIds: [label] })],
  });
  expect(file.limits).toEqual([expect.objectContaining({ userId: member.id, across: 'workspace', max: 9 })]);
  const card = file.cards.find(({ boardId, number }) => boardId === exported?.id && number === first);
  expect(card).toMatchObject({
    columnId: board.id('Doing'),
    half: 'doing',
    createdBy: member.id,
    committedAt: expect.any(String),
    assigneeIds: [member.id],
    labelIds: [label],
    dueOn: '2026-12-24',
    fields: { [size.id]: size.options[1]?.id },
    checklistItems: [expect.objectContaining({ text: 'One step', done: false })],
    comments: [expect.objectContaining({ text: 'Nearly there', by: member.id })],
    blocks: [expect.objectContaining({ reason: 'Waits for a key', by: member.id, until: null })],
  });
  expect(file.links).toHaveLength(1);
  expect(file.requests[0]).toMatchObject({
    title: 'Faster',
    requesterId: requester.id,
    answer: { kind: 'decline', reason: 'noCapacity', by: manager.id },
  });
  const named = new Set(file.people.map(({ id }) => id));
  expect(named).toContain(manager.id);
  expect(file.people.find(({ id }) => id === member.id)).toMatchObject({
    email: member.email,
    role: 'member',
  });
});

test('an export lists what a request refers to before it', async () => {
  const board = await aBoard().make();
  const requests = `${board.path}/requests`;
  const [first, second] = [await board.ask('First'), await board.ask('Second')];
  await manager.put(`${requests}/${first.number}/answer`, { kind: 'duplicate', of: second.number });
  const { body } = await manager.get<WorkspaceExport>(path);
  const titles = body.requests.map(({ title }) => title);
  expect(titles.indexOf('Second')).toBeLessThan(titles.indexOf('First'));
});

test('the tables of cards and requests have a row each, and no cell is a formula', async () => {
  const board = await aBoard().make();
  await board.field('Cost', 'text');
  const field = (await board.read()).fields[0]?.id as string;
  const [formula] = await board.cards('Ready', 1, {
    title: '=HYPERLINK("https://evil.test")',
    description: '@SUM(A1)',
    fields: { [field]: '-1+1' },
  });
  await board.ask('+49 30 123456');
  const cards = await manager.get<string>(`${path}/cards.csv`);
  expect(cards.headers.get('content-disposition')).toContain('demo-cards-');
  const row = table(cards.body).find(({ ref }) => ref === `${board.key}-${formula}`);
  expect(row).toMatchObject({
    board: board.key,
    title: '\'=HYPERLINK("https://evil.test")',
    description: "'@SUM(A1)",
    column: 'Ready',
    'field: Cost': "'-1+1",
  });
  const requests = table((await manager.get<string>(`${path}/requests.csv`)).body);
  expect(requests.find(({ ref }) => ref === `${board.key}-R1`)).toMatchObject({
    title: "'+49 30 123456",
    requester: requester.name,
    answer: '',
  });
});

test('an export has nothing of another workspace, and only owners and managers get one', async () => {
  await aBoard().called('SECRET', 'Secret board').make('other');
  for (const file of ['', '/files.zip', '/cards.csv', '/requests.csv']) {
    for (const person of [member, requester, viewer])
      expect((await person.get(`${path}${file}`)).status).toBe(403);
    expect((await stranger.get(`${path}${file}`)).status).toBe(404);
  }
  const { body } = await manager.get<WorkspaceExport>(path);
  expect(JSON.stringify(body)).not.toMatch(/Secret board/);
  expect(body.people.map(({ id }) => id)).not.toContain(stranger.id);
});
