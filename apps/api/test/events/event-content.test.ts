import { describe, expect, test } from '@jest/globals';
import { type Card, type Comment, type EventList, type Message, roles } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

const api = theApi();
const { owner, manager, member, secondMember, requester, viewer } = api.people;
const last = async (board: BoardUnderTest) => (await board.events(0)).at(-1)!;
const message = 'Not this quarter, we are full.';
const needed = { classOfService: 'fixedDate', neededBy: '2031-05-04' };

describe('an event carries all that changed', () => {
  test('of a new card', async () => {
    const board = await aBoard().make();
    const facts = { title: 'Fit the gate', description: 'Two hinges', dueOn: '2031-03-04' };
    const { body: card } = await member.post<Card>(`${board.path}/cards`, {
      ...facts,
      classOfService: 'fixedDate',
      assigneeIds: [secondMember.id],
    });
    expect((await last(board)).changes).toEqual([
      {
        card: 1,
        to: {
          ...facts,
          classOfService: 'fixedDate',
          assigneeIds: [secondMember.id],
          labelIds: [],
          fields: {},
          columnId: board.id('Ready'),
          swimlaneId: null,
          half: null,
          enteredColumnAt: card.enteredColumnAt,
          committedAt: null,
          deliveredAt: null,
          version: 1,
          before: null,
          request: null,
        },
      },
    ]);
  });

  test('of a move, with the card that it is now before', async () => {
    const board = await aBoard().make();
    const [one, two, three] = await board.cards('Ready', 3);
    const moved: unknown[] = [];
    for (const to of [
      { column: 'Ready', before: one },
      { column: 'Ready', after: one },
      { column: 'Ready' },
      { column: 'Doing' },
    ]) {
      await member.moveCard(board, three, to);
      const { before, version } = (await last(board)).changes[0]!.to!;
      moved.push([before, version]);
    }
    expect(moved).toEqual([
      [one, 2],
      [two, 3],
      [null, 4],
      [null, 5],
    ]);
  });

  test('of blocks, archives and comments', async () => {
    const board = await aBoard().make();
    const [card] = await board.cards('Ready', 1);
    const path = `${board.path}/cards/${card}`;
    const { body: blocked } = await member.put<Card>(`${path}/block`, { reason: 'No power' });
    const { since } = blocked.blocked!;
    expect((await last(board)).changes).toMatchObject([
      { to: { reason: 'No power', since, by: member.id, version: 2 } },
    ]);
    await secondMember.put(`${path}/block`, { reason: 'No crane' });
    expect((await last(board)).changes).toMatchObject([
      { to: { reason: 'No crane', since, by: member.id, version: 3 } },
    ]);
    const { body: comment } = await member.post<Comment>(`${path}/comments`, { text: 'Ask the vendor' });
    expect((await last(board)).changes).toEqual([
      { card, comment: comment.id, to: { text: 'Ask the vendor', by: member.id, at: comment.at } },
    ]);
    const { body: archived } = await member.put<Card>(`${path}/archive`);
    expect((await last(board)).changes).toEqual([
      { card, from: { columnId: board.id('Ready') }, to: { archivedAt: archived.archivedAt, version: 4 } },
    ]);
  });

  test('of a request, its conversation and its answer', async () => {
    const board = await aBoard().make();
    const { answerBy, expiresAt, submittedAt } = await board.ask('A crane', {
      description: 'For a week',
      ...needed,
    });
    const values = { title: 'A crane', description: 'For a week', ...needed, pausedAt: null, follows: null };
    const deadlines = { answerBy, expiresAt, submittedAt };
    expect((await last(board)).changes).toEqual([
      {
        request: 1,
        to: { ...values, ...deadlines, requesterId: requester.id, byForm: false, version: 1 },
      },
    ]);
    const question = { body: 'How heavy?', asks: true };
    const { body: asked } = await manager.post<Message>(`${board.path}/requests/1/messages`, question);
    expect((await last(board)).changes).toMatchObject([
      {
        request: 1,
        message: asked.id,
        to: { text: 'How heavy?', asks: true, by: manager.id, pausedAt: asked.at },
      },
    ]);
    await requester.post(`${board.path}/requests/1/messages`, { body: 'Two tons.' });
    expect((await last(board)).changes).toMatchObject([
      {
        request: 1,
        to: { text: 'Two tons.', by: requester.id, pausedAt: null, answerBy: expect.any(String) },
      },
    ]);
    const until = api.day(30);
    await manager.answer(board, 1, { kind: 'defer', reason: 'noCapacity', message, until });
    expect((await last(board)).changes).toEqual([
      { request: 1, to: { kind: 'defer', reason: 'noCapacity', message, until } },
    ]);
    await board.ask('A ladder');
    await manager.answer(board, 2, { kind: 'accept', message });
    expect((await last(board)).changes).toMatchObject([
      { request: 2, to: { kind: 'accept', message, card: 1 } },
      { card: 1, to: { title: 'A ladder', description: '', request: 2 } },
    ]);
  });
});

test('every role reads in events what it reads in documents, and a requester reads none', async () => {
  const board = await aBoard().make();
  await board.ask('A secret tunnel');
  const read = await Promise.all(
    [owner, manager, member, requester, viewer].map(async (who) => {
      const [events, request] = [
        await who.get<EventList>(`${board.path}/events`),
        await who.get(`${board.path}/requests/1`),
      ];
      return [events.status, JSON.stringify(events.body).includes('tunnel'), request.status];
    }),
  );
  expect(Object.fromEntries(roles.map((role, at) => [role, read[at]]))).toEqual({
    owner: [200, true, 200],
    manager: [200, true, 200],
    member: [200, true, 200],
    requester: [403, false, 200],
    viewer: [200, true, 200],
  });
});
