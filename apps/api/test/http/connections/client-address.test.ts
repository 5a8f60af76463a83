import { createHmac } from 'node:crypto';
import { theApi } from '../../support/api.js';

const api = theApi();

/** What the web's server sends for a browser. */
function named(address: string, secret = api.env.WEIR_TOKEN_SECRET) {
  const signature = createHmac('sha256', secret).update(`client:${address}`).digest('base64url');
  return { 'x-weir-client': `${address} ${signature}` };
}

const signIn = (email: string, headers: Record<string, string>) =>
  api.nobody.post('/v1/sessions', { email, password: 'wrong' }, headers);

/** Fails to sign in until this caller has to wait; a caller from elsewhere does not. */
async function exhaust(email: string, headers: (attempt: number) => Record<string, string>): Promise<number> {
  for (let attempt = 1; attempt <= 12; attempt += 1)
    if ((await signIn(email, headers(attempt))).status === 429) return attempt;
  return Number.POSITIVE_INFINITY;
}

test('without a trusted proxy a caller cannot choose an address by X-Forwarded-For', async () => {
  const another = (attempt: number) => ({ 'x-forwarded-for': `198.51.100.${attempt}` });
  expect(await exhaust('forwarded@people.test', another)).toBe(11);
});

test('an address that is not signed with the secret of the web’s server counts for nothing', async () => {
  const forged = (attempt: number) => named(`198.51.100.${attempt}`, 'some other secret');
  expect(await exhaust('forged@people.test', forged)).toBe(11);
  const unsigned = (attempt: number) => ({ 'x-weir-client': `198.51.100.${attempt}` });
  expect(await exhaust('unsigned@people.test', unsigned)).toBe(11);
});

test('the web’s server names the browser’s address', async () => {
  expect(await exhaust('named@people.test', () => named('198.51.100.1'))).toBe(11);
  expect((await signIn('named@people.test', named('198.51.100.2'))).status).toBe(401);
});
