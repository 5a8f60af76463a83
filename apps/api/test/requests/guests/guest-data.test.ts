import { describe, expect, test } from '@jest/globals';
import type { Board, Card, RequestHistory, RequestList } from '@weir/contract';
import { decline, toRequester } from '../../support/answers.js';
import { untilWaiting, whileClockIsHeld } from '../../support/board-clock.js';
import { refusalOf } from '../../support/refusals.js';
import { found } from '../../workspaces/erasing/found.js';
import { thePublicForm, waitingOn } from './public-form.js';

const forms = thePublicForm();
const { api } = forms;
const { owner, manager, member, viewer } = api.people;

describe('a guest who has their data deleted', () => {
  const idOf = (token: string) => (api.service('SignedLinks').read('guest', token) as { id: string }).id;

  test('is no longer named anywhere, gets no mail, and has no link, however often they ask', async () => {
    const { board, form } = await forms.form({ openPerGuest: 3 });
    const email = 'yq1gone@guests.test';
    const one = { email, name: 'Yq1 Gone', description: 'For yq1secret' };
    const { guest, key, token } = await forms.arrived(form, {
      ...one,
      title: 'Accepted tour',
      description: 'Call me: yq1secret',
    });
    // The team keeps what it accepted, not what it said before.
    expect((await guest.change(key, 1, { description: 'For twelve' })).status).toBe(200);
    await forms.arrived(form, { ...one, title: 'Declined yq1secret' });
    await forms.arrived(form, { ...one, title: 'Waiting yq1secret' });
    await forms.send(form, { ...one, title: 'Unconfirmed yq1secret' });
    const unconfirmed = await forms.tokenTo(email);
    await forms.notifyMe(form, email);
    const room = await forms.notifyMeTokenTo(email);
    expect(await forms.confirmNotifyMe(room)).toMatchObject({ status: 200, body: { on: true } });
    await guest.reply(key, 1, 'My number is yq1secret.');
    await manager.answer(board, 1, { kind: 'accept' });
    await manager.answer(board, 2, decline);
    // A new link of theirs waits to be mailed.
    await api.pool.query(
      `INSERT INTO mails (workspace_id, id, guest_id, at, due_at, mailbox)
       SELECT workspace_id, gen_random_uuid(), id, now(), now(), weir.mailbox_of(email) FROM guests WHERE email = $1`,
      [email],
    );
    const before = (await manager.get<Board>(board.path)).headers.get('etag');

    expect(await Promise.all([guest.deleteData(), guest.deleteData()])).toMatchObject([
      { status: 204 },
      { status: 204 },
    ]);
    expect((await guest.deleteData()).status).toBe(204);

    const { items } = (await manager.get<RequestList>(`${board.path}/requests`)).body;
    const told = items.map(({ number, title, requester, answer }) => [
      number,
      title,
      requester.name,
      answer?.message,
    ]);
    expect(told.toSorted()).toEqual([
      [1, 'Accepted tour', '[erased]', null],
      [2, '[erased]', '[erased]', decline.message],
      [3, '[erased]', '[erased]', expect.stringContaining('the guest had their data deleted')],
    ]);
    expect(items.map(({ requester }) => requester.guest)).toEqual([true, true, true]);
    const { body, headers } = await manager.get<Board>(board.path);
    expect(body.cards[0]).toMatchObject({
      title: 'Accepted tour',
      request: { requester: { name: '[erased]', left: true } },
    });
    const { number } = body.cards[0] as Card;
    expect((await member.archive(board, number)).body).toMatchObject({
      cards: [{ request: { guest: true, left: true } }],
    });
    expect(headers.get('etag')).not.toBe(before);
    expect(refusalOf(await guest.list())).toEqual({ status: 401, code: 'not-signed-in' });
    expect(refusalOf(await guest.reply(key, 1, 'Still here'))).toEqual({
      status: 401,
      code: 'not-signed-in',
    });
    expect((await forms.confirm(unconfirmed)).status).toBe(404);
    expect((await forms.confirmNotifyMe(room)).status).toBe(409);
    const due = await api.pool.query(
      `SELECT FROM mails m JOIN boards b ON b.workspace_id = m.workspace_id AND b.key = $1
         LEFT JOIN notices n ON n.workspace_id = m.workspace_id AND n.id = m.notice_id
        WHERE m.due_at IS NOT NULL AND (m.form_board_id = b.id OR (n.board_id = b.id AND n.guest_id IS NOT NULL))`,
      [board.key],
    );
    expect(due.rowCount).toBe(0);
    await member.archive(board, number, { toRequester });
    api.clock.pass({ minutes: 2 });
    await api.service('SweepService').sweep();
    const history = await manager.get<RequestHistory>(`${board.path}/requests/1/history`);
    expect(history.body.items.at(-1)?.what).toMatch(/The requester had left and was not notified\.$/);
    const known =
      'SELECT FROM mails WHERE mailbox = weir.mailbox_of($1) OR (guest_id = $2 AND due_at IS NOT NULL)';
    expect((await api.pool.query(known, [email, idOf(token)])).rowCount).toBe(0);
    expect(await found(api, ['yq1gone', 'yq1 gone', 'yq1secret'])).toEqual([]);

    const again = await forms.arrived(form, { email, name: 'Yq1 Back', title: 'A new start' });
    expect((await again.guest.list()).body.items.map(({ title }) => title)).toEqual(['A new start']);
    expect(idOf(again.token)).not.toBe(idOf(token));
  });

  test('while the team answers, gets one answer, and is erased all the same', async () => {
    for (const [at, answer] of [decline, { kind: 'accept' }].entries()) {
      const { board, form } = await forms.form();
      const email = `yq5race${at}@guests.test`;
      const { guest } = await forms.arrived(form, { email, name: `Yq5 ${at}` });
      const both = () => Promise.all([manager.answer(board, 1, answer), guest.deleteData()]);
      const [answered, deleted] = await whileClockIsHeld(api, board, both, { waiting: 2 });
      expect(deleted.status).toBe(204);
      const { body } = await manager.readRequest(board, 1);
      expect(body.answer?.kind).toBe(answered.status === 200 ? answer.kind : 'withdrawn');
      expect(body.requester.name).toBe('[erased]');
    }
    expect(await found(api, ['yq5'])).toEqual([]);
  });

  test('leaves no data behind, even while they confirm a second form or SQL inserts a request of theirs', async () => {
    const { board, form } = await forms.form({ openPerGuest: 3 });
    const email = 'yq6race@guests.test';
    const { guest, token } = await forms.arrived(form, { email, name: 'Yq6 Race' });
    await forms.send(form, { email, name: 'Yq6 Race', title: 'Second yq6' });
    const second = await forms.tokenTo(email);
    const both = () => Promise.all([forms.confirm(second), guest.deleteData()]);
    const [confirmed, deleted] = await whileClockIsHeld(api, board, both, { waiting: 2 });
    expect(deleted.status).toBe(204);
    expect([201, 404]).toContain(confirmed.status);
    expect(await waitingOn(board)).toBe(0);
    expect(await found(api, ['yq6'])).toEqual([]);

    // The form is read before the deletion is committed, and its guest is looked for after it.
    const again = await forms.arrived(form, { email, name: 'Yq6 Back' });
    await forms.send(form, { email, name: 'Yq6 Back', title: 'Third yq6' });
    const third = await forms.tokenTo(email);
    const erasing = await api.pool.connect();
    await erasing.query('BEGIN');
    await erasing.query('SELECT weir.erase_guest(workspace_id, id, now()) FROM guests WHERE email = $1', [
      email,
    ]);
    const late = forms.confirm(third);
    await untilWaiting(api.pool, 1);
    await erasing.query('COMMIT');
    erasing.release();
    expect(refusalOf(await late)).toEqual({ status: 404, code: 'not-found' });
    expect((await again.guest.list()).status).toBe(401);
    expect(await waitingOn(board)).toBe(0);
    expect(await found(api, ['yq6'])).toEqual([]);

    const inserted = api.pool.query(
      `INSERT INTO requests (workspace_id, board_id, id, number, title, guest_id, guest_name, submitted_at, answer_by, expires_at)
       SELECT g.workspace_id, b.id, gen_random_uuid(), 9, 'Late yq6', g.id, 'Yq6', now(), now(), now()
         FROM guests g JOIN boards b ON b.workspace_id = g.workspace_id AND b.key = $2 WHERE g.id = $1`,
      [idOf(token), board.key],
    );
    await expect(inserted).rejects.toMatchObject({ code: 'WIP00' });
  });

  test('can do so in an archived workspace, in which their link opens nothing else', async () => {
    const { board, form } = await forms.form();
    const email = 'yq4archived@guests.test';
    const { guest, key, token } = await forms.arrived(form, { email, name: 'Yq4', title: 'For yq4' });
    const { guest: other } = await forms.arrived(form, { email: 'yq5@guests.test', name: 'Yq5' });
    await manager.answer(board, 1, decline);
    const archive = (at: string) =>
      api.pool.query(`UPDATE workspaces SET archived_at = ${at} WHERE slug = 'demo'`);
    await archive('now()');
    const refused = { status: 409, code: 'workspace-archived' };
    for (const answer of [
      guest.list(),
      guest.read(key, 1),
      guest.reply(key, 1, 'Hello?'),
      guest.withdraw(key, 1),
    ])
      expect(refusalOf(await answer)).toEqual(refused);
    // A guest with an expired link can get a new one there too, which only deletes.
    expect((await forms.newLink(token)).status).toBe(204);

    expect((await guest.deleteData()).status).toBe(204);
    expect((await guest.deleteData()).status).toBe(204);
    expect(refusalOf(await guest.list())).toEqual({ status: 401, code: 'not-signed-in' });
    expect(refusalOf(await other.list())).toEqual(refused);
    await archive('NULL');
    expect((await manager.readRequest(board, 1)).body).toMatchObject({
      title: '[erased]',
      requester: { name: '[erased]' },
    });
    expect((await other.list()).status).toBe(200);
  });

  test('is only they: another guest, another workspace and a member of the same address stay', async () => {
    const { board, form } = await forms.form();
    const email = 'yq2member@guests.test';
    await api.pool.query('UPDATE users SET email = $1 WHERE id = $2', [email, viewer.id]);
    const { guest } = await forms.arrived(form, { email, name: 'Yq2' });
    const other = await forms.arrived(form, { email: 'yq3other@guests.test', name: 'Yq3', title: 'Another' });
    await owner.post('/v1/workspaces/demo/invitations', { role: 'viewer', email: 'yq3other@guests.test' });
    // The same words, of somebody else.
    const words = 'For how many, and when?';
    await manager.say(board, 2, words);
    await guest.reply(board.key, 1, words);
    const once = { 'idempotency-key': 'the same words' };
    const submitted = await member.submit(board, { title: 'A tour of the lab' }, once);
    const { rows } = await api.pool.query(`SELECT id FROM workspaces WHERE slug = 'other'`);
    const elsewhere = forms.guest(api.service('SignedLinks').sign('guest', rows[0].id, idOf(other.token)));
    const forged = forms.guest(`${other.token.slice(0, -4)}AAAA`);
    for (const each of [elsewhere, forged, forms.guest('nonsense')])
      expect(refusalOf(await each.deleteData())).toEqual({ status: 401, code: 'not-signed-in' });
    expect(refusalOf(await manager.delete('/v1/forms/requests'))).toMatchObject({ status: 401 });

    expect((await guest.deleteData()).status).toBe(204);
    const told = await api.pool.query(
      `SELECT facts ->> 'message' AS words FROM notices WHERE kind = 'question'`,
    );
    expect(told.rows).toEqual([{ words }]);
    expect((await member.submit(board, { title: 'A tour of the lab' }, once)).body).toEqual(submitted.body);
    expect((await other.guest.list()).body).toMatchObject({
      guest: { name: 'Yq3' },
      items: [{ state: 'waiting' }],
    });
    const kept = await api.pool.query('SELECT email FROM users WHERE id = $1', [viewer.id]);
    expect(kept.rows).toEqual([{ email }]);
    expect((await manager.readRequest(board, 2)).body.requester).toMatchObject({ name: 'Yq3', guest: true });

    await manager.answer(board, 2, decline);
    api.clock.pass({ days: 366 });
    expect(refusalOf(await other.guest.deleteData())).toEqual({ status: 401, code: 'guest-link-expired' });
  });
});
