import { stack } from '../support/addresses.ts';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { cardOf, columnOf, focusOn, linkOf, tabTo, titlesIn } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, hasValue, open } from '../support/until.ts';

withBrowser();

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
