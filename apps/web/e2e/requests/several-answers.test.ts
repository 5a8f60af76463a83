import type { RequestList } from '@weir/contract';
import type { Locator, Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard } from '../support/board.ts';
import {
  answerOf,
  columns,
  heading,
  letterOf,
  openIntake,
  sendDelayed,
  wideIntake,
} from '../support/intake.ts';
import { anotherTab, scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, hasValue, open, pressItem } from '../support/until.ts';

withBrowser();

const queueOf = (page: Page) => page.getByRole('navigation', { name: /^Waiting requests/ });

scene(
  'sends one “not now” to several requests: filled in for each, undone, refused for all, then sent when the page is closed',
  async () => {
    const board = await aBoard('BULK', columns(3), wideIntake);
    const template = { kind: 'defer', reason: 'noCapacity', message: '{{title}} waits until {{until}}.' };
    await (await as('manager')).post(`${board.path}/intake/templates`, {
      name: 'After the audit',
      ...template,
    });
    for (const title of ['First', 'Second', 'Third', 'Fourth']) await board.ask(title);
    const page = await openIntake(board);
    await heading(page, 'First').waitFor();
    // From the second to the fourth with Shift; then the key that starts the answer.
    await page.getByRole('checkbox', { name: /Second/ }).click();
    await page.getByRole('checkbox', { name: /Fourth/ }).click({ modifiers: ['Shift'] });
    await page.getByText('3 selected').waitFor();
    await page.keyboard.press('b');
    await heading(page, 'Not now for 3 requests').waitFor();
    // Each missing part is said at its field only.
    await page.keyboard.press('Control+Enter');
    await page.getByText('Choose a reason.').waitFor();
    expect(await page.getByText('Some of the input is not valid').count()).toBe(0);

    await page.getByRole('button', { name: 'Templates' }).press('Enter');
    await pressItem(page.getByRole('menuitem', { name: 'After the audit' }));
    await page.getByText('Choose a day, or remove {{until}} from the text.').waitFor();
    await page.getByRole('button', { name: '1 month' }).press('Enter');
    const letters = letterOf(page, 'Each requester will read');
    for (const title of ['Second', 'Third', 'Fourth'])
      await letters.getByText(new RegExp(`^${title} waits until \\w+ \\d+ \\w+`)).waitFor();

    // With the day filled in, the text is too long for each of them. That is said once, in words.
    const message = page.getByRole('textbox', { name: /^Message/ });
    await message.fill('{{until}}'.repeat(220));
    await page.keyboard.press('Control+Enter');
    const tooLong = page.getByRole('alert').getByRole('listitem');
    await tooLong.getByText(/^Message.*2,?000/).waitFor();
    expect(await tooLong.count()).toBe(1);
    await message.fill(template.message);

    // A requester withdraws one of them: it is left out, and the others stay.
    await (await as('requester')).delete(`${board.path}/requests/3`);
    await heading(page, 'Not now for 2 requests').waitFor();

    // Undone: nothing was sent. The requests are selected again, with the text.
    await page.keyboard.press('Control+Enter');
    await heading(page, 'First').waitFor();
    await page
      .getByText('Not now: 2 requests (BULK-R2 and BULK-R4). The answers are sent in a few seconds.')
      .waitFor();
    await queueOf(page).getByRole('button', { name: 'Second' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+z');
    await heading(page, 'Not now for 2 requests').waitFor();
    await hasValue(message, template.message);
    expect(await answerOf(board, 2)).toBeNull();

    // Somebody else answers one of them first: nothing is sent, and the page names that request.
    const no = { kind: 'decline', reason: 'other', message: 'We never do the fourth.' };
    await page.keyboard.press('Control+Enter');
    await heading(page, 'First').waitFor();
    await (await as('owner')).put(`${board.path}/requests/4/answer`, no);
    await sendDelayed(page);
    await page.getByRole('alert').getByText('Your answers to BULK-R2 and BULK-R4 were not sent.').waitFor();
    await page.getByRole('button', { name: 'Open these answers' }).click();
    await page
      .getByRole('alert')
      .getByText(/^BULK-R4 was answered in the meantime: Declined, by Olga Ortiz/)
      .waitFor();
    expect(await answerOf(board, 2)).toBeNull();
    await heading(page, 'Not now for 1 request').waitFor();
    await hasValue(message, template.message);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').getByText('BULK-R2 Second').waitFor();
    await heading(page, 'First').waitFor();
    const next = await anotherTab(page);
    await page.close({ runBeforeUnload: true });
    await becomes(async () => (await answerOf(board, 2))?.kind, 'defer');
    expect((await answerOf(board, 2))?.message).toMatch(/^Second waits/);
    expect((await answerOf(board, 4))?.message).toBe(no.message);
    await open(next, `${board.page}/intake`);
    await heading(next, 'First').waitFor();
    const waiting = () => Object.keys(localStorage).filter((name) => name.includes('waiting')).length;
    await becomes(() => next.evaluate(waiting), 0);
  },
);

scene('replenishing counts the room down as requests are chosen, and accepts all at once', async () => {
  const board = await aBoard('REPL', columns(3), wideIntake);
  await board.card('It is there already');
  for (const title of ['One', 'Two', 'Three']) await board.ask(title);
  const manager = await as('manager');
  const waiting = () => manager.get<RequestList>(`${board.path}/requests?state=waiting`);
  const page = await openIntake(board, '?show=replenish');
  const room = page.getByRole('region', { name: 'Room left' });
  await room.getByText('2 of 3 left').waitFor();
  await page.getByRole('checkbox', { name: /Two$/ }).press('Space');
  await room.getByText('1 of 3 left').waitFor();
  await page.getByRole('checkbox', { name: /Three$/ }).press('Space');
  await room.getByText('0 of 3 left').waitFor();
  await page.getByText('No room: Ready is full: 3 of 3.').waitFor();
  await becomes(() => page.getByRole('checkbox', { name: /One$/ }).isDisabled(), true);

  // Somebody else takes a place meanwhile: nothing is sent while not all of them fit.
  const quicker = await board.card('Somebody was quicker');
  await page.getByText('There is no longer room for all of them.').waitFor();
  await board.move(quicker, 'Doing');
  // Undo selects the same requests again.
  const accept = page.getByRole('button', { name: 'Accept 2 requests' });
  await accept.click();
  await page.getByRole('checkbox', { name: /Two$/ }).waitFor({ state: 'hidden' });
  await room.getByText('0 of 3 left').waitFor();
  // The pressed button is gone, and so is the next one.
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  await becomes(focused, 'Waiting requests, next to answer first');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('checkbox', { name: /Two$/, checked: true }).waitFor();
  await becomes(focused, 'Waiting requests, next to answer first');
  expect((await waiting()).items).toHaveLength(3);
  await accept.click();
  await page.getByText('2 requests answered').waitFor();
  expect((await waiting()).items.map(({ title }) => title)).toEqual(['One']);
});

scene('the board and the workspace show overdue requests first, the longest overdue at the top', async () => {
  const path = '/v1/workspaces/demo/boards/PLAT/requests?state=waiting&size=200';
  const { items } = await (await as('manager')).get<RequestList>(path);
  const late = items
    .filter(({ overdue }) => overdue)
    .toSorted((one, other) => Date.parse(one.answerBy) - Date.parse(other.answerBy))
    .map(({ ref }) => ref);
  expect(items.slice(0, late.length).map(({ ref }) => ref)).not.toEqual(late);
  const page = await signedIn('manager');
  const refsIn = async (list: Locator) =>
    (await list.getByRole('listitem').allTextContents()).map((text) => /PLAT-R\d+/.exec(text)?.[0]);
  await open(page, '/demo/PLAT/intake');
  expect((await refsIn(queueOf(page))).slice(0, late.length)).toEqual(late);
  await open(page, '/demo/requests');
  const all = await refsIn(page.getByRole('region', { name: 'Overdue' }));
  expect(all.filter((ref) => ref !== undefined)).toEqual(late);
});
