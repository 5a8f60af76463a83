import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { contentOf, imports, planned, ran, replanned, upload } from './support.js';
import { trelloBoard, trelloCard } from './trello-board.js';

const api = theApi({ WEIR_FILE_MEGABYTES: '3' });
const { manager } = api.people;

const kept = async () => {
  const { rows } = await api.pool.query(
    'SELECT (SELECT count(*)::int FROM imports) AS imports, (SELECT count(*)::int FROM import_records) AS records',
  );
  return rows[0];
};
const bytes = (text: string | Buffer) => new Uint8Array(Buffer.from(text as string));
const whole = JSON.stringify(trelloBoard([trelloCard('One', 'ideas')]), null, 1);

test.each([
  ['a broken ZIP archive', bytes('PK\u0003\u0004 and more'), 'fileZip', undefined],
  ['a compressed file', new Uint8Array(gzipSync(whole)), 'fileArchive', undefined],
  ['a picture', new Uint8Array([137, 80, 78, 71, 0, 1, 2, 3]), 'fileNotText', undefined],
  ['JSON that is cut off', whole.slice(0, -20), 'fileJson', { line: whole.slice(0, -20).split('\n').length }],
  [
    'JSON with an error in the middle',
    whole.replace('"cards": [', '"cards": [,'),
    'fileJson',
    { line: whole.split('\n').findIndex((text) => text.includes('"cards"')) + 1 },
  ],
  ['JSON of something else', '{"hello": [1]}', 'fileUnknown', undefined],
  [
    'JSON that is nested too deeply',
    `{"cards":${'['.repeat(5000)}${']'.repeat(5000)}}`,
    'tooDeep',
    undefined,
  ],
  ['an empty file', '', 'fileEmpty', undefined],
  ['a board without cards', trelloBoard([]), 'fileNoCards', undefined],
  ['a table without rows', 'Title,Status\n', 'fileNoCards', undefined],
  [
    'a table with an open quotation mark',
    'Title,Status\nNone,Done\n"One,Done\nTwo,Done\n',
    'fileQuote',
    { line: 3 },
  ],
  [
    'a table with a quotation mark in an unquoted cell',
    'Title,Status\nOne,Done\nTwo 5" screws,Done\n',
    'fileQuoteInCell',
    { line: 3 },
  ],
  [
    'a table with text after the quotes of a cell',
    'Title,Status\n"One" more,Done\n',
    'fileQuoteInCell',
    { line: 2 },
  ],
  ['a table with a row too long', 'Title,Status\nOne,Done\nTwo,Done,More\n', 'fileRowTooLong', { line: 3 }],
  ['a table of a million rows', `Title\n${'a\n'.repeat(1_000_000)}`, 'fileTooManyCards', { max: 20_000 }],
])('%s is refused, and leaves nothing behind', async (_name, content, code, params) => {
  const { status, body } = await upload(manager, 'file', content);
  const fault = { path: 'file', code, ...(params && { params: expect.objectContaining(params) }) };
  expect([status, body.errors]).toEqual([422, [expect.objectContaining(fault)]]);
  expect(await kept()).toEqual({ imports: 0, records: 0 });
});

test('texts that the database refuses are repaired, and cards are imported without invalid values', async () => {
  const cards = [
    trelloCard('\u202Etxt.exe\u0000 \ud800 x', 'ideas', {
      ...{ id: '1', desc: '\u0000a\u0007b\r\nc', idMembers: ['nobody'], idLabels: ['no-label'] },
      customFieldItems: [{ idCustomField: 'no-field', value: { text: 'x' } }],
    }),
    trelloCard('x'.repeat(500), 'ideas', { id: '2' }),
    trelloCard('\u200b', 'ideas', { id: '3', due: 'tomorrow', dateLastActivity: '+099999-01-01T00:00:00Z' }),
    trelloCard('No list', 'ideas', { id: '4', idList: null }),
    { id: 5, name: 6, idList: 'l-ideas', labels: 'no', idMembers: {}, attachments: null },
  ];
  const first = await planned('bad.json', trelloBoard(cards as never, { name: 'Bad \u202E board' }));
  expect(first.outlook?.notes).toEqual(
    expect.arrayContaining(
      [
        { note: 'unassigned', cards: 1 },
        { note: 'labelsLeftOut', cards: 1 },
        { note: 'valuesLeftOut', cards: 1 },
        { note: 'shortened', cards: 1 },
        { note: 'titleMissing', cards: 1 },
      ].map((each) => expect.objectContaining(each)),
    ),
  );
  const target = { ...first.plan.target, key: 'BAD' } as typeof first.plan.target;
  const done = await ran(await replanned(first, { target }));
  expect(done).toMatchObject({ board: { name: 'Bad board' }, progress: { created: 5, refused: 0 } });
  const { cards: made } = await contentOf('BAD');
  expect(made.map(({ title }) => title)).toEqual([
    'txt.exe \ufffd x',
    `${'x'.repeat(199)}…`,
    '–',
    'No list',
    '6',
  ]);
});

test('a plan can name only existing boards, columns and members, and is final once the import has started', async () => {
  const board = await aBoard().make();
  const first = await planned('plan.csv', 'Title,Status\nOne,Todo\n');
  const path = `${imports}/${first.id}`;
  const change = async (more: object) => {
    const { status, body } = await manager.patch<{
      errors?: { path: string; code: string }[];
      code?: string;
    }>(path, { ...first.plan, ...more });
    return [status, body.errors?.map(({ path, code }) => `${path} ${code}`) ?? body.code];
  };
  const nobody = '00000000-0000-7000-8000-000000000000';
  expect(await change({ table: { headers: ['nothing', 'column'], dates: 'dayFirst' } })).toEqual([
    422,
    ['table.headers noTitle'],
  ]);
  expect(await change({ table: null })).toEqual([422, ['table.headers notYourColumn']]);
  expect(await change({ people: [{ ref: 'x', userId: nobody }] })).toEqual([422, ['people.0.userId absent']]);
  const to = (more: object) => ({ target: { kind: 'existing', board: board.key, columns: [], ...more } });
  expect(await change(to({ board: 'NOWHERE' }))).toEqual([422, ['target.board absent']]);
  expect(await change(to({ columns: [{ columnId: nobody, from: [] }] }))).toEqual([
    422,
    ['target.columns.0.columnId notColumnOfBoard'],
  ]);

  // A taken key is refused at the start. The plan can then be changed.
  expect((await change({ target: { ...first.plan.target, key: board.key } }))[0]).toBe(200);
  expect((await manager.put(`${path}/run`)).status).toBe(409);
  expect((await change(to({})))[0]).toBe(200);
  expect((await manager.put(`${path}/run`)).status).toBe(200);
  expect(await change(to({}))).toEqual([409, 'import-started']);
  expect((await manager.delete(path)).status).toBe(409);
  await api.service('ImportRunsService').sweep();
  expect((await manager.delete(path)).status).toBe(204);
});

test('a workspace has at most as many imports as its cap allows', async () => {
  const { rows } = await api.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM imports');
  const max = (rows[0]?.count ?? 0) + 1;
  await api.pool.query(
    `UPDATE workspaces SET caps = jsonb_build_object('imports', $1::int) WHERE slug = 'demo'`,
    [max],
  );
  const first = await planned('first.csv', 'Title\nOne');
  const { status, body } = await upload(manager, 'second.csv', 'Title\nTwo');
  expect([status, body]).toMatchObject([409, { code: 'cap-reached', cap: 'imports', max }]);
  await api.pool.query(`UPDATE workspaces SET caps = '{}' WHERE slug = 'demo'`);
  expect((await manager.delete(`${imports}/${first.id}`)).status).toBe(204);
  expect((await manager.get(`${imports}/${first.id}`)).status).toBe(404);
});

test('imports are deleted when they are old, and when a person of their workspace is erased', async () => {
  const old = await planned('old.csv', 'Title\nOne');
  api.clock.pass({ days: 15 });
  const recent = await planned('recent.csv', 'Title\nTwo');
  await api.service('PruningService').prune();
  expect((await manager.get(`${imports}/${old.id}`)).status).toBe(404);
  expect((await manager.get(`${imports}/${recent.id}`)).status).toBe(200);
  await api.pool.query('SELECT weir.erase_account($1, $2, $3, now())', [
    [api.people.viewer.id],
    [],
    [api.people.viewer.email],
  ]);
  expect(await kept()).toEqual({ imports: 0, records: 0 });
});
