import type { Me, RequestList } from '@weir/contract';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { stack } from '../../support/addresses.ts';
import { as } from '../../support/api.ts';
import { aNewcomer, newcomersPassword, sessionOf } from '../../support/newcomers.ts';
import { signIn } from '../../support/people.ts';
import { aStranger, scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, hasValue, open, reacts } from '../../support/until.ts';

withBrowser();

/** Signs in without the form, in a new browser. */
async function signedInAs(email: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await aStranger(options);
  await signIn(page.context(), stack().web, { email, password: newcomersPassword });
  return page;
}

/** Signs in by the form, in a new browser. */
async function freshBrowser(email: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await aStranger(options);
  await open(page, '/sign-in');
  await page.getByLabel(/^E-?Mail$/i).fill(email);
  await page.getByLabel(/^(Password|Passwort)$/).fill(newcomersPassword);
  await page.getByRole('button', { name: /^(Sign in|Anmelden)$/ }).click();
  await page.waitForURL('/demo');
  await reacts(page);
  return page;
}

/** A green PNG of one pixel. */
const aPixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGPQqooHAAHVAQSyRpd6AAAAAElFTkSuQmCC',
  'base64',
);
const aFile = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(content),
});

const language = (page: Page) => page.locator('html').getAttribute('lang');

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${field}$`) }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

scene('a language chosen in the account is used in every browser where the person signs in', async () => {
  const email = await aNewcomer('Lena Lang');
  const page = await signedInAs(email);
  await open(page, '/demo');
  await page.getByRole('button', { name: 'Account of Lena Lang' }).click();
  await page.getByRole('menuitem', { name: 'Name, language, time zone' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await choose(page, 'Language', 'Deutsch');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Dein Konto' }).waitFor();

  const other = await freshBrowser(email);
  await becomes(() => language(other), 'de');
  await other.getByRole('button', { name: 'Konto von Lena Lang' }).waitFor();

  // The menu sets the same setting. The browser is English, so following it is English again.
  await other.getByRole('button', { name: 'Konto von Lena Lang' }).click();
  await other.getByRole('menuitem', { name: 'English' }).click();
  await becomes(() => language(other), 'en');
  await open(page, '/demo/account');
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await choose(page, 'Language', 'From the browser: English');
  await page.getByRole('button', { name: 'Save' }).click();
  await becomes(
    async () => (await page.context().cookies()).some(({ name }) => name === 'weir-language'),
    false,
  );
  const german = await freshBrowser(email, { locale: 'de-DE' });
  await becomes(() => language(german), 'de');
});

scene('colours chosen in the account are those of every browser from its first page on', async () => {
  const email = await aNewcomer('Thea Theme');
  const page = await signedInAs(email);
  await open(page, '/demo');
  await page.getByRole('button', { name: 'Account of Thea Theme' }).click();
  await page.getByRole('menuitem', { name: 'Dark' }).click();
  await becomes(() => page.locator('html').getAttribute('data-theme'), 'dark');
  const person = await sessionOf(email);
  await becomes(async () => (await person.get<Me>('/v1/me')).user.theme, 'dark');

  const other = await signedInAs(email);
  // As the server draws it, before any script runs.
  const first = await other.context().request.get(`${stack().web}/demo`);
  expect(await first.text()).toMatch(/<html[^>]* data-theme="dark"/);
  await open(other, '/demo/account');
  await other.getByRole('button', { name: /^Dark Colours$/ }).waitFor();
  await choose(other, 'Colours', 'Light');
  await other.getByRole('button', { name: 'Save' }).click();
  await becomes(() => other.locator('html').getAttribute('data-theme'), 'light');
  await open(page, '/demo');
  await becomes(() => page.locator('html').getAttribute('data-theme'), 'light');
});

scene('a picture takes the place of the initials for colleagues, until it is removed', async () => {
  const email = await aNewcomer('Paul Picture');
  const page = await signedInAs(email);
  await open(page, '/demo/account');
  const own = page.getByRole('button', { name: 'Account of Paul Picture' }).locator('[data-initials="PP"]');
  const isShown = (face: Locator) =>
    face.evaluate((each) => getComputedStyle(each, '::after').backgroundImage.includes('/avatars/'));
  expect(await isShown(own)).toBe(false);
  await page.getByLabel('Picture', { exact: true }).setInputFiles(aFile('plan.png', 'no picture'));
  await page.getByText('This is no picture in PNG, JPEG or WebP').waitFor();
  const read = page.waitForResponse((answer) => answer.url().includes('/avatars/'));
  await page.getByLabel('Picture', { exact: true }).setInputFiles(aFile('me.png', aPixel));
  await becomes(() => isShown(own), true);
  expect((await read).headers()['cache-control']).toContain('immutable');

  const colleague = await signedIn('member');
  await open(colleague, '/demo/members');
  const face = colleague.getByRole('listitem').filter({ hasText: 'Paul Picture' }).locator('[data-initials]');
  await becomes(() => isShown(face), true);

  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await becomes(() => isShown(own), false);
  await becomes(() => page.evaluate(() => document.activeElement?.textContent), 'Upload a picture');
});

scene('times name the reader’s zone if it differs from the board’s', async () => {
  const page = await signedInAs(await aNewcomer('Zora Zone'), { timezoneId: 'America/New_York' });
  const board = '/v1/workspaces/demo/boards/PLAT';
  const { items } = await (await as('manager')).get<RequestList>(`${board}/requests?state=answered`);
  const request = `/demo/PLAT/requests/${items[0]?.number}`;
  const named = () => page.getByText(/\d\d:\d\d\sGMT−\d/).count();
  await open(page, request);
  await becomes(async () => (await named()) > 0, true);

  await open(page, '/demo/account');
  await page.getByRole('button', { name: /From the browser: America\/New York/ }).waitFor();
  await choose(page, 'Time zone', 'Europe/Berlin');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved', { exact: true }).first().waitFor();
  await open(page, request);
  await page
    .getByText(/\d\d:\d\d/)
    .first()
    .waitFor();
  await becomes(named, 0);
});

scene('a new name shows at once; an invalid name is refused in place', async () => {
  const page = await signedInAs(await aNewcomer('Nils Nomen'));
  await open(page, '/demo/account');
  const field = page.getByLabel('Name', { exact: true });
  await field.fill('   ');
  await page.getByRole('button', { name: 'Save' }).click();
  await becomes(() => field.getAttribute('aria-invalid'), 'true');
  await field.fill('Nils Neumann');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Account of Nils Neumann' }).waitFor();
  await open(page, '/demo/account');
  await hasValue(field, 'Nils Neumann');
});
