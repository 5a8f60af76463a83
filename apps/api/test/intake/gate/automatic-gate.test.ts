import { describe, expect, test } from '@jest/globals';

import type { Gate, Intake, Pressure, RequesterBoard } from '@weir/contract';

import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest, type RecordedEvent } from '../../support/board.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';

const api = theApi();
const { manager, member, requester } = api.people;
const sweep = () => api.service('SweepService').sweep();
/** Answers are late after 10 hours; nothing expires within a test. */
const slow = {
  answerWithinHours: 10,
  remindBeforeHours: null,
  graceHours: 2000,
  depth: 20,
  openPerRequester: 20,
};

async function gateOf(board: BoardUnderTest): Promise<Gate> {
  return (await manager.get<Intake>(`${board.path}/intake`)).body.gate;
}

async function stepsOf(board: BoardUnderTest): Promise<RecordedEvent[]> {
  return (await board.events()).filter(({ type }) => type === 'gate.changed');
}

async function pass(hours: number): Promise<void> {
  api.clock.pass({ hours });
  await sweep();
}

const noticesOf = async (board: BoardUnderTest) => {
  const { rows } = await api.pool.query(
    `SELECT u.name AS to, n.facts FROM notices n JOIN boards b ON b.workspace_id = n.workspace_id AND b.id = n.board_id
       JOIN users u ON u.id = n.user_id WHERE b.key = $1 AND n.kind = 'gate' ORDER BY n.at, u.name`,
    [board.key],
  );
  return rows;
};

describe('overdue answers', () => {
  test('throttle the gate, then shut it; once answered it opens again in steps', async () => {
    const board = await aBoard().intake(slow).make();
    for (const title of ['One', 'Two', 'Three']) await board.ask(title);
    await pass(9.9);
    expect(await gateOf(board)).toMatchObject({ state: 'open', since: null });

    await pass(0.2);
    expect(await gateOf(board)).toMatchObject({
      state: 'throttled',
      reason: '3 answers are overdue.',
      until: null,
      by: null,
    });
    expect(refusalOf(await requester.submit(board, { title: 'Four' }), 'reason')).toEqual({
      status: 429,
      code: 'intake-gate-throttled',
      reason: '3 answers are overdue.',
    });

    await pass(3.9);
    expect(await gateOf(board)).toMatchObject({ state: 'throttled' });
    await pass(0.2);
    expect(await gateOf(board)).toMatchObject({ state: 'shut' });
    const door = (await requester.get<RequesterBoard>(`${board.path}/intake/door`)).body;
    expect(door).toMatchObject({ intake: { gate: { state: 'shut' } }, classes: ['expedite'] });

    for (const number of [1, 2, 3]) await manager.answer(board, number, decline);
    await pass(3.9);
    expect(await gateOf(board)).toMatchObject({ state: 'shut' });
    await pass(0.2);
    expect(await gateOf(board)).toMatchObject({ state: 'probing' });
    for (const title of ['Four', 'Five']) {
      expect((await requester.submit(board, { title })).status).toBe(201);
    }
    expect(refusalOf(await requester.submit(board, { title: 'Six' })).code).toBe('intake-gate-probing');

    await pass(4.1);
    expect(await gateOf(board)).toMatchObject({
      state: 'open',
      reason: 'No answer is overdue, and there is room again.',
    });
    expect((await requester.submit(board, { title: 'Six' })).status).toBe(201);

    expect(
      (await stepsOf(board)).map(({ actor, changes }) => [actor, changes[0]?.from?.state, changes[0]?.to]),
    ).toMatchObject([
      [null, 'open', { state: 'throttled', cause: { code: 'answersOverdue', overdue: 3 } }],
      [null, 'throttled', { state: 'shut', cause: { code: 'answersOverdue', overdue: 3 } }],
      [null, 'shut', { state: 'probing', cause: { code: 'calm' } }],
      [null, 'probing', { state: 'open', cause: { code: 'calm' } }],
    ]);
    expect(await noticesOf(board)).toMatchObject(
      ['throttled', 'shut', 'probing', 'open'].flatMap((state) => [
        { to: 'Mira Mensah', facts: { state } },
        { to: 'Olga Ortiz', facts: { state } },
      ]),
    );
  });

  test('give the end of the gate’s four hours as Retry-After, not the next answer', async () => {
    const board = await aBoard()
      .intake({ ...slow, answerWithinHours: 48 })
      .make();
    await board.ask();
    await pass(47);
    await board.ask('Due in two days');
    await pass(1.5);
    expect(await gateOf(board)).toMatchObject({ state: 'throttled' });
    await manager.answer(board, 1, decline);
    await pass(1);
    const refused = await requester.submit(board, { title: 'Now?' });
    expect(refusalOf(refused).code).toBe('intake-gate-throttled');
    expect(retryAfterOf(refused)).toBe(3 * 3600);
    const pressure = (await requester.get<Pressure>(`${board.path}/pressure`)).body;
    expect(pressure.retryAfterSeconds).toBe(3 * 3600);
    await pass(3);
    expect((await requester.submit(board, { title: 'Now' })).status).toBe(201);
  });

  test('shut a probing gate again', async () => {
    const board = await aBoard()
      .intake({ ...slow, answerWithinHours: 1 })
      .make();
    await api.pool.query(
      `UPDATE intakes SET gate = 'probing', gate_reason = 'Let us see.', gate_at = $2
        WHERE board_id = (SELECT id FROM boards WHERE key = $1)`,
      [board.key, api.clock.now()],
    );
    await board.ask();
    await pass(1.1);
    expect(await gateOf(board)).toMatchObject({ state: 'shut', reason: '1 answer is overdue.' });
  });
});

describe('saturation', () => {
  test('throttles the gate after a day, and is no event by itself', async () => {
    const board = await aBoard().column('Doing', { limit: 1 }).intake(slow).make();
    await board.cards('Doing', 1);
    await sweep();
    const before = (await board.read()).seq;
    await pass(23.9);
    expect((await board.read()).seq).toBe(before);
    await pass(0.2);
    expect(await gateOf(board)).toMatchObject({
      state: 'throttled',
      reason: 'The board has been saturated for 24 hours.',
    });
    await member.moveCard(board, 1, { column: 'Done' });
    await pass(4.1);
    expect(await gateOf(board)).toMatchObject({ state: 'open' });
  });

  test('starts counting again after a break', async () => {
    const board = await aBoard().column('Doing', { limit: 1 }).intake(slow).make();
    await board.cards('Doing', 1);
    await sweep();
    await pass(20);
    await member.moveCard(board, 1, { column: 'Done' });
    await sweep();
    await board.cards('Doing', 1);
    await sweep();
    await pass(20);
    expect(await gateOf(board)).toMatchObject({ state: 'open' });
  });
});

describe('a gate set by hand', () => {
  test('keeps its state until its end and then opens', async () => {
    const board = await aBoard().intake(slow).make();
    const until = new Date(api.clock.now().getTime() + 6 * 3_600_000).toISOString();
    await manager.setGate(board, { state: 'shut', reason: 'Audit week', until });
    await pass(5.9);
    expect(await gateOf(board)).toMatchObject({ state: 'shut', by: { id: manager.id } });
    await pass(0.2);
    expect(await gateOf(board)).toMatchObject({ state: 'open', by: null });
    expect((await stepsOf(board)).at(-1)).toMatchObject({
      actor: null,
      changes: [{ from: { state: 'shut' }, to: { state: 'open', cause: { code: 'endReached' } } }],
    });
  });

  test('without an end keeps its state until changed; opened by hand, it stays open for a while', async () => {
    const board = await aBoard().intake(slow).make();
    await manager.setGate(board, { state: 'shut', reason: 'Until we are more' });
    await pass(200);
    expect(await gateOf(board)).toMatchObject({ state: 'shut' });
    await manager.setGate(board, { state: 'open', reason: 'We are more' });
    await board.ask();
    await pass(3.9);
    expect(await gateOf(board)).toMatchObject({ state: 'open', by: { id: manager.id } });
    await pass(7);
    expect(await gateOf(board)).toMatchObject({ state: 'throttled', by: null });
  });

  test('replaces the state that the gate set by itself', async () => {
    const board = await aBoard().intake(slow).make();
    await board.ask();
    await pass(10.1);
    expect(await gateOf(board)).toMatchObject({ state: 'throttled' });
    await manager.setGate(board, { state: 'open', reason: 'We see to it' });
    const { rows } = await api.pool.query(
      `SELECT gate_cause FROM intakes i JOIN boards b ON b.id = i.board_id WHERE b.key = $1`,
      [board.key],
    );
    expect(rows).toEqual([{ gate_cause: null }]);
  });

  test('is the only way to move it if the policy says so', async () => {
    const board = await aBoard()
      .intake({ ...slow, gateByItself: false })
      .make();
    await board.ask();
    await pass(100);
    expect(await gateOf(board)).toMatchObject({ state: 'open', since: null });
  });
});
