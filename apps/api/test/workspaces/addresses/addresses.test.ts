import type { Me, NoticeList, Session } from '@weir/contract';
import { decline } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { theApiWithMail } from '../../support/mail.js';
import { insertMembership } from '../../support/people.js';
import type { Caller } from '../../support/person.js';
import { refusalOf, retryAfterOf } from '../../support/refusals.js';
import type { Received } from '../../support/servers/mailbox.js';
import { signInAtProvider } from '../../support/servers/provider.js';

const { api, deliver, outbox, mailbox } = theApiWithMail();
const { manager } = api.people;
const quiet = theApi({});
const password = 'long enough';

/** Signs up with an address that nobody has confirmed. */
async function newcomer(email: string, at = api) {
  const made = await at.nobody.post<Me>('/v1/users', { email, name: 'Buy at evil.test', password });
  expect(made.status).toBe(201);
  return { id: made.body.user.id, user: made.body.user, caller: await signedIn(email, at) };
}
async function signedIn(email: string, at = api): Promise<Caller> {
  const { body } = await at.nobody.post<Session>('/v1/sessions', { email, password });
  return at.withToken(body.accessToken);
}
const tokenIn = ({ mail }: Received) =>
  mail.text?.match(/https:\/\/weir\.test\/email\/confirm#(\S+)/)?.[1] as string;
const confirm = ({ caller }: { caller: Caller }, token: string) =>
  caller.post('/v1/email-confirmations', { token });
const invalid = { status: 409, code: 'email-link-invalid' };

/** A notice to them: an answer to their request. */
async function notify({ id, caller }: Awaited<ReturnType<typeof newcomer>>) {
  await insertMembership(api.pool, 'demo', { id } as never, 'requester');
  const board = await aBoard().make();
  const { body } = await caller.post<{ number: number }>(`${board.path}/requests`, { title: 'A desk' });
  await manager.answer(board, body.number, decline);
}

test('a sign-in at a provider that verified the address confirms it', async () => {
  const { body } = await signInAtProvider(api, { email: 'fay@new.test' });
  const me = await api.withToken(body.accessToken).get<Me>('/v1/me');
  expect(me.body.user.emailVerified).toBe(true);
  expect(mailbox.to('fay@new.test')).toEqual([]);
});

test('a new address gets one mail that confirms it, with nothing that was typed, and no notices', async () => {
  const ann = await newcomer('ann@new.test');
  expect(ann.user).toMatchObject({ emailVerified: false, mail: true, noticeMails: true });
  const [mail, ...more] = (await deliver()) as [Received];
  expect(more).toEqual([]);
  expect(mail.to).toEqual(['ann@new.test']);
  expect(mail.mail.to).toMatchObject({ value: [{ name: '', address: 'ann@new.test' }] });
  expect(mail.mail.headers.has('list')).toBe(false);
  expect(`${mail.mail.subject}${mail.mail.text}${mail.mail.html}`).not.toMatch(/evil|Buy/);

  await notify(ann);
  expect(await deliver()).toEqual([]);
  const { items } = (await ann.caller.get<NoticeList>('/v1/workspaces/demo/notices')).body;
  expect(items).toHaveLength(1);

  expect((await confirm(ann, tokenIn(mail))).status).toBe(204);
  expect((await ann.caller.get<Me>('/v1/me')).body.user.emailVerified).toBe(true);
  expect(await deliver()).toEqual([]);
  const board = await aBoard().make();
  const { body } = await ann.caller.post<{ number: number }>(`${board.path}/requests`, { title: 'A lamp' });
  await manager.answer(board, body.number, decline);
  expect((await deliver()).map(({ to, mail }) => [to, mail.subject])).toContainEqual([
    ['ann@new.test'],
    expect.stringMatching(/-R1 A lamp$/),
  ]);
});

test('a link confirms once, until it expires, and until a newer one is sent', async () => {
  const bea = await newcomer('bea@new.test');
  const [first] = (await deliver()) as [Received];
  expect((await bea.caller.post('/v1/me/email-confirmation')).status).toBe(204);
  const [second] = (await deliver()) as [Received];
  expect(refusalOf(await confirm(bea, tokenIn(first)))).toEqual(invalid);
  const token = tokenIn(second);
  const many = await Promise.all(Array.from({ length: 10 }, () => confirm(bea, token)));
  expect(many.map(({ status }) => status).sort()).toEqual([204, ...Array(9).fill(409)]);

  await newcomer('cid@new.test');
  const [late] = (await deliver()) as [Received];
  api.clock.pass({ hours: 49 });
  const cid = { caller: await signedIn('cid@new.test') };
  expect(refusalOf(await confirm(cid, tokenIn(late)))).toEqual(invalid);
});

test('a person does not confirm an account that a stranger created for their address by reading its mail', async () => {
  const stranger = await newcomer('vic@new.test');
  const [mail] = (await deliver()) as [Received];
  const token = tokenIn(mail);
  const other = await newcomer('hal@new.test');
  await deliver();
  expect(await api.nobody.post('/v1/email-confirmations', { token })).toMatchObject({ status: 401 });
  expect(refusalOf(await confirm(other, token))).toEqual({ status: 403, code: 'not-allowed' });
  expect((await stranger.caller.get<Me>('/v1/me')).body.user.emailVerified).toBe(false);
  expect((await other.caller.get<Me>('/v1/me')).body.user.emailVerified).toBe(false);
});

test('no other token confirms an address, and no token is stored', async () => {
  const dan = await newcomer('dan@new.test');
  const [mail] = (await deliver()) as [Received];
  const links = api.service('SignedLinks');
  const { id } = links.read('email', tokenIn(mail)) as { id: string };
  const none = '00000000-0000-0000-0000-000000000000';
  for (const forged of [
    links.sign('memberMails', none, id),
    links.sign('guest', none, id),
    links.sign('email', none, dan.id),
    id,
    'x',
  ])
    expect(refusalOf(await confirm(dan, forged))).toEqual(invalid);
  const { rows } = await api.pool.query(
    'SELECT c::text AS all FROM email_confirmations c UNION ALL SELECT m::text FROM mails m',
  );
  expect(JSON.stringify(rows)).not.toContain(tokenIn(mail));
  expect((await dan.caller.get<Me>('/v1/me')).body.user.emailVerified).toBe(false);
});

test('a person gets three more links an hour, and none once the address is confirmed', async () => {
  const eli = await newcomer('eli@new.test');
  await deliver();
  const again = () => eli.caller.post('/v1/me/email-confirmation');
  const many = await Promise.all(Array.from({ length: 12 }, again));
  expect(many.map(({ status }) => status).sort()).toEqual([204, 204, 204, ...Array(9).fill(429)]);
  expect(retryAfterOf(many.find(({ status }) => status === 429) as never)).toBeGreaterThan(0);
  const sent = await deliver();
  expect((await confirm(eli, tokenIn(sent.at(-1) as Received))).status).toBe(204);
  api.clock.pass({ hours: 1 });
  await api.pool.query('DELETE FROM rate_limits');
  expect((await again()).status).toBe(204);
  expect(await deliver()).toEqual([]);
  expect((await outbox()).filter(({ due_at }) => due_at !== null)).toEqual([]);
  expect(await api.nobody.post('/v1/me/email-confirmation')).toMatchObject({ status: 401 });
});

test('without a mail server nothing is asked, and everything but mail works', async () => {
  const gil = await newcomer('gil@new.test', quiet);
  expect(gil.user).toMatchObject({ emailVerified: false, mail: false });
  const refused = await gil.caller.post('/v1/me/email-confirmation');
  expect(refusalOf(refused)).toEqual({ status: 409, code: 'mail-not-set-up' });
  expect((await quiet.pool.query('SELECT 1 FROM mails')).rows).toEqual([]);
  expect(await gil.caller.post('/v1/workspaces', { slug: 'gils', name: 'Gil' })).toMatchObject({
    status: 201,
  });
});
