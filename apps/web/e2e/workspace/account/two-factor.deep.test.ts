import { Secret, TOTP } from 'otpauth';
import { aNewcomer, newcomersPassword } from '../../support/newcomers.ts';
import { aStranger, scene, withBrowser } from '../../support/scene.ts';
import { signedInByForm, signInByForm } from '../../support/signing-in.ts';
import { open } from '../../support/until.ts';

withBrowser();

/** What an app shows, this many steps of 30 seconds from now. */
const codeOf = (secret: string, steps: number) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

scene(
  'a person turns two-factor sign-in on, signs in with a code and a recovery code, and turns it off',
  async () => {
    const email = await aNewcomer('Tova Totp');
    const page = await signedInByForm(email, newcomersPassword);
    await open(page, '/demo/account');
    await page.getByRole('link', { name: 'Two-factor' }).click();
    await page.getByLabel('Current password').fill('not this one');
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByText('This isn’t your current password.').waitFor();
    await page.getByLabel('Current password').fill(newcomersPassword);
    await page.getByRole('button', { name: 'Set up' }).click();
    await page.getByRole('img', { name: 'QR code with the secret for your app' }).waitFor();
    const secret = await page.getByLabel('Secret').inputValue();
    await page.getByLabel('Code from the app').fill('000000');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByText('This code doesn’t match').waitFor();
    // The step before: the current and the next one are left for the rest of the test.
    await page.getByLabel('Code from the app').fill(codeOf(secret, -1));
    await page.getByRole('button', { name: 'Turn on' }).click();
    const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    await codes.first().waitFor();
    const recovery = await codes.allTextContents();
    expect(recovery).toHaveLength(10);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('You have 10 recovery codes left.').waitFor();

    const other = await aStranger();
    await signInByForm(other, email, newcomersPassword);
    await other.getByLabel('Code', { exact: true }).and(other.locator(':focus')).waitFor();
    await other.getByRole('heading', { name: 'Enter the code' }).waitFor();
    expect(await other.getByRole('heading').allTextContents()).toEqual(['Enter the code']);
    expect(await other.getByRole('link', { name: 'Forgot your password?' }).isVisible()).toBe(false);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByText('Enter the code.').waitFor();
    await other.getByLabel('Code', { exact: true }).fill('000000');
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByText('This code doesn’t match').waitFor();
    await other.getByRole('button', { name: 'Back' }).click();
    expect(await other.getByLabel('Email').inputValue()).toBe(email);
    expect(await other.getByLabel('Password', { exact: true }).inputValue()).toBe(newcomersPassword);
    await other.getByRole('button', { name: 'Sign in' }).click();
    await other.getByLabel('Code', { exact: true }).fill(codeOf(secret, 0));
    await other.keyboard.press('Enter');
    await other.waitForURL('/demo');

    const third = await aStranger();
    await signInByForm(third, email, newcomersPassword);
    await third.getByLabel('Code', { exact: true }).fill(recovery[0] as string);
    await third.getByRole('button', { name: 'Sign in' }).click();
    await third.waitForURL('/demo');
    await open(third, '/demo/account/two-factor');
    await third.getByText('You have 9 recovery codes left.').waitFor();
    await third.getByRole('button', { name: 'Turn off' }).click();
    await third.getByLabel('Current password').fill(newcomersPassword);
    await third.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1));
    await third.getByRole('button', { name: 'Turn off' }).click();
    await third.getByRole('button', { name: 'Set up' }).waitFor();
    await third.getByRole('main').and(third.locator(':focus')).waitFor();
    await signedInByForm(email, newcomersPassword);
  },
);
