import { expect, test } from '@jest/globals';
import { type Board, RequestHistory } from '@weir/contract';
import { decline, theWorld } from '../../support/intake-world.js';

const world = theWorld();
const intake = { depth: 20, openPerRequester: 20 };
const trade = {
  kind: 'trade',
  reason: 'noCapacity',
  message: 'This outage can wait no longer than a day.',
} as const;
const read = async (board: string, number: number, by = world.requester) =>
  RequestHistory.parse((await by.get(`${board}/requests/${number}/history`)).body).items;
const sentences = async (...what: Parameters<typeof read>) => (await read(...what)).map(({ what }) => what);

test('a request tells all that happened to it and to its card, in order and in words', async () => {
  const board = await world.board({ intake });
  const key = board.split('/').at(-1);
  const columns = (await world.member.get<Board>(board)).body.columns;
  const column = (name: string) => columns.find((each) => each.name === name)?.id;
  const later = () => world.clock.pass({ hours: 1 });
  await world.ask(board, 'A sandbox');
  later();
  await world.requester.patch(`${board}/requests/1`, { title: 'A bigger sandbox', neededBy: world.day(9) });
  later();
  await world.manager.post(`${board}/requests/1/messages`, { body: 'How big should it be?', asks: true });
  later();
  await world.requester.post(`${board}/requests/1/messages`, { body: 'Ten by ten.' });
  later();
  await world.member.post(`${board}/requests/1/messages`, { body: 'There is sand enough.' });
  later();
  await world.manager.put(`${board}/requests/1/answer`, { kind: 'accept' });
  later();
  await world.member.put(`${board}/cards/1/position`, { columnId: column('Doing') });
  later();
  await world.member.put(`${board}/cards/1/back`, { reason: 'The sand is late' });
  later();
  await world.member.put(`${board}/cards/1/position`, { columnId: column('Doing') });
  later();
  await world.otherRequester.post(`${board}/requests`, { title: 'An outage that nobody else may know of' });
  await world.manager.put(`${board}/requests/2/answer`, { ...trade, displaces: 1 });
  later();
  await world.member.put(`${board}/cards/1/position`, { columnId: column('Done') });

  const told = await read(board, 1);
  expect(told.map(({ what }) => what)).toEqual([
    'Asked.',
    'Corrected: the day by which it is needed and the title.',
    'A question was asked; the clock stands still until it has its reply.',
    'Its requester replied.',
    'Something was said on it.',
    'Accepted.',
    `It became the card ${key}-1.`,
    'Its card was put back to the queue.',
    'Its card made way for another and went back to the queue.',
    'Work on its card began.',
    'Its card was delivered.',
  ]);
  const who = [world.requester, world.requester, world.manager, world.requester, world.member, world.manager];
  expect(told.slice(0, 6).map(({ by }) => by?.id)).toEqual(who.map(({ id }) => id));
  expect(JSON.stringify(told)).not.toMatch(/outage|ten by ten|sand is late/i);
  expect(await sentences(board, 2, world.otherRequester)).toEqual([
    'Asked.',
    'Accepted in a trade: a card in flight made way.',
    `It became the card ${key}-2.`,
    'Work on its card began.',
  ]);
});

test('what was handed on tells where from and where to, and what was asked again after what', async () => {
  const [here, there] = [await world.board({ intake }), await world.board({ intake })];
  const [H, T] = [here.split('/').at(-1), there.split('/').at(-1)];
  await world.ask(here, 'A desk');
  const message = 'The office team can do this for you.';
  await world.manager.put(`${here}/requests/1/answer`, { kind: 'redirect', board: T, message });
  expect(await sentences(here, 1)).toEqual(['Asked.', `Handed on to another board as ${T}-R1.`]);
  expect(await sentences(there, 1)).toEqual([`Handed on from another board, where it was ${H}-R1.`]);
  await world.manager.put(`${there}/requests/1/answer`, decline);
  await world.ask(there, 'A desk, again', { follows: 1 });
  expect(await sentences(there, 2)).toEqual([`Asked again, after ${T}-R1.`]);
});

test('a history is for whoever may read its request', async () => {
  const board = await world.board({ intake });
  await world.ask(board);
  await world.otherRequester.post(`${board}/requests`, { title: 'The same sandbox' });
  expect((await world.otherRequester.get(`${board}/requests/1/history`)).status).toBe(404);
  expect((await world.viewer.get(`${board}/requests/1/history`)).status).toBe(200);
  expect((await world.viewer.get(`${board}/requests/3/history`)).status).toBe(404);
  await world.manager.put(`${board}/requests/2/answer`, { kind: 'duplicate', of: 1 });
  expect(await sentences(board, 1, world.otherRequester)).toEqual(['Asked.']);
});
