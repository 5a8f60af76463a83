import { describe, expect, test } from '@jest/globals';
import { ConfirmedFormRequest, GuestRequest, type Ledger, type Request } from '@weir/contract';
import { SignedLinks } from '../../../src/http/signed-links.js';
import { ForgettingService } from '../../../src/requests/guests/form-cleanup.service.js';
import { told, waitOf } from '../../support/intake-world.js';
import { theForms, waitingOn } from './forms-world.js';

const forms = theForms();
const { world } = forms;

describe('confirming', () => {
  test('makes the request, in the guest’s name and the standard class, with the policy’s deadlines', async () => {
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
    expect((await world.manager.get<Request>(`${board}/requests/1`)).body).toMatchObject({
      byForm: true,
      requester: { name: 'Gesa Gast' },
      description: 'Twelve of us.',
    });
  });

  test('twice, and many times at once, is one request', async () => {
    const { board, form } = await forms.form({ openPerGuest: 3 });
    await forms.send(form, { email: 'two@guests.test' });
    const token = await forms.tokenTo('two@guests.test');
    // The clock is held until several confirmations stand in line for it.
    const client = await world.sql.connect();
    await client.query('BEGIN');
    await client.query(
      'UPDATE board_clock SET seq = seq WHERE board_id = (SELECT id FROM boards WHERE key = $1)',
      [board.split('/').at(-1)],
    );
    const confirming = Promise.all(Array.from({ length: 10 }, () => forms.confirm(token)));
    const inLine = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
    while ((await world.sql.query<{ n: number }>(inLine)).rows[0]!.n < 4);
    await client.query('COMMIT');
    client.release();
    const at = await confirming;
    const later = await forms.confirm(token);
    const bodies = new Set([...at, later].map(({ status, body }) => JSON.stringify([status, body])));
    expect([...bodies]).toEqual([JSON.stringify([201, later.body])]);
    expect(await waitingOn(world, board)).toBe(1);
  });

  test('after the day by which it is needed loses nothing: it comes in with its day', async () => {
    const { form } = await forms.form();
    const neededBy = world.day();
    await forms.send(form, { email: 'passed@guests.test', neededBy });
    world.clock.pass({ hours: 36 });
    const { request } = ConfirmedFormRequest.parse(
      (await forms.confirm(await forms.tokenTo('passed@guests.test'))).body,
    );
    expect(request).toMatchObject({ state: 'waiting', neededBy });
    expect(request.neededBy && request.neededBy < request.board.today).toBe(true);
  });

  test('after 48 hours is too late, and says so', async () => {
    const { board, form } = await forms.form();
    await forms.send(form, { email: 'late@guests.test' });
    const token = await forms.tokenTo('late@guests.test');
    world.clock.pass({ hours: 49 });
    expect(told(await forms.confirm(token))).toEqual({ status: 409, code: 'form-ask-expired' });
    expect(await waitingOn(world, board)).toBe(0);
  });

  test('never done, what was sent is forgotten with its e-mail, and what became a request is not', async () => {
    const { form } = await forms.form();
    const { request } = await forms.arrived(form, { email: 'kept@guests.test' });
    const kept = await forms.tokenTo('kept@guests.test');
    await forms.send(form, { email: 'never@guests.test' });
    const token = await forms.tokenTo('never@guests.test');
    const forgetting = world.api.app.get(ForgettingService);
    world.clock.pass({ days: 3 });
    await forgetting.forget();
    expect(told(await forms.confirm(token)).code).toBe('form-ask-expired');
    world.clock.pass({ days: 7 });
    await forgetting.forget();
    expect(told(await forms.confirm(token)).code).toBe('not-found');
    const left = await world.sql.query(`SELECT 1 FROM form_asks WHERE email = 'never@guests.test'`);
    expect(left.rows).toEqual([]);
    expect((await forms.confirm(kept)).body.request.ref).toBe(request.ref);
  });

  test('is nothing with a forged token, one cut off, one of another kind, or one of another workspace', async () => {
    const { board, form } = await forms.form();
    await forms.send(form, { email: 'forged@guests.test' });
    const token = await forms.tokenTo('forged@guests.test');
    const links = world.api.app.get(SignedLinks);
    const { id, workspaceId } = links.read('formAsk', token) as { id: string; workspaceId: string };
    const other = (await world.sql.query(`SELECT id FROM workspaces WHERE slug = 'other'`)).rows[0].id;
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
      expect(told(await forms.confirm(each))).toEqual({ status: 404, code: 'not-found' });
    expect(told(await forms.confirm('x'.repeat(501)))).toEqual({ status: 422, code: 'invalid-input' });
    expect(await waitingOn(world, board)).toBe(0);
    expect(await forms.confirm(token)).toMatchObject({ status: 201 });
  });

  test('by a form that was switched off meanwhile takes no place, and does once it is on again', async () => {
    const { board, form } = await forms.form();
    await forms.send(form, { email: 'off@guests.test' });
    const token = await forms.tokenTo('off@guests.test');
    await world.manager.put(`${board}/intake/form`, { on: false });
    expect(told(await forms.confirm(token))).toEqual({ status: 409, code: 'form-switched-off' });
    await world.manager.put(`${board}/intake/form`, { on: true });
    expect(await forms.confirm(token)).toMatchObject({ status: 201 });
  });

  test('twenty at once into the form’s depth of 3: three wait, and the members’ places are theirs', async () => {
    const { board, form } = await forms.form({ depth: 3, intake: { depth: 8 } });
    const emails = Array.from({ length: 20 }, (_, n) => `race${n}@guests.test`);
    for (const email of emails) expect(await forms.send(form, { email })).toMatchObject({ status: 202 });
    const tokens = await Promise.all(emails.map((email) => forms.tokenTo(email)));
    const answers = await Promise.all(tokens.map((token) => forms.confirm(token)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(17);
    for (const answer of refused) {
      expect(told(answer, 'waiting', 'depth')).toMatchObject({
        code: 'form-places-taken',
        waiting: 3,
        depth: 3,
      });
      expect(waitOf(answer)).toBeGreaterThan(0);
    }
    expect(await waitingOn(world, board)).toBe(3);
    for (let n = 0; n < 3; n += 1) {
      const ours = await world.requester.post(`${board}/requests`, { title: `Ours ${n}` });
      expect(ours.status).toBe(201);
    }
    // Refusals at the door are counted, and what was refused is not lost: a place free, it comes in.
    const ledger = (await world.manager.get<Ledger>(`${board}/intake/ledger`)).body;
    expect(ledger.refusedAtTheDoor).toEqual([{ code: 'form-places-taken', count: 17 }]);
    const message = 'We stopped this kind of work in May.';
    await world.manager.put(`${board}/requests/1/answer`, { kind: 'decline', reason: 'notAligned', message });
    const first = answers.findIndex(({ status }) => status === 429);
    expect(await forms.confirm(tokens[first] as string)).toMatchObject({ status: 201 });
  });

  test('keeps a guest to the form’s own quota', async () => {
    const { form } = await forms.form({ openPerGuest: 1 });
    await forms.arrived(form, { email: 'greedy@guests.test' });
    await forms.send(form, { email: 'greedy@guests.test', title: 'One more' });
    const second = await forms.confirm(await forms.tokenTo('greedy@guests.test'));
    expect(told(second, 'open', 'quota')).toEqual({
      status: 429,
      code: 'requester-quota-reached',
      open: 1,
      quota: 1,
    });
  });

  test('tells a guest of their own quota first, another of the places of the form, and nobody that the queue is full', async () => {
    const { board, form } = await forms.form({ openPerGuest: 1, depth: 2, intake: { depth: 20 } });
    for (const email of ['own@guests.test', 'third@guests.test']) await forms.send(form, { email });
    const [own, third] = [await forms.tokenTo('own@guests.test'), await forms.tokenTo('third@guests.test')];
    await forms.send(form, { email: 'own@guests.test', title: 'One more' });
    const more = await forms.tokenTo('own@guests.test');
    expect((await forms.confirm(own)).status).toBe(201);
    await forms.arrived(form, { email: 'other@guests.test' });
    expect(told(await forms.confirm(more), 'detail')).toEqual({
      status: 429,
      code: 'requester-quota-reached',
      detail: 'You have 1 of 1 requests waiting here.',
    });
    const detail = 'The places of the public form are taken: 2 of 2 wait.';
    const refused = { status: 429, code: 'form-places-taken', detail };
    expect(told(await forms.confirm(third), 'detail')).toEqual(refused);
    expect(told(await forms.send(form, { email: 'fourth@guests.test' }), 'detail')).toEqual(refused);
    expect((await world.api.nobody.get(form)).body).toMatchObject({ takes: false, why: detail });
    const { refusedAtTheDoor } = (await world.manager.get<Ledger>(`${board}/intake/ledger`)).body;
    expect(refusedAtTheDoor).toEqual([
      { code: 'form-places-taken', count: 1 },
      { code: 'requester-quota-reached', count: 1 },
    ]);
  });

  test('makes a guest of nobody who belongs to the workspace: members do not see them among themselves', async () => {
    const { board, form } = await forms.form();
    const { request } = await forms.arrived(form, { email: 'requester@demo.test' });
    expect(GuestRequest.parse(request).number).toBe(1);
    expect(await world.requester.get(`${board}/requests/1`)).toMatchObject({ status: 404 });
    const members = (await world.owner.get<{ items: object[] }>('/v1/workspaces/demo/members')).body.items;
    expect(members).toHaveLength(7);
  });
});
