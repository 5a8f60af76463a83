import type { Board, Request } from '@weir/contract';
import { as } from '../support/api.ts';
import { aBoard } from '../support/board.ts';
import { answerOf, choose, columns, heading, letterOf, openIntake, sendDelayed } from '../support/intake.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

scene(
  'a trade by keys shows before sending which card makes room, where it goes and what both requesters will read',
  async () => {
    const board = await aBoard('TRAD', columns(1, 1));
    const manager = await as('manager');
    await board.ask('A staging copy');
    await manager.put(`${board.path}/requests/1/answer`, { kind: 'accept' });
    const [copy] = (await board.read()).cards;
    await board.move(copy as Board['cards'][number], 'Doing');
    await board.card('It fills the queue');
    await board.ask('Sandboxes');

    const page = await openIntake(board);
    await heading(page, 'Sandboxes').waitFor();
    await becomes(() => page.getByRole('radio', { name: 'Accept', exact: true }).isDisabled(), true);
    await page.keyboard.press('t');
    // Cards in progress come first, and the first one has the focus.
    await page
      .getByRole('radio', { name: /^TRAD-1 A staging copy/ })
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.press('Space');
    await page.getByText('TRAD-1 leaves the board').waitFor();

    await page.getByRole('button', { name: '1 month' }).press('Enter');
    await choose(page, /Reason/, 'No capacity');
    await page.getByLabel('Message to the requester').fill('Sandboxes stop two teams, so they come first.');
    const theirs = letterOf(page, 'Rana Roy, who requested TRAD-1, will read');
    await theirs.getByText('Sandboxes stop two teams, so they come first.').waitFor();
    await theirs.getByText(/made room for another card and left the board/).waitFor();
    await letterOf(page, 'Rana Roy will read').getByText('TRAD-1', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await sendDelayed(page);

    await page.getByText('is now card TRAD-3').waitFor();
    expect(await answerOf(board, 2)).toMatchObject({ kind: 'trade', displaced: { ref: 'TRAD-1' } });
    const doing = (await board.read()).columns.find(({ name }) => name === 'Doing');
    expect(
      (await board.read()).cards.map(({ number, columnId }) => [number, columnId === doing?.id]),
    ).toEqual([
      [2, false],
      [3, true],
    ]);
    const notified = await (await as('requester')).get<Request>(`${board.path}/requests/1`);
    expect(notified.displaced?.message).toBe('Sandboxes stop two teams, so they come first.');
  },
);

scene('a question stops the clock visibly, and the reply starts it again', async () => {
  const board = await aBoard('QUES', columns(3));
  await board.ask('Bigger machines');
  const page = await openIntake(board);
  await heading(page, 'Bigger machines').waitFor();
  await page.keyboard.press('q');
  await page.getByLabel('Question to Rana Roy').fill('Which builds are slow?');
  await page.getByRole('button', { name: 'Ask and pause the deadline' }).press('Enter');
  await page.getByText('Deadline paused: waiting for Rana Roy').waitFor();
  await page
    .getByRole('navigation', { name: /^Waiting/ })
    .getByText('Deadline paused')
    .waitFor();
  const messages = page.getByRole('region', { name: 'Conversation' });
  await messages.getByText('Which builds are slow?').waitFor();

  const requester = await as('requester');
  await requester.post(`${board.path}/requests/1/messages`, { body: 'The nightly ones.' });
  await messages.getByText('The nightly ones.').waitFor();
  await page.getByText(/^The clock is stopped/).waitFor({ state: 'hidden' });
  expect(await page.getByText(/changed this request just now/).count()).toBe(0);
  await page.getByText(/^Expires .* if unanswered/).waitFor();
});

scene(
  'a part is accepted, the remaining part is “not now”, and the requester reads both in one answer',
  async () => {
    const board = await aBoard('PART', columns(3));
    await board.ask('A new report and its export');
    const page = await openIntake(board);
    await heading(page, 'A new report and its export').waitFor();
    await page.keyboard.press('p');
    await page.getByLabel('The part you accept').fill('A new report');
    await page.getByRole('button', { name: 'Send answer', exact: true }).press('Enter');
    await page.getByText('Choose a reason.').waitFor();
    expect(await page.getByLabel('The part you accept').inputValue()).toBe('A new report');
    await page.getByLabel('The remaining part, which is').fill('The export of the report');
    await choose(page, /Reason/, 'No capacity');
    await page.getByRole('button', { name: '2 weeks' }).press('Enter');
    await page.getByLabel('Message to the requester').fill('The export needs the new storage first.');
    const preview = letterOf(page, 'Rana Roy will read');
    await preview.getByText('The part that is accepted: A new report.').waitFor();
    await page.keyboard.press('Control+Enter');
    await sendDelayed(page);
    await becomes(async () => (await answerOf(board, 1)) !== null, true);
    expect((await board.read()).cards.map(({ title }) => title)).toEqual(['A new report']);
    expect(await answerOf(board, 2)).toMatchObject({ kind: 'defer', reason: 'noCapacity' });

    const requester = await signedIn('requester');
    await open(requester, `${board.page}/requests/1`);
    await requester.getByText('Accepted in part').first().waitFor();
    await requester.getByText('The export needs the new storage first.').waitFor();
    await requester.getByRole('link', { name: 'PART-R2' }).first().click();
    await heading(requester, 'The export of the report').waitFor();
  },
);
