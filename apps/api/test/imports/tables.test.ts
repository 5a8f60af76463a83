import { expect, test } from '@jest/globals';
import type { Import } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import {
  boards,
  commentsOf,
  contentOf,
  detailOf,
  imports,
  planned,
  ran,
  replanned,
  reportOf,
  underKey,
  upload,
} from './support.js';

const api = theApi();
const { manager, member, secondMember } = api.people;

type NewTarget = Extract<Import['plan']['target'], { kind: 'new' }>;
test('a CSV of Jira arrives, with its repeated headers', async () => {
  const file = [
    'Summary,Issue key,Issue Type,Status,Assignee,Created,Resolved,Due date,Labels,Labels,Comment,Attachment,Custom field (Story Points)',
    'Fix login,WEB-1,Bug,Done,Bao Brandt,12/Jan/26 3:04 PM,20/Jan/26 9:00 AM,,web,urgent,15/Jan/26 8:00 AM;ada;Seen; twice,12/Jan/26 3:04 PM;ada;a.png;https://jira.test/a.png,3',
    'Write docs,WEB-2,Task,In Progress,"Doe, Jane",13/Jan/26 3:04 PM,,14/Feb/26 12:00 AM,web,,,,',
  ].join('\n');
  const first = await planned('jira.csv', file);
  expect(first).toMatchObject({
    format: 'jira',
    source: {
      cards: 2,
      labels: [
        { name: 'web', cards: 2 },
        { name: 'urgent', cards: 1 },
      ],
      people: [{ name: 'Bao Brandt' }, { name: 'ada' }, { name: 'Doe, Jane' }],
      fields: [
        { name: 'Issue Type', kind: 'choice' },
        { name: 'Story Points', kind: 'number' },
      ],
    },
    plan: {
      people: [
        { ref: 'Bao Brandt', userId: member.id },
        { ref: 'ada', userId: null },
        { ref: 'Doe, Jane', userId: null },
      ],
      target: {
        columns: [
          { name: 'Queue', kind: 'queue' },
          { name: 'In Progress', kind: 'active' },
          { name: 'Done', kind: 'done' },
        ],
      },
    },
  });
  const done = await ran(await replanned(first, underKey(first, 'JIRA')));
  expect(done.progress).toMatchObject({ created: 2, refused: 0 });
  const { board, byTitle } = await contentOf('JIRA');
  expect(byTitle('Fix login')).toMatchObject({
    column: 'Done',
    deliveredAt: '2026-01-20T09:00:00.000Z',
    committedAt: '2026-01-12T15:04:00.000Z',
    assignees: [{ id: member.id }],
  });
  const points = board.fields.find(({ kind }) => kind === 'number')?.id as string;
  expect(await detailOf('JIRA', 1)).toMatchObject({
    createdAt: '2026-01-12T15:04:00.000Z',
    description: '---\n\n- [a.png](https://jira.test/a.png)',
    fields: { [points]: 3 },
  });
  expect(await commentsOf('JIRA', 1)).toMatchObject([
    { text: '**ada**\n\nSeen; twice', at: '2026-01-15T08:00:00.000Z' },
  ]);
  expect(byTitle('Write docs')).toMatchObject({
    column: 'In Progress',
    dueOn: '2026-02-14',
    committedAt: expect.any(String),
  });
});

test('ten thousand rows are read at once, also as the first import of a new server', async () => {
  await api.pool.query('TRUNCATE import_records CASCADE');
  const rows = Array.from({ length: 10_000 }, (_, n) => `Card ${n},Text ${n},Todo`);
  const first = await planned('many.csv', ['Title,Description,Status', ...rows].join('\n'));
  expect(first).toMatchObject({
    state: 'ready',
    outlook: { cards: 5000, leftOut: 0, capped: [{ cap: 'cards', max: 5000, found: 10_000, leftOut: 5000 }] },
  });
});

test('a CSV of Linear arrives, without cancelled work', async () => {
  const file = [
    '"ID","Team","Title","Description","Status","Estimate","Priority","Assignee","Labels","Created","Started","Completed","Canceled","Due Date"',
    '"ENG-1","Eng","Ship it","Now","Done","2","High","secondmember@people.test","API, Web","2026-01-05T10:00:00.000Z","2026-01-06T10:00:00.000Z","2026-01-09T10:00:00.000Z","",""',
    '"ENG-2","Eng","Never mind","","Canceled","","","","","2026-01-05T10:00:00.000Z","","","2026-01-07T10:00:00.000Z",""',
    '"ENG-3","Eng","Next","","Todo","","","","","Mon Jan 05 2026 14:47:00 GMT+0000 (GMT)","","","","2026-03-01"',
  ].join('\n');
  const first = await planned('linear.csv', file);
  expect(first).toMatchObject({ format: 'linear', outlook: { cards: 2, leftOut: 1 } });
  const done = await ran(await replanned(first, underKey(first, 'LIN')));
  expect(done.progress).toMatchObject({ created: 2, leftOut: 1 });
  const [, ...report] = await reportOf(done);
  expect(report.map(([, id]) => id)).toEqual(['ENG-1', 'ENG-2', 'ENG-3']);
  const { byTitle } = await contentOf('LIN');
  expect(byTitle('Ship it')).toMatchObject({
    committedAt: '2026-01-06T10:00:00.000Z',
    deliveredAt: '2026-01-09T10:00:00.000Z',
    labelIds: [expect.any(String), expect.any(String)],
    assignees: [{ id: secondMember.id }],
  });
  expect(byTitle('Next')).toMatchObject({ column: 'Todo', dueOn: '2026-03-01' });
});

test('a table of GitHub Projects arrives with tabs, and each card links to its issue', async () => {
  const file = [
    'Title\tURL\tAssignees\tStatus\tLabels\tTarget date',
    'A bug\thttps://github.test/a/b/issues/1\tbao, noor\tIn progress\tbug, p1\t2026-04-01',
    'A draft\t\t\t\t\t',
  ].join('\r\n');
  const first = await planned('project.tsv', `\uFEFF${file}`);
  expect(first).toMatchObject({
    format: 'github',
    source: { table: { delimiter: '\t', encoding: 'utf-8' } },
  });
  await ran(await replanned(first, underKey(first, 'GH')));
  const { byTitle } = await contentOf('GH');
  expect(byTitle('A bug')).toMatchObject({ column: 'In progress', dueOn: '2026-04-01' });
  expect(byTitle('A draft')).toMatchObject({ column: 'Queue' });
  expect((await detailOf('GH', byTitle('A bug')?.number as number)).description).toContain(
    'https://github.test/a/b/issues/1',
  );
});

test('any CSV arrives by the chosen meanings of its headers, and later changes of the plan keep each other', async () => {
  const latin = Buffer.from(
    'Aufgabe;Spalte;Fällig;Wer;Größe;Notiz\r\n"Übung; gut";Läuft;03.04.2026;Bao Brandt;1,5;"=1+2"\r\n"Übung; gut";Läuft;03.04.2026;Bao Brandt;1,5;"=1+2"\r\n',
    'latin1',
  );
  const first = await planned('liste.csv', new Uint8Array(latin));
  expect(first).toMatchObject({
    format: 'csv',
    source: { table: { delimiter: ';', encoding: 'windows-1252' } },
    plan: {
      table: {
        headers: ['title', 'column', 'dueOn', 'people', 'nothing', 'description'],
      },
    },
  });
  const headers = ['title', 'column', 'dueOn', 'people', 'number', 'text'] as const;
  const mapped = await replanned(first, {
    ...underKey(first, 'CSV'),
    table: { headers: [...headers], dates: 'dayFirst' },
  });
  expect(mapped).toMatchObject({
    source: {
      people: [{ name: 'Bao Brandt' }],
      fields: [
        { name: 'Größe', kind: 'number' },
        { name: 'Notiz', kind: 'text' },
      ],
    },
    plan: {
      people: [{ userId: member.id }],
      target: { columns: [{ kind: 'queue' }, { name: 'Läuft', kind: 'active' }, { kind: 'done' }] },
    },
  });
  // Changes of people and of columns stay, as long as the table is read in the same way.
  const [person] = mapped.plan.people;
  const nobody = await replanned(mapped, { people: [{ ...person!, userId: null }] });
  expect(nobody.plan.people).toMatchObject([{ ref: 'Bao Brandt', userId: null }]);
  const { target } = mapped.plan as { target: NewTarget };
  const limited = target.columns.map((column) =>
    column.name === 'Läuft' ? { ...column, limit: 5 } : column,
  );
  // So do those that come together with another meaning of a header that changes neither.
  const both = await replanned(nobody, {
    table: { headers: [...headers.slice(0, 5), 'description'], dates: 'dayFirst' },
    target: { ...target, columns: limited },
    people: [person!],
  });
  expect(both.plan).toMatchObject({ people: [{ userId: member.id }], target: { columns: limited } });
  const last = await replanned(both, { table: mapped.plan.table });
  expect(last.plan).toMatchObject({ people: [{ userId: member.id }], target: { columns: limited } });
  const done = await ran(last);
  // Two equal rows are two cards.
  expect(done.progress).toMatchObject({ created: 2, existing: 0 });
  const { cards, board } = await contentOf('CSV');
  const [size, note] = board.fields.map(({ id }) => id) as [string, string];
  expect(cards[0]).toMatchObject({
    title: 'Übung; gut',
    dueOn: '2026-04-03',
    assignees: [{ id: member.id }],
    fields: { [size]: 1.5 },
  });
  expect((await detailOf('CSV', 1)).fields).toEqual({ [size]: 1.5, [note]: '=1+2' });
});

test('a table of Excel in UTF-16 is read', async () => {
  const text = '\uFEFFTitle\tStatus\nZoë\tDone\n';
  const first = await planned('excel.txt', new Uint8Array(Buffer.from(text, 'utf16le')));
  expect(first.source).toMatchObject({
    cards: 1,
    table: { encoding: 'utf-16le', delimiter: '\t' },
    columns: [{ name: 'Done' }],
  });
});

test('dates with slashes start with the day for people in Europe, unless a later row shows the order', async () => {
  const file = 'Title,Due date\nOne,03/04/2026\n';
  const datesIn = async (zone: string) =>
    (await upload(manager, 'slashes.csv', file, `&timeZone=${zone}`)).body.plan.table?.dates;
  expect(await datesIn('Europe/London')).toBe('dayFirst');
  expect(await datesIn('America/Chicago')).toBe('monthFirst');
  const rows = ['01/02/2026', '02/02/2026', '03/02/2026', '04/02/2026', '13/02/2026'];
  const long = ['Title,Due date,Created', ...rows.map((day) => `Card,${day},2026-01-01`)].join('\n');
  const { source, plan } = (await upload(manager, 'long.csv', long, '&timeZone=America/Chicago')).body;
  expect(source.table?.headers.map(({ dates }) => dates)).toEqual([null, 'dayFirst', null]);
  expect(plan.table?.dates).toBe('dayFirst');
});

test('an import fills the same field again if its name belongs to a field of another kind', async () => {
  const board = await aBoard().make();
  await board.field('Priority', 'number');
  const target = { kind: 'existing' as const, board: board.key, columns: [] };
  for (const title of ['First', 'Second']) {
    const file = `Title,Status,Priority\n${title},Ready,High\n`;
    const done = await ran(await replanned(await planned('again.csv', file), { target }));
    expect(done.progress).toMatchObject({ created: 1 });
  }
  const { board: after } = await contentOf(board.key);
  const [, second] = after.fields;
  expect(after.fields.map(({ name }) => name)).toEqual(['Priority', 'Priority 2']);
  for (const number of [1, 2])
    expect((await detailOf(board.key, number)).fields).toEqual({ [second!.id]: second!.options[0]!.id });
});

test('cards reach their column on a new board that is renamed before they arrive', async () => {
  const first = await planned('rename.csv', 'Title,Status\nOne,Doing\n');
  const { id } = await replanned(first, underKey(first, 'RENAME'));
  await manager.put(`${imports}/${id}/run`);
  const doing = (await contentOf('RENAME')).board.columns.find(({ name }) => name === 'Doing');
  const { status } = await manager.patch(`${boards}/RENAME/columns/${doing?.id}`, { name: 'In progress' });
  expect(status).toBe(200);
  await api.service('ImportRunsService').sweep();
  expect((await contentOf('RENAME')).cards).toMatchObject([{ title: 'One', column: 'In progress' }]);
});

test('comments of a Jira in the cloud have names, although the file names their authors by ids', async () => {
  const { source } = await planned(
    'cloud.csv',
    [
      'Summary,Issue key,Status,Assignee,Assignee Id,Reporter,Reporter Id,Comment',
      'One,WEB-1,To Do,Bao Brandt,70121:a,Ada Adams,70121:b,15/Jan/26 8:00 AM;70121:b;Seen',
      'Two,WEB-2,To Do,,,Bao Brandt,70121:a,15/Jan/26 8:00 AM;70121:c;Seen too',
    ].join('\n'),
  );
  expect(source.people.map(({ ref, name }) => [ref, name])).toEqual([
    ['Bao Brandt', 'Bao Brandt'],
    ['70121:b', 'Ada Adams'],
    ['70121:c', '70121:c'],
  ]);
});

test('a header with hundreds of values is not taken for the columns of a board, and can’t be', async () => {
  const rows = Array.from({ length: 301 }, (_, n) => `Card ${n},State ${n}`);
  const first = await planned('states.csv', ['Title,Status', ...rows].join('\n'));
  expect(first).toMatchObject({
    source: { columns: [] },
    plan: { table: { headers: ['title', 'nothing'] } },
  });
  const { status, body } = await manager.patch(`${imports}/${first.id}`, {
    ...first.plan,
    table: { headers: ['title', 'column'], dates: 'dayFirst' },
  });
  const errors = [{ path: 'table.headers', code: 'tooManyColumns', params: { max: 300 } }];
  expect([status, body]).toMatchObject([422, { errors }]);
});

test('numbers and dates that can’t be read are noted, and a dash is nobody', async () => {
  const first = await planned(
    'values.csv',
    'Title,Points,Remark,Assignee\nOne,many,soon,-\nTwo,3,2026-01-02,Zoe\n',
  );
  const table = {
    headers: ['title' as const, 'number' as const, 'date' as const, 'people' as const],
    dates: 'dayFirst' as const,
  };
  const { outlook, source } = await replanned(first, { table });
  expect(outlook?.notes).toEqual([
    { note: 'valuesLeftOut', cards: 1 },
    { note: 'unassigned', cards: 1 },
  ]);
  expect(source.people.map(({ name }) => name)).toEqual(['Zoe']);
});
