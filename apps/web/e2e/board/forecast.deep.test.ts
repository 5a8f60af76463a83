import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

scene(
  'a forecast of several boards says what is missing on one of them, and goes on without it by a press',
  async () => {
    const board = await aBoard('FCST', [queue('Ready'), active('Doing', 5), done('Done')]);
    await board.card('Under way', 'Doing');
    const page = await signedIn('manager');
    await open(page, `/demo/flow/forecast?boards=PLAT:9,${board.key}:1`);
    await page.getByText('Unknown', { exact: true }).waitFor();
    await page.getByText(/No cards have been delivered since/).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page
      .getByRole('button', { name: /^Without / })
      .first()
      .click();
    await page.waitForURL('**?boards=PLAT%3A9');
    await page.getByText('1 board', { exact: true }).waitFor();
    await page
      .getByRole('group', { name: 'Each board alone' })
      .getByRole('link', { name: /Platform/ })
      .click();
    await page.waitForURL('**/demo/PLAT/flow/forecast?items=9');
    await page.getByText('9 more cards', { exact: true }).waitFor();
  },
);
