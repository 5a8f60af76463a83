import type { Page } from 'playwright-core';
import { stack } from '../support/addresses.ts';
import { as } from '../support/api.ts';
import { aBoard, active, type BoardUnderTest, done, queue } from '../support/board.ts';
import {
  cardOf,
  columnOf,
  focusOn,
  holdAt,
  holdOver,
  linkOf,
  tabTo,
  titlesIn,
} from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, hasValue, open, reopen } from '../support/until.ts';

withBrowser();

scene('fills a column, refuses one more card, says why, and swaps on request', async () => {
  const board = await aBoard('FILL', [
    queue('Ready', 4),
    active('Doing', 2),
    active('Review', 1),
    done('Done'),
  ]);
  for (const title of ['Alpha', 'Beta', 'Gamma']) await board.card(title);
  const page = await signedIn('member');
  await open(page, board.page);
  const doing = columnOf(page, 'Doing');
  // Dragged before the code for it has loaded, and dropped before it or after.
  await dragEarly(board, 'Alpha', async ({ mouse }, load) => {
    await mouse.up();
    load();
  });
  await doing.getByRole('link', { name: 'Alpha', exact: true }).waitFor();
  await dragEarly(board, 'Beta', async (quick, load) => {
    load();
    await columnOf(quick, 'Doing').getByText('Has room').waitFor();
    await quick.mouse.up();
  });
  await doing.getByRole('link', { name: 'Beta', exact: true }).waitFor();
  await doing.getByText('Full', { exact: true }).waitFor();

  // It shows the effect before the drop, and no line where the card would land, because it would not.
  await holdAt(page, 'Gamma', cardOf(page, 'Alpha'));
  await doing.getByText('Doing is full: 2 of 2.').waitFor();
  expect(await page.locator('[data-edge]').count()).toBe(0);
  await page.mouse.up();
  const refusal = doing.getByRole('group', { name: 'FILL-3 can’t move to Doing' });
  await refusal.getByText('FILL-3 stays in Ready.').waitFor();
  await becomes(() => titlesIn(page, 'Doing'), ['Alpha', 'Beta']);
  await becomes(() => titlesIn(page, 'Ready'), ['Gamma']);

  await refusal.getByRole('button', { name: 'Swap with FILL-1' }).click();
  await refusal.waitFor({ state: 'hidden' });
  await doing.getByRole('link', { name: 'Gamma', exact: true }).waitFor();
  await columnOf(page, 'Ready').getByRole('link', { name: 'Alpha', exact: true }).waitFor();

  await reopen(page);
  await becomes(() => titlesIn(page, 'Doing'), ['Gamma', 'Beta']);
  await becomes(() => titlesIn(page, 'Ready'), ['Alpha']);
});

/** Drags a card over Doing on a page that loads no code any more, until `load` is called. */
async function dragEarly(
  board: BoardUnderTest,
  title: string,
  end: (page: Page, load: () => void) => Promise<void>,
): Promise<void> {
  const page = await signedIn('member');
  await page.addInitScript(() => {
    const whenIdle = window.requestIdleCallback.bind(window);
    window.requestIdleCallback = (act, options) => (options?.timeout === 5_000 ? whenIdle(act, options) : 0);
  });
  await open(page, board.page);
  let load = () => {};
  const isLoading = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route('**/_next/static/**', (route) => isLoading.then(() => route.fallback()));
  await cardOf(page, title).hover();
  await page.mouse.down();
  const target = await columnOf(page, 'Doing').getByRole('heading').first().boundingBox();
  await page.mouse.move((target?.x ?? 0) + 20, (target?.y ?? 0) + 10, { steps: 4 });
  await end(page, load);
  await columnOf(page, 'Doing').getByRole('link', { name: title, exact: true }).waitFor();
}

scene('a refused card can enter after a card in its way has moved on', async () => {
  const board = await aBoard('WAYS', [queue('Ready'), active('Doing', 1), active('Review', 2), done('Done')]);
  const first = await board.card('First');
  await board.move(first, 'Doing');
  await board.card('Second');
  const page = await signedIn('member');
  await open(page, board.page);
  const doing = columnOf(page, 'Doing');

  await holdOver(page, 'Second', 'Doing');
  await page.mouse.up();
  const refusal = doing.getByRole('group', { name: 'WAYS-2 can’t move to Doing' });
  await refusal.getByRole('button', { name: 'WAYS-1 to Review' }).click();
  const room = doing.getByRole('group', { name: 'Room in Doing' });
  await room.getByText('There is room now.').waitFor();
  await room.getByRole('button', { name: 'Move WAYS-2 to Doing' }).click();
  await doing.getByRole('link', { name: 'Second' }).waitFor();
  await columnOf(page, 'Review').getByRole('link', { name: 'First' }).waitFor();
});

scene('a card skips columns only if nothing else makes room, and only on request', async () => {
  const board = await aBoard('PAST', [queue('Ready', 1), active('Doing'), active('Review'), done('Done')]);
  await board.limit({ columns: ['Doing', 'Review'], max: 1 });
  await board.card('In the queue');
  const first = await board.card('First', 'Doing');
  const page = await signedIn('member');
  await open(page, board.page);

  await tabTo(page, 'In the queue');
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New card' });
  await dialog.getByRole('button', { name: /Column/ }).click();
  await page.getByRole('option', { name: /Doing/ }).click();
  await dialog.getByText('Doing + Review has 1 of 1.').waitFor();
  const onward = dialog.getByRole('button', { name: `${first.ref} to Done, skipping Review` });
  await onward.click();
  const asked = page.getByRole('alertdialog', { name: `Move ${first.ref} to Done, skipping Review?` });
  await asked.getByRole('button', { name: 'Cancel' }).click();
  await becomes(async () => (await board.read()).cards.map(({ deliveredAt }) => deliveredAt), [null, null]);
  await onward.click();
  await asked.getByRole('button', { name: 'Move to Done' }).click();
  await dialog.getByText('Doing + Review has 1 of 1.').waitFor({ state: 'hidden' });
  await becomes(() => titlesIn(page, 'Done'), ['First']);
});

scene('the keyboard alone moves a card, orders it, shows a refusal and reaches the options', async () => {
  const board = await aBoard('KEYS', [queue('Ready'), active('Doing', 2), done('Done')]);
  for (const title of ['One', 'Two', 'Three']) await board.card(title);
  const page = await signedIn('member');
  await open(page, board.page);

  await tabTo(page, 'One');
  await page.keyboard.press(']');
  await columnOf(page, 'Doing').getByRole('link', { name: 'One' }).waitFor();
  await focusOn(page, 'One');
  await page.keyboard.press('ArrowLeft');
  await focusOn(page, 'Two');
  await page.keyboard.press('Alt+ArrowDown');
  await page.keyboard.press('ArrowUp');
  await focusOn(page, 'Three');
  await becomes(() => titlesIn(page, 'Ready'), ['Three', 'Two']);

  await page.keyboard.press('m');
  const choices = page.getByRole('dialog', { name: 'Move KEYS-3' });
  await choices.getByRole('button', { name: 'Doing: 1 free, 1 of 2' }).press('Enter');
  await columnOf(page, 'Doing').getByRole('link', { name: 'Three' }).waitFor();

  await focusOn(page, 'Three');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press(']');
  const refusal = columnOf(page, 'Doing').getByRole('group', { name: 'KEYS-2 can’t move to Doing' });
  await refusal.waitFor();
  // The refusal has the focus: the next Tab leads to the options, Escape back to the card.
  await closeByEscape(refusal);
  await focusOn(page, 'Two');

  await reopen(page);
  await becomes(() => titlesIn(page, 'Doing'), ['One', 'Three']);
  await becomes(() => titlesIn(page, 'Ready'), ['Two']);
});

scene('creates, edits, blocks and archives a card, and undoes the archiving', async () => {
  const board = await aBoard('LIFE', [queue('Ready', 3), active('Doing', 2), done('Done')]);
  const page = await signedIn('member');
  await open(page, board.page);

  await page.keyboard.press('n');
  await page.getByLabel('Title').fill('Rotate the certificates');
  await page.getByRole('button', { name: 'Create card' }).click();
  const card = cardOf(page, 'Rotate the certificates');
  await card.waitFor();
  await board.card('Beside it');

  await card.getByRole('button', { name: 'Actions for LIFE-1' }).click();
  await page.getByRole('menuitem', { name: 'Block…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Waits for the new root');
  await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await card.getByText('Waits for the new root').waitFor();
  await page.keyboard.press('Control+z');
  await card.getByText('Waits for the new root').waitFor({ state: 'hidden' });
  await card.getByRole('button', { name: 'Actions for LIFE-1' }).click();
  await page.getByRole('menuitem', { name: 'Block…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('Waits for the new root');
  await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await card.getByText('Waits for the new root').waitFor();
  await linkOf(page, 'Rotate the certificates').press('b');
  await card.getByText('Waits for the new root').waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+z');
  await card.getByText('Waits for the new root').waitFor();

  await card.getByRole('link').click();
  const panel = page.getByRole('dialog', { name: 'Card LIFE-1' });
  await panel.getByRole('button', { name: 'Rotate the certificates' }).click();
  await panel.getByLabel('Title').fill('Rotate all certificates');
  await panel.getByLabel('Title').press('Enter');
  await cardOf(page, 'Rotate all certificates').waitFor({ state: 'attached' });
  await panel.getByRole('button', { name: 'Actions for LIFE-1' }).click();
  await page.getByRole('menuitem', { name: 'Copy…' }).click();
  const copying = page.getByRole('dialog', { name: 'Copy LIFE-1' });
  await hasValue(copying.getByLabel('Title'), 'Rotate all certificates');
  await copying.getByLabel('Title').fill('Rotate them again');
  await copying.getByRole('button', { name: 'Copy card' }).click();
  await cardOf(page, 'Rotate them again').waitFor({ state: 'attached' });
  // Ready has no room for another one.
  await panel.getByRole('button', { name: 'Actions for LIFE-1' }).click();
  await page.getByRole('menuitem', { name: 'Copy…' }).click();
  await copying.getByText('Ready is full: 3 of 3.').waitFor();
  expect(await copying.getByRole('button', { name: 'Copy card' }).isDisabled()).toBe(true);
  await copying.getByRole('button', { name: 'Cancel' }).click();
  await panel.getByRole('button', { name: 'Actions for LIFE-1' }).click();
  await page.getByRole('menuitem', { name: 'Save as template…' }).click();
  const saving = page.getByRole('dialog', { name: 'Save LIFE-1 as a template' });
  await saving.getByLabel('Name of the template').fill('Rotation');
  await saving.getByRole('button', { name: 'Save template' }).click();
  await saving.waitFor({ state: 'hidden' });
  await panel.getByRole('button', { name: 'Close' }).click();

  await page.keyboard.press('n');
  const creating = page.getByRole('dialog', { name: 'New card' });
  await creating.getByRole('button', { name: /Template/ }).click();
  await page.getByRole('option', { name: 'Rotation' }).click();
  await hasValue(creating.getByLabel('Title'), 'Rotate all certificates');
  await creating.getByRole('button', { name: 'Discard' }).click();

  await page.getByRole('button', { name: 'Actions for LIFE-1' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  // The focus moves to the card beside it.
  await focusOn(page, 'Beside it');
  await page.getByRole('button', { name: 'Undo' }).click();
  // It is back before its neighbour.
  const before = ['Rotate all certificates', 'Beside it', 'Rotate them again'];
  await becomes(() => titlesIn(page, 'Ready'), before);
  await page.getByText('Undone: LIFE-1 is restored.').waitFor();
  await page.keyboard.press('Control+z');
  await cardOf(page, 'Rotate them again').waitFor({ state: 'hidden' });
});

scene('shows German to a reader who chose it: states, refusals and options', async () => {
  const board = await aBoard('DEUT', [queue('Bereit', 3), active('Arbeit', 1), done('Fertig')]);
  await board.card('Im Weg', 'Arbeit');
  await board.card('Will hinein');
  const page = await signedIn('manager');
  await page.context().addCookies([{ name: 'weir-language', value: 'de', url: stack().web }]);
  await open(page, board.page);
  const column = columnOf(page, 'Arbeit');
  await column.getByText('Voll', { exact: true }).waitFor();
  await columnOf(page, 'Bereit').getByText('2 frei', { exact: true }).waitFor();

  await tabTo(page, 'Will hinein');
  await page.keyboard.press(']');
  const refusal = column.getByRole('group', { name: 'DEUT-2 kann nicht nach Arbeit' });
  await refusal.getByText('Arbeit ist voll: 1 von 1.').waitFor();
  await refusal.getByText('DEUT-2 bleibt in Bereit.').waitFor();
  await refusal.getByRole('button', { name: 'Mit DEUT-1 tauschen' }).click();
  await column.getByRole('link', { name: 'Will hinein' }).waitFor();

  await column.getByRole('button', { name: /^Arbeit: 1 von 1, voll/ }).click();
  const editor = page.getByRole('dialog', { name: 'Limit von Arbeit' });
  await editor.getByText('Hier ist gerade 1 Karte. Damit ist das Limit erreicht.').waitFor();
});

scene('a viewer can read the board and change nothing on it', async () => {
  const board = await aBoard('VIEW', [queue('Ready'), active('Doing', 1), done('Done')]);
  await board.card('Only to be seen');
  const page = await signedIn('viewer');
  await open(page, board.page);
  await cardOf(page, 'Only to be seen').waitFor();
  expect(await page.getByRole('button', { name: /Add|Actions of/ }).count()).toBe(0);
});

scene(
  'an archived card is restored, or told why not and where it could go; a manager deletes it for good',
  async () => {
    const board = await aBoard('REST', [queue('Ready'), active('Doing', 1), active('Review'), done('Done')]);
    const old = await board.card('Put away', 'Doing');
    await (await as('manager')).put(`${board.path}/cards/${old.number}/archive`, undefined);
    await board.card('In its place', 'Doing');
    const page = await signedIn('member');
    await open(page, board.page);

    await page.getByRole('button', { name: 'Board menu' }).click();
    await page.getByRole('menuitem', { name: 'Archived cards' }).click();
    const archive = page.getByRole('dialog', { name: 'Archived cards' });
    await archive.getByRole('button', { name: 'Restore REST-1' }).click();
    await archive.getByText('Doing is full: 1 of 1.').waitFor();
    await archive.getByText('REST-1 stays archived. Make room first, or choose another column:').waitFor();
    await archive.getByRole('button', { name: 'REST-2 to Review' }).waitFor();
    await archive.getByRole('button', { name: 'Restore to Ready' }).click();
    await archive.getByText('There are no archived cards.').waitFor();
    await becomes(() => titlesIn(page, 'Ready'), ['Put away']);

    for (const card of [old, await board.card('Never again', 'Ready')])
      await (await as('manager')).put(`${board.path}/cards/${card.number}/archive`, undefined);
    await open(page, `${board.page}?card=${old.number}`);
    await page.getByRole('button', { name: 'Restore' }).focus();
    expect(await page.getByRole('button', { name: 'Delete REST-1' }).count()).toBe(0);
    const manager = await signedIn('manager');
    await open(manager, `${board.page}?card=${old.number}`);
    await manager.getByRole('button', { name: 'Delete REST-1' }).click();
    const sure = manager.getByRole('alertdialog', { name: 'Delete REST-1 for good?' });
    await sure.getByText('Put away').waitFor();
    await sure.getByRole('button', { name: 'Delete for good' }).click();
    // Where it is open, the panel says once that it is gone, and Escape still closes it.
    const elsewhere = page.getByRole('dialog', { name: 'Card REST-1' });
    await elsewhere.getByText('There is no card REST-1 on this board.').waitFor();
    expect(await elsewhere.getByText(/Put away|Not found/).count()).toBe(0);
    await closeByEscape(elsewhere);
    await manager.getByRole('button', { name: 'Board menu' }).click();
    await manager.getByRole('menuitem', { name: 'Archived cards' }).click();
    await manager.getByRole('button', { name: 'Delete REST-3' }).click();
    await manager.getByRole('button', { name: 'Delete for good' }).click();
    await manager.getByText('There are no archived cards.').waitFor();
  },
);
