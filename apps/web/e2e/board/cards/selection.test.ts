import type { Request } from '@weir/contract';
import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { faultsOf } from '../../support/looks.ts';
import { cardOf, columnOf, focusOn, holdOver, linkOf, tabTo, titlesIn } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, closeByEscape, open } from '../../support/until.ts';

withBrowser();

scene('several cards are moved together or not at all, and Ctrl+Z brings them back', async () => {
  const board = await aBoard('SEVR', [queue('Ready'), active('Doing', 2), done('Done')]);
  for (const title of ['One', 'Two', 'Three']) await board.card(title);
  const page = await signedIn('member');
  await open(page, board.page);
  const bar = page.getByRole('region', { name: 'Selected cards' });

  await tabTo(page, 'One');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await focusOn(page, 'Two');
  await bar.getByText('2 selected').waitFor();
  await linkOf(page, 'Three').click({ modifiers: ['ControlOrMeta'] });
  await bar.getByText('3 selected').waitFor();
  expect(await faultsOf(page)).toEqual([]);

  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: 'Doing' }).getByText('No room').waitFor();
  await page.getByRole('menuitem', { name: 'Doing' }).click();
  await columnOf(page, 'Doing').getByText('All 3 cards stay where they are.').waitFor();
  await columnOf(page, 'Doing').getByText('There is room for 2 of the 3 cards: select 2 of them.').waitFor();
  expect(await titlesIn(page, 'Ready')).toEqual(['One', 'Two', 'Three']);

  await page.getByRole('checkbox', { name: `Select ${board.key}-3 Three` }).click();
  await bar.getByText('2 selected').waitFor();
  await linkOf(page, 'One').press(']');
  await becomes(() => titlesIn(page, 'Doing'), ['One', 'Two']);
  await becomes(async () => (await board.read()).columns.map(({ load }) => load), [1, 2, 0]);

  await linkOf(page, 'One').focus();
  await closeByEscape(bar);
  // A field undoes its own text.
  await page.keyboard.press('f');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Escape');
  await focusOn(page, 'One');
  expect(await titlesIn(page, 'Doing')).toEqual(['One', 'Two']);
  await page.keyboard.press('Control+z');
  await page.getByText('Undone: 2 cards are back where they were.').waitFor();
  expect(await titlesIn(page, 'Ready')).toEqual(['One', 'Two', 'Three']);
  await page.keyboard.press('Control+z');
  await page.getByText('There is nothing to undo.').waitFor();

  // One of several that is dragged takes the others along. Ctrl+Z waits for the server.
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await bar.getByText('2 selected').waitFor();
  await holdOver(page, 'Two', 'Doing');
  await page.mouse.up();
  await becomes(() => titlesIn(page, 'Doing'), ['One', 'Two']);
  await page.keyboard.press('Control+z');
  await becomes(() => titlesIn(page, 'Ready'), ['One', 'Two', 'Three']);
  await becomes(async () => (await board.read()).columns.map(({ load }) => load), [3, 0, 0]);
  await page.getByText('Undone: 2 cards are back where they were.').waitFor();
  await bar.getByRole('button', { name: 'Clear selection' }).click();
  await linkOf(page, 'One').focus();

  await page.keyboard.press('Alt+ArrowDown');
  await becomes(() => titlesIn(page, 'Ready'), ['Two', 'One', 'Three']);
  await page.keyboard.press('Control+z');
  await page.getByText(`Undone: ${board.key}-1 is back where it was.`).waitFor();
  expect(await titlesIn(page, 'Ready')).toEqual(['One', 'Two', 'Three']);
  await focusOn(page, 'One');

  // Somebody else moves the card on, so the move can't be undone any more.
  await page.keyboard.press(']');
  await becomes(() => titlesIn(page, 'Doing'), ['One']);
  await becomes(async () => (await board.read()).columns.map(({ load }) => load), [2, 1, 0]);
  const one = (await board.read()).cards.find(({ title }) => title === 'One');
  if (one) await board.move(one, 'Done');
  await linkOf(columnOf(page, 'Done'), 'One').waitFor();
  await page.keyboard.press('Control+z');
  await page.getByText(`${board.key}-1 has moved or left the board since. Nothing was undone.`).waitFor();
});

scene('a card is renamed where it is, by a key and by its menu', async () => {
  const board = await aBoard('RNME', [queue('Ready'), active('Doing'), done('Done')]);
  await board.card('Old name');
  const page = await signedIn('member');
  await open(page, board.page);
  await tabTo(page, 'Old name');
  const field = page.getByRole('textbox', { name: `Title of ${board.key}-1` });

  await page.keyboard.press('F2');
  await page.keyboard.type('Never mind');
  await page.keyboard.press('Escape');
  await focusOn(page, 'Old name');
  await page.keyboard.press('F2');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.type('New name x');
  await page.keyboard.press('Enter');
  await focusOn(page, 'New name x');
  await becomes(async () => (await board.read()).cards[0]?.title, 'New name x');
  await page.keyboard.press('Control+z');
  await focusOn(page, 'Old name');
  await becomes(async () => (await board.read()).cards[0]?.title, 'Old name');

  // Pressed twice at once, it undoes two actions.
  await page.keyboard.press('F2');
  await page.keyboard.type('Newer name');
  await page.keyboard.press('Enter');
  await focusOn(page, 'Newer name');
  await page.keyboard.press(']');
  await becomes(() => titlesIn(page, 'Doing'), ['Newer name']);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await focusOn(page, 'Old name');
  await becomes(() => titlesIn(page, 'Ready'), ['Old name']);
  await becomes(async () => (await board.read()).columns.map(({ load }) => load), [1, 0, 0]);
  await becomes(async () => (await board.read()).cards[0]?.title, 'Old name');

  await page.keyboard.press('F2');
  await page.keyboard.type('New name x');
  await page.keyboard.press('Enter');
  await focusOn(page, 'New name x');

  // What is refused stays typed, with the reason.
  await cardOf(page, 'New name x').hover();
  await page.getByRole('button', { name: `Actions for ${board.key}-1` }).click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await field.fill('\u2800');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: /./ }).waitFor();
  expect(await field.inputValue()).toBe('\u2800');
  await field.fill('Third name');
  await page.keyboard.press('Enter');
  await focusOn(page, 'Third name');
});

scene(
  'several cards get a person as limits allow, and accepted work among them needs one reason',
  async () => {
    const board = await aBoard('PICK', [queue('Ready'), active('Doing'), done('Done')]);
    const [one] = [await board.card('One', 'Doing'), await board.card('Two', 'Doing')];
    const page = await signedIn('member');
    // The member has no room on other boards.
    const { user } = await (await as('manager')).get<{ user: { id: string; name: string } }>('/v1/me');
    await board.limit({ person: user.id, max: 1 });
    const { number, requester } = await board.ask('Three');
    await (await as('manager')).put<Request>(`${board.path}/requests/${number}/answer`, {
      kind: 'accept',
      columnId: one?.columnId,
    });
    await open(page, board.page);
    const bar = page.getByRole('region', { name: 'Selected cards' });

    await page.getByRole('button', { name: 'Actions for column Doing' }).click();
    await page.getByRole('menuitem', { name: 'Select all cards' }).click();
    await bar.getByText('3 selected').waitFor();
    await bar.getByRole('button', { name: 'People' }).click();
    await page.getByRole('option', { name: user.name }).click();
    await page.getByText('2 cards are not changed, 1 is').waitFor();
    await bar.getByText('2 selected').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();

    await bar.getByRole('button', { name: 'Labels' }).click();
    await page.getByRole('searchbox').fill('Customer waits');
    await page.getByRole('option', { name: 'Create label “Customer waits”' }).click();
    await page.getByRole('option', { name: 'Customer waits', selected: true }).waitFor();
    // Whichever card got the person is no longer selected.
    const labels = async () =>
      (await board.read()).cards.map(({ assignees, labelIds }) => assignees.length + labelIds.length);
    await becomes(labels, [1, 1, 1]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Clear selection' }).click();
    await linkOf(page, 'One').click({ modifiers: ['ControlOrMeta'] });
    await linkOf(page, 'Three').click({ modifiers: ['Shift'] });
    await bar.getByText('3 selected').waitFor();
    await bar.getByRole('button', { name: 'Archive' }).click();
    const dialog = page.getByRole('dialog', { name: `${requester.name} asked for` });
    await dialog.getByRole('button', { name: /Reason/ }).click();
    await page.getByRole('option', { name: 'No capacity' }).click();
    await dialog.getByRole('button', { name: 'Archive', exact: true }).click();
    await page.getByText('3 cards are archived.').waitFor();
    await becomes(() => titlesIn(page, 'Doing'), []);
    await page.getByRole('button', { name: 'Undo' }).click();
    await becomes(() => titlesIn(page, 'Doing'), ['One', 'Two', 'Three']);
  },
);
