import type { Board } from '@weir/contract';
import { as } from '../support/api.ts';
import { columnOf, titlesIn } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

scene('a first board from a template has cards that explain it, and room for ten tasks', async () => {
  const owner = await as('owner');
  await owner.post('/v1/workspaces', { slug: 'first-steps', name: 'First steps' });
  const page = await signedIn('owner');
  await open(page, '/first-steps');
  await page.getByRole('button', { name: 'New board' }).click();
  await page.getByLabel('Name', { exact: true }).fill('The magazine');
  await page.getByRole('button', { name: /Template/ }).click();
  await page.getByRole('option', { name: /^Editorial/ }).click();
  const names = page.getByLabel(/^Name of column/);
  await becomes(
    () => names.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value)),
    ['Ideas', 'Writing', 'Editing', 'Layout', 'Published'],
  );
  expect(await page.getByRole('checkbox', { name: /four cards that explain/ }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Create board' }).click();

  await page.waitForURL(/first-steps\/TM$/);
  await columnOf(page, 'Ideas').getByRole('link', { name: 'Move this card to Writing' }).waitFor();
  await columnOf(page, 'Ideas').getByRole('button', { name: 'Add a card to Ideas' }).press('Enter');
  const field = columnOf(page, 'Ideas').getByRole('textbox');
  for (let n = 1; n <= 10; n += 1) {
    await field.fill(`Task ${n}`);
    await field.press('Enter');
    await becomes(() => field.inputValue(), '');
  }
  const board = () => owner.get<Board>('/v1/workspaces/first-steps/boards/TM');
  await becomes(async () => (await board()).columns[0]?.load, 14);
  expect((await titlesIn(page, 'Ideas')).slice(0, 4)).toEqual([
    'Move this card to Writing',
    'Fill Writing, then try to move one more card there',
    'Submit a request, then answer it',
    'Press ? to see the keyboard shortcuts',
  ]);

  // The second board does not offer them again, and a term leads to its explanation.
  await columnOf(page, 'Writing')
    .getByRole('button', { name: /^Writing: 0 of 3/ })
    .click();
  const [help] = await Promise.all([
    page.context().waitForEvent('page'),
    page.getByRole('dialog').getByRole('link', { name: 'How limits work' }).click(),
  ]);
  await help.getByRole('heading', { name: 'Limits are enforced' }).waitFor();
  await page.keyboard.press('Escape');
  await open(page, '/first-steps');
  await page.getByRole('button', { name: 'New board' }).click();
  expect(await page.getByRole('checkbox', { name: /four cards that explain/ }).isChecked()).toBe(false);
});
