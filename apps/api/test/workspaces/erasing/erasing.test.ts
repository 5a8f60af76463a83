import { expect, test } from '@jest/globals';
import type {
  Board,
  CardDetail,
  CardTemplateList,
  Comment,
  CommentList,
  EventList,
  MessageList,
  Request,
} from '@weir/contract';
import type { WorkspaceExport } from '@weir/contract/workspace-exports';
import { thePublicForm } from '../../requests/guests/public-form.js';
import { EventListener } from '../../support/event-listener.js';
import { erase } from './erase.js';
import { found } from './found.js';

const forms = thePublicForm();
const { api } = forms;
const { manager, member, owner, requester, secondMember, secondRequester } = api.people;
const stamps = ({ items }: EventList) => items.map(({ seq, type, at }) => [seq, type, at]);

test('after an erasure nothing shows what a member wrote or who they were; events keep seq, type and time', async () => {
  const { board } = await forms.form({ intake: { openPerRequester: 5 } });
  const { user } = (await secondMember.get<{ user: { name: string; email: string } }>('/v1/me')).body;
  const secrets = ['xq7secret', user.name, user.email];
  const [card] = await board.cards('Ready', 1, { assigneeIds: [secondMember.id] });
  const cards = `${board.path}/cards`;
  const requests = `${board.path}/requests`;
  const key = (name: string) => ({ 'idempotency-key': name });
  const comments = `${cards}/${card}/comments`;
  await secondMember.post(comments, { text: 'A comment xq7secret' }, key('erase-comment'));
  const gone = (await secondMember.post<Comment>(comments, { text: 'Gone xq7secret' })).body.id;
  await secondMember.patch(`${comments}/${gone}`, { text: 'Gone too xq7secret' }, key('erase-edit'));
  await secondMember.delete(`${comments}/${gone}`);
  const named = `[@${user.name}](person:${secondMember.id}), please look`;
  await manager.post(comments, { text: named }, key('erase-mention'));
  await manager.patch(`${cards}/${card}`, { description: named }, key('erase-description'));
  const more = { description: 'Described xq7secret' };
  for (const title of ['First xq7secret', 'Second xq7secret', 'Third xq7secret'])
    await secondMember.post(requests, { title, ...more }, key(`erase-${title.split(' ', 1)[0]}`));
  await secondMember.patch(`${requests}/1`, { title: 'Corrected xq7secret' });
  for (const at of ['one', 'two'])
    await secondMember.patch(`${requests}/1`, {
      externalId: `xq7secret-${at}`,
      metadata: { [at]: 'xq7secret' },
    });
  // A receiver of a webhook can repeat its message in its answer.
  await api.pool.query(
    `WITH w AS (INSERT INTO webhooks (workspace_id, id, name, url, types, board_ids, payload, created_by, created_at)
                SELECT workspace_id, gen_random_uuid(), 'Archive', 'https://archive.test', '{}', '{}', 'full', user_id, now()
                  FROM memberships WHERE user_id = $1 RETURNING *)
     INSERT INTO webhook_deliveries (workspace_id, id, webhook_id, message_id, type, source_id, seq, state, attempts, started_at,
                                     attempted_at, duration, status, headers, body)
     SELECT w.workspace_id, gen_random_uuid(), w.id, 'evt_1', 'request.submitted', w.id, 1, 'failed', 1, now(), now(), 9, 422,
            '{"server": "x"}', '{"title":"First xq7secret"}' FROM w`,
    [manager.id],
  );
  await manager.post(`${requests}/1/messages`, { body: 'Who is it for?', asks: true });
  await secondMember.post(`${requests}/1/messages`, { body: 'A reply xq7secret' });
  await manager.put<Request>(`${requests}/1/answer`, { kind: 'accept' }, key('erase-answer'));
  await manager.put<Request>(`${requests}/2/answer`, {
    kind: 'decline',
    reason: 'noCapacity',
    message: 'Not now, we are full.',
  });
  await board.limit({ scope: 'person', userId: secondMember.id, across: 'board', max: 9 });
  await api.pool.query(`UPDATE comments SET body = body || '!' WHERE body = 'A comment xq7secret'`);
  // A copy of the request's card, and a copy of that.
  for (const copyOf of [2, 3]) await member.post(cards, { copyOf });
  // A template of the request's card, a recurring card that starts with it, and the card that this made.
  const words = { title: 'Corrected xq7secret', description: more.description };
  await member.post(`${board.path}/card-templates`, { name: words.title, copyOf: 2 }, key('erase-template'));
  const recurring = await board.recurringCard(words.title, { description: words.description });
  await board.cardTemplate('Report', { description: 'Theirs, by chance' });
  await api.pool.query('UPDATE recurring_cards SET next_at = $2 WHERE id = $1', [recurring, api.clock.now()]);
  await api.service('RecurringSweepService').sweep();
  expect((await board.read()).cards.filter(({ title }) => title === words.title)).toHaveLength(4);
  const before = (await member.get<EventList>(`${board.path}/events`)).body;
  const etag = (await member.get<Board>(board.path)).headers.get('etag');

  expect(erase(api, user.email).status).toBe(1);
  expect(await found(api, secrets)).not.toEqual([]);
  expect(erase(api, user.email, '--yes')).toMatchObject({ status: 0 });

  expect(await found(api, secrets)).toEqual([]);
  const after = (await member.get<EventList>(`${board.path}/events`)).body;
  expect(stamps(after).slice(0, -1)).toEqual(stamps(before));
  expect(after.items.at(-1)).toMatchObject({
    type: 'person.erased',
    changes: [{ user: secondMember.id }, ...Array(15).fill({})],
  });
  const stream = await EventListener.open(member, board, '?after=0');
  await stream.until(({ received }) => received.length === after.items.length);
  stream.cut();
  const read = await Promise.all([
    member.get<Board>(board.path),
    member.get<CardDetail>(`${cards}/2`),
    member.get<CommentList>(`${cards}/${card}/comments`),
    manager.get<Request>(`${requests}/1`),
    manager.get<MessageList>(`${requests}/1/messages`),
    manager.get(`${requests}/1/history`),
    manager.get(`${requests}/similar?title=Corrected`),
    manager.get(`${board.path}/intake/ledger`),
    manager.get(`${board.path}/intake/ledger`, { accept: 'text/csv' }),
    manager.put(`${requests}/1/answer`, { kind: 'accept' }, key('erase-answer')),
    owner.get('/v1/workspaces/demo/members'),
  ]);
  expect(read.map(({ status }) => status)).toEqual(Array(read.length).fill(200));
  const shown = JSON.stringify([read.map(({ body }) => body), stream.received, after]);
  expect(secrets.filter((secret) => shown.includes(secret))).toEqual([]);
  expect(read[1].body).toMatchObject({
    title: '[erased]',
    description: '[erased]',
    request: { requester: { id: secondMember.id, name: '[erased]' } },
  });
  const templates = (await member.get<CardTemplateList>(`${board.path}/card-templates`)).body.items;
  expect(templates.map(({ title, description }) => [title, description])).toEqual([
    ['[erased]', '[erased]'],
    ['Report', 'Theirs, by chance'],
  ]);
  expect(read[2].body.items.map(({ id }) => id)).not.toContain(gone);
  expect(read[0].headers.get('etag')).not.toBe(etag);
  expect(read[0].body.cards[0]?.assignees).toEqual([]);
  expect((await manager.get<Request>(`${requests}/3`)).body.answer?.kind).toBe('withdrawn');
  expect(read[3].body).toMatchObject({ externalId: null, metadata: {} });
  expect((await secondMember.get('/v1/me')).status).toBe(401);
});

test('an export hides the title of an accepted part once the texts of its request are erased', async () => {
  const { board } = await forms.form();
  const { user } = (await secondRequester.get<{ user: { email: string } }>('/v1/me')).body;
  const title = 'A part zz8secret';
  const { number } = (await secondRequester.submit(board, { title })).body;
  const answered = {
    kind: 'acceptPart',
    title,
    rest: {
      title: 'A rest zz8secret',
      reason: 'noCapacity',
      message: 'It can wait until the audit is over.',
      until: api.day(30),
    },
  };
  await manager.answer(board, number, answered);
  expect(erase(api, user.email, '--yes')).toMatchObject({ status: 0 });
  const { body } = await owner.get<WorkspaceExport>('/v1/workspaces/demo/export');
  const ofBoard = body.requests.filter(
    ({ answer }) => answer?.part || answer?.message === answered.rest.message,
  );
  expect(ofBoard.map(({ title, answer }) => [title, answer?.part])).toEqual([
    ['[erased]', '[erased]'],
    ['[erased]', null],
  ]);
});

test('an erasure leaves others alone, whatever name the erased person took', async () => {
  const other = 'xq9other@weir.test';
  const { user } = (await member.get<{ user: { email: string } }>('/v1/me')).body;
  await api.pool.query('UPDATE users SET name = $1 WHERE id = ANY ($2)', [other, [member.id, manager.id]]);
  await owner.post('/v1/workspaces/demo/invitations', { role: 'viewer', email: other });
  const { board } = await forms.form();
  const limits: string[] = [];
  for (const userId of [member.id, manager.id]) {
    const facts = { scope: 'person', userId, across: 'board', max: 0, mode: 'warn' };
    limits.push((await board.limit(facts)).id);
    await board.cards('Doing', 1, { assigneeIds: [userId] });
  }
  await api.pool.query(
    `WITH hash AS (SELECT sha256(convert_to($1, 'UTF8')) AS mailbox),
          box AS (INSERT INTO mailboxes SELECT mailbox, now() FROM hash),
          asked AS (INSERT INTO email_confirmations (id, user_id, created_at, expires_at)
                    VALUES (gen_random_uuid(), $2, now(), 'infinity') RETURNING id)
     INSERT INTO mails (workspace_id, id, confirmation_id, at, due_at, mailbox)
     SELECT gen_random_uuid(), gen_random_uuid(), asked.id, now(), 'infinity', mailbox FROM asked, hash`,
    [user.email, member.id],
  );

  await api.pool.query(
    `WITH passkey AS (INSERT INTO passkeys (id, user_id, credential_id, public_key, counter, is_synced, name, created_at)
                       VALUES (gen_random_uuid(), $1, 'x', 'x', 0, false, 'Their phone', now())),
          secret AS (INSERT INTO totp_secrets (user_id, secret, created_at, confirmed_at) VALUES ($1, 'x', now(), now()))
     INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, 'x')`,
    [member.id],
  );
  for (const [kind, userId] of [
    ['passwordReset', null],
    ['passwordChanged', member.id],
  ])
    await api.pool.query(
      `WITH letter AS (INSERT INTO account_letters (id, kind, user_id, email, at, expires_at)
                       VALUES (gen_random_uuid(), $1, $2, $3, now(), CASE WHEN $2::uuid IS NULL THEN 'infinity'::timestamptz END) RETURNING id)
       INSERT INTO mails (workspace_id, id, account_letter_id, at, due_at)
       SELECT gen_random_uuid(), gen_random_uuid(), id, now(), 'infinity' FROM letter`,
      [kind, userId, user.email],
    );

  expect(erase(api, member.id, '--yes')).toMatchObject({ status: 0 });

  const invitations = 'SELECT revoked_at FROM invitations WHERE email = $1';
  expect((await api.pool.query(invitations, [other])).rows).toEqual([{ revoked_at: null }]);
  const overrides = `SELECT "of" FROM overrides WHERE limit_id = ANY ($1) ORDER BY seq`;
  expect((await api.pool.query(overrides, [limits])).rows).toEqual([{ of: '[erased]' }, { of: other }]);
  const kept = `
    SELECT FROM mailboxes WHERE mailbox = sha256(convert_to($1, 'UTF8')) UNION ALL
    SELECT FROM mails WHERE mailbox = sha256(convert_to($1, 'UTF8')) UNION ALL
    SELECT FROM email_confirmations WHERE user_id = $2 AND expires_at > now() UNION ALL
    SELECT FROM totp_secrets WHERE user_id = $2 UNION ALL
    SELECT FROM passkeys WHERE user_id = $2 UNION ALL
    SELECT FROM recovery_codes WHERE user_id = $2 UNION ALL
    SELECT FROM account_letters WHERE email = $1 OR expires_at > now() UNION ALL
    SELECT FROM mails WHERE account_letter_id IS NOT NULL AND due_at IS NOT NULL UNION ALL
    SELECT FROM mails m JOIN email_confirmations c ON c.id = m.confirmation_id
     WHERE c.user_id = $2 AND m.due_at IS NOT NULL`;
  expect((await api.pool.query(kept, [user.email, member.id])).rowCount).toBe(0);
});

test('an erased person waits for no room, and no invitation by them or to them is open or names them', async () => {
  const { board } = await forms.form();
  const person = await api.addRequester('Xq5 Invited');
  const other = 'xq6other@weir.test';
  await owner.setGate(board, { state: 'shut', reason: 'Moving house' });
  expect((await person.put(`${board.path}/intake/notify-me`)).status).toBe(200);
  for (const email of ['xq5invited@weir.test', other])
    expect((await owner.post('/v1/workspaces/demo/invitations', { role: 'viewer', email })).status).toBe(201);
  await api.pool.query(`UPDATE users SET email = 'xq5invited@weir.test' WHERE id = $1`, [person.id]);
  await api.pool.query('UPDATE invitations SET created_by = $1 WHERE email = $2', [person.id, other]);
  await api.pool.query(
    `INSERT INTO saved_views (workspace_id, board_id, id, user_id, name, query, created_at)
     SELECT workspace_id, id, gen_random_uuid(), $2, 'Xq5 view', 'text=xq5', now() FROM boards WHERE key = $1`,
    [board.key, person.id],
  );

  expect(erase(api, person.id, '--yes')).toMatchObject({ status: 0 });

  expect(await found(api, ['xq5'])).toEqual([]);
  const waits = 'SELECT FROM notify_me WHERE user_id = $1';
  expect((await api.pool.query(waits, [person.id])).rowCount).toBe(0);
  const open = `SELECT email FROM invitations WHERE email = ANY ($1) AND accepted_at IS NULL AND revoked_at IS NULL`;
  expect((await api.pool.query(open, [[other, '[erased]']])).rows).toEqual([]);
  const kept = 'SELECT FROM invitations WHERE email = ANY ($1) AND revoked_at IS NOT NULL';
  expect((await api.pool.query(kept, [[other, '[erased]']])).rowCount).toBe(2);
});

test('the last owner of a workspace, and somebody unknown, are not erased, and it says why', async () => {
  const refusedOwner = erase(api, owner.id, '--yes');
  expect(refusedOwner.status).toBe(1);
  expect(refusedOwner.stderr).toMatch(
    'last owner of the workspace demo: make another member its owner first',
  );
  expect(erase(api, 'nobody@weir.test', '--yes')).toMatchObject({
    status: 1,
    stderr: 'there is no person nobody@weir.test\n',
  });
  expect((await owner.get('/v1/me')).status).toBe(200);
  expect((await requester.get('/v1/me')).status).toBe(200);
});
