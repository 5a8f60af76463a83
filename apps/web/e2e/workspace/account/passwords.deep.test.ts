import type { Page } from 'playwright-core';
import { linkIn, mailsTo, mailWith } from '../../support/mailbox.ts';
import { aNewcomer, newcomersPassword } from '../../support/newcomers.ts';
import { aStranger, scene, withBrowser } from '../../support/scene.ts';
import { signedInByForm } from '../../support/signing-in.ts';
import { becomes, open } from '../../support/until.ts';

withBrowser();

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';

const isAskedToSignIn = async (page: Page) => {
  await open(page, '/demo/members');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
};

scene(
  'a person who forgot their password sets a new one by mail, changes it, ends a session, and signs out everywhere',
  async () => {
    const email = await aNewcomer('Paula Pass');
    const first = await signedInByForm(email, newcomersPassword);

    const page = await aStranger();
    await open(page, '/sign-in');
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByRole('heading', { name: 'Forgot your password?' }).waitFor();
    const ask = async (address: string) => {
      await page.getByLabel('Email').fill(address);
      await page.getByRole('button', { name: 'Send the link' }).click();
      await page.getByRole('status').getByText(`If ${address} has an account here`).waitFor();
    };
    await ask('nobody.at.all@people.test');
    await page.getByRole('main').and(page.locator(':focus')).waitFor();
    await page.getByRole('button', { name: 'Use another address' }).click();
    await ask(email);
    const mail = await mailWith(email, '/sign-in/new-password');
    const link = linkIn(mail.text, '/sign-in/new-password');
    expect(await mailsTo('nobody.at.all@people.test')).toEqual([]);

    await open(page, link);
    await page.getByLabel('New password', { exact: true }).fill('Password123');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByText('Many people use this password').waitFor();
    await page.getByLabel('New password', { exact: true }).and(page.locator(':focus')).waitFor();
    await page.getByLabel('New password', { exact: true }).fill('nine green bottles');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('heading', { name: 'Your new password is set' }).waitFor();
    await isAskedToSignIn(first);
    await mailWith(email, 'The password of your Weir account was changed');
    await open(first, link);
    await first.getByLabel('New password', { exact: true }).fill('ten green bottles');
    await first.getByRole('button', { name: 'Set the password' }).click();
    await first.getByRole('heading', { name: 'This link can’t be used' }).waitFor();

    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('nine green bottles');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL('/demo');
    const elsewhere = await signedInByForm(email, 'nine green bottles');

    await page.getByRole('button', { name: 'Account of Paula Pass' }).click();
    await page.getByRole('menuitem', { name: 'Name, language, time zone' }).click();
    await page.getByRole('link', { name: 'Password' }).click();
    await page.getByLabel('Current password').fill('not this one');
    await page.getByLabel('New password', { exact: true }).fill('ten green bottles');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('This isn’t your current password.').waitFor();
    await page.getByLabel('Current password').fill('nine green bottles');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('You are signed out everywhere else.').waitFor();
    await becomes(() => page.getByLabel('Current password').inputValue(), '');
    await isAskedToSignIn(elsewhere);

    const phone = await signedInByForm(email, 'ten green bottles', { userAgent: iPhone });
    await open(phone, '/demo/PLAT');
    await page.getByRole('link', { name: 'Sessions' }).click();
    const sessions = page.getByRole('main').getByRole('listitem');
    await sessions.filter({ hasText: 'This one' }).waitFor();
    expect(await sessions.count()).toBe(2);
    await page.getByRole('button', { name: 'End the session: Safari on iOS' }).click();
    await phone.getByRole('dialog', { name: 'You are signed out' }).waitFor();
    await becomes(() => sessions.count(), 1);
    await page.getByRole('list', { name: 'Sessions' }).and(page.locator(':focus')).waitFor();

    const last = await signedInByForm(email, 'ten green bottles');
    await open(last, '/demo/PLAT');
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await last.getByRole('dialog', { name: 'You are signed out' }).waitFor();
  },
);
