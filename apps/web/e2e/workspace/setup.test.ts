import { readFileSync } from 'node:fs';
import { faultsOf } from '../support/looks.ts';
import { withOwnServers } from '../support/own-servers.ts';
import { aStranger, scene, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

const own = withOwnServers();

scene('the link in the log of a new server creates the first account, once', async () => {
  const page = await aStranger({ baseURL: own().web });
  await open(page, '/sign-in');
  await page.getByRole('link', { name: 'Set up Weir' }).click();
  await page.getByRole('heading', { name: 'Set up Weir' }).waitFor();
  await page.getByRole('button', { name: 'Create the first account' }).click();
  await becomes(() => page.getByLabel('Setup link').getAttribute('aria-invalid'), 'true');
  expect(await page.getByRole('form').getByRole('alert').count()).toBe(0);

  const [link] = readFileSync(own().apiLog, 'utf8').match(/http\S+\/setup#[\w-]+/) ?? [];
  await page.goto('about:blank');
  await open(page, link as string);
  await page.getByLabel('Your name').waitFor();
  expect(await page.getByLabel('Setup link').count()).toBe(0);
  expect(await faultsOf(page)).toEqual([]);

  await page.getByLabel('Your name').fill('Ada Adams');
  await page.getByLabel('Email').fill('ada@weir.test');
  await page.getByLabel('Password').fill('water under a bridge');
  await page.getByRole('button', { name: 'Create the first account' }).click();
  await page.getByRole('button', { name: /^Account of Ada Adams/ }).waitFor();
  await page.waitForURL(`${own().web}/`);

  const late = await aStranger({ baseURL: own().web });
  await open(late, link as string);
  await late.getByRole('heading', { name: 'Weir is set up already' }).waitFor();
});
