import type { Me } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../../support/api.ts';
import { aStranger, scene, signedIn, withBrowser } from '../../support/scene.ts';
import { hasValue, open } from '../../support/until.ts';
import { fillSignUp, goodPassword, hasJoined, invite, join, mailedLink } from './inviting.ts';

withBrowser();

/** Creates an account without a workspace, whose address is not confirmed. */
async function anAccount(email: string): Promise<string> {
  const owner = await as('owner');
  const { token } = await invite();
  const person = { email, name: 'Nel Noon', password: goodPassword, invitation: token };
  const { user } = await owner.post<Me>('/v1/users', person);
  await owner.delete(`/v1/workspaces/demo/members/${user.id}`);
  return email;
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

scene('an invitation link works for one person only', async () => {
  const owner = await signedIn('owner');
  await open(owner, '/demo/members');
  await owner.getByRole('button', { name: 'Invite' }).click();
  await owner.getByRole('button', { name: 'Create link' }).click();
  const link = await owner.getByLabel('Invitation link').inputValue();

  const guest = await aStranger();
  await open(guest, link);
  await guest.getByRole('heading', { name: 'Join Demo' }).waitFor();
  await guest.getByLabel('Your name').fill('Gus Gomez');
  await guest.getByLabel('Email').fill('gus@people.test');
  await guest.getByLabel('Password').fill('gusgomez1');
  await guest.getByRole('button', { name: 'Sign up and join' }).click();
  await guest.getByText('This is hardly more than your name').waitFor();
  await guest.getByLabel('Password').fill('a boat on the river');
  await guest.getByRole('button', { name: 'Sign up and join' }).click();
  await guest.getByRole('heading', { name: 'Boards', exact: true }).waitFor();

  const second = await aStranger();
  await open(second, link);
  await second.getByRole('heading', { name: 'This invitation can’t be used' }).waitFor();
});

scene('an owner invites two addresses at once, and a person joins by the link in their mail', async () => {
  const owner = await signedIn('owner');
  await open(owner, '/demo/members');
  await owner.getByRole('button', { name: 'Invite' }).click();
  await owner.getByText('Weir mails each person a link').waitFor();
  const emails = owner.getByLabel('Email addresses');
  await emails.fill('Hal Hart <hal@people.test>, hedda\nhugo@people.test');
  await owner.getByRole('button', { name: 'Invite 3 people' }).click();
  await owner.getByText('This is not an email address: hedda.').waitFor();
  await emails.fill('Hal Hart <hal@people.test>, HAL@people.test\nhugo@people.test');
  await owner.getByRole('button', { name: 'Invite 2 people' }).click();
  await owner.getByText('2 links are on their way').waitFor();
  await owner.getByLabel('Link for hugo@people.test').waitFor();

  const page = await aStranger();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const link = await mailedLink('hal@people.test');
  await open(page, link);
  await page.getByText('The invitation is for h•••@p•••.test').waitFor();
  expect(await page.content()).not.toContain('hal@people.test');
  await fillSignUp(page, 'hank@people.test');
  await join(page);
  // What was typed survives the refusal.
  await page.getByText('This invitation is for another email address than yours').waitFor();
  await hasValue(page.getByLabel('Your name'), 'Hal Hart');
  await page.getByLabel('Email').fill('hal@people.test');
  await join(page);
  await hasJoined(page);
  // The proof went to no server in an address.
  expect(asked.filter((url) => url.split('#')[0]?.includes(link.split('#proof=')[1] as string))).toEqual([]);
  await open(page, '/demo/account');
  expect(await page.getByText('Confirm your email address').count()).toBe(0);
});

scene(
  'another account signs out on the page of an invitation, and its person joins with the same link',
  async () => {
    const [ned, kay] = [await anAccount('ned@people.test'), await anAccount('kay@people.test')];
    await invite(kay);
    // The first mail to a new account confirms its address.
    const link = await mailedLink(kay, 2);

    const page = await aStranger();
    await open(page, '/sign-in');
    await signIn(page, ned, goodPassword);
    await page.getByRole('heading', { name: 'Welcome, Nel Noon' }).waitFor();
    await open(page, link);
    await page.getByText(`You are signed in as ${ned}`).waitFor();
    await page.getByText('This invitation is for k•••@p•••.test').waitFor();
    await page.getByRole('button', { name: 'Sign out and use another account' }).click();
    await page.getByRole('button', { name: 'Sign in to join' }).click();
    await signIn(page, kay, 'not-the-one');
    await page.getByText('Check both for typos').waitFor();
    await signIn(page, kay, goodPassword);
    await page.getByRole('button', { name: 'Join Demo' }).click();
    await hasJoined(page);
  },
);
