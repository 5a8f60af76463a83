import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { type AvatarList, avatarLimits, type Me, type OwnData } from '@weir/contract';
import { imageSize } from 'image-size';
import sharp from 'sharp';
import { aGif, aPng, aScript } from '../cards/attachments/samples.js';
import { theApi } from '../support/api.js';
import { password } from '../support/people.js';
import type { Caller, Person } from '../support/person.js';
import { refusalOf } from '../support/refusals.js';

const api = theApi();
const { owner, member, secondMember, viewer, requester, loner, stranger } = api.people;

const bytes = { 'content-type': 'application/octet-stream' };
const set = (by: Caller, picture: Uint8Array<ArrayBuffer>, headers = {}) =>
  by.send<Me>('PUT', '/v1/me/avatar', picture, { ...bytes, ...headers });
const list = async (by: Caller) => (await by.get<AvatarList>('/v1/workspaces/demo/avatars')).body.items;
const at = (user: string, hash: string, workspace = 'demo') =>
  `/v1/workspaces/${workspace}/members/${user}/avatars/${hash}`;
const read = (by: Person | null, path: string) =>
  fetch(api.origin + path, { headers: by ? { authorization: `Bearer ${by.token}` } : {} });

type Format = 'png' | 'jpeg' | 'webp';
/** A picture of one colour, wider than high, as a camera or a program writes it. */
async function aPicture(format: Format, colour = '#2a7a5f'): Promise<Uint8Array<ArrayBuffer>> {
  const picture = sharp({ create: { width: 300, height: 200, channels: 3, background: colour } });
  const made = picture.withExif({ IFD3: { GPSLatitude: '52/1 31/1 0/1' } }).toFormat(format);
  return Uint8Array.from(await made.toBuffer());
}

/** The ids of the stored files that belong to no workspace. */
async function stored(): Promise<string[]> {
  const folder = join(api.env.WEIR_FILES_DIR, 'kept', '00000000-0000-0000-0000-000000000000');
  return readdir(folder).catch(() => []);
}

test.each(['png', 'jpeg', 'webp'] as const)(
  'a %s becomes a small square without the place where it was taken, kept by browsers under its hash',
  async (format) => {
    const { status, body, headers } = await set(member, await aPicture(format));
    const hash = body.user.avatar as string;
    expect([status, hash]).toEqual([200, expect.stringMatching(/^[0-9a-f]{24}$/)]);
    expect(headers.get('etag')).toContain(`"${body.version}-`);
    expect(await list(viewer)).toContainEqual({ user: member.id, hash });
    const answer = await read(viewer, at(member.id, hash));
    const picture = Buffer.from(await answer.arrayBuffer());
    expect(imageSize(picture)).toMatchObject({ type: 'webp', width: 128, height: 128 });
    expect((await sharp(picture).metadata()).exif).toBeUndefined();
    expect(answer.headers.get('content-type')).toBe('image/webp');
    expect(answer.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  },
);

test('only people of a shared workspace who can list its members see a picture, and everyone their own', async () => {
  const hash = (await set(member, await aPicture('png', '#aa3355'))).body.user.avatar as string;
  const own = (await set(requester, await aPicture('png', '#3355aa'))).body.user.avatar as string;
  const statuses = async (path: string, people: (Person | null)[]) =>
    Promise.all(people.map(async (by) => (await read(by, path)).status));
  expect(await statuses(at(member.id, hash), [owner, viewer, requester, stranger, loner, null])).toEqual([
    200, 200, 403, 404, 404, 401,
  ]);
  expect(await statuses(at(requester.id, own), [requester, member])).toEqual([200, 200]);
  expect(await statuses(at(member.id, hash, 'other'), [stranger])).toEqual([404]);
  expect(await statuses(at(viewer.id, hash), [owner])).toEqual([404]);
  await requester.delete('/v1/me/avatar');
});

test.each([
  ['a GIF', aGif],
  ['a script', aScript],
  ['a picture that ends early', aPng(1600, 400).slice(0, 100)],
  ['a picture with more pixels than memory for them', aPng(60_000, 60_000)],
])('refuses %s as a picture and keeps the one before', async (_, content) => {
  const before = (await set(viewer, await aPicture('webp'))).body.user.avatar;
  expect(refusalOf(await set(viewer, content), 'errors')).toMatchObject({
    status: 422,
    errors: [{ path: 'file', code: 'notPicture' }],
  });
  expect((await viewer.get<Me>('/v1/me')).body.user.avatar).toBe(before);
});

test('refuses a picture that is too large before it is read, and stores nothing of it', async () => {
  const before = await stored();
  const large = new Uint8Array(avatarLimits.bytes + 1);
  expect(await set(viewer, large)).toMatchObject({
    status: 413,
    body: { code: 'too-large', maxBytes: avatarLimits.bytes },
  });
  expect(await stored()).toEqual(before);
});

test('another picture has another address, and the file of the one before is deleted at once', async () => {
  const first = (await set(owner, await aPicture('png', '#111111'))).body.user.avatar as string;
  const before = await stored();
  const key = { 'idempotency-key': 'one-picture' };
  const second = await set(owner, await aPicture('png', '#eeeeee'), key);
  const hash = second.body.user.avatar as string;
  expect(hash).not.toBe(first);
  expect((await read(member, at(owner.id, first))).status).toBe(404);
  expect(await stored()).toHaveLength(before.length);
  const again = await set(owner, await aPicture('png', '#eeeeee'), key);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await stored()).toHaveLength(before.length);
  api.clock.pass({ hours: 2 });
  await api.service('FileSweepService').sweep();
  api.clock.reset();
  expect((await read(member, at(owner.id, hash))).status).toBe(200);

  const removed = await owner.delete<Me>('/v1/me/avatar');
  expect([removed.status, removed.body.user.avatar]).toEqual([200, null]);
  expect((await read(member, at(owner.id, hash))).status).toBe(404);
  expect(await stored()).toHaveLength(before.length - 1);
  expect(await list(member)).not.toContainEqual(expect.objectContaining({ user: owner.id }));
});

test('a picture and a theme are in the data of their person, and end with their account', async () => {
  const hash = (await set(secondMember, await aPicture('jpeg', '#8855cc'))).body.user.avatar as string;
  expect((await secondMember.patch<Me>('/v1/me', { theme: 'dark' })).body.user.theme).toBe('dark');
  const { account, avatar } = (await secondMember.get<OwnData>('/v1/me/data')).body;
  expect(account).toMatchObject({ theme: 'dark' });
  const shown = Buffer.from(await (await read(member, at(secondMember.id, hash))).arrayBuffer());
  expect(avatar).toEqual({ type: 'image/webp', at: expect.any(String), content: shown.toString('base64') });
  await secondMember.post('/v1/me/removal', { currentPassword: password });
  expect((await read(member, at(secondMember.id, hash))).status).toBe(404);
  const { rows } = await api.pool.query(
    'SELECT (SELECT count(*)::int FROM avatars WHERE user_id = $1) AS avatars, theme FROM users WHERE id = $1',
    [secondMember.id],
  );
  expect(rows).toEqual([{ avatars: 0, theme: null }]);
  const before = await stored();
  api.clock.pass({ hours: 2 });
  await api.service('FileSweepService').sweep();
  api.clock.reset();
  expect(await stored()).toHaveLength(before.length - 1);
});

test.each([
  ['a colour', { theme: 'teal' }],
  ['an empty text', { theme: '' }],
])('refuses %s as a theme', async (_, change) => {
  expect((await viewer.patch('/v1/me', change)).status).toBe(422);
});
