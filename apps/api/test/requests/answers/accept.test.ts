import { describe, expect, test } from '@jest/globals';
import {
  type Board,
  type CardDetail,
  type EventList,
  type ProblemOf,
  Request,
  type Swimlane,
} from '@weir/contract';
import { aBoard } from '../../support/board.js';
import { aLimit, overrideOf } from '../../support/hands.js';
import { decline, theWorld, told } from '../../support/intake-world.js';

const world = theWorld();
const aLane = async (board: string, name: string) =>
  (await world.owner.post<Swimlane>(`${board}/swimlanes`, { name })).body;

describe('accepting', () => {
  test('makes the card, which names its request', async () => {
    const board = await world.board();
    await world.ask(board, 'A sandbox', {
      description: 'Read only',
      classOfService: 'fixedDate',
      neededBy: '2031-01-02',
    });
    const accepted = await world.manager.put(`${board}/requests/1/answer`, {
      kind: 'accept',
      message: 'Gladly.',
    });
    expect(Request.parse(accepted.body)).toMatchObject({
      answer: { kind: 'accept', message: 'Gladly.' },
      card: { number: 1, putBack: null },
    });
    const card = (await world.member.get<CardDetail>(`${board}/cards/1`)).body;
    expect(card).toMatchObject({
      title: 'A sandbox',
      description: 'Read only',
      classOfService: 'fixedDate',
      dueOn: '2031-01-02',
      request: { number: 1, requester: { id: world.requester.id } },
    });
    const events = (await world.member.get<EventList>(`${board}/events?after=0`)).body.items;
    expect(events.at(-1)).toMatchObject({
      type: 'request.answered',
      actor: { id: world.manager.id },
      changes: [
        { request: 1 },
        {
          card: 1,
          to: {
            title: 'A sandbox',
            columnId: card.columnId,
            half: null,
            classOfService: 'fixedDate',
            assigneeIds: [],
          },
        },
      ],
    });
  });

  test('into a full column is refused with what to do instead, and changes nothing', async () => {
    const board = await world.board({ ready: 1 });
    await world.member.post(`${board}/cards`, { title: 'In the way' });
    await world.ask(board);
    const seq = (await world.member.get<Board>(board)).body.seq;
    const refused = await world.manager.put(`${board}/requests/1/answer`, { kind: 'accept' });
    expect(told(refused, 'limits', 'options')).toMatchObject({
      status: 409,
      code: 'wip-limit-reached',
      limits: [{ of: 'Ready', max: 1, load: 1 }],
      options: [{ kind: 'finish', card: { number: 1 } }],
    });
    expect((await world.requester.get(`${board}/requests/1`)).body).toMatchObject({
      state: 'waiting',
      position: 1,
      version: 1,
    });
    const after = (await world.member.get<Board>(board)).body;
    expect([after.seq, after.cards.length]).toEqual([seq, 1]);
    expect((await world.manager.put(`${board}/requests/1/answer`, decline)).status).toBe(200);
  });

  test('into a column that is not of this board is refused with its path', async () => {
    const board = await world.board();
    await world.ask(board);
    const refused = await world.manager.put(`${board}/requests/1/answer`, {
      kind: 'accept',
      columnId: world.member.id,
    });
    expect(told(refused, 'errors')).toEqual({
      status: 422,
      code: 'invalid-input',
      errors: [{ path: 'columnId', message: 'is not there' }],
    });
    expect((await world.requester.get(`${board}/requests/1`)).body.state).toBe('waiting');
  });

  test('gives the card the swimlane that is named, and none where none is', async () => {
    const board = await world.board();
    const lane = await aLane(board, 'Asked for');
    await world.ask(board);
    await world.ask(board);
    const answer = (number: number, more: object = {}) =>
      world.manager.put(`${board}/requests/${number}/answer`, { kind: 'accept', ...more });
    expect((await answer(1, { swimlaneId: lane.id })).status).toBe(200);
    expect((await answer(2)).status).toBe(200);
    const { cards } = (await world.member.get<Board>(board)).body;
    expect(cards.map(({ swimlaneId }) => swimlaneId)).toEqual([lane.id, null]);
    const events = (await world.member.get<EventList>(`${board}/events?after=0`)).body.items;
    expect(events.at(-2)?.changes[1]).toMatchObject({ card: 1, to: { swimlaneId: lane.id } });
  });

  test('into a swimlane that is not of this board is refused with its path', async () => {
    const [board, other] = [await world.board(), await world.board()];
    const lane = await aLane(other, 'Asked for');
    await world.ask(board);
    const refused = await world.manager.put(`${board}/requests/1/answer`, {
      kind: 'accept',
      swimlaneId: lane.id,
    });
    expect(told(refused, 'errors')).toEqual({
      status: 422,
      code: 'invalid-input',
      errors: [{ path: 'swimlaneId', message: 'is not there' }],
    });
    expect((await world.requester.get(`${board}/requests/1`)).body.state).toBe('waiting');
  });

  test('into a full swimlane is refused by the limit of that lane, and goes into another', async () => {
    const made = await aBoard(world.api).column('Dev').make();
    const lane = await aLane(made.path, 'Asked for');
    await aLimit(world.api.as('manager'), made, { scope: 'swimlane', swimlaneId: lane.id, max: 0 });
    await world.ask(made.path);
    const answer = { kind: 'accept', columnId: made.id('Dev') };
    const refused = await world.manager.put<ProblemOf<'wip-limit-reached'>>(
      `${made.path}/requests/1/answer`,
      { ...answer, swimlaneId: lane.id },
    );
    expect(told(refused, 'limits')).toMatchObject({
      status: 409,
      code: 'wip-limit-reached',
      limits: [{ scope: 'swimlane', of: 'Asked for', max: 0, load: 0 }],
    });
    expect(refused.body.detail).toContain('Asked for');
    expect((await world.manager.put(`${made.path}/requests/1/answer`, answer)).status).toBe(200);
  });

  test('shows its requester why the card was put back later', async () => {
    const board = await world.board();
    await world.ask(board);
    await world.manager.put(`${board}/requests/1/answer`, { kind: 'accept' });
    const { columns } = (await world.member.get<Board>(board)).body;
    await world.member.put(`${board}/cards/1/position`, { columnId: columns[1]?.id });
    await world.member.put(`${board}/cards/1/back`, {
      reason: 'The supplier is late',
      message: 'Next week, we hope.',
    });
    expect(Request.parse((await world.requester.get(`${board}/requests/1`)).body).card).toMatchObject({
      number: 1,
      putBack: {
        reason: 'The supplier is late',
        message: 'Next week, we hope.',
        by: { id: world.member.id },
      },
    });
  });

  test('into a place that several limits close is refused by all of them, and passes with all of them named', async () => {
    const made = await aBoard(world.api)
      .column('Dev', { limit: { max: 0, mode: 'reason' } })
      .column('Review')
      .make();
    const limit = (of: object) => aLimit(world.api.as('manager'), made, { ...of, max: 0, mode: 'reason' });
    await limit({ scope: 'columns', columnIds: [made.id('Dev'), made.id('Review')] });
    await limit({ scope: 'board' });
    await limit({ scope: 'classOfService', classOfService: 'intangible' });
    const board = made.path;
    await world.ask(board, 'A sandbox', { classOfService: 'intangible' });
    const stood = await made.read();
    const answer = { kind: 'accept', columnId: made.id('Dev') };
    const accept = (more: object = {}) =>
      world.manager.put<ProblemOf<'wip-limit-reached'>>(`${board}/requests/1/answer`, { ...answer, ...more });

    const refused = await accept();
    expect(told(refused)).toEqual({ status: 409, code: 'wip-limit-reached' });
    const { limits } = refused.body;
    expect(limits.map(({ of }) => of)).toEqual(
      expect.arrayContaining(['Dev', 'Dev + Review', 'Platform', 'Intangible']),
    );
    const [first, ...others] = limits;
    expect(told(await accept({ override: overrideOf('It cannot wait', ...others) })).code).toBe(
      'wip-limit-reached',
    );
    const seen = { ...first!, load: 7 };
    const stale = await accept({ override: overrideOf('It cannot wait', seen, ...others) });
    expect(told(stale).code).toBe('override-stale');
    expect(await made.read()).toEqual(stood);
    expect((await world.requester.get(`${board}/requests/1`)).body.state).toBe('waiting');

    expect((await accept({ override: overrideOf('It cannot wait', ...limits) })).status).toBe(200);
    const { overrides, cards, seq } = await made.read();
    expect([seq, cards.length, overrides.spent]).toEqual([stood.seq + 1, 1, 4]);
  });

  test('is the only answer that overrides', async () => {
    const board = await world.board();
    await world.ask(board);
    const override = overrideOf('It cannot wait', { id: world.member.id, max: 1, load: 1 });
    const refused = await world.manager.put(`${board}/requests/1/answer`, { ...decline, override });
    expect(told(refused, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'override' }] });
    expect((await world.requester.get(`${board}/requests/1`)).body.state).toBe('waiting');
  });
});
