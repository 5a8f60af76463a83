import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf } from '../support/looks.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

scene(
  'a manager sets a rest policy, begins a rest that requesters read, and ends it with a reason',
  async () => {
    const board = await aBoard('CALM', [queue('Ready'), active('Doing', 2), done('Done')]);
    const manager = await signedIn('manager');
    await open(manager, `${board.page}/settings/intake`);
    const part = manager.getByRole('region', { name: 'Rest', exact: true });
    await part.getByText('This board never rests').waitFor();
    await part.getByText('Take a rest after sustained overload').click();
    await part.getByText('After 3 overloaded days of the last 5 working days a rest is proposed.').waitFor();
    await manager.getByText('Saved', { exact: true }).first().waitFor();
    // A window shorter than the days in it is refused at its field, and nothing is lost.
    const within = part.getByRole('textbox', { name: 'Of the last working days' });
    await within.fill('2');
    await within.press('Enter');
    await part.getByText('Must be at least the number of overloaded days.').waitFor();
    await within.press('Escape');

    await open(manager, `${board.page}/intake`);
    await manager.getByRole('link', { name: 'Rest', exact: true }).click();
    await manager.getByText('The first day is measured after its end.').waitFor();
    await manager.getByRole('button', { name: 'Begin a rest' }).click();
    await manager.getByRole('alertdialog').getByRole('button', { name: 'Begin a rest' }).click();
    await manager.getByRole('heading', { name: 'The board rests' }).waitFor();
    expect(await faultsOf(manager)).toEqual([]);

    const requester = await signedIn('requester');
    await open(requester, `${board.page}/ask`);
    await requester.getByText('The team rests.').first().waitFor();

    await manager.getByRole('button', { name: 'End the rest' }).click();
    const dialog = manager.getByRole('dialog', { name: 'End the rest' });
    await dialog.getByRole('button', { name: 'End the rest' }).click();
    await dialog.getByText('Enter a reason.').waitFor();
    await dialog.getByLabel('Reason').fill('The release is out.');
    await dialog.getByRole('button', { name: 'End the rest' }).click();
    await manager.getByRole('heading', { name: 'The board does not rest' }).waitFor();
    await manager.getByText('The release is out.').waitFor();
    await manager.getByText('Intake open').first().waitFor();
  },
);
