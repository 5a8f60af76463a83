import { on } from 'node:events';
import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Attachment, AttachmentList } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Person } from '../../support/person.js';
import { aGif, anExecutable, aPdf, aPng, aScript } from './samples.js';

const api = theApi({ WEIR_FILE_MEGABYTES: '1' });
const { owner, manager, member, secondMember, viewer, requester } = api.people;
const megabyte = 1024 * 1024;

const at = (board: BoardUnderTest, id = '') => `${board.path}/cards/1/attachments${id && `/${id}`}`;
const listOf = async (board: BoardUnderTest, by: Person = viewer) =>
  (await by.get<AttachmentList>(at(board))).body;
const contentOf = (board: BoardUnderTest, id: string, by: Person = viewer, headers: object = {}) =>
  fetch(`${api.origin}${at(board, id)}/content`, {
    headers: { authorization: `Bearer ${by.token}`, ...headers },
  });
async function filesIn(folder: string): Promise<string[]> {
  const inside = join(api.env.WEIR_FILES_DIR, folder);
  const found = await readdir(inside, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map(({ name }) => name);
}

async function untilIncoming(files: number) {
  const watcher = watch(join(api.env.WEIR_FILES_DIR, 'incoming'));
  const changes = on(watcher, 'change');
  while ((await filesIn('incoming')).length !== files) await changes.next();
  watcher.close();
}

async function aCard() {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  return board;
}

test('a file is added, read back byte for byte, counted on its card, and deleted, each as one event', async () => {
  const board = await aCard();
  const { seq } = await board.read();
  const png = aPng(40, 30);
  const added = await member.attach(board, 'shot.png', png);
  const { id, ...values } = added.body as Attachment;
  expect(added.status).toBe(201);
  expect(values).toMatchObject({
    name: 'shot.png',
    type: 'image/png',
    bytes: png.length,
    width: 40,
    height: 30,
  });
  expect(await listOf(board)).toEqual({ items: [added.body], maxBytes: megabyte });
  expect((await board.read()).cards).toMatchObject([{ attachments: 1, version: 1 }]);
  const content = await contentOf(board, id);
  expect(Buffer.from(await content.arrayBuffer())).toEqual(Buffer.from(png));
  // A range is not an error, and never a part that is taken for the whole.
  const whole = await contentOf(board, id, viewer, { range: 'bytes=0-3' });
  expect([whole.status, whole.headers.get('accept-ranges')]).toEqual([200, 'none']);
  expect((await whole.arrayBuffer()).byteLength).toBe(png.length);
  expect(await filesIn('kept')).toContain(id);
  expect(await filesIn('incoming')).toEqual([]);

  expect(await secondMember.delete(at(board, id))).toMatchObject({ status: 403 });
  expect(await manager.delete(at(board, id))).toMatchObject({ status: 204 });
  expect(await listOf(board)).toMatchObject({ items: [] });
  expect((await contentOf(board, id)).status).toBe(404);
  const event = { ...values, by: member.id };
  expect((await board.events(seq)).map(({ type, changes }) => [type, ...changes])).toEqual([
    ['attachment.added', { card: 1, attachment: id, to: event }],
    ['attachment.removed', { card: 1, attachment: id, from: event, to: null }],
  ]);
});

test('the bytes of a file decide its type, and only pictures are shown', async () => {
  const board = await aCard();
  const cases: [name: string, content: Uint8Array<ArrayBuffer>, type: string, shown: boolean][] = [
    ['a.txt', aPng(3, 2), 'image/png', true],
    ['b.png', aGif, 'image/gif', true],
    ['photo.jpg', anExecutable, 'application/x-elf', false],
    ['drawing.png', aScript, 'application/octet-stream', false],
    ['page.html', Buffer.from('<!doctype html><script>alert(1)</script>'), 'application/octet-stream', false],
    ['c.png', aPdf, 'application/pdf', false],
    // Starts like a picture but is not one.
    ['d.png', aPng(3, 2).slice(0, 20), 'image/png', false],
    // A kilobyte that takes four gigabytes to show.
    ['bomb.png', aPng(32_000, 32_000), 'image/png', false],
  ];
  for (const [name, content, type, shown] of cases) {
    const { body } = await member.attach(board, name, content);
    expect([name, body]).toEqual([name, expect.objectContaining({ name, type })]);
    expect([name, body.width !== null]).toEqual([name, shown]);
    const { headers } = await contentOf(board, body.id);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': shown ? type : 'application/octet-stream',
      'content-disposition': expect.stringMatching(shown ? /^inline; / : /^attachment; /),
      'content-length': String(content.length),
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
  }
});

test('a file whose type plain SQL changed is only downloaded', async () => {
  const board = await aCard();
  const { body } = await member.attach(board, 'page.html', Buffer.from('<script>alert(1)</script>'));
  // A row from before the check.
  await api.pool.query(`
    ALTER TABLE attachments DROP CONSTRAINT attachments_shown_types;
    UPDATE attachments SET type = 'text/html', width = 1, height = 1 WHERE id = '${body.id}'`);
  const { headers } = await contentOf(board, body.id);
  expect(Object.fromEntries(headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': expect.stringMatching(/^attachment; /),
  });
  expect((await viewer.get(`${at(board, body.id)}/thumbnail`)).status).toBe(404);
});

test('a file name is stored without folders, control characters and characters that change the text direction', async () => {
  const board = await aCard();
  const long = `${'😀'.repeat(300)}.png`;
  const names = [
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\plan.doc', 'plan.doc'],
    ['two\r\nlines\u0007.txt', 'twolines.txt'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['תוכנית 😀 "final".pdf', 'תוכנית 😀 "final".pdf'],
    [long, `${'😀'.repeat(251)}.png`],
    ['..', 'file'],
    ['', 'file'],
  ] as const;
  for (const [given, kept] of names) expect((await member.attach(board, given, 'x')).body.name).toBe(kept);
  const [, , , , hebrew] = (await listOf(board)).items;
  const { headers } = await contentOf(board, (hebrew as Attachment).id);
  expect(headers.get('content-disposition')).toContain(
    `filename*=UTF-8''${encodeURIComponent('תוכנית 😀 "final".pdf')}`,
  );
});

test('refuses empty and too large files, bodies that are not bytes, and callers without permission', async () => {
  const board = await aCard();
  expect(await member.attach(board, 'empty', '')).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'file', code: 'fileEmpty' }] },
  });
  const large = await member.attach(board, 'large.png', new Uint8Array(megabyte + 1));
  expect(large).toMatchObject({
    status: 413,
    body: { code: 'too-large', maxBytes: megabyte, detail: 'Files can be up to 1 MB.' },
  });
  expect((await member.attach(board, 'just.bin', new Uint8Array(megabyte))).status).toBe(201);
  for (const [body, type] of [
    ['{"name":"json"}', 'application/json'],
    ['text', 'text/plain'],
  ] as const)
    expect(await member.post(at(board), body, { 'content-type': type })).toMatchObject({
      status: 415,
      body: { detail: expect.stringContaining('application/octet-stream') },
    });
  const bytes = { 'content-type': 'application/octet-stream' };
  expect((await member.post(`${board.path}/cards`, '{"title":"x"}', bytes)).status).toBe(415);
  expect((await member.post(`${board.path}/cards/9/attachments`, 'x', bytes)).status).toBe(404);
  for (const by of [viewer, requester]) expect((await by.attach(board, 'x', 'x')).status).toBe(403);
  await owner.patch(board.path, { archived: true });
  expect(await member.attach(board, 'late', 'x')).toMatchObject({ body: { code: 'board-archived' } });
  expect(await filesIn('incoming')).toEqual([]);
  expect((await listOf(board)).items).toHaveLength(1);
});

test('a file of unknown length is refused once it is too large, and nothing of it is stored', async () => {
  const board = await aCard();
  const piece = new Uint8Array(256 * 1024);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += piece.length;
      controller.enqueue(piece);
      if (sent > 200 * megabyte) controller.error(new Error('the upload was not refused in time'));
    },
  });
  const answer = await fetch(api.origin + at(board), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${member.token}` },
    body: endless,
    duplex: 'half',
  } as RequestInit);
  expect([answer.status, await answer.json()]).toEqual([413, expect.objectContaining({ code: 'too-large' })]);
  expect(sent).toBeLessThan(50 * megabyte);
  expect(await filesIn('incoming')).toEqual([]);
});

test('an aborted upload stores no row and no part of the file', async () => {
  const board = await aCard();
  const { port } = new URL(api.origin);
  const socket = createConnection(Number(port), '127.0.0.1');
  socket.write(
    [
      `POST ${at(board)} HTTP/1.1`,
      'host: weir.test',
      `authorization: Bearer ${member.token}`,
      'content-type: application/octet-stream',
      'content-length: 1000',
      '',
      'half of it',
    ].join('\r\n'),
  );
  await untilIncoming(1);
  socket.destroy();
  await untilIncoming(0);
  expect((await listOf(board)).items).toEqual([]);
});

test('a repeated upload with the same key has one effect, and another content with that key is refused', async () => {
  const board = await aCard();
  const key = { 'idempotency-key': 'upload' };
  const first = await member.attach(board, 'a.txt', 'One', key);
  const again = await member.attach(board, 'a.txt', 'One', key);
  expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([
    201,
    first.body,
    'true',
  ]);
  expect(await member.attach(board, 'a.txt', 'Two', key)).toMatchObject({
    status: 422,
    body: { code: 'idempotency-key-reused' },
  });
  expect((await listOf(board)).items).toEqual([first.body]);
});

test('a retried upload gets its first answer, also after the card was changed or deleted', async () => {
  const board = await aCard();
  const send = (key: string) =>
    member.attach(board, 'a.txt', 'One', { 'idempotency-key': key, 'if-match': '"1"' });
  const first = await send('upload-then-edit');
  const expectReplayed = async () => {
    const again = await send('upload-then-edit');
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('board-seq')).toBe(first.headers.get('board-seq'));
  };
  await member.patchCard(board, 1, { title: 'Edited' });
  await expectReplayed();
  expect(await send('another-key')).toMatchObject({ status: 412 });
  await member.archive(board, 1);
  await manager.delete(`${board.path}/cards/1`);
  await expectReplayed();
  expect(await send('another-key')).toMatchObject({ status: 404 });
});

test('the sweep deletes files without an attachment once they are an hour old, and no others', async () => {
  const board = await aCard();
  const kept = (await member.attach(board, 'kept', 'x')).body.id;
  const gone = (await member.attach(board, 'gone', 'x')).body.id;
  await member.delete(at(board, gone));
  const sweep = () => Promise.all([1, 2].map(() => api.service('FileSweepService').sweep()));
  await sweep();
  expect(await filesIn('kept')).toEqual(expect.arrayContaining([kept, gone]));
  // Ids have the time of the machine.
  api.clock.pass({ hours: 2 });
  await sweep();
  const left = await filesIn('kept');
  expect([left.includes(kept), left.includes(gone)]).toEqual([true, false]);
  expect((await contentOf(board, kept)).status).toBe(200);
});

test('erasing a person deletes their files, and the names of these in events and kept responses', async () => {
  const board = await aCard();
  const { seq } = await board.read();
  await member.attach(board, 'theirs.txt', 'x');
  for (const name of ['mine.txt', 'removed.txt'])
    await secondMember.attach(board, `secret-${name}`, name, { 'idempotency-key': name });
  const [theirs, , removed] = (await listOf(board)).items as [Attachment, Attachment, Attachment];
  await secondMember.delete(at(board, removed.id));
  await api.pool.query('SELECT weir.erase_person($1)', [secondMember.id]);
  expect((await listOf(board)).items).toEqual([theirs]);
  const { rows } = await api.pool.query(
    `SELECT to_jsonb(e)::text AS text FROM events e UNION ALL SELECT body::text FROM idempotency_keys WHERE body IS NOT NULL`,
  );
  const texts = rows.map(({ text }) => text).join(' ');
  expect([texts.includes('theirs.txt'), texts.includes('secret-')]).toEqual([true, false]);
  const events = await board.events(seq);
  expect(events.at(-1)).toMatchObject({ type: 'person.erased' });
  expect(JSON.stringify(events.at(-1))).toContain('"attachment":');
});
