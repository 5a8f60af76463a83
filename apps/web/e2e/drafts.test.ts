import { aBoard, active, done, queue } from './support/board.ts';
import { cardOf, columnOf, holdOver, linkOf } from './support/on-the-board.ts';
import { scene, signedIn, withBrowser } from './support/scene.ts';
import { holds, open } from './support/until.ts';

withBrowser();

scene('a comment that is typed and not sent is there when the card is opened again', async () => {
  const board = await aBoard('WORDS', [queue('Ready'), active('Doing'), done('Done')]);
  await board.card('Talked about');
  const page = await signedIn('member');
  await open(page, board.page);
  const panel = page.getByRole('dialog', { name: 'Card WORDS-1' });
  const comment = panel.getByLabel('New comment');
  await linkOf(page, 'Talked about').click();
  await comment.fill('Half a thought');
  await panel.getByRole('button', { name: 'Close' }).click();
  await linkOf(page, 'Talked about').click();
  await holds(comment, 'Half a thought');
  await panel.getByRole('button', { name: 'Comment' }).click();
  await panel.getByText('Half a thought', { exact: true }).waitFor();
  await panel.getByRole('button', { name: 'Close' }).click();
  await linkOf(page, 'Talked about').click();
  await holds(comment, '');
});

scene(
  'what is typed in the settings and not saved is there when they are opened again, and said to be so',
  async () => {
    const board = await aBoard('TYPED', [queue('Ready'), active('Doing'), done('Done')]);
    const page = await signedIn('manager');
    await open(page, `${board.page}/settings`);
    const column = page.getByRole('form', { name: 'Column Doing' });
    const expedite = page.getByRole('textbox', { name: /Expedite/ });
    await column.getByRole('textbox').fill('Building');
    await expedite.fill('Only when the site is down');

    await page.getByRole('link', { name: 'Board', exact: true }).first().click();
    await columnOf(page, 'Doing').waitFor();
    await page.getByRole('link', { name: 'Settings', exact: true }).first().click();
    await holds(column.getByRole('textbox'), 'Building');
    await holds(expedite, 'Only when the site is down');
    await column.getByText('Not saved').waitFor();
    await column.getByRole('button', { name: 'Save Doing' }).click();
    await page.getByRole('form', { name: 'Column Building' }).getByText('Saved', { exact: true }).waitFor();
  },
);

scene('the reason for passing a limit is kept while the place frees and fills again', async () => {
  const board = await aBoard('WHY', [queue('Ready'), active('Doing', 1, { mode: 'reason' }), done('Done')]);
  const first = await board.card('First', 'Doing');
  await board.card('Wants in');
  const page = await signedIn('manager');
  await open(page, board.page);
  await holdOver(page, 'Wants in', 'Doing');
  await page.mouse.up();
  const doing = columnOf(page, 'Doing');
  const why = doing.getByLabel('Why, for everyone to read');
  await doing.getByRole('button', { name: 'Pass with a reason…' }).click();
  await why.fill('The customer waits at the door');
  await board.move(first, 'Done');
  await doing.getByText('There is room now.').waitFor();
  await board.move(first, 'Doing');
  // By key: a second click at the same place would be taken for the end of a double click.
  await doing.getByRole('button', { name: 'Pass with a reason…' }).press('Enter');
  await holds(why, 'The customer waits at the door');
  await doing.getByRole('button', { name: 'Move WHY-2 to Doing' }).click();
  await doing.getByRole('link', { name: 'Wants in' }).waitFor();
  await cardOf(page, 'Wants in').waitFor();
});
