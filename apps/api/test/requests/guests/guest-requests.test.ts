import { describe, expect, test } from '@jest/globals';
import { GuestRequestList } from '@weir/contract';
import { decline, defer } from '../../support/answers.js';
import { refusalOf } from '../../support/refusals.js';
import { thePublicForm, waitingOn } from './public-form.js';

const forms = thePublicForm();
const { api } = forms;
const { manager, member, requester } = api.people;

describe('a guest with the link from their mail', () => {
  test('reads their requests and the full answer with the name of who answered', async () => {
    const { board, form } = await forms.form({ openPerGuest: 2 });
    const email = 'reads@guests.test';
    const { guest, key } = await forms.arrived(form, { email });
    await forms.arrived(form, { email, title: 'A second thing' });
    await manager.answer(board, 1, decline);
    const { guest: who, items } = GuestRequestList.parse((await guest.list()).body);
    expect(who).toEqual({ name: 'Gesa Gast', email });
    expect(items.map(({ number, state, position }) => [number, state, position])).toEqual([
      [2, 'waiting', 1],
      [1, 'answered', null],
    ]);
    expect((await guest.read(key, 1)).body.answer).toMatchObject({
      kind: 'decline',
      reason: 'notAligned',
      message: decline.message,
      by: 'Mira Mensah',
    });
    expect(await forms.mailed(email)).toEqual(['answered']);
  });

  test('sees no other name of the team and no card', async () => {
    const { board, form } = await forms.form();
    const { guest, key } = await forms.arrived(form, { email: 'discreet@guests.test' });
    await manager.post(`${board.path}/requests/1/messages`, { body: 'For how many people?', asks: true });
    await manager.answer(board, 1, { kind: 'accept' });
    await member.moveCard(board, 1, { column: 'Doing' });
    await member.putBack(board, 1, { reason: 'The lab is closed' });
    api.clock.pass({ minutes: 2 });
    await api.service('SweepService').sweep();
    expect(await forms.mailed('discreet@guests.test')).toContain('putBack');
    const { body } = await guest.read(key, 1);
    expect(body.putBack).toMatchObject({ text: 'The lab is closed' });
    expect(body.work).toMatchObject({ state: 'putBack', reason: 'The lab is closed', received: null });
    expect(body.answer?.by).toBe('Mira Mensah');
    expect(JSON.stringify(body)).not.toMatch(/Bao|"card"|requester/);
  });

  test('reads and is mailed what became of accepted work, and confirms only their own delivery', async () => {
    const { board, form } = await forms.form();
    const { guest, key } = await forms.arrived(form, { email: 'receives@guests.test' });
    const other = await forms.arrived(form, { email: 'receives-not@guests.test', title: 'Another' });
    await manager.answer(board, 1, { kind: 'accept', column: 'Doing' });
    expect(await guest.received(key, 1)).toMatchObject({ status: 409, body: { code: 'not-delivered' } });
    await member.moveCard(board, 1, { column: 'Done' });
    api.clock.pass({ minutes: 2 });
    await api.service('SweepService').sweep();
    expect(await forms.mailed('receives@guests.test')).toEqual(['answered', 'delivered']);
    expect((await other.guest.received(key, 1)).status).toBe(404);
    expect((await guest.received(key, 1)).body.work).toMatchObject({ state: 'delivered', expected: null });
    expect((await guest.read(key, 1)).body.work?.received).toMatch(/Z$/);
  });

  test('with a duplicate reads the answer of the other request and follows it when it is asked again', async () => {
    const { board, form } = await forms.form();
    const first = await forms.arrived(form, { email: 'first@guests.test' });
    const { guest, key } = await forms.arrived(form, { email: 'same@guests.test', title: 'The same' });
    await manager.answer(board, 1, defer(api.day(2)));
    await manager.answer(board, 2, { kind: 'duplicate', of: 1 });
    const { message } = defer(api.day(2));
    const { items } = GuestRequestList.parse((await guest.list()).body);
    expect(items[0]?.answer).toMatchObject({ kind: 'duplicate', standing: { kind: 'defer', message } });
    api.clock.pass({ days: 3 });
    expect((await first.guest.askAgain(key, 1)).status).toBe(201);
    await manager.answer(board, 3, decline);
    expect(await forms.mailed('same@guests.test')).toEqual(['answered', 'answered']);
  });

  test('replies to a question, which restarts the clock', async () => {
    const { board, form } = await forms.form({ intake: { answerWithinHours: 24 } });
    const email = 'replies@guests.test';
    const { guest, key, request } = await forms.arrived(form, { email });
    await manager.post(`${board.path}/requests/1/messages`, { body: 'For how many people?', asks: true });
    expect(await forms.mailed(email)).toEqual(['question']);
    expect((await guest.read(key, 1)).body.pausedAt).not.toBeNull();
    api.clock.pass({ hours: 5 });
    const replied = await guest.reply(key, 1, 'For twelve.', 'one');
    expect(replied.status).toBe(201);
    expect(replied.body).toMatchObject({
      pausedAt: null,
      messages: [
        { body: 'For how many people?', asks: true, own: false },
        { body: 'For twelve.', asks: false, own: true },
      ],
    });
    const later = Date.parse(replied.body.answerBy) - Date.parse(request.answerBy);
    expect(Math.round(later / 3_600_000)).toBe(5);
    expect((await guest.reply(key, 1, 'For twelve.', 'one')).body.messages).toHaveLength(2);
    const notices = await api.pool.query(
      `SELECT n.kind FROM notices n WHERE n.user_id = $1 AND n.kind = 'reply'`,
      [manager.id],
    );
    expect(notices.rows).toHaveLength(1);
    const team = await manager.get<{ items: { by: object }[] }>(`${board.path}/requests/1/messages`);
    expect(team.body.items.at(-1)?.by).toMatchObject({ name: 'Gesa Gast' });
  });

  test('withdraws a request once', async () => {
    const { board, form } = await forms.form();
    const { guest, key } = await forms.arrived(form, { email: 'back@guests.test' });
    expect((await guest.withdraw(key, 1)).body).toMatchObject({
      state: 'answered',
      answer: { kind: 'withdrawn', by: null },
    });
    expect(refusalOf(await guest.withdraw(key, 1))).toEqual({ status: 409, code: 'already-answered' });
    expect(await waitingOn(board)).toBe(0);
  });

  test('asks again with a ticket, from its date and once', async () => {
    const { board, form } = await forms.form();
    const { guest, key } = await forms.arrived(form, { email: 'again@guests.test' });
    await manager.answer(board, 1, defer(api.day(2)));
    expect((await guest.read(key, 1)).body.ticket).toEqual({ from: api.day(2), used: false });
    expect(refusalOf(await guest.askAgain(key, 1))).toEqual({ status: 409, code: 'too-early' });
    api.clock.pass({ days: 2 });
    const again = await guest.askAgain(key, 1);
    expect(again).toMatchObject({ status: 201, body: { number: 2, state: 'waiting', follows: `${key}-R1` } });
    expect(refusalOf(await guest.askAgain(key, 1))).toEqual({ status: 409, code: 'already-asked' });
    expect((await guest.read(key, 1)).body).toMatchObject({
      followedBy: `${key}-R2`,
      ticket: { used: true },
    });
  });
});

describe('a guest’s token', () => {
  test('opens no request of another guest, member or workspace', async () => {
    const { board, form } = await forms.form();
    const one = await forms.arrived(form, { email: 'one@guests.test' });
    const other = await forms.arrived(form, { email: 'other@guests.test' });
    await board.ask('A member’s');
    for (const number of [other.request.number, 3]) {
      expect(refusalOf(await one.guest.read(one.key, number))).toEqual({ status: 404, code: 'not-found' });
      expect(refusalOf(await one.guest.withdraw(one.key, number))).toEqual({
        status: 404,
        code: 'not-found',
      });
      expect(refusalOf(await one.guest.reply(one.key, number, 'Mine?'))).toEqual({
        status: 404,
        code: 'not-found',
      });
      expect(refusalOf(await one.guest.askAgain(one.key, number))).toEqual({
        status: 404,
        code: 'not-found',
      });
    }
    expect((await one.guest.list()).body.items).toHaveLength(1);
    expect(await waitingOn(board)).toBe(3);

    const links = api.service('SignedLinks');
    const { id, workspaceId } = links.read('guest', one.token) as { id: string; workspaceId: string };
    const elsewhere = (await api.pool.query(`SELECT id FROM workspaces WHERE slug = 'other'`)).rows[0].id;
    for (const token of [
      links.sign('guest', elsewhere, id),
      links.sign('formAsk', workspaceId, id),
      `${one.token.slice(0, -3)}AAA`,
      'nonsense',
    ]) {
      expect(refusalOf(await forms.guest(token).list())).toEqual({ status: 401, code: 'not-signed-in' });
    }
    expect(refusalOf(await api.nobody.get('/v1/forms/requests'))).toMatchObject({ status: 401 });
    expect(await requester.get('/v1/forms/requests')).toMatchObject({ status: 401 });
  });

  test('does not open the workspace', async () => {
    const { board, form } = await forms.form();
    const { token } = await forms.arrived(form, { email: 'session@guests.test' });
    for (const scheme of ['Guest', 'Bearer']) {
      const headers = { authorization: `${scheme} ${token}` };
      expect(await api.nobody.get(board.path, headers)).toMatchObject({ status: 401 });
    }
  });
});
