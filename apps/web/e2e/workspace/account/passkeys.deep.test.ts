import type { Page } from 'playwright-core';
import { stack } from '../../support/addresses.ts';
import { aNewcomer, newcomersPassword } from '../../support/newcomers.ts';
import { allowFault, scene, withBrowser } from '../../support/scene.ts';
import { signedInByForm } from '../../support/signing-in.ts';
import { besideOthers, type Servers, someServers } from '../../support/stack.ts';
import { open } from '../../support/until.ts';

withBrowser();

// Passkeys belong to a name: those of a page at an IP address are refused by browsers.
let servers: Servers;
beforeAll(async () => {
  servers = await someServers(stack().database, besideOthers, 'localhost');
});
afterAll(() => servers.stop());

/** The page's device keeps passkeys and checks its person, as a phone does. */
async function withAuthenticator(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** The person stops it, or the device does not recognise them. */
    refuse: (isRefused: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: !isRefused }),
  };
}

scene('a person adds a passkey, signs in with it, and no longer once it is removed', async () => {
  const email = await aNewcomer('Pia Passkey');
  const options = { baseURL: servers.web };
  const page = await signedInByForm(email, newcomersPassword, options);
  const device = await withAuthenticator(page);
  await open(page, '/demo/account');
  await page.getByRole('link', { name: 'Passkeys' }).click();
  await page.getByText('You have no passkeys yet').waitFor();
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill(' ');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Enter a name.').waitFor();
  await name.fill('My phone');
  await page.getByLabel('Current password').fill('not this one');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('This isn’t your current password.').waitFor();
  await page.getByLabel('Current password').fill(newcomersPassword);
  await device.refuse(true);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('No passkey was created.').waitFor();
  await device.refuse(false);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const passkeys = page.getByRole('list', { name: 'Your passkeys' });
  await passkeys.getByText('My phone').waitFor();
  await passkeys.and(page.locator(':focus')).waitFor();
  await page.getByRole('button', { name: 'Rename My phone' }).click();
  await passkeys.getByRole('textbox', { name: 'Name' }).fill('Old phone');
  await page.keyboard.press('Enter');
  await passkeys.getByText('Old phone').waitFor();

  await page.context().clearCookies();
  await open(page, '/sign-in?next=/demo/account/passkeys');
  await device.refuse(true);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('No passkey was used.').waitFor();
  await device.refuse(false);
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL('/demo/account/passkeys');
  await passkeys.getByText('last used').waitFor();

  await page.getByRole('button', { name: 'Remove Old phone' }).click();
  await passkeys.getByLabel('Current password').fill(newcomersPassword);
  await passkeys.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('You have no passkeys yet').waitFor();
  await page.context().clearCookies();
  await open(page, '/sign-in');
  allowFault(page, '401');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('This passkey belongs to no account here').waitFor();
});
