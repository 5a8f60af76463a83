import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { focusOn, linkOf, tabTo, titlesIn } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, hasValue, open, reopen } from '../support/until.ts';

withBrowser();

const helpOf = (page: Page) => page.getByRole('dialog', { name: 'Keyboard shortcuts' });

/** Presses a key, then one that always works, so that a missing effect is no matter of time. */
async function hasNoEffect(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  expect(await page.getByRole('dialog').count()).toBe(0);
}

scene('a person turns single keys off for good, and combinations and arrows go on working', async () => {
  const board = await aBoard('SING', [queue('Ready'), active('Doing'), done('Done')]);
  for (const title of ['One', 'Two']) await board.card(title);
  const page = await signedIn('member');
  await open(page, board.page);
  await page.keyboard.press('?');
  await helpOf(page).getByRole('button', { name: 'Turn off single-key shortcuts' }).click();
  await closeByEscape(helpOf(page));

  await reopen(page);
  for (const key of ['?', 'n', 'f']) await hasNoEffect(page, key);
  await tabTo(page, 'One');
  for (const key of ['m', 'b', 'a', 'd', ']']) await hasNoEffect(page, key);
  await page.keyboard.press('ArrowDown');
  await focusOn(page, 'Two');
  await page.keyboard.press('Alt+ArrowRight');
  await page.getByRole('region', { name: 'Doing', exact: true }).getByRole('link', { name: 'Two' }).waitFor();

  // The menu leads back to the switch.
  await page.getByRole('button', { name: 'Board menu' }).click();
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click();
  await helpOf(page).getByRole('button', { name: 'Turn on single-key shortcuts' }).click();
  await closeByEscape(helpOf(page));
  await page.keyboard.press('n');
  await page.getByRole('dialog', { name: 'New card' }).waitFor();
});

scene('keys work on a board that was just loaded, and ? lists all of them by where they work', async () => {
  const board = await aBoard('SINF', [queue('Ready'), active('Doing'), done('Done')]);
  for (const title of ['One', 'Two']) await board.card(title);
  const page = await signedIn('member');
  await open(page, board.page);
  await page.keyboard.press('ArrowDown');
  await focusOn(page, 'One');
  await page.keyboard.press('ArrowDown');
  await focusOn(page, 'Two');
  await page.keyboard.press(']');
  await page.getByRole('region', { name: 'Doing', exact: true }).getByRole('link', { name: 'Two' }).waitFor();

  await page.keyboard.press('?');
  for (const group of ['Anywhere', 'Anywhere on the board', 'While a card has the focus', 'In an open card'])
    await helpOf(page).getByRole('heading', { name: group, exact: true }).waitFor();
  await helpOf(page).getByText('Every action, board and card').waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

scene('? lists the keys of the intake too, with the switch', async () => {
  const board = await aBoard('SINI', [queue('Ready'), active('Doing'), done('Done')]);
  await board.ask('Something to answer');
  const page = await signedIn('manager');
  await open(page, `${board.page}/intake`);
  await page.keyboard.press('?');
  await helpOf(page).getByRole('button', { name: 'Turn off single-key shortcuts' }).waitFor();
  await helpOf(page).getByText('Next request').waitFor();
});

scene(
  '? and N work on a fresh board and after a dialog has closed, but not while someone types',
  async () => {
    const board = await aBoard('QKEY', [queue('Ready'), active('Doing'), done('Done')]);
    await board.card('Only one');
    const page = await signedIn('member');
    await open(page, board.page);

    const help = helpOf(page);
    const create = page.getByRole('dialog', { name: 'New card' });
    for (const round of ['fresh', 'again']) {
      await page.keyboard.press('?');
      await help.waitFor();
      await page.keyboard.press('n');
      await closeByEscape(help);
      await page.keyboard.press('n');
      const title = create.getByLabel('Title');
      await title.and(page.locator(':focus')).waitFor();
      await page.keyboard.type('n?');
      await hasValue(title, round === 'fresh' ? 'n?' : 'n?n?');
      expect(await help.count()).toBe(0);
      await closeByEscape(create);
    }
  },
);

scene(
  'one key assigns, labels, dates or archives the card with the focus, or all selected cards',
  async () => {
    const board = await aBoard('KDAY', [queue('Ready'), active('Doing'), done('Done')]);
    await (await as('manager')).post(`${board.path}/labels`, { name: 'Bug', colour: 'red' });
    for (const title of ['One', 'Two', 'Three']) await board.card(title);
    const page = await signedIn('member');
    await open(page, board.page);
    const dialog = (name: string) => page.getByRole('dialog', { name, exact: true });
    const cards = async () =>
      (await board.read()).cards.map(({ assignees, labelIds }) => `${assignees.length} ${labelIds.length}`);

    await page.keyboard.press('ArrowDown');
    await focusOn(page, 'One');
    await page.keyboard.press('i');
    await becomes(cards, ['1 0', '0 0', '0 0']);
    for (const [key, part] of [
      ['a', 'People'],
      ['l', 'Labels'],
      ['d', 'Due'],
    ] as const) {
      await linkOf(page, 'One').press(key);
      await dialog(part).waitFor();
      await closeByEscape(dialog(part));
      // It works in the open card too.
      await page.keyboard.press(key);
      await dialog(part).waitFor();
      await closeByEscape(dialog(part));
      await closeByEscape(dialog('Card KDAY-1'));
    }
    await linkOf(page, 'One').press('i');
    await becomes(cards, ['0 0', '0 0', '0 0']);
    await linkOf(page, 'One').press('Delete');
    await becomes(() => titlesIn(page, 'Ready'), ['Two', 'Three']);

    await linkOf(page, 'Two').press('x');
    await page.keyboard.press('Shift+ArrowDown');
    await focusOn(page, 'Three');
    await page.keyboard.press('i');
    await becomes(cards, ['1 0', '1 0']);
    const bar = page.getByRole('region', { name: 'Selected cards' });
    for (const [key, menu, choice, after] of [
      ['l', 'Labels', 'Bug', '1 1'],
      ['a', 'People', 'Mira Mensah', '2 1'],
    ] as const) {
      await bar.getByRole('button', { name: menu }).waitFor();
      await linkOf(page, 'Three').press(key);
      await page.getByRole('option', { name: choice }).click();
      await becomes(cards, [after, after]);
      await page.keyboard.press('Escape');
      await focusOn(page, 'Three');
    }
    await linkOf(page, 'Three').press('Delete');
    await becomes(() => titlesIn(page, 'Ready'), []);
  },
);
