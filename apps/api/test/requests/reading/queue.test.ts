import { expect, test } from '@jest/globals';
import { QueueList } from '@weir/contract';
import { decline, theWorld, told } from '../../support/intake-world.js';

const world = theWorld();
const path = '/v1/workspaces/demo/requests';
const keyOf = (board: string) => board.split('/').at(-1) as string;
const queue = async (query = '', by = world.manager) =>
  QueueList.parse((await by.get<QueueList>(`${path}${query}`)).body);
const refs = ({ items }: QueueList) => items.map(({ request }) => request.ref);

test('what waits on all boards is one queue: by deadline, then class, each with its place on its board', async () => {
  const intake = { depth: 20, openPerRequester: 20 };
  const [slow, quick, closed] = [
    await world.board({ intake: { ...intake, answerWithinHours: 48, timeZone: 'Pacific/Auckland' } }),
    await world.board({ intake: { ...intake, answerWithinHours: 4 } }),
    await world.board({ intake }),
  ];
  const [S, Q] = [keyOf(slow), keyOf(quick)];
  await world.ask(slow, 'One');
  await world.ask(slow, 'Two', { classOfService: 'fixedDate', neededBy: world.day(9) });
  world.clock.pass({ hours: 1 });
  await world.ask(quick, 'Three');
  await world.ask(quick, 'Answered');
  await world.manager.put(`${quick}/requests/2/answer`, decline);
  await world.ask(quick, 'Four');
  await world.ask(closed, 'On a board that is no more');
  await world.sql.query('UPDATE boards SET archived_at = now() WHERE key = $1', [keyOf(closed)]);
  // To the instant the same deadline: then the class decides.
  await world.sql.query(
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
    today: inAuckland.format(world.clock.now()),
  });
  expect(refs(await queue('', world.viewer))).toEqual(refs(all));

  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await queue(`?size=1${cursor && `&cursor=${cursor}`}`);
    seen.push(...refs(page));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(refs(all));
});

test('a cursor that the queue did not give is refused', async () => {
  for (const name of ['no', '1_standard_2_3', '12345_urgent_00000000-0000-0000-0000-000000000000_1']) {
    const cursor = Buffer.from(name).toString('base64url');
    expect(told(await world.manager.get(`${path}?cursor=${cursor}`))).toEqual({
      status: 422,
      code: 'invalid-input',
    });
  }
  expect((await world.manager.get(`${path}?state=waiting`)).status).toBe(422);
});

test('the queue is not for who only asks, nor for another workspace', async () => {
  expect((await world.requester.get(path)).status).toBe(403);
  expect((await world.api.as('stranger').get(path)).status).toBe(404);
  expect((await world.api.as('stranger').get<QueueList>('/v1/workspaces/other/requests')).body).toEqual({
    items: [],
    nextCursor: null,
  });
});
