import type { Locator, Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard } from '../support/board.ts';
import { columns, openAsk, openIntake, sendDelayed } from '../support/intake.ts';
import { scene, withBrowser } from '../support/scene.ts';
import { becomes, hasValue, reopen } from '../support/until.ts';

withBrowser();

async function ask(page: Page, title: string): Promise<void> {
  await page.getByLabel('What do you need?').fill(title);
  await page.getByRole('button', { name: 'Submit request' }).click();
}

/** Opens a list and chooses one of its options. */
async function choose(page: Page, field: string | RegExp, option: string): Promise<void> {
  await page.getByRole('button', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

/** The text of a letter without its last line, which has a time only once it is sent. */
async function wordsOf(letter: Locator): Promise<string> {
  const paragraphs = await letter.getByRole('paragraph').allTextContents();
  return paragraphs.slice(0, 3).join('\n');
}

scene('the requester reads a “not now” exactly as its preview showed it', async () => {
  const board = await aBoard('NOWS', columns());
  const requester = await openAsk(board);
  await ask(requester, 'A report of all sign-ins');
  await requester.getByRole('status').getByText('NOWS-R1 is in the queue').waitFor();

  const manager = await openIntake(board, '?request=1');
  await manager.getByText('Defer', { exact: true }).click();
  await choose(manager, /Reason/, 'No capacity');
  await manager.getByRole('button', { name: '2 weeks' }).click();
  const message = manager.getByLabel('Message to the requester');
  await message.fill('No.');
  await manager.getByRole('button', { name: 'Send answer', exact: true }).click();
  // Refused at the field. Nothing typed is lost, and nobody was notified.
  await manager.getByText(/7 more characters are needed/).waitFor();
  await hasValue(message, 'No.');
  expect((await (await as('manager')).get<{ state: string }>(`${board.path}/requests/1`)).state).toBe(
    'waiting',
  );

  const words = 'We finish the audit first. Ask again when it is through.';
  await message.fill(words);
  const preview = manager.getByRole('region', { name: 'Rana Roy will read' });
  await preview.getByText(words).waitFor();
  const promised = await wordsOf(preview);
  await manager.getByRole('button', { name: 'Send answer', exact: true }).click();
  await sendDelayed(manager);
  await manager.getByText(/A report of all sign-ins is answered/).waitFor();
  await manager.getByText('No requests are waiting').waitFor();
  await manager.getByRole('main').and(manager.locator(':focus')).waitFor();

  await reopen(requester);
  const own = requester.getByRole('region', { name: 'Your requests here' });
  await own.getByText(words).waitFor();
  await becomes(() => wordsOf(own.getByRole('listitem')), promised);
  expect(promised).toContain('You can ask again from');
  await own.getByRole('button', { name: /^Ask again from/, disabled: true }).waitFor();
});

scene('a full queue refuses at the door, says when to come back, and keeps the typed text', async () => {
  const board = await aBoard('DOOR', columns(), { depth: 1, openPerRequester: 3 });
  const page = await openAsk(board);
  await ask(page, 'The first one');
  await page.getByRole('status').getByText('DOOR-R1 is in the queue').waitFor();
  await page.getByRole('link', { name: 'The first one' }).first().waitFor();
  // It took the last place. That is said, and nothing looks like a failure.
  await page
    .getByRole('status')
    .getByText(/^The intake queue is full: 1 of 1/)
    .waitFor();
  expect(
    await page.locator('[data-tone="refusal"], [role="alert"]:not(next-route-announcer *)').count(),
  ).toBe(0);
  expect(await page.getByLabel('What do you need?').count()).toBe(0);

  await reopen(page);
  await ask(page, 'One too many');
  const refusal = page.getByRole('alert');
  await refusal.getByText(/^The intake queue is full: 1 of 1/).waitFor();
  await refusal.getByText(/Come back on \w{3},?\s\d+\s\w{3}/).waitFor();
  await hasValue(page.getByLabel('What do you need?'), 'One too many');
  // It was answered: the page does not send it again by itself, only keeps its text.
  const waiting = () => Object.keys(localStorage).filter((name) => name.startsWith('weir:waiting:'));
  await becomes(() => page.evaluate(waiting), []);
  await reopen(page);
  await hasValue(page.getByLabel('What do you need?'), 'One too many');

  // An answer frees the place.
  await (await as('manager')).put(`${board.path}/requests/1/answer`, { kind: 'accept' });
  await page.getByRole('button', { name: 'Submit request' }).click();
  await page.getByRole('status').getByText('DOOR-R2 is in the queue').waitFor();
});

scene(
  'accepting into a column that filled up in the meantime is refused; the request waits and becomes a card later',
  async () => {
    const board = await aBoard('ACPT', columns(1));
    await board.ask('A bigger disk');
    const manager = await openIntake(board);
    await manager.getByText('Accept', { exact: true }).click();
    await manager.getByLabel('Message to the requester (optional)').fill('Gladly.');

    const other = await board.card('Somebody was quicker');
    // By key: a live update may move the button away from the pointer.
    await manager.getByRole('button', { name: 'Send answer', exact: true }).press('Enter');
    await sendDelayed(manager);
    const refusal = manager.getByRole('alert');
    await refusal.getByText(/The request is still waiting and nobody was notified/).waitFor();
    await refusal.getByRole('link', { name: 'ACPT-1 Somebody was quicker' }).waitFor();
    await hasValue(manager.getByLabel('Message to the requester (optional)'), 'Gladly.');
    expect((await board.read()).cards).toHaveLength(1);

    await board.move(other, 'Doing');
    await manager.getByRole('button', { name: 'Send answer', exact: true }).click();
    await sendDelayed(manager);
    await manager.getByText('is now card ACPT-2').waitFor();

    const requester = await openAsk(board);
    await requester.getByText('Gladly.').waitFor();
    await requester.getByText('ACPT-2', { exact: true }).waitFor();
  },
);
