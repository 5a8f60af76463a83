import type { Me } from '@weir/contract';
import { as } from '../../support/api.ts';
import { mailTo } from '../../support/mailbox.ts';
import { aStranger, scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, hasValue, open } from '../../support/until.ts';
import { fillSignUp, goodPassword, hasJoined, invitations, invite, join, mailedLink } from './inviting.ts';

withBrowser();

scene(
  'an owner sees per address who was invited before or is a member, and sends a lost mail again',
  async () => {
    await invite('iris@people.test');
    const page = await signedIn('owner');
    await open(page, '/demo/members');
    await page.getByRole('button', { name: 'Invite' }).click();
    const member = (await (await as('member')).get<Me>('/v1/me')).user.email;
    await page.getByLabel('Email addresses').fill(`iris@people.test, ${member}\nivo@example.com`);
    await page.getByRole('button', { name: 'Invite 3 people' }).click();
    await page.getByText('iris@people.test was invited before').waitFor();
    await page.getByText('The link is on its way to ivo@example.com').waitFor();
    await page.getByRole('region', { name: member }).getByText('This person is a member already').waitFor();
    // Another attempt would change nothing.
    expect(await page.getByRole('button', { name: /^Try/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Done' }).click();

    await becomes(async () => {
      await open(page, '/demo/members');
      const line = page.getByRole('listitem').filter({ hasText: 'ivo@example.com' });
      return line.getByText('The email was not sent').isVisible();
    }, true);
    await page.getByRole('button', { name: 'Send the invitation to iris@people.test again' }).click();
    await mailTo('iris@people.test', 2);
  },
);

scene('a copied link of an invitation for an address asks for the mail, and sends it again', async () => {
  const { token } = await invite('ina@people.test');
  await mailTo('ina@people.test', 1);
  const page = await aStranger();
  await open(page, `/invitations/${token}`);
  await page.getByText('Open the link in the email to this address').waitFor();
  expect(await page.getByLabel('Password').count()).toBe(0);
  await page.getByRole('button', { name: 'Send the link to i•••@p•••.test' }).click();
  await page.getByText('Check the inbox and the spam folder.').waitFor();
  await open(page, await mailedLink('ina@people.test', 2));
  await fillSignUp(page, 'ina@people.test');
  await join(page);
  await hasJoined(page);
});

scene(
  'a proof that was cut off is refused where it was typed, with a button that mails the link',
  async () => {
    await invite('jim@people.test');
    const link = await mailedLink('jim@people.test');
    const page = await aStranger();
    await open(page, link.slice(0, -4));
    await fillSignUp(page, 'jim@people.test');
    await join(page);
    await page.getByText('Open the link that was mailed to j•••@p•••.test').waitFor();
    await page.getByRole('button', { name: 'Send the link to j•••@p•••.test' }).waitFor();
    await hasValue(page.getByLabel('Email'), 'jim@people.test');
  },
);

scene('an invitation that can’t be used says why and what to do now, in both languages', async () => {
  const owner = await as('owner');
  const [used, revoked] = [await invite(), await invite()];
  const person = { email: 'lou@people.test', name: 'Lou Low', password: goodPassword };
  await owner.post<Me>('/v1/users', { ...person, invitation: used.token });
  await owner.delete(`${invitations}/${revoked.id}`);
  const page = await aStranger();
  for (const [link, why, now] of [
    [used.token, 'The invitation was already used', 'If you joined with it, open Weir'],
    [
      revoked.token,
      'The invitation was revoked',
      'If you still want to join, ask the person who invited you',
    ],
    [`demo.${'x'.repeat(43)}`, 'There is no invitation with this link', 'Copy the whole link'],
  ] as const) {
    await open(page, `/invitations/${link}`);
    await page.getByRole('heading', { name: 'This invitation can’t be used' }).waitFor();
    await page.getByText(why).waitFor();
    await page.getByText(now).waitFor();
  }
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByText('Zu diesem Link gibt es keine Einladung').waitFor();
  await page.getByRole('link', { name: 'Weir öffnen' }).click();
  await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
});

scene('an invitation link that was cut off is called incomplete, and the page leads on', async () => {
  const page = await aStranger();
  await open(page, '/invitations/demo');
  await page.getByRole('heading', { name: 'This link is incomplete' }).waitFor();
  await page.getByRole('link', { name: 'Open Weir' }).click();
  await page.getByLabel('Password').waitFor();
});
