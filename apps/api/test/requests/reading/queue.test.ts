import { expect, test } from '@jest/globals';
import { QueueList } from '@weir/contract';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, requester, viewer, stranger } = api.people;
const path = '/v1/workspaces/demo/requests';
const queue = async (query = '', by = manager) =>
  QueueList.parse((await by.get<QueueList>(`${path}${query}`)).body);
const refs = ({ items }: QueueList) => items.map(({ request }) => request.ref);

test('the queue lists the waiting requests of all boards by deadline, then class', async () => {
  const intake = { depth: 20, openPerRequester: 20 };
  const [slow, quick, closed] = [
    await aBoard()
      .intake({ ...intake, answerWithinHours: 48, timeZone: 'Pacific/Auckland' })
      .make(),
    await aBoard()
      .intake({ ...intake, answerWithinHours: 4 })
      .make(),
    await aBoard().intake(intake).make(),
  ];
  const [S, Q] = [slow.key, quick.key];
  await slow.ask('One');
  await slow.ask('Two', { classOfService: 'fixedDate', neededBy: api.day(9) });
  api.clock.pass({ hours: 1 });
  await quick.ask('Three');
  await quick.ask('Answered');
  await manager.answer(quick, 2, decline);
  await quick.ask('Four');
  await closed.ask('On an archived board');
  await api.pool.query('UPDATE boards SET archived_at = now() WHERE key = $1', [closed.key]);
  // With the same deadline the class decides.
  await api.pool.query(
    `UPDATE requests r SET answer_by = (SELECT min(o.answer_by) FROM requests o WHERE o.board_id = r.board_id)
       FROM boards b WHERE b.id = r.board_id AND b.key = ANY ($1)`,
    [[S, Q]],
  );

  const all = await queue();
  expect(refs(all)).toEqual([`${Q}-R1`, `${Q}-R3`, `${S}-R2`, `${S}-R1`]);
  expect(all.items.map(({ request }) => request.position)).toEqual([1, 2, 1, 2]);
  const inAuckland = new Intl.DateTimeFormat('en-CA', { timeZone: 'Pacific/Auckland' });
  expect(all.items[2]?.board).toEqual({
    key: S,
    name: 'Platform',
    timeZone: 'Pacific/Auckland',
    today: inAuckland.format(api.clock.now()),
  });
  expect(refs(await queue('', viewer))).toEqual(refs(all));

  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await queue(`?size=1${cursor && `&cursor=${cursor}`}`);
    seen.push(...refs(page));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(refs(all));
});

test('the queue refuses a foreign cursor', async () => {
  for (const name of ['no', '1_standard_2_3', '12345_urgent_00000000-0000-0000-0000-000000000000_1']) {
    const cursor = Buffer.from(name).toString('base64url');
    expect(refusalOf(await manager.get(`${path}?cursor=${cursor}`))).toEqual({
      status: 422,
      code: 'invalid-input',
    });
  }
  expect((await manager.get(`${path}?state=waiting`)).status).toBe(422);
});

test('the queue is refused to requesters and absent in other workspaces', async () => {
  expect((await requester.get(path)).status).toBe(403);
  expect((await stranger.get(path)).status).toBe(404);
  expect((await stranger.get<QueueList>('/v1/workspaces/other/requests')).body).toEqual({
    items: [],
    nextCursor: null,
  });
});
