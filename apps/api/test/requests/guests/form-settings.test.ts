import { describe, expect, test } from '@jest/globals';
import type { EventList, PublicForm, PublicFormInfo } from '@weir/contract';
import { theWorld, told } from '../../support/intake-world.js';
import { theForms } from './forms-world.js';

const forms = theForms();
const { world } = forms;
const nobody = () => world.api.nobody;

describe('a form', () => {
  test('is off until a manager switches it on, and each time has another link', async () => {
    const board = await world.board();
    const set = async (setting: object) =>
      (await world.manager.put<PublicForm>(`${board}/intake/form`, setting)).body;
    expect((await world.manager.get<PublicForm>(`${board}/intake/form`)).body).toEqual({
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
    expect(await nobody().get(`${board}/forms/${first.formId}`)).toMatchObject({ status: 200 });

    expect(await set({ on: false })).toMatchObject({ on: false, link: null, openPerGuest: 2 });
    expect(await nobody().get(`${board}/forms/${first.formId}`)).toMatchObject({ status: 404 });
    const again = await set({ on: true });
    expect(again.formId).not.toBe(first.formId);
    expect(await nobody().get(`${board}/forms/${first.formId}`)).toMatchObject({ status: 404 });
  });

  test('is switched by one event, which does not give its link away', async () => {
    const { board } = await forms.form();
    await world.manager.put(`${board}/intake/form`, { on: true });
    const { items } = (await world.member.get<EventList>(`${board}/events?after=0`)).body;
    expect(items.filter(({ type }) => type === 'intake.changed').map(({ changes }) => changes)).toEqual([
      [
        {
          from: { form: false, formOpenPerGuest: 1, formDepth: 3 },
          to: { form: true, formOpenPerGuest: 1, formDepth: 3 },
        },
      ],
    ]);
  });

  test('is known to the board’s readers, its link to managers', async () => {
    const { board } = await forms.form();
    const seen = (await world.viewer.get<PublicForm>(`${board}/intake/form`)).body;
    expect(seen).toMatchObject({ on: true, link: null, formId: null });
  });

  test('has bounds of its own: what is out of them changes nothing', async () => {
    const { board } = await forms.form();
    for (const setting of [{}, { on: 'yes' }, { on: true, depth: 0 }, { on: true, openPerGuest: 501 }]) {
      expect(await world.manager.put(`${board}/intake/form`, setting)).toMatchObject({ status: 422 });
    }
  });
});

describe('a stranger', () => {
  test('learns whether requests are taken, how long an answer takes, and nothing of people or cards', async () => {
    const { board, form } = await forms.form({ intake: { answerWithinHours: 48 } });
    await world.manager.post(`${board}/cards`, { title: 'A secret card' });
    await world.ask(board, 'A secret request');
    const door = (await nobody().get<PublicFormInfo>(form)).body;
    expect(door).toMatchObject({
      workspace: 'The demo workspace',
      board: { name: 'Platform' },
      gate: { state: 'open', reason: null, until: null },
      takes: true,
      why: null,
      retryAfterSeconds: 0,
      answerWithinHours: 48,
      workingHours: null,
    });
    expect(JSON.stringify(door)).not.toMatch(/secret|Rana|Mira|depth|waiting/);
  });

  test('is told before typing that the gate is shut, why, and until when', async () => {
    const { board, form } = await forms.form();
    const until = new Date(world.clock.now().getTime() + 3_600_000).toISOString();
    await world.manager.put(`${board}/intake/gate`, { state: 'shut', reason: 'We move house', until });
    const door = (await nobody().get<PublicFormInfo>(form)).body;
    expect(door).toMatchObject({
      takes: false,
      why: 'The intake is shut: We move house',
      gate: { state: 'shut', reason: 'We move house', until },
    });
    expect(Math.abs(door.retryAfterSeconds - 3600)).toBeLessThan(60);
    expect(JSON.stringify(door)).not.toMatch(/Mira/);
    expect(told(await forms.send(form), 'reason')).toEqual({
      status: 429,
      code: 'intake-gate-shut',
      reason: 'We move house',
    });
  });

  test('finds a wrong form to be as absent as a wrong board', async () => {
    const { board } = await forms.form();
    const none = '7b0a3c1e-0000-4000-8000-000000000000';
    const bodies = [];
    for (const path of [board, '/v1/workspaces/demo/boards/ABSENT', '/v1/workspaces/absent/boards/B1']) {
      const answer = await nobody().get(`${path}/forms/${none}`);
      bodies.push([answer.status, answer.body]);
    }
    expect(bodies[0]?.[0]).toBe(404);
    expect(new Set(bodies.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await nobody().post(`${board}/forms/${none}/asks`, {})).toMatchObject({ status: 422 });
    expect(await forms.send(`${board}/forms/${none}`)).toMatchObject({ status: 404 });
  });
});

describe('without a mail server', () => {
  const silent = theWorld();

  test('a form can’t be switched on, and says why', async () => {
    const board = await silent.board();
    const refused = await silent.manager.put(`${board}/intake/form`, { on: true });
    expect(told(refused)).toEqual({ status: 409, code: 'mail-not-set-up' });
    const read = await silent.manager.get<PublicForm>(`${board}/intake/form`);
    expect(read.body).toMatchObject({ on: false, mail: false });
  });
});
