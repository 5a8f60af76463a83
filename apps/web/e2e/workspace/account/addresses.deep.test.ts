import { linkIn, mailWith } from '../../support/mailbox.ts';
import { aNewcomer, confirmed, newcomersPassword } from '../../support/newcomers.ts';
import { aStranger, scene, withBrowser } from '../../support/scene.ts';
import { signedInByForm } from '../../support/signing-in.ts';
import { open } from '../../support/until.ts';

withBrowser();

scene(
  'a person keeps their address, then changes it by the link to the new one, which they open in another browser',
  async () => {
    const email = await aNewcomer('Ada Dress');
    const page = await signedInByForm(email, newcomersPassword);
    await open(page, '/demo/account');
    await page.getByRole('link', { name: 'Email', exact: true }).click();
    const ask = async (address: string, password = newcomersPassword) => {
      await page.getByLabel('New email address').fill(address);
      await page.getByLabel('Current password').fill(password);
      await page.getByRole('button', { name: 'Send the link', exact: true }).click();
    };
    await ask('ada.new@people.test', 'not this one');
    await page.getByText('This isn’t your current password.').waitFor();
    expect(await page.getByLabel('New email address').inputValue()).toBe('ada.new@people.test');
    await ask('ada.new@people.test');
    await page.getByText('Open the email to ada.new@people.test').waitFor();
    expect(await page.getByText('Confirm your address to get emails').count()).toBe(0);
    const ended = linkIn((await mailWith('ada.new@people.test', '/email/change')).text, '/email/change');
    await page.getByRole('button', { name: 'Keep my address' }).click();
    await page.getByText('Open the email to').waitFor({ state: 'detached' });
    await page.getByRole('main').and(page.locator(':focus')).waitFor();
    await page.getByText('Confirm your address to get emails').waitFor();

    await confirmed(email);
    await ask('ada.newer@people.test');
    await page.getByText('Open the email to ada.newer@people.test').waitFor();
    const { text } = await mailWith('ada.newer@people.test', '/email/change');
    await mailWith(email, 'A link was sent to it');

    const elsewhere = await aStranger();
    await open(elsewhere, linkIn(text, '/email/change'));
    await elsewhere.getByLabel('Email').fill(email);
    await elsewhere.getByLabel('Password', { exact: true }).fill(newcomersPassword);
    await elsewhere.getByRole('button', { name: 'Sign in' }).click();
    await elsewhere.getByRole('button', { name: 'Use this address' }).click();
    await elsewhere.getByRole('heading', { name: 'Your address was changed' }).waitFor();
    await mailWith(email, 'has another email address');

    await open(page, '/demo/account/address');
    await page.getByText('You sign in with ada.newer@people.test').waitFor();
    await open(page, ended);
    await page.getByRole('button', { name: 'Use this address' }).click();
    await page.getByRole('heading', { name: 'This link can’t be used' }).waitFor();
    await signedInByForm('ada.newer@people.test', newcomersPassword);
  },
);
