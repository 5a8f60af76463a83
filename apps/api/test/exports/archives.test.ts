import { randomBytes } from 'node:crypto';
import type { AttachmentList, CardDetail, Import } from '@weir/contract';
import type { WorkspaceExport } from '@weir/contract/workspace-exports';
import { planned, ran, reportOf, upload } from '../imports/support.js';
import { theApi } from '../support/api.js';
import { archiveOf, filesIn, zipped } from './archived.js';
import { anExportedBoard, boardWith, copyOf } from './exported-board.js';

const api = theApi({ WEIR_FILE_MEGABYTES: '1', WEIR_IMPORT_MEGABYTES: '3' });
const { manager, member, viewer } = api.people;
const boards = '/v1/workspaces/demo/boards';
const plan = 'Plan of the harbour\n'.repeat(50);
let file: WorkspaceExport;
let archive: Buffer;

beforeAll(async () => {
  ({ file } = await anExportedBoard());
  const card = `${boards}/SRC/cards/1`;
  const octets = { 'content-type': 'application/octet-stream' };
  const { body } = await member.post<{ id: string }>(`${card}/attachments?name=plan.txt`, plan, octets);
  await member.patch(card, { description: `See [the plan](attachment:${body.id})` });
  archive = await archiveOf(manager, 'demo');
  file = JSON.parse(String((await filesIn(archive)).get('workspace.json'))) as WorkspaceExport;
});

const json = (change?: (copy: WorkspaceExport) => void) => JSON.stringify(copyOf(file, change));
const keyOf = ({ plan }: Import) =>
  (plan.target.kind === 'boards' ? plan.target.boards[0]?.key : null) as string;
const attachmentsOf = async (key: string) =>
  (await viewer.get<AttachmentList>(`${boards}/${key}/cards/1/attachments`)).body.items;
const kept = async () =>
  (await api.pool.query('SELECT (SELECT count(*)::int FROM imports) AS n')).rows[0].n as number;

/** A copy of the export under other ids, as a ZIP whose only attachment has this content. */
function copyWith(content: string | Buffer): Promise<Buffer> {
  const copy = copyOf(file);
  const id = copy.cards.flatMap(({ attachments }) => attachments.map((each) => each.id))[0];
  return zipped([
    ['workspace.json', JSON.stringify(copy)],
    [`attachments/${id}`, content],
    ['avatars/somebody', 'A picture'],
  ]);
}

/** The export with a change of the first entry of its list of files. */
async function listedWith(change: (entry: Buffer) => void): Promise<Buffer> {
  const copy = Buffer.from(archive);
  change(copy.subarray(copy.indexOf('PK\u0001\u0002')));
  return copy;
}

test('the ZIP of an export brings attachments with their content, dates and places in texts, and a second import adds nothing', async () => {
  const zip = await copyWith(plan);
  const first = await planned('export.zip', zip);
  expect(first).toMatchObject({ format: 'weir', outlook: { files: { added: 1, missing: 0 } } });
  await api.service('FileSweepService').sweep();
  api.clock.pass({ hours: 2 });
  await api.service('FileSweepService').sweep();
  const done = await ran(first);
  expect(done).toMatchObject({ state: 'done', progress: { created: 7, refused: 0 } });
  const key = keyOf(done);
  const [attachment] = await attachmentsOf(key);
  const source = file.cards.flatMap(({ attachments }) => attachments)[0];
  expect(attachment).toMatchObject({
    name: 'plan.txt',
    bytes: plan.length,
    by: { id: member.id },
    at: source?.at,
  });
  const content = `${boards}/${key}/cards/1/attachments/${attachment?.id}/content`;
  expect((await viewer.get<string>(content)).body).toBe(plan);
  const { description } = (await viewer.get<CardDetail>(`${boards}/${key}/cards/1`)).body;
  expect(description).toBe(`See [the plan](attachment:${attachment?.id})`);
  await ran(await planned('export.zip', zip));
  expect(await attachmentsOf(key)).toHaveLength(1);
  await api.service('FileSweepService').sweep();
  expect((await viewer.get<string>(content)).body).toBe(plan);
});

test('the preview of the JSON counts the attachments that it lacks, and the ZIP adds them later', async () => {
  const copy = json();
  const first = await planned('export.json', copy);
  expect(first.outlook?.files).toEqual({ added: 0, missing: 1 });
  const done = await ran(first);
  expect((await reportOf(done)).map((row) => row.at(-1))).toContain(
    'The contents of attached files are not in the export.',
  );
  const id = (JSON.parse(copy) as WorkspaceExport).cards.flatMap(({ attachments }) => attachments)[0]?.id;
  await ran(
    await planned(
      'export.zip',
      await zipped([
        ['workspace.json', copy],
        [`attachments/${id}`, plan],
      ]),
    ),
  );
  expect((await attachmentsOf(keyOf(done))).map(({ name }) => name)).toEqual(['plan.txt']);
});

test.each([
  ['content', 80],
  ['header', -30],
])('a file with a damaged %s in the ZIP is left out, and the report says so', async (_part, offset) => {
  const marked = randomBytes(plan.length).toString('latin1').slice(0, plan.length);
  const content = Buffer.from(marked, 'latin1');
  const zip = await copyWith(content);
  const at = zip.indexOf(Buffer.from('attachments/'));
  const damaged = Buffer.from(zip);
  damaged[at + offset] = (damaged[at + offset] ?? 0) ^ 1;
  const done = await ran(await planned('export.zip', damaged));
  expect(done).toMatchObject({ state: 'done', progress: { created: 7 } });
  expect(await attachmentsOf(keyOf(done))).toEqual([]);
  expect((await reportOf(done)).map((row) => row.at(-1))).toContain(
    'Attached files are left out: they are damaged in the export, or there is no room.',
  );
});

test.each<[string, () => Promise<Buffer>, string]>([
  ['an archive of something else', () => zipped([['photo.txt', 'x']]), 'fileArchive'],
  [
    'a workbook beside the export',
    () =>
      zipped([
        ['workspace.json', json()],
        ['xl/a.xml', ''],
      ]),
    'fileArchive',
  ],
  [
    'a board of Trello in it',
    () => zipped([['workspace.json', '{"lists":[],"cards":[{"id":"1"}]}']]),
    'fileArchive',
  ],
  [
    'a bomb as its JSON',
    () => zipped([['workspace.json', Buffer.alloc(11 * 1024 * 1024, ' ')]]),
    'fileZipTooLarge',
  ],
  [
    'bombs as attachments',
    () =>
      zipped([
        ['workspace.json', json()],
        ...Array.from({ length: 30 }, (): [string, Buffer] => [
          `attachments/${crypto.randomUUID()}`,
          Buffer.alloc(1024 * 1024),
        ]),
      ]),
    'fileZipTooLarge',
  ],
  ['an attachment larger than any here', () => copyWith(Buffer.alloc(1024 * 1024 + 1)), 'fileZipTooLarge'],
  [
    'its JSON twice',
    () =>
      zipped([
        ['workspace.json', json()],
        ['workspace.json', json()],
      ]),
    'fileArchive',
  ],
  [
    'another ZIP as its JSON',
    async () => zipped([['workspace.json', await zipped([['workspace.json', json()]])]]),
    'fileArchive',
  ],
  [
    'an encrypted file',
    () => listedWith((list) => list.writeUInt16LE(list.readUInt16LE(8) | 1, 8)),
    'fileArchive',
  ],
  [
    'more bytes in its JSON than its list says',
    () => listedWith((list) => list.writeUInt32LE(list.readUInt32LE(24) - 1, 24)),
    'fileZip',
  ],
  ['its end cut off', async () => archive.subarray(0, archive.length - 40), 'fileZip'],
  [
    'a wrong value in its JSON',
    () => zipped([['workspace.json', json((copy) => Object.assign(boardWith(copy), { name: '' }))]]),
    'fileValue',
  ],
])('a ZIP with %s is refused, and nothing is stored', async (_name, make, code) => {
  const before = await kept();
  const { status, body } = await upload(manager, 'export.zip', new Uint8Array(await make()));
  expect([status, body.errors]).toEqual([422, [expect.objectContaining({ path: 'file', code })]]);
  expect(await kept()).toBe(before);
});

test('a table over the size limit of files is refused, although a ZIP of that size is not', async () => {
  const { status, body } = await upload(manager, 'large.csv', `Title\n${'x\n'.repeat(600_000)}`);
  expect([status, body]).toMatchObject([413, { code: 'too-large', maxBytes: 1024 * 1024 }]);
  const huge = await upload(manager, 'huge.zip', new Uint8Array(4 * 1024 * 1024));
  expect(huge).toMatchObject({ status: 413, body: { maxBytes: 3 * 1024 * 1024 } });
});

test('the archives of a workspace’s imports together have at most the bytes that its files may have', async () => {
  await api.pool.query(`UPDATE workspaces SET caps = '{"megabytes": 1}' WHERE slug = 'demo'`);
  const id = (copy: WorkspaceExport) => copy.cards.flatMap(({ attachments }) => attachments)[0]?.id;
  const copy = copyOf(file);
  const large = await zipped([
    ['workspace.json', JSON.stringify(copy)],
    [`attachments/${id(copy)}`, randomBytes(600 * 1024)],
  ]);
  const first = await planned('one.zip', large);
  expect(first.source.archiveBytes).toBe(large.length);
  const second = await upload(manager, 'two.zip', large);
  expect(second).toMatchObject({ status: 409, body: { code: 'cap-reached', cap: 'megabytes', max: 1 } });
  await manager.delete(`/v1/workspaces/demo/imports/${first.id}`);
  await planned('two.zip', large);
  await api.pool.query(`UPDATE workspaces SET caps = '{}' WHERE slug = 'demo'`);
});
