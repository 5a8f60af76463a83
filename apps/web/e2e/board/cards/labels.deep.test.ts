import type { Label } from '@weir/contract';
import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { cardOf, linkOf, tabTo, titlesIn } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, closeByEscape, hasValue, open } from '../../support/until.ts';

withBrowser();

scene(
  'by keyboard alone a member gives a card a label, creates one in place, and takes one off',
  async () => {
    const board = await aBoard('LABEL', [queue('Ready'), active('Doing'), done('Done')]);
    const member = await as('member');
    for (const [name, colour] of [
      ['Bug', 'red'],
      ['Risk', 'orange'],
    ])
      await member.post<Label>(`${board.path}/labels`, { name, colour });
    await board.card('Leaks', 'Ready');
    const page = await signedIn('member');
    await open(page, board.page);
    await tabTo(page, 'Leaks');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Card LABEL-1' });
    const fact = panel.getByRole('button', { name: /^Labels/ });
    await fact.focus();
    await page.keyboard.press('Enter');
    const field = page.getByRole('searchbox', { name: 'Find or create a label' });
    await field.and(page.locator(':focus')).waitFor();
    await page.keyboard.type('ri');
    await page.getByRole('option', { name: 'Risk' }).waitFor();
    await page.getByRole('option', { name: 'Bug' }).waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Risk', selected: true }).waitFor();

    await field.fill('Customer waits');
    await page.getByRole('option', { name: 'Create label “Customer waits”' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: 'Customer waits', selected: true }).waitFor();
    // The picker clears its text once the label is there. Until then an Escape would only do that.
    await hasValue(field, '');
    // A quick second press closes the card, before anything has the focus again.
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    const face = cardOf(page, 'Leaks');
    await face.getByText('Customer waits', { exact: true }).waitFor();
    await face.getByText('Risk', { exact: true }).waitFor();
    const { labels, cards } = await board.read();
    expect(labels.map(({ name }) => name)).toEqual(['Bug', 'Customer waits', 'Risk']);
    expect(cards[0]?.labelIds).toHaveLength(2);

    await linkOf(page, 'Leaks').press('Enter');
    await fact.click();
    await page.getByRole('option', { name: 'Risk' }).click();
    await page.getByRole('option', { name: 'Risk', selected: false }).waitFor();
    await closeByEscape(field);
    // Pressed before the change is saved, it undoes that change and not the one before.
    await page.keyboard.press('Control+z');
    await panel.getByRole('button', { name: 'Labels Customer waits Risk' }).waitFor();
    await fact.click();
    await page.getByRole('option', { name: 'Risk' }).click();
    await becomes(async () => (await board.read()).cards[0]?.labelIds.length, 1);
    await closeByEscape(field);
    await panel.getByRole('button', { name: 'History' }).click();
    await panel.getByText('Bao Brandt added the label Customer waits.').waitFor();
    await panel.getByText('Bao Brandt took off the label Risk.').first().waitFor();
    await fact.click();
    await field.and(page.locator(':focus')).waitFor();
    const escapeFromNowhere = () =>
      page.evaluate(() => {
        (document.activeElement as HTMLElement).blur();
        document.body.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }),
        );
      });
    await escapeFromNowhere();
    await field.waitFor({ state: 'hidden' });
    await panel.waitFor();
    await escapeFromNowhere();
    await panel.waitFor({ state: 'hidden' });

    await page.keyboard.press('n');
    const dialog = page.getByRole('dialog', { name: 'New card' });
    await dialog.getByLabel('Title').fill('Drips');
    await dialog.getByRole('button', { name: /^Description, class, labels/ }).click();
    await dialog.getByRole('button', { name: /^Labels/ }).press('Enter');
    await page.getByRole('option', { name: 'Bug' }).click();
    await closeByEscape(page.getByRole('option', { name: 'Bug' }));
    await dialog.getByRole('button', { name: 'Create card' }).click();
    await cardOf(page, 'Drips').getByText('Bug', { exact: true }).waitFor();
  },
);

scene('a filter with many choices has a field that finds one, by keyboard alone', async () => {
  const board = await aBoard('MANYL', [queue('Ready'), active('Doing'), done('Done')]);
  const member = await as('member');
  const label = (name: string) => member.post<Label>(`${board.path}/labels`, { name, colour: 'red' });
  for (let at = 1; at <= 16; at += 1) await label(`Area ${at}`);
  const { id } = await label('Zürich');
  await board.card('Elsewhere', 'Ready');
  const { number } = await board.card('There', 'Ready');
  await member.send('PATCH', `${board.path}/cards/${number}`, { labelIds: [id] });
  const page = await signedIn('member');
  await open(page, board.page);
  await page.getByRole('button', { name: 'Filter' }).first().press('Enter');
  await page.getByRole('searchbox', { name: 'Find a choice' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.type('zur');
  await page.getByRole('menuitemcheckbox', { name: 'Area 1', exact: true }).waitFor({ state: 'hidden' });
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await becomes(() => titlesIn(page, 'Ready'), ['There']);
});

scene('a label is renamed and recoloured, and removing it says how many cards lose it', async () => {
  const board = await aBoard('RELABEL', [queue('Ready'), active('Doing'), done('Done')]);
  const member = await as('member');
  const { id } = await member.post<Label>(`${board.path}/labels`, { name: 'Bug', colour: 'red' });
  for (const title of ['Kept', 'Put away']) {
    const { number } = await board.card(title, 'Ready');
    await member.send('PATCH', `${board.path}/cards/${number}`, { labelIds: [id] });
  }
  await member.put(`${board.path}/cards/2/archive`, undefined);
  const page = await signedIn('member');
  await open(page, `${board.page}/settings/labels`);
  const row = page.getByRole('form', { name: 'Label Bug' });
  await row.getByLabel('Name of label Bug').fill('Fault');
  await row.getByRole('button', { name: /Colour of label Bug/ }).click();
  await page.getByRole('option', { name: 'Purple' }).click();
  await page.getByRole('form', { name: 'Label Fault' }).waitFor();
  expect((await board.read()).labels).toEqual([{ id, name: 'Fault', colour: 'purple' }]);

  await page.getByLabel('New label').fill('FAULT');
  await page.getByRole('button', { name: 'Add label' }).click();
  await page.getByText('Another label has this name.').first().waitFor();

  await page.getByRole('button', { name: 'Remove label Fault' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Remove label Fault?' });
  await dialog.getByText('2 cards have this label, archived ones included.').waitFor();
  await dialog.getByRole('button', { name: 'Remove it from 2 cards' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('form', { name: 'Label Fault' }).waitFor({ state: 'hidden' });
  await becomes(async () => (await board.read()).labels, []);
});
