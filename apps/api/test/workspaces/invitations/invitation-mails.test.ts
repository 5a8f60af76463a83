import type { InvitationPreview, Me } from '@weir/contract';
import { theApiWithMail } from '../../support/mail.js';
import type { Caller } from '../../support/person.js';
import { refusalOf } from '../../support/refusals.js';
import type { Received } from '../../support/servers/mailbox.js';
import { invitations, invite, linkIn, mailAgain } from './mailed.js';

const { api, deliver } = theApiWithMail();
const { owner, stranger } = api.people;

// A test signs up more people than one network may in an hour.
beforeEach(() => api.pool.query("DELETE FROM rate_limits WHERE key LIKE 'sign-up-ip%'"));

const password = 'a boat on the river';
const needsProof = { status: 403, code: 'invitation-needs-proof' };

/** The link in the mail to the address. */
async function mailedTo(email: string) {
  const invitation = await invite(owner, email);
  const arrived = (await deliver()).filter(({ to }) => to.includes(email));
  expect(arrived).toHaveLength(1);
  return { ...invitation, ...linkIn(arrived[0] as Received) };
}
const signUp = (email: string, link: { token?: string; proof?: string }) =>
  api.nobody.post<Me>('/v1/users', {
    email,
    name: 'Pia Proof',
    password,
    ...(link.token && { invitation: link.token }),
    ...(link.proof !== undefined && { proof: link.proof }),
  });
/** Somebody without a workspace whose address nobody has confirmed. */
async function account(name: string) {
  const person = await api.addRequester(name);
  await api.pool.query('DELETE FROM memberships WHERE user_id = $1', [person.id]);
  await api.pool.query('UPDATE users SET email_verified_at = NULL WHERE id = $1', [person.id]);
  return person;
}
const accept = (caller: Caller, token: string, proof?: string) =>
  caller.post(`/v1/invitations/${token}/acceptance`, proof === undefined ? undefined : { proof });
const preview = async (caller: Caller, token: string) =>
  (await caller.get<InvitationPreview>(`/v1/invitations/${token}`)).body;
test('an invitation for an address is mailed to it with a link that signs up, joins and confirms the address', async () => {
  const invitation = await invite(owner, 'ada@people.test');
  expect(invitation).toMatchObject({
    mailed: true,
    link: `https://weir.test/invitations/${invitation.token}`,
  });
  const [mail, ...more] = (await deliver()) as [Received];
  expect(more).toEqual([]);
  expect(mail.to).toEqual(['ada@people.test']);
  expect(mail.mail.subject).toBe('An invitation to Weir');
  expect(mail.mail.text).toContain('Olga Ortiz invites you to join The demo workspace');
  const { token, proof } = linkIn(mail);
  expect(token).toBe(invitation.token);
  expect(await preview(api.nobody, token)).toMatchObject({ email: 'a•••@p•••.test', needs: 'proof' });

  const joined = await signUp('ada@people.test', { token, proof });
  expect(joined).toMatchObject({
    status: 201,
    body: { user: { emailVerified: true }, workspaces: [{ slug: 'demo', role: 'member' }] },
  });
  // There is nothing left to confirm.
  expect(await deliver()).toEqual([]);
});

test('an invitation for anyone is not mailed and needs no proof', async () => {
  const { token, mailed } = await invite(owner);
  expect(mailed).toBe(false);
  expect(await deliver()).toEqual([]);
  expect(await preview(api.nobody, token)).toMatchObject({ email: null, needs: 'nothing' });
  expect(refusalOf(await mailAgain(api.nobody, token))).toEqual({ status: 404, code: 'not-found' });
  expect((await signUp('ben@people.test', { token })).body.user.emailVerified).toBe(false);
  expect(await deliver()).toHaveLength(1);
});

test('a person with the link but without the mail joins neither by sign-up nor with an account', async () => {
  const { token } = await invite(owner, 'cleo@people.test');
  const refused = await signUp('cleo@people.test', { token });
  expect(refused).toMatchObject({
    ...{ status: 403, body: { code: 'invitation-needs-proof', address: 'c•••@p•••.test' } },
    body: { detail: 'Open the link that was mailed to c•••@p•••.test.' },
  });
  // A wrong guess gets the same answer.
  expect((await signUp('carl@people.test', { token })).body).toEqual(refused.body);
  const squatter = await account('cleo');
  expect(refusalOf(await accept(squatter, token))).toEqual(needsProof);
  expect(await preview(squatter, token)).toMatchObject({ email: 'c•••@p•••.test', needs: 'proof' });
  const { workspaces } = (await squatter.get<Me>('/v1/me')).body;
  expect(workspaces).toEqual([]);
});

test('a proof that is tampered with, or of another invitation or link, is refused', async () => {
  const mine = await mailedTo('dora@people.test');
  const other = await mailedTo('doro@people.test');
  const links = api.service('SignedLinks');
  const { workspaceId, id } = links.read('invitation', mine.proof) as { workspaceId: string; id: string };
  const dora = await account('dora');
  for (const proof of [
    other.proof,
    `${mine.proof}x`,
    mine.proof.slice(0, -1),
    mine.proof.replace(/./, (first) => (first === 'a' ? 'b' : 'a')),
    links.sign('guest', workspaceId, id),
    links.sign('email', workspaceId, id),
    id,
  ]) {
    expect(refusalOf(await accept(dora, mine.token, proof))).toEqual(needsProof);
    expect(refusalOf(await signUp('dora2@people.test', { token: mine.token, proof }))).toEqual(needsProof);
  }
  expect(refusalOf(await accept(dora, mine.token, ''))).toMatchObject({ status: 422 });
  expect(await accept(dora, mine.token, mine.proof)).toMatchObject({ status: 201 });
});

test('the mailed link confirms the address of the account that joins with it', async () => {
  const { token, proof } = await mailedTo('emil@people.test');
  const emil = await account('emil');
  expect((await emil.get<Me>('/v1/me')).body.user.emailVerified).toBe(false);
  expect(await accept(emil, token, proof)).toMatchObject({ status: 201, body: { slug: 'demo' } });
  expect((await emil.get<Me>('/v1/me')).body.user.emailVerified).toBe(true);
});

test('an account with the confirmed address joins without the mail', async () => {
  const { token } = await invite(owner, 'loner@people.test');
  await deliver();
  const { loner } = api.people;
  await api.pool.query("UPDATE users SET email_verified_at = now() WHERE email = 'loner@people.test'");
  expect(await preview(loner, token)).toMatchObject({ email: 'loner@people.test', needs: 'nothing' });
  expect(await accept(loner, token)).toMatchObject({ status: 201, body: { slug: 'demo' } });
});

test('another address is refused also with the proof, and the invitation stays open', async () => {
  const { token, proof } = await mailedTo('fay@people.test');
  expect(await preview(stranger, token)).toMatchObject({ needs: 'otherAccount' });
  const other = { status: 409, body: { code: 'invitation-invalid', why: 'otherAddress' } };
  expect(await accept(stranger, token, proof)).toMatchObject(other);
  expect(await signUp('fred@people.test', { token, proof })).toMatchObject(other);
  expect(await signUp('fay@people.test', { token, proof })).toMatchObject({ status: 201 });
});

test('sixteen acceptances of one mailed link at once make one member', async () => {
  const { token, proof } = await mailedTo('gus@people.test');
  const gus = await account('gus');
  const before = await membersOfDemo();
  const answers = await Promise.all(Array.from({ length: 16 }, () => accept(gus, token, proof)));
  expect(answers.filter(({ status }) => status === 201).length).toBeGreaterThan(0);
  expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
  expect(await membersOfDemo()).toBe(before + 1);
});

test('of sixteen accounts with one invitation for anyone at once, one joins', async () => {
  const { token } = await invite(owner);
  const people = [];
  for (let n = 0; n < 16; n += 1) people.push(await account(`many${n}`));
  const before = await membersOfDemo();
  const answers = await Promise.all(people.map((person) => accept(person, token)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(15).fill(409)]);
  expect(await membersOfDemo()).toBe(before + 1);
});

test('says of an invitation whether it was used, was revoked or has expired', async () => {
  const [used, revoked, expired] = [await invite(owner), await invite(owner), await invite(owner)];
  expect(await signUp('hal@people.test', used)).toMatchObject({ status: 201 });
  expect(await owner.delete(`${invitations}/${revoked.id}`)).toMatchObject({ status: 204 });
  await api.pool.query('UPDATE invitations SET expires_at = $1 WHERE id = $2', [api.clock.now(), expired.id]);
  for (const [{ token }, why] of [
    [used, 'used'],
    [revoked, 'revoked'],
    [expired, 'expired'],
  ] as const) {
    const invalid = { status: 409, body: { code: 'invitation-invalid', why } };
    expect(await api.nobody.get(`/v1/invitations/${token}`)).toMatchObject(invalid);
    expect(await signUp('hugo@people.test', { token })).toMatchObject(invalid);
    expect(await accept(stranger, token)).toMatchObject(invalid);
    expect(await mailAgain(api.nobody, token)).toMatchObject(invalid);
  }
});

test('nothing that is stored or logged contains the proof of an invitation', async () => {
  const { token, proof } = await mailedTo('ole@people.test');
  const key = { 'idempotency-key': 'prove-1' };
  const body = { email: 'ole@people.test', name: 'Ole', password, invitation: token, proof };
  expect(await api.nobody.post('/v1/users', body, key)).toMatchObject({ status: 201 });
  const { rows } = await api.pool.query(
    `SELECT m::text AS all FROM mails m UNION ALL SELECT i::text FROM invitations i
      UNION ALL SELECT k::text FROM idempotency_keys k`,
  );
  expect(JSON.stringify(rows)).not.toContain(proof);
  expect(JSON.stringify(rows)).not.toContain(token.split('.')[1]);
});

async function membersOfDemo(): Promise<number> {
  const { rowCount } = await api.pool.query(
    `SELECT FROM memberships m JOIN workspaces w ON w.id = m.workspace_id AND w.slug = 'demo' WHERE m.left_at IS NULL`,
  );
  return rowCount ?? 0;
}
