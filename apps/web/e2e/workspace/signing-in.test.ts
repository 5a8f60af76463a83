import type { CreatedInvitation } from '@weir/contract';
import type { Page } from 'playwright-core';
import { stack } from '../support/addresses.ts';
import { as } from '../support/api.ts';
import { emailOf, password } from '../support/people.ts';
import { anotherTab, aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { hasValue, open, reacts } from '../support/until.ts';

withBrowser();

async function fillSignIn(page: Page, email: string, secret: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function pressSignOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
}

async function signOut(page: Page): Promise<void> {
  await pressSignOut(page);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

async function sessionCookieOf(page: Page) {
  return (await page.context().cookies()).find(({ name }) => name.endsWith('next-auth.session-token'));
}

scene(
  'no connection and a wrong password keep the typed address; the right one leads to the requested page',
  async () => {
    const page = await aStranger();
    await open(page, '/demo/members');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Enter a password.').waitFor();
    await page.getByLabel('Email').and(page.locator(':focus')).waitFor();
    expect(await page.getByRole('alert').filter({ hasText: 'Wrong' }).count()).toBe(0);
    await page.context().setOffline(true);
    await fillSignIn(page, emailOf('member'), password);
    await page.getByRole('alert').getByText('Weir can’t be reached').waitFor();
    await page.context().setOffline(false);
    await fillSignIn(page, emailOf('member'), 'not-the-one');
    await page.getByRole('alert').getByText('Check both for typos and try again.').waitFor();
    await hasValue(page.getByLabel('Email'), emailOf('member'));

    await fillSignIn(page, emailOf('member'), password);
    await page.getByRole('heading', { name: 'Members' }).waitFor();
    await page.waitForURL('/demo/members');
  },
);

scene('text typed before the page reacts is kept', async () => {
  const page = await aStranger();
  let arrive = () => {};
  const scripts = new Promise<void>((done) => {
    arrive = done;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await scripts;
    await route.continue();
  });
  await page.goto('/sign-in', { waitUntil: 'commit' });
  await page.getByLabel('Email').fill(emailOf('viewer'));
  await page.getByLabel('Password').fill(password);
  arrive();
  await reacts(page);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('/demo');
});

scene('a form sent before the page reacts puts no password in the address', async () => {
  const page = await aStranger({ javaScriptEnabled: false });
  await page.goto('/sign-in');
  await fillSignIn(page, emailOf('viewer'), password);
  await page.waitForLoadState();
  expect(new URL(page.url()).search).toBe('');
});

scene(
  'signing out ends every copy of the cookie; another tab asks to sign in, and keeps the text typed in it',
  async () => {
    const page = await signedIn('manager');
    await open(page, '/demo');
    const cookies = await page.context().cookies();
    const other = await anotherTab(page);
    await open(other, '/demo/PLAT');
    await other.getByRole('button', { name: 'Add card' }).click();
    await other.getByLabel('Title').fill('Half a thought');

    await signOut(page);
    // The stream notifies the page, before anything is pressed.
    const dialog = other.getByRole('dialog', { name: 'You are signed out' });
    await dialog.waitFor();
    const thief = await aStranger();
    await thief.context().addCookies(cookies);
    await open(thief, '/demo/PLAT');
    await thief.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect((await thief.request.get('/api/weir/v1/me')).status()).toBe(401);

    await fillSignIn(other, emailOf('manager'), password);
    await dialog.waitFor({ state: 'hidden' });
    await hasValue(other.getByLabel('Title'), 'Half a thought');
  },
);

scene('the sign-out route of the library, which always reports success, is switched off', async () => {
  const page = await signedIn('viewer');
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json();
  const answer = await page.request.post('/api/auth/signout', { form: { csrfToken, json: 'true' } });
  expect(answer.status()).toBe(404);
  expect(await sessionCookieOf(page)).toBeDefined();
});

scene('wrong passwords of a stranger do not lock out a browser that has signed in before', async () => {
  // An account of its own: this network can't sign in to it from a new browser for a while.
  const person = { email: 'kit@demo.test', name: 'Kit Known', password: 'a boat on the river' };
  const owner = await as('owner');
  const invite = await owner.post<CreatedInvitation>('/v1/workspaces/demo/invitations', { role: 'viewer' });
  await owner.post('/v1/users', { ...person, invitation: invite.token });
  const attempt = async ({ request }: Page, secret: string) => {
    const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
    const form = { csrfToken, email: person.email, password: secret, json: 'true' };
    return (await request.post('/api/auth/callback/credentials', { form })).status();
  };
  const [known, stranger] = [await aStranger(), await aStranger()];
  expect(await attempt(known, person.password)).toBe(200);
  const cookies = await known.context().cookies(`${stack().web}/api/auth`);
  const device = cookies.find(({ name }) => name === 'weir-device');
  expect(device).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/api/auth' });

  for (let n = 0; n < 10; n += 1) await attempt(stranger, 'wrong');
  expect(await attempt(stranger, person.password)).toBe(401);
  expect(await attempt(known, person.password)).toBe(200);
});

scene('says that an account needs an invitation, without a form that would be refused', async () => {
  const page = await aStranger();
  await open(page, '/sign-up');
  await page.getByText('You need an invitation to create an account here.').waitFor();
  expect(await page.getByRole('textbox').count()).toBe(0);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Password').waitFor();
});

scene('shows the language that the visitor chooses, and keeps it', async () => {
  const page = await aStranger();
  await open(page, '/sign-in');
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await page.getByRole('link', { name: 'Registrieren' }).click();
  await page.getByRole('heading', { name: 'Registrieren' }).waitFor();
});

scene('no cache may store a private answer of the web app', async () => {
  const page = await signedIn('member');
  const pages = ['/demo', '/sign-in', '/nowhere', '/api/weir/v1/me', '/api/weir/v1/nowhere'];
  for (const path of [...pages, '/api/auth/session', '/api/auth/csrf', '/api/auth/signout']) {
    const { 'cache-control': said = '' } = (await page.request.get(path)).headers();
    expect([path, said]).toEqual([path, expect.stringContaining('no-store')]);
  }
});
