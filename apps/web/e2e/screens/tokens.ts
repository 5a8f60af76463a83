import type { Claim, CreatedApiToken, Member } from '@weir/contract';
import type { BrowserContext, Page } from 'playwright-core';

/** Tokens of the manager, and a service account with one, on a card. Returns the account’s id. */
export async function someTokens({ request }: BrowserContext, web: string): Promise<string> {
  const post = async <T>(path: string, data: object): Promise<T> => {
    const headers = { origin: web };
    return (await request.post(`/api/weir/v1/workspaces/demo${path}`, { data, headers })).json();
  };
  const { id } = await post<Member>('/service-accounts', { name: 'Build bot', role: 'member' });
  await post('/boards/PLAT/cards', { title: 'Renew the certificates', assigneeIds: [id] });
  const expiresAt = new Date(Date.now() + 90 * 86_400_000).toISOString();
  const deploys = { name: 'Deploys in CI', scopes: ['read', 'cards'], expiresAt };
  const { id: token } = await post<CreatedApiToken>('/tokens', deploys);
  await post(`/tokens/${token}/rotation`, {});
  await post('/tokens', { name: 'Agent', scopes: ['read', 'cards', 'intake', 'manage'], boards: ['PLAT'] });
  await post('/tokens', { ...deploys, serviceAccount: id });
  return id;
}

/** Claims the next card of a board that has room, as an agent does. Returns its number. */
export async function claimCard({ request }: BrowserContext, web: string): Promise<number> {
  const options = { data: { seconds: 3600 }, headers: { origin: web } };
  const answer = await request.post('/api/weir/v1/workspaces/demo/boards/DATA/claims', options);
  return ((await answer.json()) as Claim).card.number;
}

/** The form of a new token, for some boards. */
export async function beginToken(page: Page): Promise<void> {
  await page.locator('main button').last().click();
  await page.getByRole('dialog').locator('label:has([type=radio])').last().click();
  await page.getByRole('dialog').getByRole('checkbox').nth(5).waitFor();
}

/** A token that was just made. */
export async function makeToken(page: Page): Promise<void> {
  await page.locator('main button').last().click();
  await page.getByRole('dialog').getByRole('textbox').fill('Nightly report');
  await page.getByRole('dialog').locator('button[type=submit]').click();
  await page.getByRole('dialog').locator('code').waitFor();
}

/** A calendar link that was just made. */
export async function makeCalendarLink(page: Page): Promise<void> {
  await page.locator('main button').last().click();
  await page.locator('main input').waitFor();
}
