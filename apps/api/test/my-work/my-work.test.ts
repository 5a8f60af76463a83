import { expect, test } from '@jest/globals';
import { MyWork, type Request } from '@weir/contract';
import { decline } from '../support/answers.js';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { manager, member, secondMember, stranger } = api.people;
type Who = 'manager' | 'member' | 'secondMember';

async function workOf(who: Who, query = ''): Promise<MyWork> {
  const { status, body } = await api.people[who].get(`/v1/workspaces/demo/my-work${query}`);
  expect(status).toBe(200);
  return MyWork.parse(body);
}
const refs = ({ items }: MyWork) => items.map(({ card }) => card.ref);

test('lists a person’s cards board by board, those in progress first, the oldest first, page by page', async () => {
  const [first, second] = [await aBoard().called('MWA').make(), await aBoard().called('MWB').make()];
  const assigneeIds = [secondMember.id];
  await first.cards('Ready', 1, { assigneeIds });
  const [older, newer] = await first.cards('Doing', 2, { assigneeIds });
  await first.cards('Doing', 1, { assigneeIds: [manager.id] });
  const [delivered, archived] = await second.cards('Doing', 2, { assigneeIds });
  await member.put(`${second.path}/cards/${delivered}/position`, { columnId: second.id('Done') });
  await member.put(`${second.path}/cards/${archived}/archive`);
  const [blocked] = await second.cards('Doing', 1, { assigneeIds: [secondMember.id, manager.id] });
  await member.put(`${second.path}/cards/${blocked}/block`, { reason: 'Waits for Legal' });

  const wanted = [`MWA-${older}`, `MWA-${newer}`, 'MWA-1', `MWB-${blocked}`];
  const work = await workOf('secondMember');
  expect(refs(work)).toEqual(wanted);
  expect(work.items[2]).toMatchObject({
    board: { key: 'MWA', timeZone: 'UTC' },
    column: { name: 'Ready', kind: 'queue' },
  });
  expect(work.items[3]?.card.blocked?.reason).toBe('Waits for Legal');

  const pages: string[][] = [];
  for (let cursor = ''; pages.length < 9; ) {
    const page = await workOf('secondMember', `?size=1${cursor}`);
    pages.push(refs(page));
    if (page.nextCursor === null) break;
    cursor = `&cursor=${page.nextCursor}`;
  }
  expect(pages.flat()).toEqual(wanted);

  await manager.patch(first.path, { archived: true });
  expect(refs(await workOf('secondMember'))).toEqual([`MWB-${blocked}`]);
});

test('a person’s work has their own waiting requests, and what they may answer, on the first page only', async () => {
  const board = await aBoard().intake({ depth: 20, openPerRequester: 20 }).make();
  const own = await member.post<Request>(`${board.path}/requests`, { title: 'Ours' });
  const { number } = await board.ask('Theirs');
  const answered = await member.post<Request>(`${board.path}/requests`, { title: 'Answered already' });
  await manager.put(`${board.path}/requests/${answered.body.number}/answer`, decline);
  const numbers = (items: MyWork['requests']) =>
    items.filter(({ board: { key } }) => key === board.key).map(({ request }) => request.number);

  const mine = await workOf('member');
  expect(numbers(mine.requests)).toEqual([own.body.number]);
  expect(mine.toAnswer).toEqual([]);
  const managed = await workOf('manager');
  expect(managed.requests).toEqual([]);
  expect(numbers(managed.toAnswer).toSorted()).toEqual([own.body.number, number].toSorted());

  await board.cards('Doing', 2, { assigneeIds: [member.id] });
  const { nextCursor } = await workOf('member', '?size=1');
  const next = await workOf('member', `?size=1&cursor=${nextCursor}`);
  expect([next.items.length, next.requests, next.toAnswer]).toEqual([1, [], []]);
});

test('a person’s work has nothing of another workspace, and nobody from there reads it', async () => {
  const elsewhere = await aBoard().called('MWO').make('other');
  await stranger.post(`${elsewhere.path}/cards`, { title: 'Theirs alone', assigneeIds: [stranger.id] });
  for (const who of ['manager', 'member', 'secondMember'] as const)
    expect(refs(await workOf(who)).filter((ref) => ref.startsWith('MWO'))).toEqual([]);
  const theirs = await stranger.get('/v1/workspaces/other/my-work');
  expect(refs(MyWork.parse(theirs.body))).toEqual(['MWO-1']);
  expect((await stranger.get('/v1/workspaces/demo/my-work')).status).toBe(404);
});
