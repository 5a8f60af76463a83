import { describe, expect, test } from '@jest/globals';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';
import { nextClient, thePublicForm, waitingOn } from './public-form.js';

const forms = thePublicForm();
const { api } = forms;
const { requester } = api.people;

const storedAsks = async (email: string) =>
  (await api.pool.query('SELECT * FROM form_asks WHERE email = $1 ORDER BY at', [email])).rows;

describe('sending a form', () => {
  test('takes no place and mails a confirmation link at once', async () => {
    const { board, form } = await forms.form();
    const sent = await forms.send(form, {
      email: 'Ada@Guests.test',
      description: 'Twelve of us.',
      neededBy: api.day(30),
    });
    expect(sent).toMatchObject({ status: 202, body: { confirmWithinHours: 48 } });
    expect(await waitingOn(board)).toBe(0);
    const [ask] = await storedAsks('ada@guests.test');
    expect(ask).toMatchObject({ title: 'A tour of the lab', description: 'Twelve of us.', request_id: null });
    expect(ask.expires_at - ask.at).toBe(48 * 3_600_000);
    const { rows } = await api.pool.query('SELECT * FROM mails WHERE form_ask_id = $1', [ask.id]);
    expect(rows).toHaveLength(1);
    expect(rows[0].at).toEqual(ask.at);
  });

  test('is answered the same for known and unknown addresses', async () => {
    const { form } = await forms.form();
    const answers = [];
    for (const email of ['requester@people.test', 'nobody@guests.test']) {
      const { status, body } = await forms.send(form, { email });
      answers.push({ status, body });
    }
    expect(answers[0]).toEqual(answers[1]);
  });

  test('takes effect once per idempotency key', async () => {
    const { form } = await forms.form();
    const ask = { email: 'twice@guests.test', name: 'Two Ice', title: 'Once' };
    for (let n = 0; n < 2; n += 1) {
      const headers = { 'idempotency-key': 'the-one', 'x-forwarded-for': nextClient() };
      expect(await api.nobody.post(`${form}/asks`, ask, headers)).toMatchObject({ status: 202 });
    }
    expect(await storedAsks(ask.email)).toHaveLength(1);
  });

  test('keeps HTML as plain text', async () => {
    const { form } = await forms.form();
    const title = '<script>alert(1)</script> & <b>more</b>';
    const { request } = await forms.arrived(form, { email: 'html@guests.test', title, name: '<i>Ida</i>' });
    expect(request.title).toBe(title);
  });

  test.each([
    ['no address', { email: 'not one' }],
    ['two addresses', { email: 'a@guests.test, b@guests.test' }],
    ['a line break in the name', { name: 'A\nBcc: c@guests.test' }],
    ['no title', { title: '   ' }],
    ['100 kB of title', { title: 'x'.repeat(100_000) }],
    ['100 kB of text', { description: 'x'.repeat(100_000) }],
    ['an impossible date', { neededBy: '2026-02-31' }],
    ['a class', { classOfService: 'expedite' }],
    ['NUL', { description: 'a\u0000b' }],
  ])('with %s is refused and stores nothing', async (_, ask) => {
    const { form } = await forms.form();
    const before = (await api.pool.query('SELECT count(*)::int AS n FROM form_asks')).rows[0].n;
    expect(refusalOf(await forms.send(form, ask))).toEqual({ status: 422, code: 'invalid-input' });
    expect((await api.pool.query('SELECT count(*)::int AS n FROM form_asks')).rows[0].n).toBe(before);
  });

  test.each([
    ['2020-01-01', 'passed'],
    ['2999-01-01', 'farAhead'],
  ])('needed by %s is refused and stores nothing, as for members', async (neededBy, why) => {
    const { form } = await forms.form();
    const email = `by-${neededBy}@guests.test`;
    const refused = await forms.send(form, { email, neededBy });
    expect(refusalOf(refused, 'errors')).toEqual({
      status: 422,
      code: 'invalid-input',
      errors: [{ path: 'neededBy', code: why, message: expect.any(String) }],
    });
    expect(await storedAsks(email)).toEqual([]);
    const today = await forms.send(form, { email, neededBy: api.day() });
    expect(today.status).toBe(202);
  });

  test('is refused unread if the body is too large', async () => {
    const { form } = await forms.form();
    const sent = await forms.send(form, { description: 'x'.repeat(400_000) });
    expect(refusalOf(sent)).toEqual({ status: 413, code: 'too-large' });
  });
});

describe('a script that sends without confirming', () => {
  test('sends at most three mails a day to one address, across all boards', async () => {
    const [one, other] = [await forms.form(), await forms.form()];
    const email = 'flooded@guests.test';
    const statuses = [];
    for (let n = 0; n < 5; n += 1) {
      statuses.push((await forms.send((n % 2 === 0 ? one : other).form, { email })).status);
    }
    expect(statuses).toEqual([202, 202, 202, 429, 429]);
    const refused = await forms.send(one.form, { email });
    expect(refusalOf(refused).code).toBe('rate-limited');
    expect(refused.headers.get('retry-after')).toBe(String(retryAfterOf(refused)));
    expect(await storedAsks(email)).toHaveLength(3);
    expect(await forms.send(one.form, { email: 'spared@guests.test' })).toMatchObject({ status: 202 });
  });

  test.each([
    ['tagged', ['many', 'many+a', 'many+b', 'many+c'].map((name) => `${name}@guests.test`)],
    [
      'dotted, at Gmail,',
      ['m.any@gmail.com', 'Ma.ny@gmail.com', 'm.a.n.y+a@gmail.com', 'many@googlemail.com'],
    ],
  ])('counts %s spellings of an address as one', async (_, spellings) => {
    const { form } = await forms.form();
    const statuses = [];
    for (const email of spellings) statuses.push((await forms.send(form, { email })).status);
    expect(statuses).toEqual([202, 202, 202, 429]);
  });

  test('may send twenty forms an hour from one network address', async () => {
    const { form } = await forms.form();
    const sent = await Promise.all(
      Array.from({ length: 30 }, (_, n) =>
        forms.send(form, { email: `one${n}@guests.test` }, '198.51.100.7'),
      ),
    );
    expect(sent.filter(({ status }) => status === 202)).toHaveLength(20);
    expect(sent.filter(({ status }) => status === 429)).toHaveLength(10);
  });

  test('from ten networks leaves room for a requester from another', async () => {
    const { form } = await forms.form();
    const sent = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        forms.send(form, { email: `crowd${n}@guests.test` }, `198.51.100.${100 + (n % 10)}`),
      ),
    );
    const stored = sent.filter(({ status }) => status === 202).length;
    expect(stored).toBeGreaterThan(50);
    expect(stored).toBeLessThan(190);
    expect(await forms.send(form, { email: 'honest@guests.test' }, '192.0.2.77')).toMatchObject({
      status: 202,
    });
  });

  test('closes a form for an hour at most', async () => {
    const { form } = await forms.form();
    await api.pool.query(
      `INSERT INTO form_asks (workspace_id, board_id, id, email, name, title, at, expires_at)
       SELECT workspace_id, board_id, gen_random_uuid(), 'old' || n || '@guests.test', 'Bot', 'Spam',
              now() - interval '61 minutes', now() + interval '47 hours'
         FROM intakes, generate_series(1, 250) n WHERE form_id = $1`,
      [form.split('/').at(-1)],
    );
    expect(await forms.send(form, { email: 'later@guests.test' })).toMatchObject({ status: 202 });
  });

  test('leaves at most 200 unconfirmed forms on a board and takes no place', async () => {
    const { board, form } = await forms.form();
    const { rows } = await api.pool.query('SELECT workspace_id, board_id FROM intakes WHERE form_id = $1', [
      form.split('/').at(-1),
    ]);
    await api.pool.query(
      `INSERT INTO form_asks (workspace_id, board_id, id, email, name, title, at, expires_at)
       SELECT $1, $2, gen_random_uuid(), 'bot' || n || '@guests.test', 'Bot', 'Spam', now(), now() + interval '2 hours'
         FROM generate_series(1, 195) n`,
      [rows[0].workspace_id, rows[0].board_id],
    );
    const sent = await Promise.all(
      Array.from({ length: 20 }, (_, n) => forms.send(form, { email: `last${n}@guests.test` })),
    );
    expect(sent.filter(({ status }) => status === 202)).toHaveLength(5);
    const refused = sent.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(15);
    expect(refused.every((answer) => retryAfterOf(answer) > 3400 && retryAfterOf(answer) <= 3600)).toBe(true);
    expect(await waitingOn(board)).toBe(0);
    // Members can still submit.
    expect(await requester.submit(board, { title: 'Ours' })).toMatchObject({ status: 201 });
  });
});
