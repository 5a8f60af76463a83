import type { Board, Me, MemberList } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { refusalOf } from '../support/refusals.js';

const api = theApi();
const { owner, member, viewer, loner } = api.people;
const read = async (who = member) => (await who.get<Me>('/v1/me')).body.user;

test('a person who has chosen nothing follows the browser', async () => {
  expect(await read(viewer)).toMatchObject({ language: null, timeZone: null });
});

test('changes what is given and leaves the rest as it is', async () => {
  const before = await read();
  const first = await member.patch<Me>('/v1/me', { language: 'de', timeZone: 'America/Los_Angeles' });
  expect(first).toMatchObject({
    status: 200,
    body: {
      user: { ...before, language: 'de', timeZone: 'America/Los_Angeles' },
      workspaces: [{ slug: 'demo' }],
    },
  });
  await member.patch('/v1/me', { name: '  Bao B. Brandt ' });
  await member.patch('/v1/me', { timeZone: null });
  await member.patch('/v1/me', {});
  expect(await read()).toEqual({ ...before, name: 'Bao B. Brandt', language: 'de', timeZone: null });
});

test('works without a workspace', async () => {
  expect(await loner.patch<Me>('/v1/me', { language: 'en' })).toMatchObject({
    status: 200,
    body: { user: { language: 'en' }, workspaces: [] },
  });
});

test('keeps changes of different settings that arrive at once', async () => {
  for (let round = 0; round < 5; round += 1) {
    await viewer.patch('/v1/me', { name: 'Vik Vale', language: null, timeZone: null });
    await Promise.all([
      viewer.patch('/v1/me', { name: 'Vik V. Vale' }),
      viewer.patch('/v1/me', { language: 'de' }),
      viewer.patch('/v1/me', { timeZone: 'Asia/Tokyo' }),
    ]);
    expect(await read(viewer)).toMatchObject({ name: 'Vik V. Vale', language: 'de', timeZone: 'Asia/Tokyo' });
  }
});

test('takes effect once per idempotency key', async () => {
  const key = { 'idempotency-key': 'in-german' };
  await member.patch('/v1/me', { language: 'de' }, key);
  await member.patch('/v1/me', { language: 'en' });
  const again = await member.patch<Me>('/v1/me', { language: 'de' }, key);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect((await read()).language).toBe('en');
});

test.each([
  ['an unknown zone', { timeZone: 'Europe/Atlantis' }, 'timeZone', 'timeZone'],
  ['an offset', { timeZone: '+02:00' }, 'timeZone', 'timeZone'],
  ['a language that Weir does not speak', { language: 'tlh' }, 'language', 'notOneOf'],
  ['an empty name', { name: '   ' }, 'name', 'empty'],
  ['no name', { name: null }, 'name', 'wrongType'],
  ['an address', { email: 'other@people.test' }, 'email', 'unknownField'],
])('refuses %s and changes nothing', async (_, change, path, code) => {
  const before = await read();
  const refused = await member.patch('/v1/me', { ...change });
  expect(refusalOf(refused, 'errors')).toEqual({
    status: 422,
    code: 'invalid-input',
    errors: [expect.objectContaining({ path, code, message: expect.stringMatching(/\.$/) })],
  });
  expect(await read()).toEqual(before);
});

test('is no event on any board; others see the new name everywhere, and boards have a new ETag', async () => {
  const board = await aBoard().make();
  const card = (await member.createCard(board, { assigneeIds: [member.id] })).body;
  const read = (headers = {}) => owner.get<Board>(board.path, headers);
  const before = await read();
  const etag = before.headers.get('etag') as string;
  expect((await read({ 'if-none-match': etag })).status).toBe(304);

  await member.patch('/v1/me', { name: 'Bao the Builder' });
  const after = await read({ 'if-none-match': etag });
  expect(after).toMatchObject({ status: 200, body: { seq: before.body.seq } });
  expect(after.body.cards.find(({ number }) => number === card.number)?.assignees).toEqual([
    { id: member.id, name: 'Bao the Builder' },
  ]);
  const { items } = (await owner.get<MemberList>('/v1/workspaces/demo/members')).body;
  expect(items.find(({ id }) => id === member.id)).toMatchObject({ name: 'Bao the Builder' });

  await member.patch('/v1/me', { language: 'de' });
  expect((await read({ 'if-none-match': after.headers.get('etag') as string })).status).toBe(304);
});

test('is refused without a session', async () => {
  expect(await api.nobody.patch('/v1/me', { language: 'de' })).toMatchObject({ status: 401 });
});

test('answers in the language of the call, whatever the person has set', async () => {
  await member.patch('/v1/me', { language: 'de' });
  const refused = async (language?: string) =>
    member.get<{ title: string }>(
      '/v1/workspaces/nowhere/notices',
      language ? { 'accept-language': language } : {},
    );
  expect((await refused('de')).headers.get('content-language')).toBe('de');
  expect((await refused('en')).headers.get('content-language')).toBe('en');
  expect((await refused()).headers.get('content-language')).toBe('en');
});
