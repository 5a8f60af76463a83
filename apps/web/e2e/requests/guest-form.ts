import type { Intake, PublicForm } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { active, type BoardUnderTest, done, queue } from '../support/board.ts';

export const columns = [queue('Ready'), active('Doing', 3), done('Done')];

/** Turns the public form of a board on. Returns its link. */
export async function formOf(board: BoardUnderTest, setting: object = {}): Promise<string> {
  const form = await (await as('manager')).put<PublicForm>(`${board.path}/intake/form`, {
    on: true,
    ...setting,
  });
  return form.link as string;
}

export async function fillIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('What do you need?').fill('A tour of the lab');
  await page.getByLabel('What is it for, and what would be enough?').fill('For twelve students.\nTwo hours.');
  await page.getByLabel('Your name').fill('Gesa Gast');
  await page.getByLabel('Your email').fill(email);
}

/** The number of waiting requests of a board. */
export const waitingOn = async ({ path }: BoardUnderTest): Promise<number> =>
  (await (await as('manager')).get<Intake>(`${path}/intake`)).waiting;
