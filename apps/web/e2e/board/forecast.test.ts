import { readFileSync } from 'node:fs';
import type { Backtest, BoardForecast } from '@weir/contract';
import { as } from '../support/api.ts';
import { faultsOf } from '../support/looks.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

const plat = '/v1/workspaces/demo/boards/PLAT/flow';

scene(
  'a forecast is asked in the address and answered in words, and its track record agrees with the API',
  async () => {
    const manager = await as('manager');
    const page = await signedIn('manager');
    const certain = page.getByRole('definition').first();

    await open(page, '/demo/PLAT/flow/forecast?items=12&by=2099-01-01');
    await page.getByText('12 more cards', { exact: true }).waitFor();
    const { doneBy } = await manager.get<BoardForecast>(`${plat}/forecast?items=12`);
    const dayOf = (level: 'p50' | 'p85') => (doneBy && 'p50' in doneBy ? (doneBy[level] ?? '') : '');
    const shown = (day: string) => new RegExp(`^by .*\\b${Number(day.slice(8))}\\b.*with 85%`);
    await becomes(async () => shown(dayOf('p85')).test((await certain.textContent()) ?? ''), true);
    await page.getByText(/Based on \d+ cards delivered on \d+ days/).waitFor();
    await page
      .getByText(/forecasts of this board with 85% would have been right|were right \d+ of/)
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);

    const points = page.getByRole('group', { name: 'When they are delivered' });
    await points.locator('[tabindex="0"]').focus();
    await page.keyboard.press('End');
    await becomes(
      () =>
        points.getByRole('img', { name: /with 95%/ }).evaluate((point) => point === document.activeElement),
      true,
    );

    await page.getByLabel('More cards').fill('0');
    await page.getByText('A whole number from 1 to 10,000.').waitFor();
    await page.getByRole('button', { name: '60', exact: true }).click();
    await page.waitForURL('**?items=12&window=60');
    await page.getByText(/Based on .* of the 60 since/).waitFor();
    expect(await page.getByLabel('More cards').inputValue()).toBe('0');
    await page.getByLabel('More cards').fill('3');
    await page.keyboard.press('Enter');
    await page.waitForURL('**?items=3&window=60');
    await page.getByText('3 more cards', { exact: true }).waitFor();
    await page.goBack();
    await page.getByText('12 more cards', { exact: true }).waitFor();

    await page.getByRole('main').getByRole('link', { name: 'Track record' }).last().click();
    const backtest = await manager.get<Backtest>(`${plat}/backtest`);
    if ('unknown' in backtest.scores) throw new Error(backtest.scores.unknown);
    const { held, forecasts } = backtest.scores.doneBy.p85;
    await page.getByText(`With 85%, ${held} of ${forecasts} forecasts`).waitFor();
    await page
      .getByRole('group', { name: 'Backtest' })
      .getByRole('img', { name: /with 70%/ })
      .first()
      .waitFor();
    expect(await faultsOf(page)).toEqual([]);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download as CSV: Backtest' }).click();
    const lines = readFileSync(await (await download).path(), 'utf8').split('\r\n');
    expect(lines.find((line) => line.startsWith('doneBy,0.85,'))).toMatch(
      new RegExp(`^doneBy,0.85,${forecasts},${held},`),
    );
  },
);
