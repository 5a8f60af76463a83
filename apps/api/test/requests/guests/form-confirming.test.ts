import { describe, expect, test } from '@jest/globals';
import { ConfirmedFormRequest, GuestRequest, type Ledger } from '@weir/contract';
import { decline } from '../../support/answers.js';
import { whileClockIsHeld } from '../../support/board-clock.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';
import { thePublicForm, waitingOn } from './public-form.js';

const forms = thePublicForm();
const { api } = forms;
const { owner, manager, requester } = api.people;

describe('confirming a form', () => {
  test('creates a standard request in the guest’s name with the deadlines of the policy', async () => {
    const { board, form } = await forms.form({ intake: { answerWithinHours: 24 } });
    await forms.send(form, { email: 'one@guests.test', description: 'Twelve of us.' });
    const confirmed = await forms.confirm(await forms.tokenTo('one@guests.test'));
    expect(confirmed.status).toBe(201);
    const { request } = ConfirmedFormRequest.parse(confirmed.body);
    expect(request).toMatchObject({
      number: 1,
      state: 'waiting',
      title: 'A tour of the lab',
      classOfService: 'standard',
      position: 1,
      answer: null,
      messages: [],
    });
    expect(Date.parse(request.answerBy) - Date.parse(request.submittedAt)).toBe(24 * 3_600_000);
    expect((await manager.readRequest(board, 1)).body).toMatchObject({
      byForm: true,
      requester: { name: 'Gesa Gast' },
      description: 'Twelve of us.',
    });
  });

  test('creates one request and mails one receipt, however often and at once it is confirmed', async () => {
    const { board, form } = await forms.form({ openPerGuest: 3 });
    await forms.send(form, { email: 'two@guests.test' });
    const token = await forms.tokenTo('two@guests.test');
    const confirmTenTimes = () => Promise.all(Array.from({ length: 10 }, () => forms.confirm(token)));
    const at = await whileClockIsHeld(api, board, confirmTenTimes, { waiting: 2 });
    const later = await forms.confirm(token);
    const bodies = new Set([...at, later].map(({ status, body }) => JSON.stringify([status, body])));
    expect([...bodies]).toEqual([JSON.stringify([201, later.body])]);
    expect(await waitingOn(board)).toBe(1);
    expect(await forms.mailed('two@guests.test')).toEqual(['submitted']);
  });

  test('of a request that is shed on arrival mails its answer and no receipt', async () => {
    const { board, form } = await forms.form({ intake: { depth: 9, highWatermark: 2, lowWatermark: 1 } });
    for (const title of ['A', 'B']) await board.ask(title);
    const { request, guest, key } = await forms.arrived(form, { email: 'shed@guests.test' });
    expect(request.answer).toMatchObject({ kind: 'shed' });
    expect(await forms.mailed('shed@guests.test')).toEqual(['answered']);

    // Their page says what would become of asking again now.
    await board.ask('C');
    const { shedding } = (await guest.read(key, request.number)).body.board;
    expect(shedding).toMatchObject({ above: 2, onArrival: ['intangible', 'standard'] });
    expect((await guest.list()).body.items[0]?.board.shedding).toEqual(shedding);
  });

  test('counts all addresses of one mailbox as one guest: for their quota', async () => {
    const { form } = await forms.form({ openPerGuest: 2 });
    const confirmed = async (email: string) => {
      await forms.send(form, { email });
      return forms.confirm(await forms.tokenTo(email));
    };
    expect((await confirmed('g1@guests.test')).status).toBe(201);
    expect((await confirmed('g1+tag@guests.test')).status).toBe(201);
    const third = await confirmed('g1+more@guests.test');
    expect(third.body).toMatchObject({ code: 'requester-quota-reached', open: 2, quota: 2 });
    expect((await confirmed('g2@guests.test')).status).toBe(201);

    const other = await forms.form({ openPerGuest: 1 });
    const twice = async (one: string, two: string) => {
      await forms.arrived(other.form, { email: one });
      await forms.send(other.form, { email: two });
      return refusalOf(await forms.confirm(await forms.tokenTo(two))).code;
    };
    expect(await twice('a.dot@gmail.com', 'ad.ot+x@googlemail.com')).toBe('requester-quota-reached');
  });

  test('after the day it is needed by creates the request with that day', async () => {
    const { form } = await forms.form();
    const neededBy = api.day();
    await forms.send(form, { email: 'passed@guests.test', neededBy });
    api.clock.pass({ hours: 36 });
    const { request } = ConfirmedFormRequest.parse(
      (await forms.confirm(await forms.tokenTo('passed@guests.test'))).body,
    );
    expect(request).toMatchObject({ state: 'waiting', neededBy });
    expect(request.neededBy && request.neededBy < request.board.today).toBe(true);
  });

  test('is refused after 48 hours', async () => {
    const { board, form } = await forms.form();
    await forms.send(form, { email: 'late@guests.test' });
    const token = await forms.tokenTo('late@guests.test');
    api.clock.pass({ hours: 49 });
    expect(refusalOf(await forms.confirm(token))).toEqual({ status: 409, code: 'form-ask-expired' });
    expect(await waitingOn(board)).toBe(0);
  });

  test('refused at the door keeps its link valid past the time to come back', async () => {
    const { board, form } = await forms.form({
      intake: { depth: 1, answerWithinHours: 100, gateByItself: false },
    });
    await forms.send(form, { email: 'back@guests.test' });
    const token = await forms.tokenTo('back@guests.test');
    await requester.submit(board);
    api.clock.pass({ hours: 40 });
    const refused = await forms.confirm(token);
    expect(refusalOf(refused).code).toBe('intake-queue-full');
    const { confirmBy } = refused.body as unknown as { confirmBy: string };
    const back = api.clock.now().getTime() + retryAfterOf(refused) * 1000;
    expect(Date.parse(confirmBy)).toBeGreaterThan(back + 86_400_000);
    api.clock.pass({ hours: retryAfterOf(refused) / 3600 });
    await manager.answer(board, 1, decline);
    expect(await forms.confirm(token)).toMatchObject({ status: 201 });
  });

  test('refused by a gate that a person opens keeps its link valid for 30 days', async () => {
    const { board, form } = await forms.form();
    await forms.send(form, { email: 'gate@guests.test' });
    const token = await forms.tokenTo('gate@guests.test');
    const sentAt = api.clock.now().getTime();
    await manager.setGate(board, { state: 'shut', reason: 'Moving house' });
    const refused = await forms.confirm(token);
    expect(refusalOf(refused, 'retryAfterSeconds')).toMatchObject({ retryAfterSeconds: null });
    const { confirmBy } = refused.body as unknown as { confirmBy: string };
    expect(Math.round((Date.parse(confirmBy) - sentAt) / 86_400_000)).toBe(30);
    api.clock.pass({ days: 29 });
    await manager.setGate(board, { state: 'open', reason: 'We have moved' });
    expect(await forms.confirm(token)).toMatchObject({ status: 201 });
  });

  test('deletes unconfirmed forms with their mail after a week and keeps confirmed ones', async () => {
    const { form } = await forms.form();
    const { request } = await forms.arrived(form, { email: 'kept@guests.test' });
    const kept = await forms.tokenTo('kept@guests.test');
    await forms.send(form, { email: 'never@guests.test' });
    const token = await forms.tokenTo('never@guests.test');
    const cleanup = api.service('FormCleanupService');
    api.clock.pass({ days: 3 });
    await cleanup.deleteExpired();
    expect(refusalOf(await forms.confirm(token)).code).toBe('form-ask-expired');
    api.clock.pass({ days: 7 });
    await cleanup.deleteExpired();
    expect(refusalOf(await forms.confirm(token)).code).toBe('not-found');
    const left = await api.pool.query(`SELECT 1 FROM form_asks WHERE email = 'never@guests.test'`);
    expect(left.rows).toEqual([]);
    expect((await forms.confirm(kept)).body.request.ref).toBe(request.ref);
  });

  test('refuses a token that is forged, cut off, of another kind or of another workspace', async () => {
    const { board, form } = await forms.form();
    await forms.send(form, { email: 'forged@guests.test' });
    const token = await forms.tokenTo('forged@guests.test');
    const links = api.service('SignedLinks');
    const { id, workspaceId } = links.read('formAsk', token) as { id: string; workspaceId: string };
    const other = (await api.pool.query(`SELECT id FROM workspaces WHERE slug = 'other'`)).rows[0].id;
    const forged = Buffer.from(token, 'base64url').toString().replace(workspaceId, other);
    const tokens = [
      token.slice(0, -2),
      `${token.slice(0, -4)}AAAA`,
      Buffer.from(forged).toString('base64url'),
      links.sign('formAsk', other, id),
      links.sign('guest', workspaceId, id),
      'nonsense',
    ];
    for (const each of tokens)
      expect(refusalOf(await forms.confirm(each))).toEqual({ status: 404, code: 'not-found' });
    expect(refusalOf(await forms.confirm('x'.repeat(501)))).toEqual({ status: 422, code: 'invalid-input' });
    expect(await waitingOn(board)).toBe(0);
    expect(await forms.confirm(token)).toMatchObject({ status: 201 });
  });

  test('is refused while the form is off and works once it is on again', async () => {
    const { board, form } = await forms.form();
    await forms.send(form, { email: 'off@guests.test' });
    const token = await forms.tokenTo('off@guests.test');
    await manager.put(`${board.path}/intake/form`, { on: false });
    expect(refusalOf(await forms.confirm(token))).toEqual({ status: 409, code: 'form-switched-off' });
    await manager.put(`${board.path}/intake/form`, { on: true });
    expect(await forms.confirm(token)).toMatchObject({ status: 201 });
  });

  test('lets three of twenty at once into a form with depth 3 and leaves the members’ places free', async () => {
    const { board, form } = await forms.form({ depth: 3, intake: { depth: 8 } });
    const emails = Array.from({ length: 20 }, (_, n) => `race${n}@guests.test`);
    for (const email of emails) expect(await forms.send(form, { email })).toMatchObject({ status: 202 });
    const tokens = await Promise.all(emails.map((email) => forms.tokenTo(email)));
    const answers = await Promise.all(tokens.map((token) => forms.confirm(token)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(17);
    for (const answer of refused) {
      expect(refusalOf(answer, 'waiting', 'depth')).toMatchObject({
        code: 'form-places-taken',
        waiting: 3,
        depth: 3,
      });
      expect(retryAfterOf(answer)).toBeGreaterThan(0);
    }
    expect(await waitingOn(board)).toBe(3);
    for (let n = 0; n < 3; n += 1) {
      const ours = await requester.submit(board, { title: `Ours ${n}` });
      expect(ours.status).toBe(201);
    }
    // The refusals are counted, and a refused form can be confirmed once there is a place.
    const ledger = (await manager.get<Ledger>(`${board.path}/intake/ledger`)).body;
    expect(ledger.refusedAtTheDoor).toEqual([{ code: 'form-places-taken', count: 17 }]);
    const message = 'We stopped this kind of work in May.';
    await manager.answer(board, 1, { kind: 'decline', reason: 'notAligned', message });
    const first = answers.findIndex(({ status }) => status === 429);
    expect(await forms.confirm(tokens[first] as string)).toMatchObject({ status: 201 });
  });

  test('enforces the form’s quota per guest', async () => {
    const { form } = await forms.form({ openPerGuest: 1 });
    await forms.arrived(form, { email: 'greedy@guests.test' });
    await forms.send(form, { email: 'greedy@guests.test', title: 'One more' });
    const second = await forms.confirm(await forms.tokenTo('greedy@guests.test'));
    expect(refusalOf(second, 'open', 'quota')).toEqual({
      status: 429,
      code: 'requester-quota-reached',
      open: 1,
      quota: 1,
    });
  });

  test('names the guest’s quota first, then the places of the form, never the depth of the queue', async () => {
    const { board, form } = await forms.form({ openPerGuest: 1, depth: 2, intake: { depth: 20 } });
    for (const email of ['own@guests.test', 'third@guests.test']) await forms.send(form, { email });
    const [own, third] = [await forms.tokenTo('own@guests.test'), await forms.tokenTo('third@guests.test')];
    await forms.send(form, { email: 'own@guests.test', title: 'One more' });
    const more = await forms.tokenTo('own@guests.test');
    expect((await forms.confirm(own)).status).toBe(201);
    await forms.arrived(form, { email: 'other@guests.test' });
    expect(refusalOf(await forms.confirm(more), 'detail')).toEqual({
      status: 429,
      code: 'requester-quota-reached',
      detail: 'You have 1 of 1 open requests here.',
    });
    const detail = 'The public form’s places are taken: 2 of 2.';
    const refused = { status: 429, code: 'form-places-taken', detail };
    expect(refusalOf(await forms.confirm(third), 'detail')).toEqual(refused);
    expect(refusalOf(await forms.send(form, { email: 'fourth@guests.test' }), 'detail')).toEqual(refused);
    expect((await api.nobody.get(form)).body).toMatchObject({ takes: false, why: detail });
    const { refusedAtTheDoor } = (await manager.get<Ledger>(`${board.path}/intake/ledger`)).body;
    expect(refusedAtTheDoor).toEqual([
      { code: 'form-places-taken', count: 1 },
      { code: 'requester-quota-reached', count: 1 },
    ]);
  });

  test('makes a guest of a member’s address and does not add a member', async () => {
    const { board, form } = await forms.form();
    const { request } = await forms.arrived(form, { email: 'requester@people.test' });
    expect(GuestRequest.parse(request).number).toBe(1);
    expect(await requester.readRequest(board, 1)).toMatchObject({ status: 404 });
    const members = (await owner.get<{ items: object[] }>('/v1/workspaces/demo/members')).body.items;
    expect(members).toHaveLength(7);
  });
});
