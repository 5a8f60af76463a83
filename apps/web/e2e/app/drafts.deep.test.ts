import { aBoard, active, done, queue } from '../support/board.ts';
import { cardOf, columnOf, holdOver, linkOf } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, hasValue, open, reopen } from '../support/until.ts';

withBrowser();

scene('the reason for an override is kept while the place frees up and fills again', async () => {
  const board = await aBoard('WHY', [queue('Ready'), active('Doing', 1, { mode: 'reason' }), done('Done')]);
  const first = await board.card('First', 'Doing');
  await board.card('Wants in');
  const page = await signedIn('manager');
  await open(page, board.page);
  await holdOver(page, 'Wants in', 'Doing');
  await page.mouse.up();
  const doing = columnOf(page, 'Doing');
  const why = doing.getByLabel('Reason, visible to everyone');
  await doing.getByRole('button', { name: 'Override with a reason…' }).click();
  await why.fill('The customer waits at the door');
  await board.move(first, 'Done');
  await doing.getByText('There is room now.').waitFor();
  await board.move(first, 'Doing');
  // By key: a second click at the same position would count as a double click.
  await doing.getByRole('button', { name: 'Override with a reason…' }).press('Enter');
  await hasValue(why, 'The customer waits at the door');
  await doing.getByRole('button', { name: 'Move WHY-2 to Doing' }).click();
  await doing.getByRole('link', { name: 'Wants in' }).waitFor();
  await cardOf(page, 'Wants in').waitFor();
});

scene('a form keeps typed text after a refusal and a reload, and shows each fault at its field', async () => {
  const page = await signedIn('owner');
  await open(page, '/?all');
  const name = page.getByLabel('Name');
  const address = page.getByLabel('Address');
  const create = page.getByRole('button', { name: 'Create workspace' });
  await create.click();
  // Nothing was sent: the focus is on the first wrong field.
  await becomes(() => name.evaluate((field) => field === document.activeElement), true);
  await name.fill('Forms and Drafts');
  await hasValue(address, 'forms-and-drafts');
  await address.fill('demo');
  await create.click();
  await page.getByText('This address is taken. Choose another one.').waitFor();
  await reopen(page);
  await hasValue(name, 'Forms and Drafts');
  await hasValue(address, 'demo');
  await address.fill('drafts');
  await create.click();
  await page.waitForURL('/drafts');
  await open(page, '/?all');
  await hasValue(name, '');
});

scene('a section of the settings keeps typed text while somebody else saves another value', async () => {
  const board = await aBoard('SECT', [queue('Ready'), active('Doing'), done('Done')]);
  const [page, other] = [await signedIn('manager'), await signedIn('owner')];
  for (const each of [page, other]) await open(each, `${board.page}/settings/limits`);
  const budget = (of: typeof page) => of.getByRole('textbox', { name: 'Overrides per month' });
  const section = (of: typeof page) =>
    of.locator('section').filter({ has: of.getByRole('form', { name: 'Overrides' }) });
  await budget(page).fill('7');
  await budget(other).fill('9');
  await section(other).getByRole('button', { name: 'Save the overrides' }).click();
  await section(other).getByText('Saved', { exact: true }).waitFor();
  await reopen(page);
  await hasValue(budget(page), '7');
  await section(page).getByRole('button', { name: 'Save the overrides' }).click();
  await section(page).getByText('Saved', { exact: true }).waitFor();
  await hasValue(budget(other), '7');
});

scene(
  'a name typed in place and a form in a dialog keep their text over a reload until they are cancelled',
  async () => {
    const board = await aBoard('INPL', [queue('Ready'), active('Doing'), done('Done')]);
    await board.card('As it is called');
    const page = await signedIn('manager');
    await open(page, board.page);
    const title = page.getByRole('textbox', { name: 'Title of INPL-1' });
    await linkOf(page, 'As it is called').press('F2');
    await title.fill('Half a new title');
    // The browser does not leave the field before it loads the page again.
    await becomes(
      () => page.evaluate(() => JSON.stringify(sessionStorage).includes('Half a new title')),
      true,
    );
    await reopen(page);
    await linkOf(page, 'As it is called').press('F2');
    await hasValue(title, 'Half a new title');
    await title.press('Escape');
    await linkOf(page, 'As it is called').press('F2');
    await hasValue(title, 'As it is called');
    await title.press('Escape');

    await open(page, `${board.page}/intake`);
    const openGate = page.getByRole('button', { name: 'Set the gate' });
    const reason = page.getByRole('dialog').getByRole('textbox', { name: 'Reason' });
    await openGate.click();
    await reason.fill('We move house this week');
    await reopen(page);
    await openGate.click();
    await hasValue(reason, 'We move house this week');
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await openGate.click();
    await hasValue(reason, '');
  },
);
