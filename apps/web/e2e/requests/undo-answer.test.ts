import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard } from '../support/board.ts';
import { answerOf, columns, openIntake, sendDelayed, wideIntake } from '../support/intake.ts';
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

scene(
  'a request whose answer waits for the connection is hidden, and is in the queue again if the answer is refused',
  async () => {
    const board = await aBoard('UNDB', columns(3), wideIntake);
    for (const title of ['First', 'Second']) await board.ask(title);
    const page = await openIntake(board);
    const inQueue = (title: string) =>
      page.getByRole('navigation', { name: /^Waiting requests/ }).getByRole('button', { name: title });
    await headingOf(page, 'First').waitFor();
    await writeDecline(page);
    await page.context().setOffline(true);
    await page.keyboard.press('Control+Enter');
    await headingOf(page, 'Second').waitFor();
    await sendDelayed(page);
    const waits = page.getByText(
      'Your answer to UNDB-R1 First is sent as soon as Weir can be reached again.',
    );
    await waits.waitFor();
    await inQueue('First').waitFor({ state: 'hidden' });

    // The answer was written for the request as it was before.
    await (await as('requester')).send('PATCH', `${board.path}/requests/1`, { title: 'Another wish' });
    await page.context().setOffline(false);
    await page.getByText('Your answer to UNDB-R1 wasn’t sent').waitFor();
    await inQueue('Another wish').waitFor();
    await waits.waitFor({ state: 'hidden' });
    expect(await answerOf(board, 1)).toBeNull();
  },
);
