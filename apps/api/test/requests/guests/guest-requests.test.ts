import { describe, expect, test } from '@jest/globals';
import { GuestRequestList, type RequestHistory } from '@weir/contract';
import { decline, defer } from '../../support/answers.js';
import { refusalOf } from '../../support/refusals.js';
import { thePublicForm, waitingOn } from './public-form.js';

const forms = thePublicForm();
const { api } = forms;
const { manager, member } = api.people;

describe('a guest with the link from their mail', () => {
  test('reads their requests and the full answer with the name of the person who answered', async () => {
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
    expect(await forms.mailed(email)).toEqual(['submitted', 'submitted', 'answered']);
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
    expect(await forms.mailed('receives@guests.test')).toEqual(['submitted', 'answered', 'delivered']);
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
    expect(await forms.mailed('same@guests.test')).toEqual(['submitted', 'answered', 'answered']);
  });

  test('replies to a question, which restarts the clock', async () => {
    const { board, form } = await forms.form({ intake: { answerWithinHours: 24 } });
    const email = 'replies@guests.test';
    const { guest, key, request } = await forms.arrived(form, { email });
    await manager.post(`${board.path}/requests/1/messages`, { body: 'For how many people?', asks: true });
    expect(await forms.mailed(email)).toEqual(['submitted', 'question']);
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

  test('corrects a waiting request, which the team sees in its history', async () => {
    const { board, form } = await forms.form();
    const { guest, key, request } = await forms.arrived(form, { email: 'corrects@guests.test' });
    const other = await forms.arrived(form, { email: 'corrects-not@guests.test', title: 'Another' });
    const change = { title: 'A tour of both labs', description: 'Twelve of us.', neededBy: api.day(9) };
    const corrected = await guest.change(key, 1, change, request.version);
    expect(corrected).toMatchObject({
      status: 200,
      body: { ...change, classOfService: 'standard', position: 1 },
    });
    expect((await manager.readRequest(board, 1)).body).toMatchObject(change);
    const { items } = (await manager.get<RequestHistory>(`${board.path}/requests/1/history`)).body;
    expect(items.at(-1)).toMatchObject({ by: { name: 'Gesa Gast' }, what: expect.stringContaining('title') });

    expect(await guest.change(key, 1, { title: 'Late' }, request.version)).toMatchObject({ status: 412 });
    expect(await other.guest.change(key, 1, { title: 'Mine' })).toMatchObject({ status: 404 });
    for (const wrong of [{ classOfService: 'expedite' }, { title: '' }, { neededBy: '2020-01-01' }])
      expect(await guest.change(key, 1, wrong)).toMatchObject({ status: 422 });
    await manager.answer(board, 1, decline);
    expect(await guest.change(key, 1, { title: 'Later' })).toMatchObject({
      status: 409,
      body: { code: 'already-answered' },
    });
    expect((await guest.read(key, 1)).body.title).toBe(change.title);
  });

  test('who corrects while the team answers changes the request or finds the answer, never both', async () => {
    const { board, form } = await forms.form({ openPerGuest: 8, depth: 8 });
    const email = 'races@guests.test';
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
    let last: Awaited<ReturnType<typeof forms.arrived>> | undefined;
    for (const number of numbers) {
      last = await forms.arrived(form, { email, title: `Thing ${number}` });
      await api.pool.query('DELETE FROM rate_limits');
    }
    const { guest, key } = last!;
    const corrected = await Promise.all(
      numbers.map(async (number) => {
        const [change] = await Promise.all([
          guest.change(key, number, { title: 'Corrected' }, 1),
          manager.answer(board, number, decline),
        ]);
        return change.status;
      }),
    );
    const { items } = (await guest.list()).body;
    expect(items.every(({ state }) => state === 'answered')).toBe(true);
    for (const { number, title } of items)
      expect([corrected[number - 1], title]).toEqual(
        title === 'Corrected' ? [200, title] : [409, `Thing ${number}`],
      );
  });

  test('reads their page again for nothing until something of it changes', async () => {
    const { board, form } = await forms.form();
    const { guest } = await forms.arrived(form, { email: 'live@guests.test' });
    const other = await forms.arrived(form, { email: 'live-too@guests.test' });
    const first = await guest.list();
    const etag = first.headers.get('etag') as string;
    expect(first.headers.get('cache-control')).toContain('no-store');
    expect(await guest.list({ 'if-none-match': etag })).toMatchObject({ status: 304, body: '' });
    expect((await other.guest.list({ 'if-none-match': etag })).status).toBe(200);
    expect((await guest.list({ 'if-none-match': etag, 'accept-language': 'de' })).status).toBe(200);
    expect((await forms.guest('nonsense').list({ 'if-none-match': etag })).status).toBe(401);
    await manager.post(`${board.path}/requests/1/messages`, { body: 'We have seen it.' });
    const news = await guest.list({ 'if-none-match': etag });
    expect(news.body.items[0]?.messages).toMatchObject([{ body: 'We have seen it.', own: false }]);
    expect(news.headers.get('etag')).not.toBe(etag);
  });

  test('reads at most 1200 times a minute from one network', async () => {
    const { form } = await forms.form();
    const { guest } = await forms.arrived(form, { email: 'busy@guests.test' });
    const from = { 'x-forwarded-for': '192.0.2.200' };
    const page = api.service('GuestPageService');
    const reader = { ip: '192.0.2.200', language: 'en', isKnown: () => false } as const;
    for (let n = 0; n < 1200; n += 1) await page.read(null, reader);
    const refused = await guest.list(from);
    expect(refusalOf(refused)).toEqual({ status: 429, code: 'rate-limited' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await guest.list({ 'x-forwarded-for': '192.0.2.201' })).status).toBe(200);
  });

  test('writes to the team while a request waits and after its answer, but not on an archived board', async () => {
    const { board, form } = await forms.form();
    const { guest, key } = await forms.arrived(form, { email: 'writes@guests.test' });
    expect((await guest.reply(key, 1, 'One more thing.')).status).toBe(201);
    await manager.answer(board, 1, decline);
    expect((await guest.reply(key, 1, 'Thank you.')).body.messages).toHaveLength(2);
    expect((await guest.read(key, 1)).body.board.archived).toBe(false);
    await manager.patch(board.path, { archived: true });
    expect((await guest.list()).body.items[0]?.board.archived).toBe(true);
    expect(await guest.reply(key, 1, 'Hello?')).toMatchObject({ status: 409 });
    expect(await guest.change(key, 1, { title: 'Hello?' })).toMatchObject({ status: 409 });
  });

  test('asks for what is missing from a delivery, once confirmed, by the rules of the door', async () => {
    const { board, form } = await forms.form();
    const { guest, key } = await forms.arrived(form, { email: 'misses@guests.test' });
    const other = await forms.arrived(form, { email: 'misses-not@guests.test', title: 'Another' });
    const missing = { title: 'The second lab', neededBy: api.day(9) };
    expect(refusalOf(await guest.followUp(key, 1, missing))).toEqual({
      status: 409,
      code: 'request-not-answered',
    });
    await manager.answer(board, 1, { kind: 'accept', column: 'Doing' });
    await member.moveCard(board, 1, { column: 'Done' });
    expect((await other.guest.followUp(key, 1, missing)).status).toBe(404);
    expect((await forms.guest('nonsense').followUp(key, 1, missing)).status).toBe(401);
    expect((await guest.followUp(key, 1, { ...missing, neededBy: '2020-01-01' })).status).toBe(422);
    const asked = await Promise.all([1, 2, 3].map(() => guest.followUp(key, 1, missing, 'once')));
    expect(asked.filter(({ status }) => status === 201).map(({ body }) => body.number)).toContain(3);
    expect((await guest.followUp(key, 1, missing, 'once')).body).toMatchObject({
      number: 3,
      ...missing,
      follows: `${key}-R1`,
    });
    expect(await waitingOn(board)).toBe(2);
    expect(await forms.mailed('misses@guests.test')).toEqual(['submitted', 'answered', 'submitted']);

    const full = await guest.followUp(key, 1, { title: 'And a third' });
    expect(refusalOf(full, 'reasons')).toMatchObject({ status: 429, code: 'requester-quota-reached' });
    expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(0);
    await manager.put(`${board.path}/intake/form`, { on: false });
    expect(refusalOf(await guest.followUp(key, 1, missing))).toEqual({
      status: 409,
      code: 'form-switched-off',
    });
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
    const receipts = (await forms.mailed('again@guests.test')).filter((kind) => kind === 'submitted');
    expect(receipts).toHaveLength(2);
    expect((await guest.read(key, 1)).body).toMatchObject({
      followedBy: `${key}-R2`,
      ticket: { used: true },
    });
  });
});
