import { aBoard, active, done, queue } from '../support/board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { closeByEscape, open } from '../support/until.ts';

withBrowser();

scene('an error says what its field wants, and goes as soon as the field has it', async () => {
  const board = await aBoard('WANT', [queue('Ready'), active('Doing', 2), done('Done')]);
  await board.card('It stops', 'Doing');
  const page = await signedIn('manager');
  await open(page, board.page);

  await page.getByRole('button', { name: 'Add card' }).click();
  const create = page.getByRole('dialog', { name: 'New card' });
  await create.getByRole('button', { name: 'Create card' }).click();
  const untitled = create.getByText('Say in one line what it is.');
  await untitled.waitFor();
  await create.getByLabel('Title').pressSequentially('A');
  await untitled.waitFor({ state: 'detached' });
  await closeByEscape(create);

  await page.getByRole('link', { name: 'It stops' }).press('b');
  const block = page.getByRole('dialog', { name: /^Block/ });
  await block.getByRole('button', { name: 'Block', exact: true }).click();
  const why = block.getByText('Enter a reason.');
  await why.waitFor();
  await block.getByRole('textbox').first().pressSequentially('T');
  await why.waitFor({ state: 'detached' });
});

scene('a value that corrects another field clears the error there', async () => {
  const board = await aBoard('CORR', [queue('Ready'), active('Doing', 3), done('Done')]);
  const page = await signedIn('manager');
  await open(page, board.page);
  await page.getByRole('button', { name: /^Doing: / }).click();
  const editor = page.getByRole('dialog', { name: 'Limit of Doing' });
  const numbers = editor.getByRole('textbox');
  await numbers.nth(1).fill('5');
  await editor.getByRole('button', { name: /^(Save|Set limit)$/ }).click();
  const above = editor.getByText('The minimum can’t be above the maximum.');
  await above.waitFor();
  await numbers.nth(0).fill('6');
  await numbers.nth(1).focus();
  await above.waitFor({ state: 'detached' });
});
