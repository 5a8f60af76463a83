import { aBoard, active, done, queue } from '../support/board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open, pressItem } from '../support/until.ts';

withBrowser();

scene(
  'a lane is removed after its cards have a target; a new board refuses two columns of one name',
  async () => {
    const board = await aBoard('LESS', [queue('Ready'), active('Dev'), done('Done')]);
    await board.lane('Security');
    await board.card('Rotate the keys', 'Dev', { lane: 'Security' });
    const page = await signedIn('manager');
    await open(page, `${board.page}/settings/swimlanes`);
    await page.getByRole('button', { name: 'Remove swimlane Security' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Remove swimlane Security?' });
    const remove = dialog.getByRole('button', { name: 'Remove', exact: true });
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: /Move its card to/ }).click();
    await page.getByRole('option', { name: 'No lane' }).click();
    await remove.click();
    await dialog.waitFor({ state: 'hidden' });
    expect((await board.read()).swimlanes).toEqual([]);

    await open(page, '/demo');
    await page.getByRole('button', { name: 'New board' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Twins');
    const names = page.getByLabel(/^Name of column/);
    await names.nth(2).fill('doing');
    await page.getByRole('button', { name: 'Create board' }).click();
    await page.getByText('another column has this name').waitFor();
  },
);

scene(
  'undoing the change of a lane in an open card obeys the limit of the lane, and says so there',
  async () => {
    const board = await aBoard('UNLA', [queue('Ready'), active('Doing'), done('Done')]);
    for (const name of ['Payments', 'Search']) await board.lane(name);
    await board.limit({ lane: 'Payments', max: 1 });
    await board.card('Leaves', 'Doing', { lane: 'Payments' });
    const page = await signedIn('member');
    await open(page, `${board.page}?card=1`);
    const panel = page.getByRole('dialog', { name: 'Card UNLA-1' });
    await panel.getByRole('button', { name: 'Swimlane Payments' }).press('Enter');
    await pressItem(page.getByRole('menuitem', { name: 'Search' }));
    await panel.getByRole('button', { name: 'Swimlane Search' }).and(page.locator(':focus')).waitFor();
    // The page shows the new lane before the server has it.
    const search = (await board.read()).swimlanes.find(({ name }) => name === 'Search');
    await becomes(async () => (await board.read()).cards[0]?.swimlaneId, search?.id);
    await board.card('Took its place', 'Doing', { lane: 'Payments' });
    await page.keyboard.press('Control+z');
    const refusal = panel.getByRole('group', { name: /^UNLA-1 can’t move to/ });
    await refusal
      .getByText(/Payments .*1 of 1/)
      .first()
      .waitFor();
    await panel.getByRole('button', { name: 'Swimlane Search' }).waitFor();
  },
);
