import type { Page } from 'playwright-core';
import { aBoard } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { linkIn, mailTo } from '../support/mailbox.ts';
import { anotherTab, aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';
import { columns, fillIn, formOf, waitingOn } from './guest-form.ts';

withBrowser();

scene('a full form refuses the confirmation, and the same link works when a place is free', async () => {
  const board = await aBoard('FFULL', columns);
  const link = await formOf(board, { depth: 1 });
  const [first, second] = [await aStranger(), await aStranger()];
  const links: string[] = [];
  for (const [page, email] of [
    [first, 'first@guests.test'],
    [second, 'second@guests.test'],
  ] as const) {
    await open(page, link);
    await fillIn(page, email);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Check your email').waitFor();
    links.push(linkIn((await mailTo(email, 1)).text, '/forms/confirm'));
  }
  const press = (page: Page) => page.getByRole('button', { name: 'Confirm and submit' }).click();
  await open(first, links[0] as string);
  await press(first);
  await first.getByRole('link', { name: 'See your requests' }).click();
  await open(second, links[1] as string);
  await press(second);
  await second.getByText('Your request is kept as you sent it').waitFor();
  expect(await first.locator('[data-tone="refusal"]').count()).toBe(0);

  await first.getByRole('button', { name: 'Withdraw FFULL-R1' }).click();
  await first.getByRole('alertdialog').getByRole('button', { name: 'Withdraw', exact: true }).click();
  await first.getByText('Withdrawn', { exact: true }).waitFor();
  await press(second);
  await second.getByRole('heading', { name: 'Your request is in the queue' }).waitFor();
  await second.getByText(/^The answer may be/).waitFor();
  expect(await waitingOn(board)).toBe(1);

  // A guest deletes their data by a second click. The team sees why the request no longer waits.
  const address = second.getByRole('link', { name: 'See your requests' });
  const own = (await address.getAttribute('href')) as string;
  await address.click();
  await second.getByRole('button', { name: 'Delete my data' }).click();
  await second.getByRole('alertdialog').getByRole('button', { name: 'Delete my data' }).click();
  await second.getByRole('heading', { name: 'Your data was deleted' }).waitFor();
  const tab = await anotherTab(second);
  await open(tab, own);
  await tab.getByRole('heading', { name: 'This link doesn’t work' }).waitFor();
  expect(await faultsOf(tab)).toEqual([]);
  expect(await waitingOn(board)).toBe(0);
  const manager = await signedIn('manager');
  await open(manager, `${board.page}/requests/2`);
  await manager
    .getByText(/Guest \(data deleted\)/)
    .first()
    .waitFor();
  await manager
    .getByText(/Withdrawn because the guest had their data deleted/)
    .first()
    .waitFor();
});
