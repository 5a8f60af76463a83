import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

scene(
  'a card asks another board, shows that it waits on a full one, and the map draws who waits on whom',
  async () => {
    const one = await aBoard('WAIA', [queue('Ready'), active('Doing', 3), done('Done')]);
    const other = await aBoard('WAIB', [queue('Ready'), active('Doing', 1), done('Done')]);
    await other.card('Fills the board', 'Doing');
    const card = await one.card('Needs a port');
    const page = await signedIn('member');
    await open(page, `${one.page}?card=${card.number}`);
    const waits = page.getByRole('region', { name: 'Waits' });
    await waits.getByRole('button', { name: 'Ask another board' }).click();
    const dialog = page.getByRole('dialog', { name: `${card.ref} waits on another board` });
    await dialog.getByRole('button', { name: /Board/ }).click();
    await page.getByRole('option', { name: /WAIB/ }).click();
    await dialog.getByLabel('What do you need?').fill('Open the port');
    await dialog.getByRole('button', { name: 'Submit and wait' }).click();
    const row = waits.getByRole('listitem').filter({ hasText: 'WAIB-R1' });
    await row.getByText('Not answered yet').waitFor();
    await row.getByText('Saturated').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Waits on WAIB-R1 (saturated)').first().waitFor();

    const request = await one.ask('Ship the gateway');
    await (await as('member')).post(`${one.path}/requests/${request.number}/waits`, {
      board: 'WAIB',
      request: 1,
    });
    await open(page, `${one.page}/requests/${request.number}`);
    await row.getByText('Saturated').waitFor();
    await waits.getByRole('button', { name: 'Ask another board' }).waitFor();
    const replenishing = await signedIn('manager');
    await open(replenishing, `${one.page}/intake?show=replenish`);
    await replenishing.getByText('Waits on WAIB-R1 (saturated)').waitFor();
    await replenishing.getByRole('checkbox', { name: `Accept ${request.ref}, Ship the gateway` }).click();
    await replenishing.getByText('One of them waits on other boards.').waitFor();
    await open(replenishing, `${one.page}/intake?request=${request.number}`);
    const marked = replenishing.getByText('Waits on WAIB-R1 (saturated)');
    await marked.nth(1).waitFor();
    await replenishing
      .getByRole('button', { name: 'Ship the gateway' })
      .filter({ hasText: 'Waits on WAIB-R1 (saturated)' })
      .waitFor();

    await open(page, '/demo/waits');
    await page.getByText(/^Bottleneck: /).waitFor();
    await page
      .getByRole('list', { name: 'Boards' })
      .getByRole('link', { name: /Team WAIB/ })
      .waitFor();
    const pair = page.getByRole('row').filter({ hasText: 'Team WAIA' }).filter({ hasText: 'Team WAIB' });
    await pair.getByRole('button').focus();
    await page.keyboard.press('Enter');
    const behind = page.getByRole('dialog', { name: 'Team WAIA waits on Team WAIB' });
    const waiter = behind.getByRole('listitem').filter({ hasText: card.ref });
    await waiter.getByRole('link', { name: 'WAIB-R1 Open the port' }).waitFor();
    await behind.getByRole('link', { name: `${request.ref} Ship the gateway` }).waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByRole('list', { name: 'Who waits on whom' })
      .getByRole('button', { name: '2 cards and requests of Team WAIA waiting on Team WAIB' })
      .click();
    await behind.getByRole('link', { name: `${card.ref} Needs a port` }).click();
    await page.waitForURL(`**${one.page}/cards/${card.number}`);

    const manager = await as('manager');
    await manager.put(`${other.path}/requests/1/answer`, {
      kind: 'decline',
      reason: 'notAligned',
      message: 'That port stays closed.',
    });
    await open(page, `${one.page}?card=${card.number}`);
    await row.getByText('That port stays closed.').waitFor();
    await row.getByRole('button', { name: 'Remove the wait on WAIB-R1' }).click();
    await row.waitFor({ state: 'detached' });
  },
);
