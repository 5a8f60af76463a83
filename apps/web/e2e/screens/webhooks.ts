import type { CreatedWebhook } from '@weir/contract';
import type { BrowserContext, Page } from 'playwright-core';

/** Webhooks of the demo: one whose test failed, one for some boards and types, and one that is off. */
export async function someWebhooks({ request }: BrowserContext, web: string): Promise<void> {
  const path = '/api/weir/v1/workspaces/demo/webhooks';
  const headers = { origin: web };
  const make = async (data: object): Promise<CreatedWebhook> =>
    (await request.post(path, { data, headers })).json();
  const { id } = await make({ name: 'Team chat', url: 'https://chat.invalid/hooks/weir' });
  await request.post(`${path}/${id}/test`, { headers });
  await make({
    name: 'Nightly mirror of the platform board in the data warehouse',
    url: 'https://warehouse.invalid/a/rather/long/address/of/an/endpoint?of=weir&environment=production',
    types: ['card.moved', 'request.overdue', 'board.saturated', 'column.slotFree'],
    boards: ['PLAT'],
    payload: 'thin',
  });
  const { id: off } = await make({ name: 'Old bot', url: 'https://bot.invalid' });
  await request.patch(`${path}/${off}`, { data: { on: false }, headers });
}

/** The form of a new webhook, for some types and boards. */
export async function beginWebhook(page: Page): Promise<void> {
  await page.locator('main button').last().click();
  const labels = page.getByRole('dialog').locator('label:has([type=radio])');
  await labels.nth(1).click();
  await labels.nth(3).click();
  await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
}

/** A webhook that was just made, with its secret. */
export async function makeWebhook(page: Page): Promise<void> {
  await page.locator('main button').last().click();
  const [name, url] = await page.getByRole('dialog').getByRole('textbox').all();
  await name?.fill('Nightly report');
  await url?.fill('https://report.invalid/weir');
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await page.getByRole('dialog').locator('input[readonly]').waitFor();
}

/** The actions of the first webhook. */
export async function openActions(page: Page): Promise<void> {
  await page.locator('main li [aria-haspopup=menu]').first().click();
  await page.getByRole('menu').waitFor();
}

/** The log of the first webhook. */
export async function openDeliveries(page: Page): Promise<void> {
  await page.locator('main li button').first().click();
  await page.getByRole('dialog').locator('li').first().waitFor();
}
