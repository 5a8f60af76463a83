import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { AttachmentList } from '@weir/contract';
import { anotherInstance } from '../../support/another-instance.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { Bucket } from '../../support/servers/bucket.js';
import { aPng } from './samples.js';

const bucket = new Bucket();
beforeAll(() => bucket.start());
const api = theApi(() => bucket.settings);
afterAll(() => bucket.stop());
const { member, viewer } = api.people;

const at = (board: BoardUnderTest, id: string) => `${board.path}/cards/1/attachments/${id}`;
const read = (path: string, origin = api.origin) =>
  fetch(`${origin}${path}`, { headers: { authorization: `Bearer ${viewer.token}` } });
const contentOf = (board: BoardUnderTest, id: string) => read(`${at(board, id)}/content`);
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const listOf = async (board: BoardUnderTest) =>
  (await viewer.get<AttachmentList>(at(board, '').slice(0, -1))).body.items;
const stored = (id: string) => [...bucket.objects.keys()].filter((name) => name.includes(id));
const sweep = () => api.service('FileSweepService').sweep();
const filesUnavailable = {
  status: 503,
  body: {
    code: 'overloaded',
    retryAfterSeconds: 5,
    detail: 'The storage of files can’t be reached right now. Try again in a few seconds.',
  },
};

async function aCard() {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  return board;
}

test('a bucket keeps files and thumbnails: read by every instance, replayed once, swept when deleted', async () => {
  const board = await aCard();
  const picture = aPng(1600, 400);
  const key = { 'idempotency-key': 'bucket' };
  const { status, body } = await member.attach(board, 'plan.png', picture, key);
  expect([status, body]).toEqual([201, expect.objectContaining({ type: 'image/png', width: 1600 })]);
  expect((await member.attach(board, 'plan.png', picture, key)).body).toEqual(body);
  const thumbnail = await read(`${at(board, body.id)}/thumbnail`);
  expect([thumbnail.status, thumbnail.headers.get('content-type')]).toEqual([200, 'image/webp']);
  const large = new Uint8Array(3 * 1024 * 1024).fill(7);
  const { id } = (await member.attach(board, 'large.bin', large)).body;
  // The size is known without the storage.
  const before = bucket.answers.length;
  const head = await fetch(`${api.origin}${at(board, id)}/content`, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${viewer.token}` },
  });
  expect([head.status, head.headers.get('content-length'), bucket.answers.length]).toEqual([
    200,
    String(large.length),
    before,
  ]);
  const content = await contentOf(board, id);
  expect(Object.fromEntries(content.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment; filename=large.bin',
    'content-length': String(large.length),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'private, no-store',
  });
  expect((await bytesOf(content)).equals(large)).toBe(true);
  expect(await readdir(join(api.env.WEIR_FILES_DIR, 'incoming'))).toEqual([]);

  await bucket.stop();
  await bucket.start();
  const other = await anotherInstance(api, {});
  const elsewhere = await read(`${at(board, body.id)}/content`, other.origin).then(bytesOf);
  await other.close();
  expect(elsewhere.equals(picture)).toBe(true);
  expect(stored(body.id)).toEqual([
    expect.stringMatching(new RegExp(`/${body.id}$`)),
    expect.stringMatching(new RegExp(`/${body.id}\\.thumbnail$`)),
  ]);
  bucket.objects.set('notes/of-others.txt', Buffer.from('x'));
  expect(await member.delete(at(board, body.id))).toMatchObject({ status: 204 });
  expect((await contentOf(board, body.id)).status).toBe(404);
  await sweep();
  expect(stored(body.id)).toHaveLength(2);
  api.clock.pass({ hours: 2 });
  await Promise.all([sweep(), sweep()]);
  api.clock.reset();
  expect([stored(body.id), stored(id).length, stored('notes').length]).toEqual([[], 1, 1]);
  // One key, one file: what the replay had stored is gone.
  expect(bucket.objects.size).toBe(2);
  expect(bucket.answers.filter((answer) => !/ 20[04]$/.test(answer) && answer !== 'GET 404')).toEqual([]);
});

test('files are refused with 503 if the storage is down and with 500 if it refuses us, and none is lost', async () => {
  const board = await aCard();
  const picture = aPng(1600, 400);
  const { id } = (await member.attach(board, 'kept.png', picture)).body;
  await bytesOf(await read(`${at(board, id)}/thumbnail`));
  const fault = { status: 500, body: { code: 'internal' } };
  for (const [begin, answer, retryAfter] of [
    [() => bucket.stop(), filesUnavailable, '5'],
    [() => refuseAll(), fault, null],
  ] as const) {
    await begin();
    const refused = await member.attach(board, 'late.txt', 'x');
    expect(refused).toMatchObject(answer);
    expect(refused.headers.get('retry-after')).toBe(retryAfter);
    for (const part of ['content', 'thumbnail'])
      expect(await viewer.get(`${at(board, id)}/${part}`)).toMatchObject(answer);
    await expect(sweep()).rejects.toThrow('the storage of files failed');
    await expect(sweep()).rejects.not.toThrow(new RegExp(`${Bucket.accessKey}|${Bucket.secretKey}`));
    expect(await readdir(join(api.env.WEIR_FILES_DIR, 'incoming'))).toEqual([]);
    bucket.faults = {};
    if (begin.toString().includes('stop')) await bucket.start();
    // The breaker of the storage has opened. It allows a call after five seconds.
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 6_000);
    expect((await listOf(board)).map(({ name }) => name)).toEqual(['kept.png']);
    expect((await bytesOf(await contentOf(board, id))).equals(picture)).toBe(true);
    jest.restoreAllMocks();
  }
  expect((await read(`${at(board, id)}/thumbnail`)).headers.get('content-type')).toBe('image/webp');

  // Deleting needs the database only. The file goes with the first sweep that reaches the storage.
  bucket.faults = { DELETE: 'AccessDenied' };
  expect(await member.delete(at(board, id))).toMatchObject({ status: 204 });
  api.clock.pass({ hours: 2 });
  await expect(sweep()).rejects.toThrow('the storage of files failed: AccessDenied 403');
  expect(stored(id)).toHaveLength(2);
  bucket.faults = {};
  await sweep();
  api.clock.reset();
  expect(stored(id)).toEqual([]);
});

test('a file that the storage cuts off is not taken for whole, and its thumbnail is made later', async () => {
  const board = await aCard();
  const { id } = (await member.attach(board, 'cut.bin', 'x'.repeat(1000))).body;
  const picture = (await member.attach(board, 'cut.png', aPng(1600, 400))).body.id;
  await bytesOf(await read(`${at(board, picture)}/thumbnail`));
  bucket.objects.delete(stored(picture).find((name) => name.endsWith('.thumbnail')) as string);
  bucket.faults = { GET: 'cut' };
  await expect(contentOf(board, id).then(bytesOf)).rejects.toThrow();
  await read(`${at(board, picture)}/thumbnail`)
    .then(bytesOf)
    .catch(() => null);
  bucket.faults = {};
  const thumbnail = await read(`${at(board, picture)}/thumbnail`);
  expect(thumbnail.headers.get('content-type')).toBe('image/webp');
});

function refuseAll() {
  bucket.faults = { GET: 'AccessDenied', PUT: 'AccessDenied', DELETE: 'AccessDenied' };
}
