import type { CustomField } from '@weir/contract';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { cardOf, linkOf } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

scene('a manager defines a custom field, and a card gets values of it in place', async () => {
  const board = await aBoard('CFIELD', [queue('Ready'), active('Doing'), done('Done')]);
  const manager = await as('manager');
  const risk = { name: 'Risk', kind: 'choice', onCards: true, options: [{ name: 'High', colour: 'red' }] };
  await manager.post<CustomField>(`${board.path}/fields`, risk);
  await board.card('Leaks', 'Ready');
  const page = await signedIn('manager');
  await open(page, `${board.page}/settings`);
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
  await page.getByRole('textbox', { name: /^Customer/ }).fill('Acme');
  await page.keyboard.press('Enter');
  await panel.getByRole('button', { name: 'Customer Acme' }).waitFor();
  await panel.getByRole('button', { name: 'History' }).click();
  await panel.getByText(/set Customer to Acme\./).waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  await cardOf(page, 'Leaks').getByText('High', { exact: true }).waitFor();
});
