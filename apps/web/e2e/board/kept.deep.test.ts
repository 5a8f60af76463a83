import { aBoard, active, done, queue } from '../support/board.ts';
import { cardIn, openLive } from '../support/live.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, hasValue } from '../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing', 5), done('Done')];

scene('a card that was never opened is renamed and commented without a connection', async () => {
  const board = await aBoard('OFFN', columns);
  await board.card('Old name');
  const page = await signedIn('member');
  await openLive(page, board.page);
  await page.context().setOffline(true);
  await page.getByText('Reconnecting').waitFor();
  await cardIn(page, 'Ready', 'Old name').click();
  const panel = page.getByRole('dialog', { name: `Card ${board.key}-1` });
  await panel.getByRole('button', { name: 'Rename' }).click();
  await panel.getByRole('textbox', { name: `Title of ${board.key}-1` }).fill('New name');
  await page.keyboard.press('Enter');
  await panel.getByRole('heading', { name: 'New name' }).waitFor();
  await panel.getByLabel('New comment').fill('Said in a tunnel');
  await panel.getByRole('button', { name: 'Comment' }).click();
  await panel.getByText('sent again').waitFor();
  // The card is read, and replaces the form, before the form knows that the server answers.
  let letAnswer = () => {};
  const isRead = new Promise<void>((resolve) => {
    letAnswer = resolve;
  });
  await page.route('**/api/reachable', async (route) => {
    await isRead;
    await route.continue().catch(() => undefined);
  });
  await page.context().setOffline(false);
  await panel.getByRole('button', { name: 'Add a link' }).waitFor();
  letAnswer();
  await panel.getByRole('list').getByText('Said in a tunnel').waitFor();
  await hasValue(panel.getByLabel('New comment'), '');
  await becomes(
    async () => (await board.read()).cards.map(({ title, commentCount }) => [title, commentCount]),
    [['New name', 1]],
  );
});
