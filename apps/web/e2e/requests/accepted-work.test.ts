import type { Request } from '@weir/contract';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { columnOf, holdOver, linkOf } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, hasValue, open, reopen } from '../support/until.ts';
import { accepted, chooseReason, reasonDialog } from './taking-back.ts';

// Taking accepted work back asks what its requester should read. The requester sees each step of accepted work.

withBrowser();

scene(
  'a drag of accepted work back to the queue asks what its requester reads, and can be undone',
  async () => {
    const board = await aBoard('TAKE', [queue('Ready'), active('Doing'), done('Done')]);
    const name = await accepted(board, 'A data export', 'Doing');
    const page = await signedIn('member');
    await open(page, board.page);
    const dialog = reasonDialog(page, name);
    const drag = async () => {
      await holdOver(page, 'A data export', 'Ready');
      await page.mouse.up();
      await dialog.getByText(`What should ${name} read?`).waitFor();
    };

    await drag();
    await dialog.getByLabel(`Message to ${name}`).fill('The audit takes everyone until March.');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await linkOf(columnOf(page, 'Doing'), 'A data export').waitFor();

    // What was typed is there after a reload.
    await reopen(page);
    await drag();
    await hasValue(dialog.getByLabel(`Message to ${name}`), 'The audit takes everyone until March.');
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await dialog.getByText('Choose a reason.').waitFor();
    await chooseReason(page, name, 'No capacity');
    await dialog.getByText('The team has no capacity for it now.').waitFor();
    await dialog.getByRole('button', { name: 'Move', exact: true }).click();
    await linkOf(columnOf(page, 'Ready'), 'A data export').waitFor();
    await page.getByText('TAKE-1 “A data export” is back in Ready.').waitFor();
    await becomes(async () => (await board.read()).cards[0]?.committedAt, null);

    await page.getByRole('button', { name: 'Undo' }).click();
    await linkOf(columnOf(page, 'Doing'), 'A data export').waitFor();
    await becomes(async () => (await board.read()).cards[0]?.committedAt !== null, true);
  },
);

scene('a requester sees each step of accepted work as it happens, and confirms the delivery', async () => {
  const board = await aBoard('STEP', [queue('Ready'), active('Doing'), done('Done')]);
  const manager = await as('manager');
  const { number } = await board.ask('A data export');
  const page = await signedIn('requester');
  await page.clock.install();
  await open(page, `${board.page}/requests/${number}`);
  const where = page.getByRole('region', { name: 'Where it is' });
  const step = where.locator('[aria-current="step"]');
  // Requesters cannot read the board's events: their page reads the request again every ten seconds.
  const shows = async (text: string | RegExp) => {
    await page.clock.fastForward(10_000);
    await where.getByText(text).waitFor();
  };

  await manager.put(`${board.path}/requests/${number}/answer`, { kind: 'accept', message: 'Gladly.' });
  await shows('It is not known yet when it will be delivered.');
  await where.getByText('In the queue').waitFor();
  expect(await step.textContent()).toBe('Accepted, now');
  const [card] = (await board.read()).cards;
  if (!card) throw new Error('the accepted request has no card');
  await board.move(card, 'Doing');
  await shows(/^Begun on/);
  expect(await step.textContent()).toBe('Begun, now');
  await manager.put(`${board.path}/cards/${card.number}/block`, { reason: 'The provider is down' });
  await shows(/^Blocked since/);
  await where.getByText('The provider is down').waitFor();
  await manager.delete(`${board.path}/cards/${card.number}/block`);
  await board.move(card, 'Done');
  await shows(/^Delivered on/);
  expect(await step.count()).toBe(0);
  await page.getByText('Gladly.').waitFor();

  await where.getByText('Is it what you needed?').waitFor();
  await where.getByRole('button', { name: 'Yes' }).click();
  await where.getByText(/^You confirmed on .* that it is what you needed/).waitFor();
  await where.getByText('Is it what you needed?').waitFor({ state: 'hidden' });
  const { work } = await manager.get<Request>(`${board.path}/requests/${number}`);
  expect(work?.received).not.toBeNull();
  // It has a clock of its own, which no other test may get.
  await page.context().close();
});

scene('what is missing from a delivery becomes a request that follows it', async () => {
  const board = await aBoard('MISS', [queue('Ready'), active('Doing'), done('Done')]);
  await accepted(board, 'A data export', 'Doing');
  const [card] = (await board.read()).cards;
  if (!card) throw new Error('the accepted request has no card');
  await board.move(card, 'Done');
  const page = await signedIn('requester');
  await open(page, `${board.page}/requests/1`);
  await page.getByRole('link', { name: 'No, ask for what is missing' }).click();
  await page.getByText('What is missing from MISS-R1?').waitFor();
  await page.getByLabel('What do you need?').fill('The rows of last year');
  await page.getByRole('button', { name: 'Submit request' }).click();
  await page.getByText('MISS-R2 is in the queue').waitFor();
  const { follows } = await (await as('manager')).get<Request>(`${board.path}/requests/2`);
  expect(follows?.number).toBe(1);
});
