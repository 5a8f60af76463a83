import { describe, expect, test } from '@jest/globals';
import {
  changesOf,
  type Event,
  type EventList,
  type Gate,
  type Intake,
  type Pressure,
  type RequesterBoard,
} from '@weir/contract';
import { SweepService } from '../../../src/intake/sweep.service.js';
import { decline, theWorld, told, waitOf } from '../../support/intake-world.js';

const world = theWorld();
const sweep = () => world.api.app.get(SweepService).sweep();
/** Late after 10 hours, and never ended by itself within a test. */
const slow = {
  answerWithinHours: 10,
  remindBeforeHours: null,
  graceHours: 2000,
  depth: 20,
  openPerRequester: 20,
};

async function gateOf(board: string): Promise<Gate> {
  return (await world.manager.get<Intake>(`${board}/intake`)).body.gate;
}

async function stepsOf(board: string): Promise<Event[]> {
  const { items } = (await world.manager.get<EventList>(`${board}/events`)).body;
  return items.filter(({ type }) => type === 'gate.changed');
}

async function pass(hours: number): Promise<void> {
  world.clock.pass({ hours });
  await sweep();
}

const noticesOf = async (board: string) => {
  const { rows } = await world.sql.query(
    `SELECT u.name AS to, n.facts FROM notices n JOIN boards b ON b.workspace_id = n.workspace_id AND b.id = n.board_id
       JOIN users u ON u.id = n.user_id WHERE b.key = $1 AND n.kind = 'gate' ORDER BY n.at, u.name`,
    [board.split('/').at(-1)],
  );
  return rows;
};

describe('late answers', () => {
  test('throttle the gate, shut it, and let it open again step by step', async () => {
    const board = await world.board({ intake: slow });
    for (const title of ['One', 'Two', 'Three']) await world.ask(board, title);
    await pass(9.9);
    expect(await gateOf(board)).toMatchObject({ state: 'open', since: null });

    await pass(0.2);
    expect(await gateOf(board)).toMatchObject({
      state: 'throttled',
      reason: '3 answers are overdue.',
      until: null,
      by: null,
    });
    expect(told(await world.requester.post(`${board}/requests`, { title: 'Four' }), 'reason')).toEqual({
      status: 429,
      code: 'intake-gate-throttled',
      reason: '3 answers are overdue.',
    });

    await pass(3.9);
    expect(await gateOf(board)).toMatchObject({ state: 'throttled' });
    await pass(0.2);
    expect(await gateOf(board)).toMatchObject({ state: 'shut' });
    const door = (await world.requester.get<RequesterBoard>(`${board}/intake/door`)).body;
    expect(door).toMatchObject({ intake: { gate: { state: 'shut' } }, classes: ['expedite'] });

    for (const number of [1, 2, 3]) await world.manager.put(`${board}/requests/${number}/answer`, decline);
    await pass(3.9);
    expect(await gateOf(board)).toMatchObject({ state: 'shut' });
    await pass(0.2);
    expect(await gateOf(board)).toMatchObject({ state: 'probing' });
    for (const title of ['Four', 'Five']) {
      expect((await world.requester.post(`${board}/requests`, { title })).status).toBe(201);
    }
    expect(told(await world.requester.post(`${board}/requests`, { title: 'Six' })).code).toBe(
      'intake-gate-probing',
    );

    await pass(4.1);
    expect(await gateOf(board)).toMatchObject({
      state: 'open',
      reason: 'No answer is late, and there is room again.',
    });
    expect((await world.requester.post(`${board}/requests`, { title: 'Six' })).status).toBe(201);

    expect(
      (await stepsOf(board)).map((event) => {
        const [change] = changesOf(event);
        return [event.actor, change?.from?.state, change?.to];
      }),
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

  test('say when the gate they closed may open again: after its dwell of four hours, not with the next answer', async () => {
    const board = await world.board({ intake: { ...slow, answerWithinHours: 48 } });
    await world.ask(board);
    await pass(47);
    await world.ask(board, 'Due in two days');
    await pass(1.5);
    expect(await gateOf(board)).toMatchObject({ state: 'throttled' });
    await world.manager.put(`${board}/requests/1/answer`, decline);
    await pass(1);
    const refused = await world.requester.post(`${board}/requests`, { title: 'Now?' });
    expect(told(refused).code).toBe('intake-gate-throttled');
    expect(waitOf(refused)).toBe(3 * 3600);
    const pressure = (await world.requester.get<Pressure>(`${board}/pressure`)).body;
    expect(pressure.retryAfterSeconds).toBe(3 * 3600);
    await pass(3);
    expect((await world.requester.post(`${board}/requests`, { title: 'Now' })).status).toBe(201);
  });

  test('of what came while the gate probed shut it again', async () => {
    const board = await world.board({ intake: { ...slow, answerWithinHours: 1 } });
    await world.sql.query(
      `UPDATE intakes SET gate = 'probing', gate_reason = 'Let us see.', gate_at = $2
        WHERE board_id = (SELECT id FROM boards WHERE key = $1)`,
      [board.split('/').at(-1), world.clock.now()],
    );
    await world.ask(board);
    await pass(1.1);
    expect(await gateOf(board)).toMatchObject({ state: 'shut', reason: 'One answer is overdue.' });
  });
});

describe('saturation', () => {
  test('that lasts a day throttles the gate, and that it lasts is no event', async () => {
    const board = await world.board({ doing: 1, intake: slow });
    const columns = (await world.manager.get<{ columns: { id: string; name: string }[] }>(board)).body
      .columns;
    const columnId = columns.find(({ name }) => name === 'Doing')?.id;
    await world.member.post(`${board}/cards`, { title: 'In the way', columnId });
    await sweep();
    const before = (await world.manager.get<{ seq: number }>(board)).body.seq;
    await pass(23.9);
    expect((await world.manager.get<{ seq: number }>(board)).body.seq).toBe(before);
    await pass(0.2);
    expect(await gateOf(board)).toMatchObject({
      state: 'throttled',
      reason: 'The board has been saturated for 24 hours.',
    });
    const done = columns.find(({ name }) => name === 'Done')?.id;
    await world.member.put(`${board}/cards/1/position`, { columnId: done });
    await pass(4.1);
    expect(await gateOf(board)).toMatchObject({ state: 'open' });
  });

  test('with a break begins anew', async () => {
    const board = await world.board({ doing: 1, intake: slow });
    const columns = (await world.manager.get<{ columns: { id: string; name: string }[] }>(board)).body
      .columns;
    const [doing, done] = ['Doing', 'Done'].map((name) => columns.find((each) => each.name === name)?.id);
    await world.member.post(`${board}/cards`, { title: 'One', columnId: doing });
    await sweep();
    await pass(20);
    await world.member.put(`${board}/cards/1/position`, { columnId: done });
    await sweep();
    await world.member.post(`${board}/cards`, { title: 'Two', columnId: doing });
    await sweep();
    await pass(20);
    expect(await gateOf(board)).toMatchObject({ state: 'open' });
  });
});

describe('what a person has set', () => {
  test('stands until its end, and then it is open', async () => {
    const board = await world.board({ intake: slow });
    const until = new Date(world.clock.now().getTime() + 6 * 3_600_000).toISOString();
    await world.manager.put(`${board}/intake/gate`, { state: 'shut', reason: 'Audit week', until });
    await pass(5.9);
    expect(await gateOf(board)).toMatchObject({ state: 'shut', by: { id: world.manager.id } });
    await pass(0.2);
    expect(await gateOf(board)).toMatchObject({ state: 'open', by: null });
    expect((await stepsOf(board)).at(-1)).toMatchObject({
      actor: null,
      changes: [{ from: { state: 'shut' }, to: { state: 'open', cause: { code: 'endReached' } } }],
    });
  });

  test('without an end stands until a person changes it, and opened by hand it stands for a while', async () => {
    const board = await world.board({ intake: slow });
    await world.manager.put(`${board}/intake/gate`, { state: 'shut', reason: 'Until we are more' });
    await pass(200);
    expect(await gateOf(board)).toMatchObject({ state: 'shut' });
    await world.manager.put(`${board}/intake/gate`, { state: 'open', reason: 'We are more' });
    await world.ask(board);
    await pass(3.9);
    expect(await gateOf(board)).toMatchObject({ state: 'open', by: { id: world.manager.id } });
    await pass(7);
    expect(await gateOf(board)).toMatchObject({ state: 'throttled', by: null });
  });

  test('takes the place of what the gate did by itself', async () => {
    const board = await world.board({ intake: slow });
    await world.ask(board);
    await pass(10.1);
    expect(await gateOf(board)).toMatchObject({ state: 'throttled' });
    await world.manager.put(`${board}/intake/gate`, { state: 'open', reason: 'We see to it' });
    const { rows } = await world.sql.query(
      `SELECT gate_cause FROM intakes i JOIN boards b ON b.id = i.board_id WHERE b.key = $1`,
      [board.split('/').at(-1)],
    );
    expect(rows).toEqual([{ gate_cause: null }]);
  });

  test('is all there is where the policy keeps the gate from moving by itself', async () => {
    const board = await world.board({ intake: { ...slow, gateByItself: false } });
    await world.ask(board);
    await pass(100);
    expect(await gateOf(board)).toMatchObject({ state: 'open', since: null });
  });
});
