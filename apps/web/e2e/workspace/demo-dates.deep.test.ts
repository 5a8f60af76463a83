import type { Page } from 'playwright-core';
import { faultsOf, oneLook } from '../support/looks.ts';
import { withOwnServers } from '../support/own-servers.ts';
import { anotherTab, aStranger, scene, withBrowser } from '../support/scene.ts';
import { seedOldDemo } from '../support/stack.ts';
import { open } from '../support/until.ts';

withBrowser();

const own = withOwnServers();

scene(
  'a demo whose dates have passed says so, and starts afresh with one button for its managers',
  async () => {
    await seedOldDemo(own().database, 3);
    const page = await aStranger({ baseURL: own().web });
    // By its role: while a page streams in, a part of it can be in the document twice, once hidden.
    const madeAgo = (on: Page, days = '') => on.getByRole('note').getByText(`This demo was made${days}`);
    const signIn = async (role: string, on = page) => {
      await open(on, '/sign-in?next=/demo/PLAT');
      await on.getByLabel('Email').fill(`${role}@demo.test`);
      await on.getByLabel('Password').fill('demo-demo');
      await on.getByRole('button', { name: 'Sign in' }).click();
      await madeAgo(on, ' 3 days ago').waitFor();
    };
    const requester = await aStranger({ baseURL: own().web });
    await signIn('requester', requester);
    await signIn('viewer');
    await page.getByText('An owner or manager can start it afresh.').waitFor();
    expect(await page.getByRole('button', { name: 'Start the demo afresh' }).count()).toBe(0);
    await page.context().clearCookies();

    await signIn('manager');
    const tab = await anotherTab(page);
    await open(tab, '/demo');
    await madeAgo(tab).waitFor();
    expect(await faultsOf(page, oneLook)).toEqual([]);
    await page.getByRole('button', { name: 'Start the demo afresh' }).click();
    const asked = page.getByRole('alertdialog', { name: 'Start the demo afresh?' });
    await asked.getByText('Everything in this workspace is deleted').waitFor();
    await asked.getByRole('button', { name: 'Start the demo afresh' }).click();
    await page.waitForURL(`${own().web}/demo`);
    await madeAgo(page).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Platform' }).first().waitFor();
    // Pages that were open elsewhere follow without a reload.
    for (const other of [tab, requester]) await madeAgo(other).waitFor({ state: 'hidden' });
  },
);
