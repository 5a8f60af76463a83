import { expect, test } from '@jest/globals';
import { aBoard } from '../support/board.js';
import { theApiWithMail } from '../support/mail.js';

const { api, deliver, outbox } = theApiWithMail();
const { manager, member, secondMember, viewer } = api.people;
const choose = (change: object) => member.patch('/v1/workspaces/demo/notices/choices', change);

test('mails assignments and mentions in the reader’s language, and other notices of cards only to people who chose that', async () => {
  const board = await aBoard().make();
  await member.patch('/v1/me', { language: 'de' });
  await manager.createCard(board, { title: 'Export', assigneeIds: [member.id] });
  const [assigned] = await deliver();
  expect(assigned?.to).toEqual(['member@people.test']);
  expect(assigned?.mail.subject).toBe('Mira Mensah hat dir eine Karte zugewiesen: Export');
  expect(assigned?.mail.text).toContain(
    `Mira Mensah hat dir ${board.key}-1 „Export“ von Platform zugewiesen.`,
  );
  expect(assigned?.mail.text).toContain(`/demo/${board.key}/cards/1\n`);
  expect(assigned?.mail.headers.get('list')).toMatchObject({ unsubscribe: { url: expect.any(String) } });
  await member.patch('/v1/me', { language: null });

  const comments = `${board.path}/cards/1/comments`;
  await manager.post(comments, { text: 'Nearly there' });
  expect(await deliver()).toEqual([]);
  await choose({ comments: 'mail', mentioned: 'app' });
  const { id } = (await manager.post<{ id: string }>(comments, { text: 'Now it is' })).body;
  await manager.post(comments, { text: `[@Bao](person:${member.id}), look` });
  const [commented, ...more] = await deliver();
  expect(more).toEqual([]);
  expect(commented?.mail.text).toContain('Mira Mensah wrote:\n> Now it is');
  expect(commented?.mail.text).toContain(`/demo/${board.key}/cards/1#comment-${id}\n`);
});

test('a mail that waits is not sent after its reader chose otherwise, the comment was deleted or the reader lost access', async () => {
  const board = await aBoard().make();
  await manager.createCard(board, { title: 'Export', assigneeIds: [member.id] });
  const comments = `${board.path}/cards/1/comments`;
  const mention = async (who: { id: string }) =>
    (await manager.post<{ id: string }>(comments, { text: `[@You](person:${who.id})` })).body.id;
  await choose({ assigned: 'app', comments: 'app' });
  await manager.delete(`${comments}/${await mention(secondMember)}`);
  await mention(viewer);
  const role = (name: string) =>
    api.people.owner.patch(`/v1/workspaces/demo/members/${viewer.id}`, { role: name });
  await role('requester');
  expect(await deliver()).toEqual([]);
  expect((await outbox()).slice(-3).map(({ error }) => error)).toEqual([
    'Its reader wants no mail.',
    'What it is about was deleted, or its reader may no longer read it.',
    'What it is about was deleted, or its reader may no longer read it.',
  ]);
  await role('viewer');
});

test('mails wait until the quiet hours of their reader end, or for the one mail of the day, and then come together', async () => {
  const board = await aBoard().make();
  const times = '/v1/workspaces/demo/notices/mail-times';
  const timeZone = zoneWhereItIsTen();
  expect((await secondMember.get(times)).body).toEqual({ quietHours: null, daily: false, timeZone: null });
  const put = (quietHours: object | null, daily: boolean) =>
    secondMember.put(times, { quietHours, daily, timeZone });
  expect(await put({ from: '22:00', until: '22:00' }, false)).toMatchObject({ status: 422 });
  const inHours = (hours: number) =>
    new Date(api.clock.now().getTime() + hours * 3_600_000).toLocaleTimeString('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
    });
  const quietHours = { from: inHours(-1), until: inHours(3) };
  const chosen = { quietHours, daily: false, timeZone };
  expect(await put(quietHours, false)).toMatchObject({ status: 200, body: chosen });
  const assign = () =>
    manager.createCard(board, { title: 'Export', assigneeIds: [member.id, secondMember.id] });
  await choose({ assigned: 'mail' });
  await assign();
  await assign();
  const got = async () => (await deliver()).map(({ to, mail }) => `${to}: ${mail.subject}`).sort();
  const atOnce = 'member@people.test: Mira Mensah assigned you: Export';
  expect(await got()).toEqual([atOnce, atOnce]);
  api.clock.pass({ hours: 2.9 });
  expect(await got()).toEqual([]);
  api.clock.pass({ hours: 0.2 });
  expect(await got()).toEqual(['secondmember@people.test: 2 notices']);

  await put(null, true);
  await assign();
  api.clock.pass({ hours: 1 });
  await assign();
  await got();
  api.clock.pass({ hours: 24 });
  expect(await got()).toEqual(['secondmember@people.test: 2 notices']);
  await put(null, false);
});

/** Far from eight in the morning, at which daily mails go out. */
function zoneWhereItIsTen(): string {
  const ahead = ((10 - api.clock.now().getUTCHours() + 12 + 24) % 24) - 12;
  return `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;
}
