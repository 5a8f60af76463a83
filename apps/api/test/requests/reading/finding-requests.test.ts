import type { RequestList } from '@weir/contract';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

const api = theApi();
const { manager, requester, secondRequester } = api.people;

let board: BoardUnderTest;
const get = (query: string, by = manager) => by.get<RequestList>(`${board.path}/requests?${query}`);
const numbers = async (query: string, by = manager) => {
  const { status, body } = await get(query, by);
  expect([query, status]).toEqual([query, 200]);
  return body.items.map(({ number }) => number);
};
const fault = async (query: string) => {
  const { status, body } = await manager.get<{ errors: { path: string; code: string }[] }>(
    `${board.path}/requests?${query}`,
  );
  return [status, ...body.errors.map(({ path, code }) => `${path} ${code}`)];
};

beforeAll(async () => {
  board = await aBoard().intake({ depth: 10, openPerRequester: 5 }).make();
  await board.ask('Invoices by mail');
  await board.ask('A sandbox', { description: 'For the auditors' });
  await secondRequester.post(`${board.path}/requests`, {
    title: 'More invoices',
    description: 'Not for a snadbox',
    classOfService: 'intangible',
  });
  await board.ask('Another sandbox');
  await manager.put(`${board.path}/requests/2/answer`, decline);
  await api.pool.query(
    `UPDATE requests SET answer_by = now() - interval '1 hour' WHERE number = 4 AND board_id = (SELECT id FROM boards WHERE key = $1)`,
    [board.key],
  );
});

test('shows of each request only the named fields, and its number', async () => {
  const { body } = await get('fields=title,state&sort=number&limit=1');
  expect(body.items).toEqual([{ number: 1, title: 'Invoices by mail', state: 'waiting' }]);
  expect((await get('fields=ref&state=waiting')).body.items[0]).toEqual({
    number: 4,
    ref: `${board.key}-R4`,
  });
  expect(await fault('fields=title,secret')).toEqual([422, 'fields notInList']);
});

test.each([
  ['sort=number', [1, 2, 3, 4]],
  ['sort=-number&state=waiting', [4, 3, 1]],
  ['text=invoice', [3, 1]],
  ['text=inovice&sort=number', [1, 3]],
  ['text=audit', [2]],
  ['text=KEY-R4', [4]],
  ['text=KEY-4', []],
  ['requester=OTHER', [3]],
  ['requester=me', []],
  ['class=intangible', [3]],
  ['answer=decline,defer', [2]],
  ['overdue=true', [4]],
  ['sort=answerBy', [4, 1, 3, 2]],
  ['sort=answeredAt', [2, 1, 3, 4]],
] as [string, number[]][])('lists requests by %s', async (query, expected) => {
  expect(await numbers(query.replace('OTHER', secondRequester.id).replace('KEY', board.key))).toEqual(
    expected,
  );
});

test('shows requesters nothing but their own requests, whatever they filter by', async () => {
  expect(await numbers('text=invoice', requester)).toEqual([1]);
  expect(await numbers('sort=number', secondRequester)).toEqual([3]);
  // A corrected search does not show that somebody else wrote the word as it was typed.
  expect(await numbers('text=snadbox')).toEqual([3]);
  expect(await numbers('text=snadbox', requester)).toEqual([4, 2]);
  expect(await numbers(`requester=${secondRequester.id}`, requester)).toEqual([]);
  expect(await numbers('requester=me&sort=number', requester)).toEqual([1, 2, 4]);
});

test('pages by cursors that belong to their filters, also in the order of the queue', async () => {
  for (const query of ['', 'state=waiting', 'sort=updatedAt', 'text=o&sort=-number']) {
    const all = await numbers(query);
    const paged: number[] = [];
    let next: string | null = '';
    while (next !== null) {
      const { body }: { body: RequestList } = await get(`${query}&limit=1${next && `&cursor=${next}`}`);
      paged.push(...body.items.map(({ number }) => number));
      next = body.nextCursor;
    }
    expect([query, paged]).toEqual([query, all]);
  }
  const { nextCursor } = (await get('limit=1')).body;
  expect(await fault(`state=waiting&cursor=${nextCursor}`)).toEqual([422, 'cursor otherCursor']);
  expect(await fault(`sort=number&cursor=${nextCursor}`)).toEqual([422, 'cursor cursor']);
});

test.each([
  ['requester=nobody', 'requester uuid'],
  ['answer=maybe', 'answer notInList'],
  ['sort=title', 'sort notOneOf'],
  ['overdue=yes', 'overdue notOneOf'],
  [`text=${'x'.repeat(10_000)}`, 'text tooLong'],
])('refuses requests by %s as bad input', async (query, expected) => {
  expect(await fault(query)).toEqual([422, expected]);
});

test('finds what was updated since an instant', async () => {
  const since = new Date().toISOString();
  expect(await numbers(`updatedSince=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
  await requester.patch(`${board.path}/requests/1`, { title: 'Invoices by post' });
  expect(await numbers(`updatedSince=${since}`)).toEqual([1]);
});
