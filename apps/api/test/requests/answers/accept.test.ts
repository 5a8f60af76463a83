import { describe, expect, test } from '@jest/globals';
import { type CardDetail, Request } from '@weir/contract';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { overrideOf } from '../../support/overrides.js';
import { refusalOf } from '../../support/refusals.js';

const api = theApi();
const { manager, member, requester } = api.people;

describe('accept', () => {
  test('creates a card that names its request', async () => {
    const board = await aBoard().make();
    await board.ask('A sandbox', {
      description: 'Read only',
      classOfService: 'fixedDate',
      neededBy: '2031-01-02',
    });
    const accepted = await manager.answer(board, 1, {
      kind: 'accept',
      message: 'Gladly.',
    });
    expect(Request.parse(accepted.body)).toMatchObject({
      answer: { kind: 'accept', message: 'Gladly.' },
      card: { number: 1, putBack: null },
    });
    const card = (await member.get<CardDetail>(`${board.path}/cards/1`)).body;
    expect(card).toMatchObject({
      title: 'A sandbox',
      description: 'Read only',
      classOfService: 'fixedDate',
      dueOn: '2031-01-02',
      request: { number: 1, requester: { id: requester.id } },
    });
    const events = await board.events();
    expect(events.at(-1)).toMatchObject({
      type: 'request.answered',
      actor: { id: manager.id },
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

  test('refuses a full column, says what can be done and changes nothing', async () => {
    const board = await aBoard().column('Ready', { kind: 'queue', limit: 1 }).make();
    await member.createCard(board, { title: 'In the way' });
    await board.ask();
    const { seq } = await board.read();
    const refused = await manager.answer(board, 1, { kind: 'accept' });
    expect(refusalOf(refused, 'limits', 'options')).toMatchObject({
      status: 409,
      code: 'wip-limit-reached',
      limits: [{ of: 'Ready', max: 1, load: 1 }],
      options: [{ kind: 'finish', card: { number: 1 } }],
    });
    expect((await requester.readRequest(board, 1)).body).toMatchObject({
      state: 'waiting',
      position: 1,
      version: 1,
    });
    const after = await board.read();
    expect([after.seq, after.cards.length]).toEqual([seq, 1]);
    expect((await manager.answer(board, 1, decline)).status).toBe(200);
  });

  test('refuses a column of no board and names the field', async () => {
    const board = await aBoard().make();
    await board.ask();
    const refused = await manager.answer(board, 1, {
      kind: 'accept',
      columnId: member.id,
    });
    expect(refusalOf(refused, 'errors')).toEqual({
      status: 422,
      code: 'invalid-input',
      errors: [{ path: 'columnId', code: 'absent', message: 'Doesn’t exist here.' }],
    });
    expect((await requester.readRequest(board, 1)).body.state).toBe('waiting');
  });

  test('puts the card into the swimlane named, or into none', async () => {
    const board = await aBoard().make();
    const lane = await board.lane('Asked for');
    await board.ask();
    await board.ask();
    const answer = (number: number, more: object = {}) =>
      manager.answer(board, number, { kind: 'accept', ...more });
    expect((await answer(1, { swimlaneId: lane })).status).toBe(200);
    expect((await answer(2)).status).toBe(200);
    const { cards } = await board.read();
    expect(cards.map(({ swimlaneId }) => swimlaneId)).toEqual([lane, null]);
    const events = await board.events();
    expect(events.at(-2)?.changes[1]).toMatchObject({ card: 1, to: { swimlaneId: lane } });
  });

  test('refuses a swimlane of another board and names the field', async () => {
    const [board, other] = [await aBoard().make(), await aBoard().make()];
    const lane = await other.lane('Asked for');
    await board.ask();
    const refused = await manager.answer(board, 1, {
      kind: 'accept',
      swimlaneId: lane,
    });
    expect(refusalOf(refused, 'errors')).toEqual({
      status: 422,
      code: 'invalid-input',
      errors: [{ path: 'swimlaneId', code: 'absent', message: 'Doesn’t exist here.' }],
    });
    expect((await requester.readRequest(board, 1)).body.state).toBe('waiting');
  });

  test('refuses a full swimlane with the limit of that lane, and accepts without it', async () => {
    const board = await aBoard().column('Dev').make();
    const lane = await board.lane('Asked for');
    await board.limit({ scope: 'swimlane', swimlaneId: lane, max: 0 });
    await board.ask();
    const answer = { kind: 'accept', columnId: board.id('Dev') };
    const refused = await manager.answer(board, 1, { ...answer, swimlaneId: lane });
    expect(refusalOf(refused, 'limits')).toMatchObject({
      status: 409,
      code: 'wip-limit-reached',
      limits: [{ scope: 'swimlane', of: 'Asked for', max: 0, load: 0 }],
    });
    expect(refused.body.detail).toContain('Asked for');
    expect((await manager.answer(board, 1, answer)).status).toBe(200);
  });

  test('shows the requester why the card was put back later', async () => {
    const board = await aBoard().make();
    await board.ask();
    await manager.answer(board, 1, { kind: 'accept' });
    await member.moveCard(board, 1, { column: 'Doing' });
    await member.putBack(board, 1, {
      reason: 'The supplier is late',
      message: 'Next week, we hope.',
    });
    expect(Request.parse((await requester.readRequest(board, 1)).body).card).toMatchObject({
      number: 1,
      putBack: {
        reason: 'The supplier is late',
        message: 'Next week, we hope.',
        by: { id: member.id },
      },
    });
  });

  test('refuses with every limit in the way, and passes when the override names them all', async () => {
    const board = await aBoard()
      .column('Dev', { limit: { max: 0, mode: 'reason' } })
      .column('Review')
      .make();
    const limit = (of: object) => board.limit({ ...of, max: 0, mode: 'reason' });
    await limit({ scope: 'columns', columnIds: [board.id('Dev'), board.id('Review')] });
    await limit({ scope: 'board' });
    await limit({ scope: 'classOfService', classOfService: 'intangible' });

    await board.ask('A sandbox', { classOfService: 'intangible' });
    const before = await board.read();
    const answer = { kind: 'accept', columnId: board.id('Dev') };
    const accept = (more: object = {}) => manager.answer(board, 1, { ...answer, ...more });

    const refused = await accept();
    expect(refusalOf(refused)).toEqual({ status: 409, code: 'wip-limit-reached' });
    const { limits } = refused.body;
    expect(limits.map(({ of }) => of)).toEqual(
      expect.arrayContaining(['Dev', 'Dev + Review', 'Platform', 'Intangible']),
    );
    const [first, ...others] = limits;
    expect(refusalOf(await accept({ override: overrideOf('It cannot wait', ...others) })).code).toBe(
      'wip-limit-reached',
    );
    const misread = { ...first!, load: 7 };
    const stale = await accept({ override: overrideOf('It cannot wait', misread, ...others) });
    expect(refusalOf(stale).code).toBe('override-stale');
    expect(await board.read()).toEqual(before);
    expect((await requester.readRequest(board, 1)).body.state).toBe('waiting');

    expect((await accept({ override: overrideOf('It cannot wait', ...limits) })).status).toBe(200);
    const { overrides, cards, seq } = await board.read();
    expect([seq, cards.length, overrides.spent]).toEqual([before.seq + 1, 1, 4]);
  });

  test('is the only answer that takes an override', async () => {
    const board = await aBoard().make();
    await board.ask();
    const override = overrideOf('It cannot wait', { id: member.id, max: 1, load: 1 });
    const refused = await manager.answer(board, 1, { ...decline, override });
    expect(refusalOf(refused, 'errors')).toMatchObject({ status: 422, errors: [{ path: 'override' }] });
    expect((await requester.readRequest(board, 1)).body.state).toBe('waiting');
  });
});
