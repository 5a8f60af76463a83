import type { Me, NoticeSettings } from '@weir/contract';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { stack } from '../../support/addresses.ts';
import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { linkIn, mailsTo, mailTo } from '../../support/mailbox.ts';
import { aNewcomer, confirmed, newcomersPassword } from '../../support/newcomers.ts';
import { signIn } from '../../support/people.ts';
import { aStranger, scene, withBrowser } from '../../support/scene.ts';
import { becomes, open } from '../../support/until.ts';

withBrowser();

/** Signs in without the form, in a new browser. */
async function signedInAs(email: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await aStranger(options);
  await signIn(page.context(), stack().web, { email, password: newcomersPassword });
  return page;
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`${field}$`) }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

scene(
  'a new person confirms their address by the link in a mail, and then gets notices by mail',
  async () => {
    const email = await aNewcomer('Vera Verify');
    const page = await signedInAs(email);
    await open(page, '/demo/notices');
    await page.getByText('You don’t get them by email').waitFor();
    await open(page, '/demo/account');
    await page.getByText('Confirm your address to get emails').waitFor();
    await page.getByRole('button', { name: 'Send the link again' }).click();
    await page.locator('#content').getByText('It is valid for two days.').waitFor();
    const link = linkIn((await mailTo(email, 2)).text, '/email/confirm');

    // A program that opens the link confirms nothing.
    const mailbox = await aStranger();
    await open(mailbox, link);
    await mailbox.getByText('Sign in to the account with this address.').waitFor();
    await open(page, '/demo/account');
    await page.getByText('Confirm your address to get emails').waitFor();
    await mailbox.getByLabel(/^E-?Mail$/i).fill(email);
    await mailbox.getByLabel('Password').fill(newcomersPassword);
    await mailbox.getByRole('button', { name: 'Sign in' }).click();
    await mailbox.getByRole('button', { name: 'Confirm the address' }).click();
    await mailbox.locator('#content').getByText('Your address is confirmed').waitFor();
    await open(page, '/demo/account');
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    expect(await page.getByText('Confirm your address to get emails').count()).toBe(0);

    const again = await signedInAs(email, { locale: 'de-DE' });
    await open(again, link);
    await again.getByRole('button', { name: 'Adresse bestätigen' }).click();
    await again.locator('#content').getByText('Dieser Link ist nicht gültig').waitFor();
  },
);

scene(
  'a reader stops notice mails by the link in a mail, on a page or with one click in their mail program',
  async () => {
    const board = await aBoard('STOP', [queue('Ready'), active('Doing'), done('Done')]);
    const manager = await as('manager');
    const email = await aNewcomer('Stella Stopp', 'requester');
    const requester = await confirmed(email);
    const ask = async (title: string) => {
      const { number } = await requester.post<{ number: number }>(`${board.path}/requests`, { title });
      const answer = { kind: 'decline', reason: 'notAligned', message: 'We stopped this kind of work.' };
      await manager.put(`${board.path}/requests/${number}/answer`, answer);
    };
    const gets = async () => (await requester.get<Me>('/v1/me')).user.noticeMails;
    await ask('A lamp');
    const { text } = await mailTo(email, 2);
    const link = linkIn(text, '/email/stop');
    const page = await aStranger();
    await open(page, link);
    expect(await gets()).toBe(true);
    await page.getByRole('button', { name: 'Stop the emails' }).click();
    await page.locator('#content').getByText('You get no more of these emails').waitFor();
    expect(await gets()).toBe(false);

    await requester.send('PATCH', '/v1/me', { noticeMails: true });
    const oneClick = link.replace('/email/stop#', '/api/email/stop?token=');
    const shown = await fetch(oneClick, { redirect: 'manual' });
    expect([shown.status, shown.headers.get('location')]).toEqual([303, link]);
    expect(await gets()).toBe(true);
    const body = 'List-Unsubscribe=One-Click';
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await fetch(oneClick, { method: 'POST', headers, body })).status).toBe(204);
    expect(await gets()).toBe(false);
    await requester.send('PATCH', '/v1/me', { noticeMails: true });
  },
);

scene(
  'the mail about a new request takes a signed-out manager to its answer form, and after that to the answer',
  async () => {
    const board = await aBoard('NEWR', [queue('Ready'), active('Doing'), done('Done')]);
    const email = await aNewcomer('Nora Neu', 'manager');
    const nora = await confirmed(email);
    const page = await signedInAs(email);
    await open(page, '/demo/account');
    await choose(page, 'Email me about them', 'At once, one for each');
    const settings = '/v1/workspaces/demo/notices/settings';
    const chosen = async () => (await nora.get<NoticeSettings>(settings)).requestMails;
    await becomes(chosen, 'atOnce');

    for (const title of ['First of all', 'A lamp']) await board.ask(title);
    // Other tests submit requests to other boards.
    const ofLamp = async () => (await mailsTo(email)).find(({ subject }) => subject === 'NEWR-R2 A lamp');
    await becomes(async () => (await ofLamp()) !== undefined, true);
    await nora.send('PATCH', settings, { requestMails: 'never' });
    const link = (await ofLamp())?.text?.match(/https?:\S+\/demo\/NEWR\/intake\?request=2/)?.[0] as string;
    const mailbox = await aStranger();
    await open(mailbox, link);
    await mailbox.getByLabel('Email').fill(email);
    await mailbox.getByLabel('Password').fill(newcomersPassword);
    await mailbox.getByRole('button', { name: 'Sign in' }).click();
    await mailbox.getByRole('heading', { name: 'A lamp', exact: true }).waitFor();
    await mailbox
      .getByRole('radio', { name: 'Accept', exact: true })
      .and(mailbox.locator(':focus'))
      .waitFor();

    await (await as('manager')).put(`${board.path}/requests/2/answer`, { kind: 'accept' });
    await open(mailbox, link);
    await mailbox.getByRole('status').getByText('Mira Mensah answered this request').waitFor();
    expect(await mailbox.getByRole('radio', { name: 'Accept', exact: true }).count()).toBe(0);
  },
);
