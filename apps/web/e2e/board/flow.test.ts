import { readFileSync } from 'node:fs';
import type { CycleTimes } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf, oneLook } from '../support/looks.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

scene(
  'the flow page opens cards from its points by key, and its address, table and files agree',
  async () => {
    const board = await aBoard('FLOWS', [queue('Ready'), active('Doing', 5), done('Done')]);
    await board.lane('Support');
    const deliver = async (title: string, classOfService: 'standard' | 'expedite') => {
      const card = await board.card(title, 'Doing', { classOfService });
      await board.move(card, 'Done');
      return card;
    };
    const [first, , deleted] = [
      await deliver('First', 'standard'),
      await deliver('Urgent', 'expedite'),
      await deliver('Deleted', 'standard'),
    ];
    const manager = await as('manager');
    await manager.put(`${board.path}/cards/${deleted.number}/archive`);
    await manager.delete(`${board.path}/cards/${deleted.number}`);
    await board.card('Under way', 'Doing');

    const page = await signedIn('manager');
    await open(page, board.page);
    await page.getByRole('link', { name: 'Flow', exact: true }).click();
    const points = page.getByRole('group', { name: 'Cycle time' });
    await points.getByRole('img', { name: `FLOWS-${deleted.number} (deleted card)` }).waitFor();
    await page.getByText('Only 3 cards: too few for percentiles').waitFor();
    await page
      .getByRole('group', { name: 'Ageing work' })
      .getByRole('link', { name: /Under way/ })
      .waitFor();
    expect(await faultsOf(page, oneLook)).toEqual([]);

    const point = points.getByRole('link', { name: /First/ });
    await points.locator('[tabindex="0"]').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await becomes(() => point.evaluate((element) => element === document.activeElement), true);
    await page.getByText(/^took 1 day \(0 d 0 h\)$/).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${board.page}/cards/${first.number}`);
    await page.goBack();

    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('menuitemcheckbox', { name: 'No swimlane' }).waitFor();
    await page.getByRole('menuitemcheckbox', { name: 'Nobody' }).waitFor();
    await page.getByRole('menuitemcheckbox', { name: 'Expedite' }).click();
    await page.waitForURL('**?class=expedite');
    await page.keyboard.press('Escape');
    await page.reload();
    await points.getByRole('link', { name: /Urgent/ }).waitFor();
    expect(await points.getByRole('link').count()).toBe(1);
    await page.goBack();
    await point.waitFor();

    await open(page, `${board.page}/flow?label=Gone`);
    await page.getByText('A filter names something that doesn’t exist').waitFor();
    await page.getByRole('button', { name: 'Remove filter: Label: Gone' }).click();
    await point.waitFor();

    await page.getByRole('button', { name: 'Other days' }).click();
    await page.getByLabel('From', { exact: true }).fill('2020-01-01');
    await page.getByText('The period can have at most 731 days.').waitFor();
    await open(page, '/demo/PLAT/flow');
    await page.getByRole('group', { name: 'Flow efficiency' }).getByRole('link').first().waitFor();
    await page.goBack();
    await open(page, '/demo/flow?boards=NONESUCH');
    await page.getByText('A filter names something that doesn’t exist').waitFor();
    await becomes(() => page.getByRole('heading', { name: 'Requests', exact: true }).count(), 0);
    await page.goBack();
    await point.waitFor();

    await page
      .getByRole('group', { name: 'Throughput' })
      .getByRole('link', { name: /3 cards delivered/ })
      .press('Enter');
    await page.waitForURL('**?from=*');
    await point.waitFor();
    await page.goBack();
    await listsOfNumbers(page);
    await board.card('Started meanwhile', 'Doing');

    await page.getByText('Show as table: Cycle time').click();
    await page.getByRole('region', { name: 'Cycle time' }).getByRole('row').nth(3).waitFor();
    const { cards } = await manager.get<CycleTimes>(`${board.path}/flow/cycle-time`);
    expect(await saved(page, 'Download as CSV: Cycle time')).toBe(
      [
        'card,title,classOfService,deliveredOn,cycleDays,cycleSeconds,leadDays,leadSeconds',
        ...cards
          .toReversed()
          .map((card) =>
            [
              `${card.board}-${card.number}`,
              ...[
                card.title,
                card.classOfService,
                card.deliveredOn,
                card.cycleDays,
                card.cycleSeconds,
                '',
                '',
              ],
            ].join(','),
          ),
        '',
      ].join('\r\n'),
    );
    expect((await saved(page, 'Download as PNG: Cycle time')).slice(1, 4)).toBe('PNG');
    await page
      .getByRole('group', { name: 'Ageing work' })
      .getByRole('link', { name: /Started meanwhile/ })
      .waitFor();
  },
);

/** The points of charts without a point for each card, and the numbers in their tables, open the cards that they count. */
async function listsOfNumbers(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  const closed = () => dialog.waitFor({ state: 'detached' });
  const bands = page.getByRole('group', { name: 'Cumulative flow' });
  const today = bands.getByRole('link').last();
  await today.press('Enter');
  await page.waitForURL('**?cards=cumulative*');
  await dialog
    .getByRole('list', { name: 'Doing' })
    .getByRole('link', { name: /Under way/ })
    .waitFor();
  await dialog.getByRole('button', { name: 'Delivered: 3' }).click();
  await dialog.getByText('(deleted card)').waitFor();
  await page.reload();
  await becomes(() => dialog.getByRole('listitem').count(), 3);
  expect(await faultsOf(page, oneLook)).toEqual([]);
  await page.keyboard.press('Escape');
  await closed();
  expect(new URL(page.url()).search).toBe('');

  await page.getByText('Show as table: Arrivals').click();
  await page
    .getByRole('region', { name: 'Arrivals and departures' })
    .getByRole('link', { name: '4', exact: true })
    .first()
    .press('Enter');
  await becomes(() => dialog.getByRole('listitem').count(), 4);
  await dialog.getByRole('link', { name: /Under way/ }).click();
  await page.waitForURL('**/cards/*');
  await page.goBack();
  await dialog.getByRole('listitem').first().waitFor();
  await page.keyboard.press('Escape');
  await closed();
}

async function saved(page: Page, button: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  return readFileSync(await (await download).path(), 'latin1');
}
