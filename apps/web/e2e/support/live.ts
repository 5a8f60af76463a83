import type { Page, Request, Response } from 'playwright-core';
import { untilIdle } from './until.ts';

export const cardIn = (page: Page, column: string, title: string) =>
  page.getByRole('region', { name: column, exact: true }).getByRole('link', { name: title, exact: true });

export const isStream = (call: Request | Response) => call.url().includes('/api/stream');

/** The next stream that the page opens. */
export const nextStream = (page: Page): Promise<Request> => page.waitForRequest(isStream);

/** Waits until the page's stream is open: the page shows every change from then on. It has also loaded its parts. */
export async function openLive(page: Page, address: string): Promise<void> {
  const opened = page.waitForResponse((answer) => isStream(answer) && answer.ok());
  await page.goto(address);
  await opened;
  await hasLoadedAhead(page);
}

/** Waits until what the page loads in idle time is there: it then works without a connection. */
async function hasLoadedAhead(page: Page): Promise<void> {
  await untilIdle(page);
  const isThere = () =>
    [...document.scripts].every(
      ({ src, noModule }) => !src || noModule || performance.getEntriesByName(src).length > 0,
    );
  await page.waitForFunction(isThere, undefined, { polling: 50 });
}

/** The calls of a page about a board, from now on. */
export function callsOf(page: Page, path: string): string[] {
  const calls: string[] = [];
  page.on('request', (call) => {
    const at = call.url().indexOf(path);
    if (at > 0) calls.push(`${call.method()} ${call.url().slice(at)}`);
  });
  return calls;
}
