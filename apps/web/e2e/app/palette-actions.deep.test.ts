import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { linkOf, titlesIn } from '../support/on-the-board.ts';
import { command } from '../support/palette.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, open } from '../support/until.ts';

withBrowser();

scene('the palette finds every action of the board by its words, for one card and for several', async () => {
  const board = await aBoard('PALC', [queue('Ready'), queue('Next'), active('Doing', 3), done('Done')]);
  const manager = await as('manager');
  await manager.post(`${board.path}/labels`, { name: 'Bug', colour: 'red' });
  for (const title of ['First', 'Second', 'Third']) await board.card(title);
  const page = await signedIn('manager');
  await open(page, board.page);
  const focused = (role: 'textbox' | 'button', name: string) =>
    page.getByRole(role, { name, exact: true }).and(page.locator(':focus')).waitFor();

  // A column is named where it is, and then its menu has the focus.
  await command(page, 'rename doing', 'Rename column Doing…');
  await focused('textbox', 'Name of Doing');
  await page.keyboard.insertText('Making');
  await page.keyboard.press('Enter');
  await focused('button', 'Actions for column Making');
  await command(page, 'new list', 'Add a column…');
  await focused('textbox', 'Name of the new column after Making');
  await page.keyboard.insertText('Testing');
  await page.keyboard.press('Enter');
  await focused('button', 'Actions for column Testing');

  // Without a selection there is nothing to do with it.
  await command(page, 'mark all ready', 'Select all cards in Ready');
  const bar = page.getByRole('region', { name: 'Selected cards' });
  await bar.getByText('3 selected').waitFor();
  await command(page, 'tag selected', 'Add label Bug to the selected cards');
  const labelled = async () => (await board.read()).cards.map(({ labelIds }) => labelIds.length);
  await becomes(labelled, [1, 1, 1]);
  await command(page, 'bao selected', 'Assign the selected cards to Bao Brandt');
  const assigned = async () => (await board.read()).cards.map(({ assignees }) => assignees[0]?.name);
  await becomes(assigned, ['Bao Brandt', 'Bao Brandt', 'Bao Brandt']);
  await command(page, 'selected next', 'Move the selected cards to Next');
  await becomes(() => titlesIn(page, 'Next'), ['First', 'Second', 'Third']);
  await command(page, 'clear sel', 'Clear selection');
  await bar.waitFor({ state: 'hidden' });

  await linkOf(page, 'Second').focus();
  await command(page, 'remove tag', 'Remove label Bug');
  await becomes(labelled, [1, 0, 1]);
  await command(page, 'filter bug', 'Filter: label Bug');
  await linkOf(page, 'Second').waitFor({ state: 'hidden' });
  await command(page, 'filter nobody', 'Filter: assigned to Nobody');
  await page.getByText('No card matches the filter').waitFor();
  await command(page, 'clear filters', 'Clear filters');

  // What is edited in the card opens there.
  await linkOf(page, 'First').focus();
  await command(page, 'deadline', 'Set the due date… D');
  await page.getByRole('dialog', { name: 'Due', exact: true }).locator('input:focus').waitFor();
  await closeByEscape(page.getByRole('dialog', { name: 'Due', exact: true }));
  await command(page, 'reply', 'Write a comment…');
  await focused('textbox', 'New comment');
  await closeByEscape(page.getByRole('dialog', { name: 'Card PALC-1' }));

  // The page has not read who watches this card, so both are found. To watch it changes nothing.
  await linkOf(page, 'Third').focus();
  await command(page, 'follow', 'Watch');
  await focused('button', 'Stop watching');
  await closeByEscape(page.getByRole('dialog', { name: 'Card PALC-3' }));
  await linkOf(page, 'Second').focus();
  await command(page, 'follow', 'Stop watching');
  await focused('button', 'Watch');
  await closeByEscape(page.getByRole('dialog', { name: 'Card PALC-2' }));
  await command(page, 'wip limit making', 'Limit of Making…');
  await page.getByRole('dialog', { name: /Making/ }).waitFor();
});
