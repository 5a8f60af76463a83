import { faultsOf } from '../../support/looks.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { open } from '../../support/until.ts';

withBrowser();

scene('limits of a what-if question are tried, shown as on trial, and put back', async () => {
  const page = await signedIn('manager');
  await open(page, '/demo/PLAT/flow/what-if?staffing=150');
  await page.getByText('New cards and requests by class, in percent').click();
  const mix = page.getByRole('group', { name: 'New cards and requests by class, in percent' });
  await mix.getByText(/^Now: the \d+ cards and requests that arrived since/).waitFor();
  await mix.getByRole('textbox', { name: 'Standard' }).fill('1');
  await page.getByRole('button', { name: 'Compare' }).click();
  await mix
    .getByRole('alert')
    .getByText(/^The shares add up to \d+%\. Change them/)
    .waitFor();
  for (const [name, share] of [
    ['Expedite', ''],
    ['Fixed date', ''],
    ['Intangible', '0'],
    ['Standard', '100'],
  ] as const)
    await mix.getByRole('textbox', { name }).fill(share);
  await page.getByRole('button', { name: 'Compare' }).click();
  await page.waitForURL('**mix=standard%3A100*');
  await page.getByRole('heading', { name: /new work that is 100% Standard/ }).waitFor();

  // A limit that is never reached: the demo board goes on as it was.
  await open(page, '/demo/PLAT/flow/what-if?limits=board:999');
  await page.getByRole('button', { name: 'Start a two-week trial' }).click();
  const dialog = page.getByRole('dialog', { name: 'Start a trial of limits' });
  await dialog.getByRole('button', { name: 'Start the trial' }).click();
  await dialog.getByText('Enter a reason. Others can read it later.').waitFor();
  await dialog.getByRole('button', { name: '4 weeks' }).click();
  await dialog.getByRole('textbox', { name: 'Reason for the trial' }).fill('To see that nothing changes');
  await dialog.getByRole('button', { name: 'Start the trial' }).click();

  const trial = page.getByRole('article').first();
  await trial.getByText('Running: 28 days left').waitFor();
  await trial.getByRole('heading', { name: /^Whole board: 999 instead of/ }).waitFor();
  await trial.getByText('Prediction for these days').click();
  await trial.getByRole('columnheader', { name: 'Predicted with the change' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);

  await open(page, '/demo/PLAT/settings/limits');
  await page.getByText(/^On trial until /).waitFor();
  await open(page, '/demo/PLAT/flow/what-if?limits=board:998');
  await page.getByText(/^A trial of limits runs until/).waitFor();
  await page.getByRole('link', { name: 'Open the trial' }).click();

  await trial.getByRole('button', { name: 'End now, put the earlier limits back' }).click();
  const end = page.getByRole('dialog', { name: 'End the trial, put the earlier limits back' });
  await end.getByRole('textbox', { name: 'Reason' }).fill('Seen enough');
  await end.getByRole('button', { name: 'End the trial' }).click();
  await trial.getByText('Ended early, not compared').waitFor();
  await trial.getByText(/ ended this trial early, on .+\. Its results are not compared/).waitFor();
  await trial.getByText(/put the earlier limits back\. “Seen enough”/).waitFor();
});
