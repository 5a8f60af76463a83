import { readFileSync } from 'node:fs';
import { stack } from '../support/addresses.ts';
import { faultsOf } from '../support/looks.ts';
import { aStranger, scene, withBrowser } from '../support/scene.ts';
import { anEmptyDatabase, type Servers, someServers } from '../support/stack.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

// As `pnpm start` with its demo: only then does the API know the owner of the tables.
let database: Awaited<ReturnType<typeof anEmptyDatabase>>;
let servers: Servers;
beforeAll(async () => {
  database = await anEmptyDatabase(stack().owner);
  servers = await someServers(database.url, { WEIR_DEMO_DATABASE_URL: database.url });
});
afterAll(async () => {
  await servers?.stop();
  await database?.drop();
});

scene('the link in the log of a new server creates the first account, once', async () => {
  const page = await aStranger({ baseURL: servers.web });
  await open(page, '/sign-in');
  await page.getByRole('link', { name: 'Set up Weir' }).click();
  await page.getByRole('heading', { name: 'Set up Weir' }).waitFor();
  await page.getByRole('button', { name: 'Create the first account' }).click();
  await becomes(() => page.getByLabel('Setup link').getAttribute('aria-invalid'), 'true');
  expect(await page.getByRole('form').getByRole('alert').count()).toBe(0);

  const [link] = readFileSync(servers.apiLog, 'utf8').match(/http\S+\/setup#[\w-]+/) ?? [];
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
  await page.waitForURL(`${servers.web}/`);

  const late = await aStranger({ baseURL: servers.web });
  await open(late, link as string);
  await late.getByRole('heading', { name: 'Weir is set up already' }).waitFor();
});
