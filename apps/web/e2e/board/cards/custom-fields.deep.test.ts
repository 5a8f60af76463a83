import type { CustomField } from '@weir/contract';
import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { faultsOf } from '../../support/looks.ts';
import { cardOf, linkOf } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, closeByEscape, hasValue, open, reopen } from '../../support/until.ts';

withBrowser();

scene('a manager defines a custom field, and a card gets values of it in place', async () => {
  const board = await aBoard('CFIELD', [queue('Ready'), active('Doing'), done('Done')]);
  const manager = await as('manager');
  const risk = { name: 'Risk', kind: 'choice', onCards: true, options: [{ name: 'High', colour: 'red' }] };
  const hidden = await manager.post<CustomField>(`${board.path}/fields`, risk);
  await manager.post<CustomField>(`${board.path}/fields`, { name: 'Effort', kind: 'number', onCards: true });
  await board.card('Leaks', 'Ready');
  const page = await signedIn('manager');
  await open(page, `${board.page}/settings/custom-fields`);
  const form = page.getByRole('form', { name: 'Add field' });
  await form.getByLabel('New custom field').fill('Customer');
  await form.getByRole('button', { name: 'Add field' }).click();
  await page.getByRole('textbox', { name: 'Name of custom field Customer' }).waitFor();
  await open(page, board.page);
  await linkOf(page, 'Leaks').press('Enter');
  const panel = page.getByRole('dialog', { name: 'Card CFIELD-1' });
  await panel.getByRole('button', { name: 'Add a custom field' }).click();
  await page.getByRole('menuitem', { name: 'Risk' }).click();
  await page
    .getByRole('menuitemradio', { name: 'High' })
    .or(page.getByRole('menuitem', { name: 'High' }))
    .click();
  await panel.getByRole('button', { name: 'Risk High' }).waitFor();
  await panel.getByRole('button', { name: 'Add a custom field' }).click();
  await page.getByRole('menuitem', { name: 'Customer' }).click();
  const customer = page.getByRole('textbox', { name: /^Customer/ }).and(page.locator(':focus'));
  await customer.waitFor();
  await page.keyboard.type('Acm');
  await page.keyboard.press('Enter');
  await customer.waitFor({ state: 'hidden' });
  // Opened again, by key, the field has the focus too.
  await panel.getByRole('button', { name: 'Customer Acm' }).press('Enter');
  await customer.waitFor();
  await page.keyboard.press('End');
  await page.keyboard.type('e');
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: 'Customer Acme' }).waitFor();
  await panel.getByRole('button', { name: 'History' }).click();
  await panel.getByText(/set Customer to Acme\./).waitFor();
  await closeByEscape(panel);
  await cardOf(page, 'Leaks').getByText('High', { exact: true }).waitFor();

  // A new card gets values too, and a refused one says so at its field.
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New card' });
  await dialog.getByLabel('Title').fill('Drips');
  await dialog.getByRole('button', { name: /^Description, class/ }).click();
  await dialog.getByRole('textbox', { name: /^Effort/ }).fill('much');
  await dialog.getByRole('button', { name: 'Create card' }).click();
  await dialog.locator('[aria-invalid="true"]').and(dialog.getByLabel('Effort')).waitFor();
  await closeByEscape(dialog);
  await page.keyboard.press('n');
  await becomes(() => dialog.getByRole('textbox', { name: /^Effort/ }).inputValue(), 'much');
  await dialog.getByRole('textbox', { name: /^Effort/ }).fill('2.5');
  await dialog.getByRole('button', { name: 'Create card' }).click();
  await cardOf(page, 'Drips').getByText('2.5', { exact: true }).waitFor();

  // A template has values too, and the cards that are typed in a column can start with it.
  await open(page, `${board.page}/settings/card-templates`);
  await page.getByRole('button', { name: 'New card template' }).click();
  const template = page.getByRole('dialog', { name: 'New card template' });
  await template.getByLabel('Name of the template').fill('Repair');
  await template.getByLabel('Title').fill('Repair the ');
  await template.getByRole('textbox', { name: /^Effort/ }).fill('7.5');
  await template.getByRole('button', { name: 'Save template' }).click();
  await page.getByRole('button', { name: 'Edit template Repair' }).waitFor();
  await open(page, board.page);
  await page.getByRole('button', { name: 'Add a card to Ready' }).press('Enter');
  await page.getByRole('button', { name: /Template of the new cards/ }).click();
  await page.getByRole('option', { name: 'Repair' }).click();
  const typed = page.getByRole('textbox', { name: 'New card in Ready' });
  await typed.and(page.locator(':focus')).waitFor();
  await hasValue(typed, 'Repair the ');
  await page.keyboard.type('roof');
  await page.keyboard.press('Enter');
  await hasValue(typed, 'Repair the ');
  await page.keyboard.type('wall');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  for (const title of ['Repair the roof', 'Repair the wall'])
    await cardOf(page, title).getByText('7.5', { exact: true }).waitFor();
  await page.keyboard.press('Escape');
  // A filter also finds values that faces do not show.
  await manager.send('PATCH', `${board.path}/fields/${hidden.id}`, { onCards: false });
  for (const number of [3, 4]) await manager.put(`${board.path}/cards/${number}/archive`, undefined);

  // A filter by a choice is in the address, and the list has the same cards and a column for each shown field.
  await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter');
  await page.getByRole('menuitemcheckbox', { name: 'High' }).click();
  await closeByEscape(page.getByRole('menu'));
  await page.getByRole('button', { name: 'Risk: High: remove this filter' }).waitFor();
  await cardOf(page, 'Drips').waitFor({ state: 'hidden' });
  const { search } = new URL(page.url());
  await open(page, `${board.page}${search}&view=list`);
  await page.getByRole('row', { name: /Leaks/ }).waitFor();
  expect(await page.getByRole('row', { name: /Drips/ }).count()).toBe(0);
  await page.getByRole('button', { name: 'Risk: High: remove this filter' }).click();
  // A number that a card has, from the keyboard, and back to all of them.
  const byEffort = page.getByRole('dialog', { name: 'Filter by Effort' });
  await page.getByRole('button', { name: 'Filter', exact: true }).press('Enter');
  await page.getByRole('menuitem', { name: 'Effort…' }).click();
  await byEffort.getByRole('textbox', { name: 'From' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.type('many');
  await page.keyboard.press('Enter');
  await byEffort.getByText('Enter a number.').waitFor();
  await byEffort.getByRole('textbox', { name: 'From' }).fill('1,000');
  await byEffort.getByRole('textbox', { name: 'To' }).fill('2');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Effort: 2 to 1,000: remove this filter' }).waitFor();
  await becomes(() => page.getByRole('rowheader').allTextContents(), ['Drips']);
  await reopen(page);
  await page.getByRole('button', { name: 'Filter 1 choice' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Effort…' }).click();
  await hasValue(byEffort.getByRole('textbox', { name: 'To' }), '1000');
  await byEffort.getByText('Only cards without a value').click();
  expect(await faultsOf(page)).toEqual([]);
  await byEffort.getByRole('button', { name: 'Filter' }).click();
  await becomes(() => page.getByRole('rowheader').allTextContents(), ['Leaks']);
  await page.getByRole('button', { name: 'Effort: No value: remove this filter' }).click();
  await page.getByRole('columnheader', { name: 'Effort' }).getByRole('button').click();
  await page.getByRole('row', { name: /Drips.*2\.5/ }).waitFor();
  await becomes(() => page.getByRole('rowheader').allTextContents(), ['Drips', 'Leaks']);
});
