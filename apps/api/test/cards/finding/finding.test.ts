import type { CardDetail, CardPage } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';
import { aToken } from '../../workspaces/tokens/support.js';

const api = theApi();
const { manager, member, secondMember, requester, viewer, stranger } = api.people;

let board: BoardUnderTest;
let lane: string;
let label: string;
const days = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();

async function list(query: string, by = member): Promise<CardPage> {
  const { status, body } = await by.get<CardPage>(`${board.path}/cards?${query}`);
  expect({ query, status, ...(status === 200 ? {} : { body }) }).toEqual({ query, status: 200 });
  return body;
}
const numbers = async (query: string, by = member) =>
  (await list(query, by)).items.map(({ number }) => number);
const fault = async (query: string, by = member) => {
  const answer = await by.get<{ errors: { path: string; code: string }[] }>(`${board.path}/cards?${query}`);
  return [answer.status, ...(answer.body.errors ?? []).map(({ path, code }) => `${path} ${code}`)];
};

/** 1 to 8: in Ready, in flight, delivered, archived. */
beforeAll(async () => {
  board = await aBoard().column('Doing').make();
  lane = await board.lane('Fast, but short');
  label = await board.label('Bug');
  await board.cards('Ready', 3);
  await board.cards('Doing', 3);
  await board.cards('Done', 1);
  await board.cards('Ready', 1);
  const patch = (number: number, change: object) => member.patchCard(board, number, change);
  await patch(1, { title: 'Nightly invoices', labelIds: [label], dueOn: '2030-01-05' });
  await patch(2, { description: 'They wait for the tax office', classOfService: 'expedite' });
  await patch(4, { assigneeIds: [member.id, secondMember.id], dueOn: '2030-01-03' });
  await patch(5, { assigneeIds: [secondMember.id], labelIds: [label] });
  await member.post(`${board.path}/cards/6/comments`, { text: 'The accountant has called' });
  await member.put(`${board.path}/cards/4/block`, { reason: 'No parts' });
  await member.put(`${board.path}/cards/6/position`, {
    columnId: board.id('Doing'),
    swimlaneId: lane,
    before: 4,
  });
  await member.put(`${board.path}/cards/8/archive`);
  await api.pool.query(
    'UPDATE cards SET committed_at = $2 WHERE number = 5 AND board_id = (SELECT id FROM boards WHERE key = $1)',
    [board.key, days(10)],
  );
});

test.each([
  ['', [1, 2, 3, 4, 5, 6, 7]],
  ['column=Ready', [1, 2, 3]],
  ['column=ready,DONE', [1, 2, 3, 7]],
  ['column=COLUMN&sort=position', [6, 4, 5]],
  ['column=COLUMN&sort=-position', [5, 4, 6]],
  ['lane=LANE', [6]],
  ['lane=none', [1, 2, 3, 4, 5, 7]],
  ['class=expedite,intangible', [2]],
  ['assignee=me', [4]],
  ['assignee=OTHER,me', [4, 5]],
  ['assignee=none', [1, 2, 3, 6, 7]],
  ['label=bug', [1, 5]],
  ['due=any&sort=dueOn', [4, 1]],
  ['due=none', [2, 3, 5, 6, 7]],
  ['dueFrom=2030-01-04', [1]],
  ['dueTo=2030-01-03', [4]],
  ['minAgeDays=9', [5]],
  ['maxAgeDays=9', [4, 6]],
  ['blocked=true', [4]],
  ['blocked=false&column=Doing', [5, 6]],
  ['archived=true', [8]],
  ['archived=any&column=Ready', [1, 2, 3, 8]],
  ['delivered=true', [7]],
  ['delivered=false&label=Bug&assignee=OTHER', [5]],
  ['sort=-number&column=Ready', [3, 2, 1]],
  ['sort=dueOn', [4, 1, 2, 3, 5, 6, 7]],
  ['sort=committedAt&delivered=false', [5, 4, 6, 1, 2, 3]],
  ['sort=deliveredAt', [7, 1, 2, 3, 4, 5, 6]],
  ['text=invoice', [1]],
  ['text=inovices', [1]],
  ['text=invoces', [1]],
  ['text=tax off', [2]],
  ['text=accountant', [6]],
  ['text=KEY-3', [3]],
  ['text=KEY-R3', []],
  ['text=%26%7C!*%3A()', []],
  ['text=(zx%2B)%2B%24', []],
  ['text=zzzzz', []],
] as [string, number[]][])('lists cards by %s', async (query, expected) => {
  const asked = query
    .replace('COLUMN', board.id('Doing'))
    .replace('LANE', lane)
    .replace('OTHER', secondMember.id)
    .replace('KEY', board.key);
  expect(await numbers(asked)).toEqual(expected);
});

test('pages through every order without missing or repeating a card', async () => {
  for (const sort of ['number', 'updatedAt', 'dueOn', 'committedAt', 'deliveredAt', 'position']) {
    for (const direction of ['', '-']) {
      const query = `sort=${direction}${sort}${sort === 'position' ? '&column=Ready' : ''}`;
      const all = await numbers(query);
      const paged: number[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { items, nextCursor }: CardPage = await list(
          `${query}&limit=2${cursor && `&cursor=${cursor}`}`,
        );
        expect(items.length).toBeLessThanOrEqual(2);
        paged.push(...items.map(({ number }) => number));
        cursor = nextCursor;
      }
      expect([query, paged]).toEqual([query, all]);
    }
  }
});

test('lists what was updated since an instant, by any write, with its time', async () => {
  const { items } = await list('sort=-updatedAt&limit=1');
  const newest = items[0]?.updatedAt as string;
  expect(await numbers(`updatedSince=${newest}`)).toHaveLength(1);
  const since = new Date(Date.parse(newest) + 1).toISOString();
  expect(await numbers(`updatedSince=${since}`)).toEqual([]);
  await member.patchCard(board, 3, { title: 'Renamed' });
  await api.pool.query(
    `UPDATE cards SET due_on = '2031-01-01' WHERE number = 7 AND board_id = (SELECT id FROM boards WHERE key = $1)`,
    [board.key],
  );
  expect(await numbers(`updatedSince=${since}&sort=updatedAt`)).toEqual([3, 7]);
  const [event] = (await board.events()).filter(({ type }) => type === 'card.changed').slice(-1);
  const { body } = await member.get<CardDetail>(`${board.path}/cards/3`);
  expect(body.updatedAt).toBe(event?.at);
  const withOffset = new Date(Date.parse(since) + 7_200_000).toISOString().replace('Z', '%2B02:00');
  expect(await numbers(`updatedSince=${withOffset}&sort=updatedAt`)).toEqual([3, 7]);
});

test('dates a card by the event of each move, edit, archiving and block; plain SQL cannot choose the date', async () => {
  const dated = await aBoard().column('Doing').make();
  await dated.cards('Ready', 2);
  const path = `${dated.path}/cards/1`;
  const [ready, doing, done] = ['Ready', 'Doing', 'Done'].map((name) => dated.id(name));
  const writes = {
    move: () => member.moveCard(dated, 1, { columnId: doing }),
    moves: () => member.moveCards(dated, [{ card: 1, columnId: ready }]),
    swap: () => member.moveCard(dated, 1, { swapWith: 2 }),
    edit: () => member.patchCard(dated, 1, { title: 'Dated' }),
    block: () => member.put(`${path}/block`, { reason: 'No parts' }),
    deliver: () => member.moveCard(dated, 1, { columnId: done }),
    archive: () => member.put(`${path}/archive`),
  };
  const dates: [string, boolean][] = [];
  for (const [name, write] of Object.entries(writes)) {
    const { status } = await write();
    const [event] = (await dated.events()).slice(-1);
    const { updatedAt } = (await member.get<CardDetail>(path)).body;
    dates.push([`${name} ${status}`, updatedAt === event?.at]);
  }
  expect(dates).toEqual(Object.keys(writes).map((name) => [`${name} 200`, true]));
  // The column rounds to milliseconds, also up.
  const { rows } = await api.pool.query<{ isNow: boolean }>(
    `UPDATE cards SET title = 'Later', updated_at = '2099-01-01' WHERE number = 2 AND board_id = (SELECT id FROM boards WHERE key = $1)
     RETURNING updated_at BETWEEN now() - interval '1 minute' AND clock_timestamp() + interval '1 millisecond' AS "isNow"`,
    [dated.key],
  );
  expect(rows).toEqual([{ isNow: true }]);
});

test('shows the asked-for properties and nothing else', async () => {
  const only = (await list('column=Ready&limit=1&fields=title,updatedAt')).items[0] as object;
  expect(Object.keys(only).sort()).toEqual(['number', 'title', 'updatedAt']);
  const { items } = await list('text=tax&include=description,createdBy');
  expect(items[0]).toMatchObject({
    number: 2,
    description: 'They wait for the tax office',
    createdBy: { id: member.id },
  });
  expect(items[0]).not.toHaveProperty('blocks');
  const face = (await list('column=Ready&limit=1')).items[0] as object;
  expect(face).not.toHaveProperty('description');
  expect(Object.keys((await list('limit=1&fields=number&include=blocks')).items[0] as object).sort()).toEqual(
    ['blocks', 'number'],
  );
});

test.each([
  ['column=Nowhere', 'column absent'],
  [`column=${'0'.repeat(8)}-0000-7000-8000-000000000000`, 'column absent'],
  ['lane=none,Fast', 'lane noneAlone'],
  ['label=', 'label empty'],
  ['assignee=none,me', 'assignee noneAlone'],
  ['assignee=nobody', 'assignee uuid'],
  ['assignee=00000000-0000-7000-8000-000000000000', 'assignee absent'],
  ['class=urgent', 'class notInList'],
  ['include=secrets', 'include notInList'],
  ['fields=title,password', 'fields notInList'],
  ['sort=title', 'sort notOneOf'],
  ['sort=position', 'sort positionColumn'],
  ['sort=position&column=Ready,Doing', 'sort positionColumn'],
  ['sort=position&column=Ready&archived=any', 'sort positionColumn'],
  ['limit=0', 'limit pageSize'],
  ['limit=201', 'limit tooBig'],
  ['dueFrom=tomorrow', 'dueFrom date'],
  ['minAgeDays=-1', 'minAgeDays days'],
  ['updatedSince=yesterday', 'updatedSince instant'],
  ['text=', 'text empty'],
  [`text=${'x'.repeat(10_000)}`, 'text tooLong'],
  ['text=a%00b', 'text nul'],
  ['text=a&text=b', 'text sentTwice'],
  ['limit=1&limit=2', 'limit sentTwice'],
  ['colour=red', 'colour unknownField'],
  ['cursor=nonsense', 'cursor cursor'],
  ['cursor=WyJhIix7fV0', 'cursor cursor'],
])('refuses %s as bad input', async (query, expected) => {
  expect(await fault(query)).toEqual([422, expected]);
});

test('refuses a cursor of another list, with other filters, in another order, or of another board', async () => {
  const { nextCursor } = await list('column=Ready&limit=1');
  expect(await numbers(`column=Ready&limit=3&cursor=${nextCursor}`)).toEqual([2, 3]);
  const other = 'cursor otherCursor';
  expect(await fault(`column=Doing&cursor=${nextCursor}`)).toEqual([422, other]);
  expect(await fault(`column=Ready&sort=-number&cursor=${nextCursor}`)).toEqual([422, other]);
  const elsewhere = await aBoard().make();
  const foreign = await member.get(`${elsewhere.path}/cards?column=Ready&cursor=${nextCursor}`);
  expect(refusalOf(foreign)).toEqual({ status: 422, code: 'invalid-input' });
});

test('shows requesters, strangers and tokens for other boards no cards', async () => {
  const path = `${board.path}/cards`;
  expect((await viewer.get(path)).status).toBe(200);
  expect((await requester.get(path)).status).toBe(403);
  expect((await stranger.get(path)).status).toBe(404);
  const elsewhere = await aBoard().make();
  const { caller } = await aToken(api, manager, { boards: [elsewhere.key], scopes: ['read'] });
  expect((await caller.get(path)).status).toBe(404);
  expect((await caller.get(`${elsewhere.path}/cards`)).status).toBe(200);
});

test('the refusal of a wrong instant has examples that the API accepts', async () => {
  const since = (text: string) =>
    member.get<{ errors: { message: string }[] }>(
      `${board.path}/cards?updatedSince=${encodeURIComponent(text)}`,
    );
  const { body } = await since('yesterday');
  const examples = body.errors[0]?.message.match(/\d{4}-\S+[^.\s]/g) ?? [];
  expect(examples).toEqual([expect.stringMatching(/Z$/), expect.stringMatching(/\+01:00$/)]);
  for (const example of examples) expect((await since(example)).status).toBe(200);
});
