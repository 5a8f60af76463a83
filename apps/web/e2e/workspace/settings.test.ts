import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { columnOf, linkOf } from '../support/on-the-board.ts';
import { aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

scene('removing a column shows where its archived cards move', async () => {
  const board = await aBoard('ALONG', [queue('Ready'), active('Doing'), active('Review'), done('Done')]);
  const old = await board.card('Put away', 'Review');
  await (await as('manager')).put(`${board.path}/cards/${old.number}/archive`, undefined);
  const page = await signedIn('manager');
  await open(page, `${board.page}/settings/columns`);

  await page.getByRole('button', { name: 'Remove column Review' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Remove column Review?' });
  await dialog
    .getByText('It has 1 archived card. The archived card moves to the column that you choose.')
    .waitFor();
  await dialog.getByRole('button', { name: /Move its card to/ }).click();
  await page.getByRole('option', { name: 'Doing' }).click();
  await dialog.getByText('The archived card moves to Doing.').waitFor();
  await dialog.getByRole('button', { name: 'Move and remove' }).click();
  await dialog.waitFor({ state: 'hidden' });

  await open(page, board.page);
  await columnOf(page, 'Doing').waitFor();
  await page.getByRole('button', { name: 'Board menu' }).click();
  await page.getByRole('menuitem', { name: 'Archived cards' }).click();
  await page.getByRole('button', { name: 'Restore ALONG-1' }).click();
  await linkOf(columnOf(page, 'Doing'), 'Put away').waitFor();
});

scene(
  'a board with waiting requests is archived after the answer, and can then be deleted by its name and kept',
  async () => {
    const board = await aBoard('ARCH', [queue('Ready'), active('Doing'), done('Done')]);
    await board.ask('Still to be answered');
    const page = await signedIn('manager');
    await open(page, `${board.page}/settings`);
    await page.getByRole('button', { name: 'Archive Team ARCH…' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Archive Team ARCH?' });
    const archive = dialog.getByRole('button', { name: 'Archive', exact: true });
    await dialog.getByText(/^1 request is waiting for an answer/).waitFor();
    expect(await archive.isDisabled()).toBe(true);

    await (await as('manager')).put(`${board.path}/requests/1/answer`, {
      kind: 'decline',
      reason: 'notAligned',
      message: 'This team no longer does this.',
    });
    await dialog.getByText('The board moves to the archived boards.').waitFor();
    await archive.click();
    const restore = page.getByRole('button', { name: 'Restore Team ARCH' });
    await restore.waitFor();

    // The archived board can be deleted by its name, and is kept again.
    await page.getByRole('button', { name: 'Delete Team ARCH…' }).click();
    const question = page.getByRole('alertdialog', { name: 'Delete Team ARCH?' });
    await question.getByText('1 request with its answer').waitFor();
    const submit = question.getByRole('button', { name: 'Delete in 30 days' });
    expect(await submit.isDisabled()).toBe(true);
    await question.getByLabel('Type the name of the board').fill('Team ARCH');
    await submit.click();
    await page.getByText(/will be deleted for good on/).waitFor();
    await open(page, '/demo');
    await page.getByRole('listitem').filter({ hasText: 'Team ARCH ARCH · will be deleted on' }).waitFor();
    await open(page, `${board.page}/settings`);
    await page.getByRole('button', { name: 'Don’t delete Team ARCH' }).click();
    await page.getByRole('button', { name: 'Delete Team ARCH…' }).waitFor();
  },
);

scene(
  'a manager makes a public link; a stranger sees the board change, and that the link was revoked',
  async () => {
    const board = await aBoard('SHOWN', [queue('Ready'), active('Doing', 2), done('Done')]);
    const { number } = await board.card('Pay by card', 'Doing');
    await (await as('member')).put(`${board.path}/cards/${number}/block`, { reason: 'Hidden reason' });
    const manager = await signedIn('manager');
    await open(manager, `${board.page}/settings/public-link`);
    await manager.getByRole('button', { name: 'Make a public link' }).click();
    const link = await manager.getByLabel('Link to the public board').inputValue();
    const markdown = await manager.getByLabel('Badge for other sites, in Markdown').inputValue();
    const [, badge = ''] = /\((\S+)\)\]/.exec(markdown) ?? [];
    const picture = await fetch(badge);
    expect(await picture.text()).toMatch(/^<svg .*50%/s);
    expect(picture.headers.get('cross-origin-resource-policy')).toBe('cross-origin');

    const page = await aStranger();
    const code: Promise<string>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') code.push(response.text().catch(() => ''));
    });
    await open(page, link);
    await page.getByText('Public, read-only').waitFor();
    const doing = columnOf(page, 'Doing');
    await doing.getByText('Pay by card').waitFor();
    await doing.getByText('Blocked', { exact: true }).waitFor();
    expect(await page.locator('main').textContent()).not.toMatch(/Hidden reason|Bao|Mira/);
    expect(await page.locator('main').locator('a, input, textarea').count()).toBe(0);
    // The code of the team's board moves cards.
    const loaded = (await Promise.all(code)).join();
    expect([loaded.includes('publicBoard.readOnly'), loaded.includes('swapWith')]).toEqual([true, false]);
    expect(await faultsOf(page)).toEqual([]);

    const shows = (text: string) =>
      becomes(async () => {
        // As when the page comes into view again.
        await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
        return page.getByText(text).isVisible();
      }, true);
    await board.card('Send a receipt', 'Doing');
    await shows('Send a receipt');
    await manager.getByRole('button', { name: 'Revoke…' }).click();
    await manager.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
    await manager.getByRole('button', { name: 'Make a public link' }).waitFor();
    await shows('This board is no longer public');
  },
);
