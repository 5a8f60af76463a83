import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { intercept } from '../../support/intercepting.ts';
import { cardOf, columnOf, linkOf, titlesIn } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, hasValue, open, reopen } from '../../support/until.ts';
import { paste } from './paste.ts';

withBrowser();

scene(
  'Enter adds card after card, pasted lines become cards, and what a limit refused stays listed',
  async () => {
    const board = await aBoard('FAST', [queue('Ready', 4), active('Doing'), done('Done')]);
    const page = await signedIn('member');
    await open(page, board.page);
    await page.getByRole('button', { name: 'Add a card to Ready' }).press('Enter');
    const field = page.getByRole('textbox', { name: 'New card in Ready' });
    await field.pressSequentially('First');
    await field.press('Enter');
    await field.pressSequentially('Second');
    await field.press('Enter');
    await becomes(() => titlesIn(page, 'Ready'), ['First', 'Second']);
    await field.fill('Half a title');
    await reopen(page);
    await page.getByRole('button', { name: 'Add a card to Ready' }).press('Enter');
    await hasValue(field, 'Half a title');
    await field.fill('');

    await paste(field, '- [ ] Third\n\n* Fourth\r\n3. Fifth\n');
    await page.getByRole('button', { name: 'Make 3 cards' }).click();
    const ready = columnOf(page, 'Ready');
    await ready.getByText('1 line is not a card yet:').waitFor();
    await becomes(() => titlesIn(page, 'Ready'), ['First', 'Second', 'Third', 'Fourth']);
    await ready
      .getByRole('listitem')
      .filter({ hasText: /^Fifth$/ })
      .waitFor();
    await board.move((await board.read()).cards[0]!, 'Doing');
    await linkOf(columnOf(page, 'Doing'), 'First').waitFor();
    await ready.getByText('There is room for one card now.').waitFor();
    await ready.getByRole('button', { name: 'Try again' }).click();
    await becomes(() => titlesIn(page, 'Ready'), ['Second', 'Third', 'Fourth', 'Fifth']);

    // Undo takes back what was created together, and nothing that somebody has added to since.
    await (await as('manager')).post(`${board.path}/cards/3/comments`, { text: 'Who needs this?' });
    await field.press('Escape');
    await linkOf(page, 'Second').focus();
    await page.keyboard.press('Control+z');
    await page.getByText('Undone: FAST-5 is gone again.').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('FAST-3 stays, because it has changed since. 1 other card is gone again.').waitFor();
    expect(await titlesIn(page, 'Ready')).toEqual(['Second', 'Third']);
  },
);

scene('shows at once that a new card did not reach Weir, and sends it when it can', async () => {
  const board = await aBoard('CUT', [queue('Ready'), active('Doing'), done('Done')]);
  const page = await signedIn('member');
  await open(page, board.page);
  await page.keyboard.press('n');
  const form = page.getByRole('dialog', { name: 'New card' });
  await form.getByLabel('Title').fill('Written in a tunnel');

  // The connection is cut: writes fail, and reads are never answered.
  const connect = await intercept(page, '**/api/weir/**', (route) =>
    route.request().method() === 'POST' ? route.abort() : undefined,
  );
  await form.getByRole('button', { name: 'Create card' }).click();
  await form.getByText('Weir can’t be reached').waitFor();
  connect();
  await cardOf(page, 'Written in a tunnel').waitFor();
  await form.waitFor({ state: 'hidden' });
  expect((await board.read()).cards).toHaveLength(1);
});
