import type { ConfirmedFormRequest, Me, NoticeList, PublicForm } from '@weir/contract';
import { decline } from '../support/answers.js';
import { aBoard } from '../support/board.js';
import { theApiWithMail } from '../support/mail.js';
import type { Received } from '../support/servers/mailbox.js';

const { api, deliver, mailbox, outbox } = theApiWithMail();
const { manager, requester, secondRequester } = api.people;

const stop = (token: string) => api.nobody.post('/v1/mail-stops', { token });
const headers = ({ raw }: Received) => raw.split('\r\n\r\n')[0]?.replace(/\r\n\s+/g, '') ?? '';
const oneClick = (mail: Received) =>
  headers(mail).match(
    /^List-Unsubscribe: ?<https:\/\/weir\.test\/api\/email\/stop\?token=(\S+)>$/im,
  )?.[1] as string;

async function answer(title: string, by = requester) {
  const board = await aBoard().make();
  const { number } = (await by.submit(board, { title })).body;
  await manager.answer(board, number, decline);
}

test('a mail of a notice names where one click ends such mails, as RFC 8058 wants, and a page for people', async () => {
  await answer('First');
  const [mail] = (await deliver()) as [Received];
  expect(headers(mail)).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/im);
  const token = oneClick(mail);
  expect(mail.mail.text).toContain(`Stop these emails: https://weir.test/email/stop#${token}\n`);

  // Already in the outbox when the reader ends them.
  await answer('Second');
  await answer('Not hers', secondRequester);
  expect((await stop(token)).status).toBe(204);
  expect((await stop(token)).status).toBe(204);
  expect((await deliver()).map(({ to }) => to)).toEqual([['secondrequester@people.test']]);
  expect((await outbox()).map(({ error }) => error)).toContain('Its reader wants no mail.');
  const queued = (await outbox()).length;
  await answer('Third');
  expect(await deliver()).toEqual([]);
  expect(await outbox()).toHaveLength(queued);
  const { items } = (await requester.get<NoticeList>('/v1/workspaces/demo/notices')).body;
  expect(items.map(({ title }) => title)).toEqual(['Declined: Third', 'Declined: Second', 'Declined: First']);
});

test('a person switches their notice mails off and on in their account', async () => {
  const set = (noticeMails: boolean) => requester.patch<Me>('/v1/me', { noticeMails });
  expect((await set(false)).body.user.noticeMails).toBe(false);
  await answer('While off');
  expect(await deliver()).toEqual([]);
  expect((await set(true)).body.user.noticeMails).toBe(true);
  await answer('While on');
  expect((await deliver()).map(({ mail }) => mail.subject)).toEqual([expect.stringMatching(/-R1 While on$/)]);
});

test('a guest ends their mails by one click; the next form that they confirm starts them again, and a refused mail is seen', async () => {
  const board = await aBoard().make();
  const { link } = (await manager.put<PublicForm>(`${board.path}/intake/form`, { on: true, openPerGuest: 3 }))
    .body;
  const form = link?.split('/').at(-1) as string;
  const ask = async (title: string) => {
    const body = { title, name: 'Gesa Gast', email: 'gesa@guests.test' };
    await api.nobody.post(`${board.path}/forms/${form}/asks`, body);
    const [mail] = (await deliver()) as [Received];
    expect(headers(mail)).not.toMatch(/List-Unsubscribe/i);
    const token = mail.mail.text?.match(/forms\/confirm#(\S+)/)?.[1];
    return (await api.nobody.post<ConfirmedFormRequest>('/v1/forms/confirmations', { token })).body.request;
  };
  const first = await ask('A tour');
  const [receipt, ...more] = (await deliver()) as [Received];
  expect(more).toEqual([]);
  expect(receipt.mail.text).toContain(`your request ${first.ref}. It is number 1 in the queue.`);
  expect(receipt.mail.text).toMatch(/forms\/requests#\S+[\s\S]*> A tour\n[\s\S]*We store your name/);
  await manager.say(board, first.number, 'For how many?', { asks: true });
  const [question] = (await deliver()) as [Received];
  expect((await stop(oneClick(question))).status).toBe(204);
  await manager.answer(board, first.number, decline);
  expect(await deliver()).toEqual([]);
  const second = await ask('Another tour');
  await manager.answer(board, second.number, decline);
  expect((await deliver()).map(({ mail }) => mail.subject)).toEqual([
    expect.stringMatching(/-R\d Another tour$/),
  ]);

  // The team sees on a request that mail to its guest is refused for good, until one is taken again.
  const undeliverable = async () =>
    (await manager.readRequest(board, second.number)).body.requester.undeliverable;
  mailbox.refuses.recipient = () => ({ code: 550, text: 'No such user here' });
  await manager.say(board, second.number, 'Did you read it?');
  await deliver();
  expect(await undeliverable()).toBe(true);
  mailbox.refuses = {};
  await manager.say(board, second.number, 'And now?');
  await deliver();
  expect(await undeliverable()).toBeUndefined();
});

test('no other link ends mails, and ending them reads nothing', async () => {
  const links = api.service('SignedLinks');
  const none = '00000000-0000-0000-0000-000000000000';
  const { rows } = await api.pool.query(`SELECT id FROM workspaces WHERE slug = 'demo'`);
  for (const token of [
    links.sign('guest', rows[0].id, manager.id),
    links.sign('email', none, manager.id),
    'x',
  ])
    expect((await stop(token)).status).toBe(404);
  const right = links.sign('memberMails', none, manager.id);
  const as = (authorization: string) => api.nobody.get('/v1/me', { authorization });
  expect((await as(`Bearer ${right}`)).status).toBe(401);
  expect((await api.nobody.get('/v1/forms/requests', { authorization: `Guest ${right}` })).status).toBe(401);
  expect((await manager.get<Me>('/v1/me')).body.user.noticeMails).toBe(true);
});

test('a guest with an expired link is mailed one that opens their requests', async () => {
  const board = await aBoard().make();
  const { link } = (await manager.put<PublicForm>(`${board.path}/intake/form`, { on: true })).body;
  const body = { title: 'A tour', name: 'Gesa Gast', email: 'expired@guests.test' };
  await api.nobody.post(`${board.path}/forms/${link?.split('/').at(-1)}/asks`, body);
  const token = ((await deliver()) as [Received])[0].mail.text?.match(/forms\/confirm#(\S+)/)?.[1];
  const confirmed = await api.nobody.post<ConfirmedFormRequest>('/v1/forms/confirmations', { token });
  const { request, guestToken } = confirmed.body;
  await manager.answer(board, request.number, decline);
  await deliver();
  api.clock.pass({ days: 366 });
  await api.nobody.post('/v1/forms/links', { token: guestToken });
  const [mail] = (await deliver()) as [Received];
  expect([mail.to, mail.mail.subject]).toEqual([['expired@guests.test'], 'Your new link']);
  const renewed = mail.mail.text?.match(/https:\/\/weir\.test\/forms\/requests#(\S+)/)?.[1];
  expect(renewed).not.toBe(guestToken);
  const read = (with_: unknown) => api.nobody.get('/v1/forms/requests', { authorization: `Guest ${with_}` });
  expect([(await read(renewed)).status, (await read(guestToken)).status]).toEqual([200, 401]);
});
