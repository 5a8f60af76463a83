import type { BrowserContextOptions, Page } from 'playwright-core';
import { stack } from '../../support/addresses.ts';
import { aNewcomer, confirmed, newcomersPassword } from '../../support/newcomers.ts';
import { signIn } from '../../support/people.ts';
import { aStranger, scene, withBrowser } from '../../support/scene.ts';
import { open } from '../../support/until.ts';

withBrowser();

/** Signs in without the form, in a new browser. */
async function signedInAs(email: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await aStranger(options);
  await signIn(page.context(), stack().web, { email, password: newcomersPassword });
  return page;
}

scene('a person who gets no notice mails follows a link to the setting that changes it', async () => {
  const email = await aNewcomer('Wanda Warum');
  const page = await signedInAs(email);
  const why = page.getByRole('link', { name: 'See why in your account' });
  await open(page, '/demo/notices');
  await why.click();
  await page.waitForURL('/demo/account');
  await page.getByRole('button', { name: 'Send the link again' }).waitFor();

  const wanda = await confirmed(email);
  await wanda.send('PATCH', '/v1/me', { noticeMails: false });
  await open(page, '/demo/notices');
  await why.click();
  await page.waitForURL('/demo/account#notice-mails');
  await page.locator('#notice-mails').getByText('Email me my notices').waitFor();
});
