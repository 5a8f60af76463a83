import { describe, expect, test } from '@jest/globals';
import { type EventList, type PublicForm, PublicFormInfo, RequesterBoard } from '@weir/contract';
import { anApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { refusalOf } from '../../support/refusals.js';
import { thePublicForm } from './public-form.js';

const forms = thePublicForm();
const { api } = forms;
const { manager, member, requester, viewer } = api.people;
const { nobody } = api;

describe('the public form of a board', () => {
  test('is off until a manager switches it on, and gets a new link each time', async () => {
    const board = await aBoard().make();
    const set = async (setting: object) =>
      (await manager.put<PublicForm>(`${board.path}/intake/form`, setting)).body;
    expect((await manager.get<PublicForm>(`${board.path}/intake/form`)).body).toEqual({
      on: false,
      link: null,
      formId: null,
      openPerGuest: 1,
      depth: 3,
      mail: true,
    });
    const first = await set({ on: true, openPerGuest: 2, depth: 5 });
    expect(first).toMatchObject({ on: true, openPerGuest: 2, depth: 5 });
    expect(first.link).toMatch(/^https:\/\/weir\.test\/forms\/demo\/B\d+\/[0-9a-f-]{36}$/);
    expect(await set({ on: true, depth: 4 })).toEqual({ ...first, depth: 4 });
    expect(await nobody.get(`${board.path}/forms/${first.formId}`)).toMatchObject({ status: 200 });

    expect(await set({ on: false })).toMatchObject({ on: false, link: null, openPerGuest: 2 });
    expect(await nobody.get(`${board.path}/forms/${first.formId}`)).toMatchObject({ status: 404 });
    const again = await set({ on: true });
    expect(again.formId).not.toBe(first.formId);
    expect(await nobody.get(`${board.path}/forms/${first.formId}`)).toMatchObject({ status: 404 });
  });

  test('is switched by one event that does not contain the link', async () => {
    const { board } = await forms.form();
    await manager.put(`${board.path}/intake/form`, { on: true });
    const { items } = (await member.get<EventList>(`${board.path}/events?after=0`)).body;
    expect(items.filter(({ type }) => type === 'intake.changed').map(({ changes }) => changes)).toEqual([
      [
        {
          from: { form: false, formOpenPerGuest: 1, formDepth: 3 },
          to: { form: true, formOpenPerGuest: 1, formDepth: 3 },
        },
      ],
    ]);
  });

  test('is shown to readers of the board, its link only to managers', async () => {
    const { board } = await forms.form();
    const seen = (await viewer.get<PublicForm>(`${board.path}/intake/form`)).body;
    expect(seen).toMatchObject({ on: true, link: null, formId: null });
  });

  test('refuses settings out of range', async () => {
    const { board } = await forms.form();
    for (const setting of [{}, { on: 'yes' }, { on: true, depth: 0 }, { on: true, openPerGuest: 501 }]) {
      expect(await manager.put(`${board.path}/intake/form`, setting)).toMatchObject({ status: 422 });
    }
  });
});

describe('a visitor of a form', () => {
  test('sees how full the queue is, how long an answer takes and a forecast, but no people or cards', async () => {
    const { board, form } = await forms.form({ intake: { answerWithinHours: 48, depth: 6 }, depth: 5 });
    await manager.createCard(board, { title: 'A secret card' });
    const places = async () => (await nobody.get<PublicFormInfo>(form)).body.places;
    expect(await places()).toEqual({ waiting: 0, depth: 5 });
    // The whole queue counts where it has fewer places left than the form.
    await board.ask('A secret request');
    await board.ask('Another secret request');
    expect(await places()).toEqual({ waiting: 2, depth: 6 });
    const door = (await nobody.get<PublicFormInfo>(form)).body;
    expect(door).toMatchObject({
      workspace: 'The demo workspace',
      board: { name: 'Platform' },
      gate: { state: 'open', reason: null, until: null },
      takes: true,
      why: null,
      retryAfterSeconds: 0,
      answerWithinHours: 48,
      workingHours: null,
      forecast: { unknown: expect.any(String) },
    });
    expect(JSON.stringify(door)).not.toMatch(/secret|Rana|Mira/);
  });

  test('sees the rule of shedding as members do, and for which classes it would shed the next request', async () => {
    const { board, form } = await forms.form({
      intake: { depth: 20, openPerRequester: 50, highWatermark: 4, lowWatermark: 3 },
    });
    const shedding = async () => {
      const [door, seen] = [
        RequesterBoard.parse((await requester.get(`${board.path}/intake/door`)).body),
        PublicFormInfo.parse((await nobody.get(form)).body),
      ];
      expect(seen.shedding).toEqual(door.shedding);
      return door.shedding;
    };
    const rule = { above: 4, classes: ['intangible', 'standard'] };
    for (const title of ['A', 'B', 'C']) await board.ask(title);
    expect(await shedding()).toEqual({ ...rule, onArrival: [], onArrivalByTicket: [] });
    await board.ask('D');
    const both = ['intangible', 'standard'];
    expect(await shedding()).toEqual({ ...rule, onArrival: both, onArrivalByTicket: ['intangible'] });
    // Two intangible ones would go first.
    await api.pool.query(
      `UPDATE requests SET class_of_service = 'intangible'
        WHERE number <= 2 AND board_id = (SELECT id FROM boards WHERE key = $1)`,
      [board.key],
    );
    expect(await shedding()).toEqual({
      ...rule,
      onArrival: ['intangible'],
      onArrivalByTicket: [],
    });
    expect(await board.ask('As announced')).toMatchObject({ state: 'waiting' });
    await manager.patch(`${board.path}/intake`, { highWatermark: null, lowWatermark: null });
    expect(await shedding()).toBeNull();
  });

  test('sees that the gate is shut, why and until when', async () => {
    const { board, form } = await forms.form();
    const until = new Date(api.clock.now().getTime() + 3_600_000).toISOString();
    await manager.setGate(board, { state: 'shut', reason: 'We move house', until });
    const door = (await nobody.get<PublicFormInfo>(form)).body;
    expect(door).toMatchObject({
      takes: false,
      why: 'The intake is closed: We move house',
      gate: { state: 'shut', reason: 'We move house', until },
    });
    expect(Math.abs(Number(door.retryAfterSeconds) - 3600)).toBeLessThan(60);
    expect(JSON.stringify(door)).not.toMatch(/Mira/);
    expect(refusalOf(await forms.send(form), 'reason')).toEqual({
      status: 429,
      code: 'intake-gate-shut',
      reason: 'We move house',
    });
  });

  test('gets the same 404 for an unknown form, board and workspace', async () => {
    const { board } = await forms.form();
    const none = '7b0a3c1e-0000-4000-8000-000000000000';
    const bodies = [];
    for (const path of [board.path, '/v1/workspaces/demo/boards/ABSENT', '/v1/workspaces/absent/boards/B1']) {
      const answer = await nobody.get(`${path}/forms/${none}`);
      bodies.push([answer.status, answer.body]);
    }
    expect(bodies[0]?.[0]).toBe(404);
    expect(new Set(bodies.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await nobody.post(`${board.path}/forms/${none}/asks`, {})).toMatchObject({ status: 422 });
    expect(await forms.send(`${board.path}/forms/${none}`)).toMatchObject({ status: 404 });
  });
});

test('a public form cannot be switched on without a mail server', async () => {
  const silent = await anApi();
  const board = await aBoard(silent).make();
  const refused = await silent.people.manager.put(`${board.path}/intake/form`, { on: true });
  expect(refusalOf(refused)).toEqual({ status: 409, code: 'mail-not-set-up' });
  const read = await silent.people.manager.get<PublicForm>(`${board.path}/intake/form`);
  expect(read.body).toMatchObject({ on: false, mail: false });
  await silent.close();
});
