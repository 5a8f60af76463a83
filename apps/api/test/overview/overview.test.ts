import { expect, test } from '@jest/globals';
import { Overview } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { manager, member, secondMember, stranger } = api.people;

async function overview(query = ''): Promise<Overview> {
  const { status, body } = await manager.get(`/v1/workspaces/demo/overview${query}`);
  expect(status).toBe(200);
  return Overview.parse(body);
}
const boardIn = ({ items }: Overview, key: string) => items.find((each) => each.key === key);

test('shows each board’s load, limits and blocked cards, and the people over their limits', async () => {
  const board = await aBoard().called('OVA', 'Steered').column('Doing', { limit: 3 }).column('Review').make();
  const [first] = await board.cards('Doing', 3, { assigneeIds: [secondMember.id] });
  await board.cards('Review', 1, { assigneeIds: [secondMember.id] });
  await member.put(`${board.path}/cards/${first}/block`, { reason: 'Waits for Legal' });
  await board.limit({ scope: 'person', userId: secondMember.id, across: 'board', max: 2 });
  await board.ask('Please');

  const before = await overview();
  expect(boardIn(before, 'OVA')).toMatchObject({
    name: 'Steered',
    inFlight: 4,
    capacity: null,
    blocked: 1,
    ageing: null,
    overdue: 0,
    // Of expedite cards, of Doing, and of the person.
    limits: { total: 3, full: 1, over: 1 },
    intake: { waiting: 1, gate: { state: 'open' } },
  });
  const { name } = (
    await manager.get<{ items: { id: string; name: string }[] }>('/v1/workspaces/demo/members')
  ).body.items.find(({ id }) => id === secondMember.id) ?? { name: '' };
  expect(before.people).toContainEqual({
    person: { id: secondMember.id, name },
    board: { key: 'OVA', name: 'Steered' },
    load: 4,
    max: 2,
  });

  await board.limit({ scope: 'board', max: 9 });
  api.clock.pass({ days: 30 });
  const after = await overview();
  expect(boardIn(after, 'OVA')).toMatchObject({ capacity: 9, overdue: 1 });

  await manager.patch(board.path, { archived: true });
  await manager.put(`${board.path}/requests/1/answer`, {
    kind: 'decline',
    reason: 'noCapacity',
    message: 'No room for it.',
  });
  expect((await manager.patch(board.path, { archived: true })).status).toBe(200);
  const archived = await overview();
  expect([boardIn(archived, 'OVA'), archived.people.filter((each) => each.board?.key === 'OVA')]).toEqual([
    undefined,
    [],
  ]);
});

test('a card is ageing once it takes longer than 85% of the last deliveries took, if there are ten', async () => {
  const board = await aBoard().called('OVB').make();
  const deliver = async (numbers: number[]) => {
    for (const number of numbers)
      await member.put(`${board.path}/cards/${number}/position`, { columnId: board.id('Done') });
  };
  const nine = await board.cards('Doing', 9);
  api.clock.pass({ days: 2 });
  await deliver(nine);
  expect(boardIn(await overview(), 'OVB')?.ageing).toBeNull();
  const [tenth] = [await board.cards('Doing', 1), await board.cards('Doing', 1)];
  api.clock.pass({ days: 2 });
  await deliver(tenth);
  await board.cards('Doing', 1);
  api.clock.pass({ days: 1 });
  // One has been in progress for three days, the other for one. The ten deliveries took two.
  expect(boardIn(await overview(), 'OVB')).toMatchObject({ inFlight: 2, capacity: null, ageing: 1 });
});

test('the overview comes page by page, people on the first', async () => {
  for (const key of ['OVC', 'OVD', 'OVE']) await aBoard().called(key).make();
  const keys: string[] = [];
  for (let cursor = ''; keys.length < 99; ) {
    const page = await overview(`?size=2${cursor}`);
    if (cursor !== '') expect(page.people).toEqual([]);
    keys.push(...page.items.map(({ key }) => key));
    if (page.nextCursor === null) break;
    cursor = `&cursor=${page.nextCursor}`;
  }
  expect(keys).toEqual((await overview('?size=200')).items.map(({ key }) => key));
  expect(keys).toEqual(expect.arrayContaining(['OVC', 'OVD', 'OVE']));
});

test('the overview has nothing of another workspace, and is closed to people from there', async () => {
  const elsewhere = await aBoard().called('OVO').make('other');
  await stranger.post(`${elsewhere.path}/cards`, { title: 'Theirs alone' });
  expect(boardIn(await overview('?size=200'), 'OVO')).toBeUndefined();
  const theirs = Overview.parse((await stranger.get('/v1/workspaces/other/overview')).body);
  expect(theirs.items.map(({ key }) => key)).toEqual(['OVO']);
  expect((await stranger.get('/v1/workspaces/demo/overview')).status).toBe(404);
});
