import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { imageSize } from 'image-size';
import sharp from 'sharp';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Person } from '../../support/person.js';
import { aPng } from './samples.js';

const api = theApi();
const { member, viewer, requester } = api.people;

const at = (board: BoardUnderTest, id: string) => `${board.path}/cards/1/attachments/${id}`;
const read = (path: string, by: Person) =>
  fetch(`${api.origin}${path}`, { headers: { authorization: `Bearer ${by.token}` } });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

/** The paths of all stored files. */
async function files(): Promise<string[]> {
  const folder = join(api.env.WEIR_FILES_DIR, 'kept');
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.map(({ parentPath, name }) => join(parentPath, name));
}

async function aCard() {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  return board;
}

test('a large picture has a thumbnail, made once and deleted with it; a small one is its own', async () => {
  const board = await aCard();
  const thumbnailOf = (id: string, by: Person = viewer) => read(`${at(board, id)}/thumbnail`, by);
  const added = async (content: Uint8Array<ArrayBuffer>) =>
    (await member.attach(board, 'plan.png', content)).body.id;
  const [large, small, text] = [aPng(1600, 400), aPng(40, 30), Buffer.from('Only words')];
  const ids = [await added(large), await added(small), await added(text)] as const;

  const answers = await Promise.all([thumbnailOf(ids[0]), thumbnailOf(ids[0])]);
  const [thumbnail, again] = await Promise.all(answers.map(bytesOf));
  expect(again).toEqual(thumbnail);
  expect(imageSize(thumbnail as Buffer)).toMatchObject({ type: 'webp', width: 800, height: 200 });
  expect(Object.fromEntries(answers[0]?.headers ?? [])).toMatchObject({
    'content-type': 'image/webp',
    'content-disposition': 'inline; filename=plan.png',
    'content-length': String(thumbnail?.length),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  expect(await bytesOf(await thumbnailOf(ids[1]))).toEqual(Buffer.from(small));
  expect([(await thumbnailOf(ids[2])).status, (await thumbnailOf(ids[0], requester)).status]).toEqual([
    404, 403,
  ]);
  // Of the picture only the first rows are there.
  const damaged = large.slice(0, large.length - 600);
  expect(await bytesOf(await thumbnailOf(await added(damaged)))).toEqual(Buffer.from(damaged));

  const [kept] = (await files()).filter((path) => path.endsWith(`${ids[0]}.thumbnail`));
  await rm(kept as string);
  // As of a file that is older than thumbnails.
  expect(await bytesOf(await thumbnailOf(ids[0]))).toEqual(thumbnail);
  await member.delete(at(board, ids[0]));
  expect((await thumbnailOf(ids[0])).status).toBe(404);
  api.clock.pass({ hours: 2 });
  await api.service('FileSweepService').sweep();
  expect((await files()).filter((path) => path.includes(ids[0]))).toEqual([]);
  api.clock.reset();
});

test.each([
  ['JPEG, turned as its camera was', 'jpeg'],
  ['GIF', 'gif'],
  ['WebP', 'webp'],
] as const)('makes a thumbnail of a %s', async (_, format) => {
  const board = await aCard();
  const background = { r: 40, g: 90, b: 200 };
  const picture = sharp({ create: { width: 1000, height: 500, channels: 3, background } });
  const turned = format === 'jpeg' ? picture.withMetadata({ orientation: 6 }) : picture;
  const { id } = (await member.attach(board, 'a', Uint8Array.from(await turned.toFormat(format).toBuffer())))
    .body;
  const size = format === 'jpeg' ? { width: 400, height: 800 } : { width: 800, height: 400 };
  const thumbnail = await bytesOf(await read(`${at(board, id)}/thumbnail`, viewer));
  expect(imageSize(thumbnail)).toMatchObject({ type: 'webp', ...size });
  expect((await sharp(thumbnail).metadata()).exif).toBeUndefined();
});
