import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard } from '../support/board.ts';
import { answerOf, columns, openIntake, wideIntake } from '../support/intake.ts';
import { anotherTab, scene, withBrowser } from '../support/scene.ts';
import { becomes, hasValue, open } from '../support/until.ts';

withBrowser();

const message = 'Not this year, there is no room for it.';
const headingOf = (page: Page, title: string) =>
  page.getByRole('heading', { name: title, level: 2, exact: true });

/** Writes an answer to the request that is shown, without sending it. */
async function writeDecline(page: Page): Promise<void> {
  await page.keyboard.press('n');
  await page.getByRole('button', { name: /Reason/ }).click();
  await page.getByRole('option', { name: 'No capacity' }).click();
  await page.getByLabel('Message to the requester').fill(message);
}

const no = { kind: 'decline', reason: 'other', message: 'The other manager was faster than you.' };

scene(
  'an answer can be undone for ten seconds, is sent once when the page is closed, and shows who was faster',
  async () => {
    const board = await aBoard('UNDA', columns(3), wideIntake);
    for (const title of ['First', 'Second', 'Third']) await board.ask(title);
    const page = await openIntake(board);
    const declineCurrent = async () => {
      await writeDecline(page);
      await page.keyboard.press('Control+Enter');
    };
    const heading = (title: string) => headingOf(page, title);
    const sending = page.getByText('The answer is sent in a few seconds.');

    // Undone: nothing was sent, and the text is there again.
    await heading('First').waitFor();
    await declineCurrent();
    await heading('Second').waitFor();
    await page.getByRole('status').filter({ has: sending }).getByRole('button', { name: 'Undo' }).click();
    await heading('First').waitFor();
    await hasValue(page.getByLabel('Message to the requester'), message);
    expect(await answerOf(board, 1)).toBeNull();

    // The other manager answers while it can still be undone.
    await page.keyboard.press('Control+Enter');
    await heading('Second').waitFor();
    await (await as('owner')).put(`${board.path}/requests/1/answer`, no);
    await page.getByText('Your answer to UNDA-R1 First was not sent.').waitFor();
    expect((await answerOf(board, 1))?.message).toBe(no.message);
    await page.getByRole('button', { name: 'Open UNDA-R1' }).click();
    await page.getByText(no.message).waitFor();
    await hasValue(page.getByLabel('Your message (not sent)'), message);
    await page.getByRole('button', { name: 'Go to next request' }).click();

    // Closing the page sends the delayed answer, and the next page does not send it again.
    await heading('Second').waitFor();
    await declineCurrent();
    await sending.waitFor();
    const next = await anotherTab(page);
    await page.close({ runBeforeUnload: true });
    await becomes(async () => (await answerOf(board, 2))?.message, message);
    await open(next, `${board.page}/intake`);
    await headingOf(next, 'Third').waitFor();
    await becomes(
      () => next.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('waiting')).length),
      0,
    );
  },
);
