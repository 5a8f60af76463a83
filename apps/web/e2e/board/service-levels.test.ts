import { isoWeekOf } from '@weir/domain';
import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

scene(
  'a proposed service level is set with one press, and marks cards that are at risk; the digest shows the week',
  async () => {
    const board = await aBoard('LEVELS', [queue('Ready'), active('Doing', 20), done('Done')]);
    for (let n = 0; n < 10; n += 1) await board.move(await board.card(`Card ${n}`, 'Doing'), 'Done');
    const last = await board.card('Under way', 'Doing');

    const page = await signedIn('manager');
    await open(page, `${board.page}/settings/service-levels`);
    await page.getByText('85% of the 10 cards delivered in the last 90 days took 1 day.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use 85% within 1 day for Standard' }).click();
    await page.getByText('Kept by 10 of the 10 cards').waitFor();
    await becomes(async () => (await board.read()).serviceLevels.standard, { percent: 85, days: 1 });

    await open(page, `${board.page}/cards/${last.number}`);
    await page.getByRole('region', { name: 'Service level' }).getByText('At risk, day 1 of 1').waitFor();
    await page.getByRole('cell', { name: /85% up to/ }).waitFor();
    await page.getByRole('link', { name: 'Show on the board' }).click();
    await page.getByText('At risk, day 1 of 1').first().waitFor();

    // The digest of this week, which is not over.
    const { today } = await board.read();
    await open(page, `${board.page}/digest?week=${isoWeekOf(today)}`);
    await page.getByText(/11 cards started, 10 delivered.* 1 card in progress/).waitFor();
    await page.getByText('This week is not over.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Week before' }).click();
    await page.getByText('0 cards started, 0 delivered').waitFor();
  },
);
