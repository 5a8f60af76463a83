import type { Board, PublicForm, Request, RequestHistory } from '@weir/contract';
import type { Locator, Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard, active, type BoardUnderTest, done, queue } from '../support/board.ts';
import { linkIn, mailTo } from '../support/mailbox.ts';
import { aStranger, scene, withBrowser } from '../support/scene.ts';
import { hasValue, open, reopen } from '../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing', 3), done('Done')];

/** A form says in this sentence that the answer comes earlier for a near day. The day is taken out again. */
async function saysEarlier(at: Page | Locator, sentence: string): Promise<void> {
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await at.getByLabel('Needed by').fill(soon);
  await at.getByText(sentence).waitFor();
  await at.getByLabel('Needed by').fill('');
  await at.getByText(sentence).waitFor({ state: 'hidden' });
}

/** A guest whose request waits, at their own page. */
async function aGuestAtTheirPage(board: BoardUnderTest, email: string): Promise<Page> {
  const team = await as('manager');
  const { link } = await team.put<PublicForm>(`${board.path}/intake/form`, { on: true });
  const page = await aStranger();
  await open(page, link as string);
  await saysEarlier(page, 'and earlier for the day you need it');
  await page.getByLabel('What do you need?').fill('A tour of the lab');
  await page.getByLabel('Your name').fill('Gesa Gast');
  await page.getByLabel('Your email').fill(email);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText('Check your email').waitFor();
  await open(page, linkIn((await mailTo(email, 1)).text, '/forms/confirm'));
  await page.getByRole('button', { name: 'Confirm and submit' }).click();
  await page.getByRole('link', { name: 'See your requests' }).click();
  await page.getByRole('heading', { name: 'Your requests' }).waitFor();
  return page;
}

scene(
  'a guest’s open page takes messages and corrections, and shows what the team does by itself',
  async () => {
    const board = await aBoard('GLIVE', columns, { answerWithinHours: 240 });
    const page = await aGuestAtTheirPage(board, 'live@guests.test');
    const own = page.getByRole('listitem', { name: /^GLIVE-R1/ });
    const team = await as('manager');

    await own.getByRole('button', { name: 'Write to the team about GLIVE-R1' }).click();
    await own.getByLabel('Your message').fill('We come by bus.');
    await own.getByRole('button', { name: 'Send' }).click();
    await own.getByText('We come by bus.').waitFor();

    await own.getByRole('button', { name: 'Edit GLIVE-R1' }).click();
    const title = page.getByRole('dialog').getByLabel('What do you need?');
    await saysEarlier(page.getByRole('dialog'), 'Your answer then comes earlier');
    await title.fill('A tour of both labs');
    await reopen(page);
    await own.getByRole('button', { name: 'Edit GLIVE-R1' }).click();
    await hasValue(title, 'A tour of both labs');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await own.getByRole('heading', { name: 'A tour of both labs' }).waitFor();
    const history = await team.get<RequestHistory>(`${board.path}/requests/1/history`);
    expect(history.items.at(-1)?.by?.name).toBe('Gesa Gast');

    // The answer comes while the guest edits: it is shown, what was typed stays, and sending is refused.
    await own.getByRole('button', { name: 'Edit GLIVE-R1' }).click();
    await title.fill('A tour of three labs');
    await team.put<Request>(`${board.path}/requests/1/answer`, { kind: 'accept' });
    await page.locator('h2', { hasText: /^GLIVE-R1$/ }).waitFor({ state: 'attached' });
    await hasValue(title, 'A tour of three labs');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('dialog')
      .getByText(/already/)
      .first()
      .waitFor();
    await hasValue(title, 'A tour of three labs');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();

    // What is missing from the delivery is a new request, which needs no second confirmation.
    const { columns: all } = await team.get<Board>(board.path);
    const columnId = all.find(({ kind }) => kind === 'done')?.id;
    await team.put(`${board.path}/cards/1/position`, { columnId });
    await own.getByRole('button', { name: 'No, ask for what is missing' }).click();
    const missing = own.getByRole('form', { name: 'What is missing from GLIVE-R1?' });
    await saysEarlier(missing, 'Your answer then comes earlier');
    await missing.getByLabel('What do you need?').fill('The second lab');
    await missing.getByRole('button', { name: 'Send' }).click();
    const next = page.getByRole('listitem', { name: 'GLIVE-R2 The second lab' });
    await next.getByText('again, after GLIVE-R1').waitFor();
    await own.getByText('Is it what you needed?').waitFor({ state: 'hidden' });
  },
);
