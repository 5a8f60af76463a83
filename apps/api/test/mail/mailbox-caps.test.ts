import type { ConfirmedFormRequest, Me, NoticeList, PublicForm, Session } from '@weir/contract';
import { decline } from '../support/answers.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { theApiWithMail } from '../support/mail.js';
import type { Received } from '../support/servers/mailbox.js';

const { api, deliver, mailbox } = theApiWithMail({ caps: true });
const { manager, requester, secondRequester } = api.people;

/** Sends this many notices to the requester of one request. */
async function flood(board: BoardUnderTest, count: number, title = 'A lamp'): Promise<void> {
  const { number } = await board.ask(title);
  expect((await manager.answer(board, number, decline)).status).toBe(200);
  await api.pool.query(
    `INSERT INTO notices (workspace_id, id, user_id, board_id, kind, request_id, at)
     SELECT n.workspace_id, gen_random_uuid(), n.user_id, n.board_id, n.kind, n.request_id, n.at
       FROM notices n
       JOIN requests r ON r.workspace_id = n.workspace_id AND r.board_id = n.board_id AND r.id = n.request_id
      CROSS JOIN generate_series(2, $2) WHERE r.title = $1 AND n.kind = 'answered'`,
    [title, count],
  );
}
const subjects = async () =>
  (await deliver()).map(({ to, mail }) => `${to}: ${mail.subject?.replace(/^B\d+-R\d+ /, '')}`);

test('sixty notices of one board at once are six mails, and one that lists the rest when there is room', async () => {
  const [board, other] = [await aBoard().make(), await aBoard().make()];
  await flood(board, 60);
  expect(await deliver()).toHaveLength(6);
  // Nobody silences others: another board and another person have room.
  await flood(other, 1, 'A desk');
  const { number } = (await secondRequester.submit(board, { title: 'A chair' })).body;
  await manager.answer(board, number, decline);
  expect((await subjects()).sort()).toEqual([
    'requester@people.test: A desk',
    'secondrequester@people.test: A chair',
  ]);
  api.clock.pass({ hours: 0.9 });
  expect(await deliver()).toEqual([]);
  api.clock.pass({ hours: 0.2 });
  const [{ mail }, ...more] = (await deliver()) as [Received];
  expect(more).toEqual([]);
  expect(mail.subject).toBe('54 more notices');
  expect(mail.text).toContain('Open your notices: https://weir.test/demo/notices\n');
  api.clock.pass({ days: 3 });
  expect(await deliver()).toEqual([]);
  const { unread } = (await requester.get<NoticeList>('/v1/workspaces/demo/notices')).body;
  expect(unread).toBe(61);
});

test('one mailbox gets twelve an hour and sixty a day of all boards, however many are asked for at once in SQL', async () => {
  const { rows } = await api.pool.query<{ workspace_id: string; id: string }>(
    `INSERT INTO mails (workspace_id, id, notice_id, at, sent_at)
     SELECT n.workspace_id, gen_random_uuid(), n.id, n.at, n.at FROM notices n, generate_series(1, 4) LIMIT 200
     RETURNING workspace_id, id`,
  );
  expect(rows.length).toBeGreaterThan(100);
  const take = async (email: string, at: Date, some: typeof rows) => {
    const taken = await Promise.all(
      some.map(({ workspace_id, id }) =>
        api.pool.query<{ free: Date | null }>(
          'SELECT weir.take_mail($1, $2, $3, gen_random_uuid(), 12, 60, $4) AS free',
          [workspace_id, id, email, at],
        ),
      ),
    );
    return taken.filter(({ rows: [row] }) => row?.free === null).length;
  };
  const now = api.clock.now();
  expect(await take('Victim+a@mail.test', now, rows.slice(0, 50))).toBe(12);
  expect(await take('victim+b@mail.test', now, rows.slice(50, 100))).toBe(0);
  expect(await take('other@mail.test', now, rows.slice(50, 70))).toBe(12);
  expect(await take('v.i.ctim@gmail.com', now, rows.slice(70, 90))).toBe(12);
  expect(await take('Victim+c@googlemail.com', now, rows.slice(90, 100))).toBe(0);
  expect(await take('vic.tim@mail.test', now, rows.slice(90, 100))).toBe(10);
});

test('a guest gets every answer, later where the cap delays it', async () => {
  const email = 'gesa@guests.test';
  const boards = [await aBoard().make()];
  const numbers: number[] = [];
  for (const board of boards) {
    const form = { on: true, openPerGuest: 10, depth: 10 };
    await manager.patch(`${board.path}/intake`, { depth: 20 });
    const { link } = (await manager.put<PublicForm>(`${board.path}/intake/form`, form)).body;
    for (let n = 0; n < 8; n += 1) {
      const body = { title: `Tour ${n}`, name: 'Gesa Gast', email };
      const to = `${board.path}/forms/${link?.split('/').at(-1)}/asks`;
      expect((await api.nobody.post(to, body)).status).toBe(202);
      await api.pool.query('DELETE FROM rate_limits');
      const { rows } = await api.pool.query('SELECT workspace_id, id FROM form_asks WHERE title = $1', [
        `Tour ${n}`,
      ]);
      const token = api.service('SignedLinks').sign('formAsk', rows[0].workspace_id, rows[0].id);
      const { request } = (await api.nobody.post<ConfirmedFormRequest>('/v1/forms/confirmations', { token }))
        .body;
      numbers.push(request.number);
    }
    for (const number of numbers) await manager.answer(board, number, decline);
  }
  const answers = () => mailbox.to(email).filter(({ mail }) => mail.text?.includes('declined your request'));
  await deliver();
  expect(answers()).toHaveLength(6);
  api.clock.pass({ hours: 1.1 });
  await deliver();
  expect(new Set(answers().map(({ mail }) => mail.subject)).size).toBe(8);
});

test('many accounts of one mailbox get few mails that ask to confirm', async () => {
  const email = (n: number) => `victim+${n}@mail.test`;
  for (let n = 0; n < 12; n += 1)
    await api.nobody.post<Me>('/v1/users', { email: email(n), name: 'X', password: 'long enough' });
  expect(await deliver()).toHaveLength(3);
});

test('eight accounts of one mailbox that ask for their link again get three mails a day', async () => {
  for (let n = 0; n < 8; n += 1) {
    const account = { email: `spaced+${n}@mail.test`, password: 'long enough' };
    expect((await api.nobody.post<Me>('/v1/users', { ...account, name: 'X' })).status).toBe(201);
    const { body } = await api.nobody.post<Session>('/v1/sessions', account);
    await api.withToken(body.accessToken).post('/v1/me/email-confirmation');
    await api.withToken(body.accessToken).post('/v1/me/email-confirmation');
    await api.pool.query('DELETE FROM rate_limits');
  }
  const sent = () => mailbox.received.filter(({ to }) => to[0]?.startsWith('spaced+')).length;
  for (let hour = 0; hour < 23; hour += 2) {
    await deliver();
    api.clock.pass({ hours: 2 });
  }
  expect(sent()).toBe(3);
});
