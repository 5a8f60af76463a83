import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { linkOf } from '../support/on-the-board.ts';
import { emailOf, password } from '../support/people.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, hasValue, open, reopen } from '../support/until.ts';

withBrowser();

scene('an unsent comment is still there when the card is opened again', async () => {
  const board = await aBoard('WORDS', [queue('Ready'), active('Doing'), done('Done')]);
  await board.card('Talked about');
  const page = await signedIn('member');
  await open(page, board.page);
  const panel = page.getByRole('dialog', { name: 'Card WORDS-1' });
  const comment = panel.getByLabel('New comment');
  await linkOf(page, 'Talked about').click();
  await comment.fill('Half a thought');
  await panel.getByRole('button', { name: 'Close' }).click();
  await linkOf(page, 'Talked about').click();
  await hasValue(comment, 'Half a thought');
  await reopen(page);
  await hasValue(comment, 'Half a thought');

  // It was sent only after the card was closed and opened again.
  const reopened = Promise.withResolvers<void>();
  await page.route('**/comments', async (route) => {
    await reopened.promise;
    await route.continue();
  });
  await panel.getByRole('button', { name: 'Comment' }).click();
  await panel.getByRole('button', { name: 'Close' }).click();
  await linkOf(page, 'Talked about').click();
  await hasValue(comment, 'Half a thought');
  reopened.resolve();
  await panel.getByText('Half a thought', { exact: true }).and(panel.locator(':not(textarea)')).waitFor();
  await hasValue(comment, '');
});

scene(
  'the settings save typed text when the focus leaves it; a refused value stays with its error',
  async () => {
    const board = await aBoard('TYPED', [queue('Ready'), active('Doing'), done('Done')]);
    const page = await signedIn('manager');
    await open(page, `${board.page}/settings/columns`);
    const column = (name: string) => page.getByRole('form', { name: `Column ${name}` });
    const names = async () => (await board.read()).columns.map(({ name }) => name);
    await column('Doing').getByRole('textbox').fill('Building');
    await column('Done').getByRole('textbox').focus();
    await column('Building').waitFor();
    await becomes(names, ['Ready', 'Building', 'Done']);
    await column('Done').getByRole('textbox').fill('BUILDING');
    await page.getByRole('link', { name: 'Classes of service', exact: true }).focus();
    await column('Done').getByText('Another column has this name.').waitFor();
    await column('Done').getByText('Not saved').waitFor();
    // The error does not take the focus back.
    await page
      .getByRole('link', { name: 'Classes of service', exact: true })
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: /Expedite/ }).fill('Only when the site is down');
    await page.getByRole('link', { name: 'Columns', exact: true }).click();

    await hasValue(column('Done').getByRole('textbox'), 'BUILDING');
    await reopen(page);
    await hasValue(column('Done').getByRole('textbox'), 'BUILDING');
    await column('Done').getByRole('textbox').press('Escape');
    await hasValue(column('Done').getByRole('textbox'), 'Done');
    await column('Done').getByRole('textbox').fill('Shipped');
    await page.keyboard.press('Enter');
    await column('Shipped').getByText('Saved', { exact: true }).waitFor();
    await becomes(names, ['Ready', 'Building', 'Shipped']);
    await becomes(async () => (await board.read()).classPolicies.expedite, 'Only when the site is down');
  },
);

scene('an edit of a card that somebody else changed shows both, and overwrites only on request', async () => {
  const board = await aBoard('EDIT', [queue('Ready'), active('Doing'), done('Done')]);
  const card = await board.card('As it was');
  const page = await signedIn('member');
  await open(page, `${board.page}?card=${card.number}`);
  await page.getByRole('button', { name: 'As it was', exact: true }).click();
  const title = page.getByLabel('Title');
  await title.fill('As I want it');
  await (await as('manager')).send('PATCH', `${board.path}/cards/${card.number}`, {
    title: 'As they want it',
  });

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('alert').getByText('As they want it').waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  expect(await focused()).toContain('Somebody else changed this meanwhile');
  await hasValue(title, 'As I want it');
  await page.getByRole('button', { name: 'Save mine' }).click();
  await linkOf(page, 'As I want it').waitFor();
  expect((await board.read()).cards.map((each) => each.title)).toEqual(['As I want it']);
});

scene('nobody else at this browser can see what a person typed', async () => {
  const board = await aBoard('MINE', [queue('Ready'), active('Doing'), done('Done')]);
  await board.card('Talked about');
  const page = await signedIn('member');
  await open(page, `${board.page}?card=1`);
  const comment = page.getByRole('dialog', { name: 'Card MINE-1' }).getByLabel('New comment');
  await comment.fill('Between us');
  // The session ends without a sign-out, and somebody else signs in.
  await page.context().clearCookies();
  await open(page, '/sign-in');
  await page.getByLabel('Email').fill(emailOf('manager'));
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('/demo');
  await open(page, `${board.page}?card=1`);
  await hasValue(comment, '');
  await becomes(() => page.evaluate(() => JSON.stringify(sessionStorage).includes('Between us')), false);
});
