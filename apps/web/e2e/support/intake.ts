import type { Request } from '@weir/contract';
import type { Locator, Page } from 'playwright-core';
import { as } from './api.ts';
import { active, type BoardUnderTest, done, queue } from './board.ts';
import { signedIn } from './scene.ts';
import { open } from './until.ts';

/** Columns of a board, with a limit on its queue if `ready` is given. */
export const columns = (ready?: number, doing = 3) => [
  queue('Ready', ready),
  active('Doing', doing),
  done('Done'),
];

/** An intake that admits many requests of one person. */
export const wideIntake = { depth: 12, openPerRequester: 10 };

export async function openIntake(board: BoardUnderTest, query = ''): Promise<Page> {
  const page = await signedIn('manager');
  await open(page, `${board.page}/intake${query}`);
  return page;
}

/** Opens the page of the board on which a requester submits. */
export async function openAsk(board: BoardUnderTest): Promise<Page> {
  const page = await signedIn('requester');
  await open(page, `${board.page}/ask`);
  return page;
}

export async function answerOf(board: BoardUnderTest, number: number): Promise<Request['answer']> {
  return (await (await as('manager')).get<Request>(`${board.path}/requests/${number}`)).answer;
}

export async function answer({ path }: BoardUnderTest, number: number, body: object): Promise<void> {
  await (await as('manager')).put<Request>(`${path}/requests/${number}/answer`, body);
}

/** Tomorrow’s date at UTC−12, where a day begins last. */
export const tomorrow = (): string => new Date(Date.now() + 12 * 3_600_000).toISOString().slice(0, 10);

/** Opens a list and chooses one of its options by keys. */
export async function choose(page: Page, field: RegExp, option: string): Promise<void> {
  await page.getByRole('button', { name: field }).press('Enter');
  await page.getByRole('option', { name: option }).press('Enter');
}

export const heading = (page: Page, title: string) => page.getByRole('heading', { name: title, exact: true });
export const letterOf = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name });

/** Sends a delayed answer now, as when the page is closed: it could be undone for ten seconds. */
export async function sendDelayed(page: Page): Promise<void> {
  await page.getByText(/sent in a few seconds|in ein paar Sekunden gesendet/).waitFor();
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
}
