/**
 * Takes the README's pictures, `docs/board.png` and `docs/intake.png`, of the demo as it is built:
 * `pnpm build && pnpm --filter @weir/web pictures`.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Board, RequestList } from '@weir/contract';
import type { Page } from 'playwright-core';
import { launchBrowser } from './support/browser.ts';
import { signedInWith } from './support/people.ts';
import { aStack } from './support/stack.ts';

const docs = fileURLToPath(new URL('../docs', import.meta.url));
mkdirSync(docs, { recursive: true });

const stack = await aStack();
const browser = await launchBrowser();
try {
  await picture('board', { height: 860 }, refusal);
  await picture('intake', { height: 1090 }, letter);
} finally {
  await browser.close();
  await stack.stop();
}

async function picture(
  name: string,
  { height }: { height: number },
  pose: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    baseURL: stack.web,
    viewport: { width: 1280, height },
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  await signedInWith(context, stack.web, 'manager');
  const page = await context.newPage();
  await pose(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${docs}/${name}.png`, caret: 'initial' });
  await context.close();
}

/** A card of the first queue that the first full column refuses. */
async function refusal(page: Page): Promise<void> {
  await page.goto('/demo/PLAT');
  const answer = await page.request.get('/api/weir/v1/workspaces/demo/boards/PLAT');
  const { columns, cards } = (await answer.json()) as Board;
  const full = columns.findIndex(({ kind, limit, load }) => kind === 'active' && limit && load >= limit.max);
  const from = columns[full - 1];
  const card = cards.find(({ columnId, blocked }) => columnId === from?.id && !blocked);
  if (!card) throw new Error('the demo board has no full column with a card before it');
  await page.getByRole('link', { name: card.title, exact: true }).press(']');
  await page.getByRole('group', { name: `${card.ref} can’t move to ${columns[full]?.name}` }).waitFor();
}

/** A request that is being deferred, with the preview of the letter. */
async function letter(page: Page): Promise<void> {
  const waiting = await page.request.get('/api/weir/v1/workspaces/demo/boards/PLAT/requests?state=waiting');
  const { items } = (await waiting.json()) as RequestList;
  const request = items.find(({ classOfService, overdue }) => classOfService === 'standard' && !overdue);
  await page.goto(`/demo/PLAT/intake?request=${request?.number}`);
  await page.getByText('Defer', { exact: true }).click();
  await page.getByRole('button', { name: /Reason/ }).click();
  await page.getByRole('option', { name: 'No capacity' }).click();
  await page.getByRole('button', { name: '1 month' }).click();
  await page
    .getByLabel('Message to the requester')
    .fill('We finish single sign-on first; it holds two of us until Christmas. Ask again then.');
  await page.getByRole('region', { name: /will read$/ }).waitFor();
}
