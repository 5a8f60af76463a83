import { describe, expect, test } from '@jest/globals';
import { type Board, GuestRequestList } from '@weir/contract';
import { SignedLinks } from '../../../src/http/signed-links.js';
import { decline, defer, told } from '../../support/intake-world.js';
import { theForms, waitingOn } from './forms-world.js';

const forms = theForms();
const { world } = forms;

describe('a guest, by the link in their e-mails,', () => {
  test('reads where their requests stand, and the answer in full with who gave it', async () => {
    const { board, form } = await forms.form({ openPerGuest: 2 });
    const email = 'reads@guests.test';
    const { guest, key } = await forms.arrived(form, { email });
    await forms.arrived(form, { email, title: 'A second thing' });
    await world.manager.put(`${board}/requests/1/answer`, decline);
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

  test('learns no other name of the team, and nothing of its cards', async () => {
    const { board, form } = await forms.form();
    const { guest, key } = await forms.arrived(form, { email: 'discreet@guests.test' });
    await world.manager.post(`${board}/requests/1/messages`, { body: 'For how many people?', asks: true });
    await world.manager.put(`${board}/requests/1/answer`, { kind: 'accept' });
    const { columns } = (await world.member.get<Board>(board)).body;
    await world.member.put(`${board}/cards/1/position`, { columnId: columns[1]?.id });
    await world.member.put(`${board}/cards/1/back`, { reason: 'The lab is closed' });
    expect(await forms.mailed('discreet@guests.test')).toContain('putBack');
    const { body } = await guest.read(key, 1);
    expect(body.putBack).toMatchObject({ text: 'The lab is closed' });
    expect(body.answer?.by).toBe('Mira Mensah');
    expect(JSON.stringify(body)).not.toMatch(/Bao|"card"|requester/);
  });

  test('whose request repeats another is carried on when that is asked again, and reads the answer that it has', async () => {
    const { board, form } = await forms.form();
    const first = await forms.arrived(form, { email: 'first@guests.test' });
    const { guest, key } = await forms.arrived(form, { email: 'same@guests.test', title: 'The same' });
    await world.manager.put(`${board}/requests/1/answer`, defer(world.day(2)));
    await world.manager.put(`${board}/requests/2/answer`, { kind: 'duplicate', of: 1 });
    const { message } = defer(world.day(2));
    const { items } = GuestRequestList.parse((await guest.list()).body);
    expect(items[0]?.answer).toMatchObject({ kind: 'duplicate', standing: { kind: 'defer', message } });
    world.clock.pass({ days: 3 });
    expect((await first.guest.askAgain(key, 1)).status).toBe(201);
    await world.manager.put(`${board}/requests/3/answer`, decline);
    expect(await forms.mailed('same@guests.test')).toEqual(['answered', 'answered']);
  });

  test('replies to a question, and the clock goes on', async () => {
    const { board, form } = await forms.form({ intake: { answerWithinHours: 24 } });
    const email = 'replies@guests.test';
    const { guest, key, request } = await forms.arrived(form, { email });
    await world.manager.post(`${board}/requests/1/messages`, { body: 'For how many people?', asks: true });
    expect(await forms.mailed(email)).toEqual(['question']);
    expect((await guest.read(key, 1)).body.pausedAt).not.toBeNull();
    world.clock.pass({ hours: 5 });
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
    const told = await world.sql.query(
      `SELECT n.kind FROM notices n WHERE n.user_id = $1 AND n.kind = 'reply'`,
      [world.manager.id],
    );
    expect(told.rows).toHaveLength(1);
    const team = await world.manager.get<{ items: { by: object }[] }>(`${board}/requests/1/messages`);
    expect(team.body.items.at(-1)?.by).toMatchObject({ name: 'Gesa Gast' });
  });

  test('takes a request back, once', async () => {
    const { board, form } = await forms.form();
    const { guest, key } = await forms.arrived(form, { email: 'back@guests.test' });
    expect((await guest.withdraw(key, 1)).body).toMatchObject({
      state: 'answered',
      answer: { kind: 'withdrawn', by: null },
    });
    expect(told(await guest.withdraw(key, 1))).toEqual({ status: 409, code: 'already-answered' });
    expect(await waitingOn(world, board)).toBe(0);
  });

  test('asks again with the ticket of a “not now”, from its day on, once', async () => {
    const { board, form } = await forms.form();
    const { guest, key } = await forms.arrived(form, { email: 'again@guests.test' });
    await world.manager.put(`${board}/requests/1/answer`, defer(world.day(2)));
    expect((await guest.read(key, 1)).body.ticket).toEqual({ from: world.day(2), used: false });
    expect(told(await guest.askAgain(key, 1))).toEqual({ status: 409, code: 'too-early' });
    world.clock.pass({ days: 2 });
    const again = await guest.askAgain(key, 1);
    expect(again).toMatchObject({ status: 201, body: { number: 2, state: 'waiting', follows: `${key}-R1` } });
    expect(told(await guest.askAgain(key, 1))).toEqual({ status: 409, code: 'already-asked' });
    expect((await guest.read(key, 1)).body).toMatchObject({
      followedBy: `${key}-R2`,
      ticket: { used: true },
    });
  });
});

describe('a guest’s token', () => {
  test('opens nobody else’s requests: not another guest’s, not a member’s, not of another workspace', async () => {
    const { board, form } = await forms.form();
    const one = await forms.arrived(form, { email: 'one@guests.test' });
    const other = await forms.arrived(form, { email: 'other@guests.test' });
    await world.ask(board, 'A member’s');
    for (const number of [other.request.number, 3]) {
      expect(told(await one.guest.read(one.key, number))).toEqual({ status: 404, code: 'not-found' });
      expect(told(await one.guest.withdraw(one.key, number))).toEqual({ status: 404, code: 'not-found' });
      expect(told(await one.guest.reply(one.key, number, 'Mine?'))).toEqual({
        status: 404,
        code: 'not-found',
      });
      expect(told(await one.guest.askAgain(one.key, number))).toEqual({ status: 404, code: 'not-found' });
    }
    expect((await one.guest.list()).body.items).toHaveLength(1);
    expect(await waitingOn(world, board)).toBe(3);

    const links = world.api.app.get(SignedLinks);
    const { id, workspaceId } = links.read('guest', one.token) as { id: string; workspaceId: string };
    const elsewhere = (await world.sql.query(`SELECT id FROM workspaces WHERE slug = 'other'`)).rows[0].id;
    for (const token of [
      links.sign('guest', elsewhere, id),
      links.sign('formAsk', workspaceId, id),
      `${one.token.slice(0, -3)}AAA`,
      'nonsense',
    ]) {
      expect(told(await forms.guest(token).list())).toEqual({ status: 401, code: 'not-signed-in' });
    }
    expect(told(await world.api.nobody.get('/v1/forms/requests'))).toMatchObject({ status: 401 });
    expect(await world.requester.get('/v1/forms/requests')).toMatchObject({ status: 401 });
  });

  test('is no session: with it nothing of the workspace is open', async () => {
    const { board, form } = await forms.form();
    const { token } = await forms.arrived(form, { email: 'session@guests.test' });
    for (const scheme of ['Guest', 'Bearer']) {
      const headers = { authorization: `${scheme} ${token}` };
      expect(await world.api.nobody.get(board, headers)).toMatchObject({ status: 401 });
    }
  });
});
