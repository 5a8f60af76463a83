import type { Request } from '@weir/contract';
import type { Locator, Page } from 'playwright-core';
import { as } from '../support/api.ts';
import type { BoardUnderTest } from '../support/board.ts';

/** Accepts a new request into a column. Returns the name of its requester. */
export async function accepted(board: BoardUnderTest, title: string, column: string): Promise<string> {
  const { number, requester } = await board.ask(title);
  const { columns } = await board.read();
  const columnId = columns.find(({ name }) => name === column)?.id;
  await (await as('manager')).put<Request>(`${board.path}/requests/${number}/answer`, {
    kind: 'accept',
    columnId,
  });
  return requester.name;
}

/** The dialog that asks for a reason when a person takes accepted work back. */
export const reasonDialog = (page: Page, requester: string): Locator =>
  page.getByRole('dialog', { name: `${requester} asked for` });

export async function chooseReason(page: Page, requester: string, reason: string): Promise<void> {
  await reasonDialog(page, requester)
    .getByRole('button', { name: /Reason/ })
    .click();
  await page.getByRole('option', { name: reason }).click();
}
