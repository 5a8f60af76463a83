import type { CardDetail } from '@weir/contract';
import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { cardOf, linkOf, tabTo } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, closeByEscape, hasValue, open, pressItem, reopen } from '../../support/until.ts';
import { paste } from './paste.ts';

withBrowser();

scene(
  'by keyboard alone a checklist is written, ticked, put in order and shown on the face of its card',
  async () => {
    const board = await aBoard('STEPS', [queue('Ready'), active('Doing'), done('Done')]);
    await board.card('Fit the gate', 'Ready');
    const member = await as('member');
    const items = async () =>
      (await member.get<CardDetail>(`${board.path}/cards/1`)).checklistItems.map((item) => [
        item.text,
        item.done,
      ]);
    const page = await signedIn('member');
    await open(page, board.page);
    await tabTo(page, 'Fit the gate');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Card STEPS-1' });
    const field = panel.getByRole('textbox', { name: 'Add an item' });
    await field.focus();
    for (const text of ['Measure', 'Saw', '**Hang**']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    }
    await becomes(items, [
      ['Measure', false],
      ['Saw', false],
      ['**Hang**', false],
    ]);
    const list = panel.getByRole('region', { name: 'Checklist' });
    await list.getByRole('button', { name: 'Edit item **Hang**' }).waitFor();
    // Its Markdown is shown as such.
    await list.locator('strong').getByText('Hang', { exact: true }).waitFor();
    await list.getByRole('checkbox', { name: 'Hang', exact: true }).waitFor();
    await list.getByRole('checkbox', { name: 'Measure' }).focus();
    await page.keyboard.press('Space');
    await list.getByText('1/3').waitFor();
    await page.keyboard.press('Control+z');
    await panel.getByText('Undone: an item of STEPS-1 is open again.').waitFor();
    await list.getByText('0/3').waitFor();
    // The open card says it, and nothing behind it.
    expect(await page.getByText('Undone:').count()).toBe(1);
    await page.keyboard.press('Space');
    await list.getByText('1/3').waitFor();
    // After another action the notice is out of date, so it disappears.
    await page.getByText('Undone:').waitFor({ state: 'hidden', timeout: 4_000 });
    // Without a connection the order is shown, and sent once there is one.
    await page.context().setOffline(true);
    await page.keyboard.press('Alt+ArrowDown');
    const waiting = page.getByText('1 edit will be sent as soon as Weir can be reached again.');
    await waiting.waitFor();
    await page.context().setOffline(false);
    await waiting.waitFor({ state: 'hidden' });
    await becomes(items, [
      ['Saw', false],
      ['Measure', true],
      ['**Hang**', false],
    ]);
    await list.getByRole('button', { name: 'Edit item Saw' }).press('Enter');
    await page.keyboard.type(' the posts');
    await page.keyboard.press('Enter');
    await list.getByRole('button', { name: 'Actions for item **Hang**' }).press('Enter');
    await pressItem(page.getByRole('menuitem', { name: 'Remove' }));
    await becomes(items, [
      ['Saw the posts', false],
      ['Measure', true],
    ]);
    const choose = async (name: string) => {
      await list.getByRole('button', { name: 'Actions for item Saw the posts' }).press('Enter');
      await pressItem(page.getByRole('menuitem', { name }));
    };
    await choose('Turn into a card');
    await list.getByRole('link', { name: 'STEPS-2 · Ready' }).waitFor();
    await choose('Person and due date…');
    await list.getByLabel('Due').fill('2020-01-02');
    await list.getByText('Late: 2 Jan').waitFor();
    await list.getByRole('button', { name: 'Close' }).press('Enter');
    await panel.getByRole('button', { name: 'Add a link' }).press('Enter');
    await page.getByRole('searchbox', { name: 'Find a card by its number or words' }).fill('STEPS-2');
    await page.getByRole('option', { name: 'STEPS-2' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const links = panel.getByRole('region', { name: 'Links' });
    await links.getByRole('link', { name: 'STEPS-2' }).waitFor();
    await panel.getByRole('button', { name: 'History' }).press('Enter');
    await panel.getByText('added a link: this card is blocked by STEPS-2').waitFor();
    await panel.getByText('Bao Brandt turned an item of the checklist into a card.').waitFor();
    await panel.getByText('Bao Brandt ticked an item of the checklist.').first().waitFor();
    await closeByEscape(panel);
    const face = cardOf(page, 'Fit the gate');
    await face.getByText('1 of 2 items done').waitFor();
    await face.getByText('Blocked by STEPS-2').waitFor();
    await tabTo(page, 'Fit the gate');
    await page.keyboard.press('Enter');
    await links.getByRole('button', { name: 'Remove the link to STEPS-2' }).press('Enter');
    await links.getByRole('link', { name: 'STEPS-2' }).waitFor({ state: 'hidden' });
    // Each action is undone. One that can't be undone is named, and nothing older is undone instead.
    const undo = () => page.keyboard.press('Control+z');
    await undo();
    await links.getByRole('link', { name: 'STEPS-2' }).waitFor();
    await undo();
    await links.getByRole('link', { name: 'STEPS-2' }).waitFor({ state: 'hidden' });
    await panel.getByText('Undone: the links of STEPS-1 are as they were before.').waitFor();
    await undo();
    await list.getByText('Late: 2 Jan').waitFor({ state: 'hidden' });
    await undo();
    await panel.getByText('An item that became a card can’t be changed back.').waitFor();
    await undo();
    await becomes(items, [
      ['Saw the posts', false],
      ['Measure', true],
      ['**Hang**', false],
    ]);
    await panel.getByText('Undone: the checklist of STEPS-1 is as it was before.').waitFor();
    await undo();
    await list.getByRole('button', { name: 'Edit item Saw', exact: true }).waitFor();
    await panel.getByText('Undone: the checklist').waitFor();
    await undo();
    await becomes(items, [
      ['Measure', true],
      ['Saw', false],
      ['**Hang**', false],
    ]);
    // Somebody else has changed this one since.
    const { checklistItems } = await member.get<CardDetail>(`${board.path}/cards/1`);
    const [measure] = checklistItems;
    await member.send('PATCH', `${board.path}/cards/1/checklist/${measure?.id}`, { done: false });
    await list.getByText('0/3').waitFor();
    await panel.getByText('Undone: the checklist').waitFor();
    await undo();
    await panel.getByText('STEPS-1 was changed there again').waitFor();
    await closeByEscape(panel);
    await face.getByText('STEPS-2', { exact: true }).waitFor({ state: 'hidden' });
  },
);

scene('pasted lines are items, and one that is refused stays in the field', async () => {
  const board = await aBoard('LINES', [queue('Ready'), active('Doing'), done('Done')]);
  await board.card('Long', 'Ready');
  const member = await as('member');
  const add = (count: number) =>
    member.post(`${board.path}/cards/1/checklist`, {
      items: Array.from({ length: count }, (_, n) => ({ text: `Step ${n + 1}` })),
    });
  await add(97);
  const page = await signedIn('member');
  await open(page, board.page);
  await linkOf(page, 'Long').click();
  const panel = page.getByRole('dialog', { name: 'Card LINES-1' });
  const field = panel.getByRole('textbox', { name: 'Add an item' });
  await field.focus();
  await paste(field, '- [ ] One\r\n\n  Two  \n[x] Three');
  await panel.getByRole('button', { name: 'Edit item Three' }).waitFor();
  expect(await panel.getByRole('checkbox', { name: 'Three' }).isChecked()).toBe(true);
  await panel.getByText('1/100').waitFor();
  await field.fill('One too many');
  await field.press('Enter');
  await panel.getByText('A checklist can have 100 items. Remove some first.').waitFor();
  await becomes(() => field.inputValue(), 'One too many');
  await panel.getByText('1/100').waitFor();

  // Text in the field survives a reload, and refused lines can be sent again.
  await reopen(page);
  await hasValue(field, 'One too many');
  await paste(field, 'Four\nFive');
  await panel
    .getByRole('listitem')
    .filter({ hasText: /^Five$/ })
    .waitFor();
  await panel.getByText('1/100').waitFor();
  for (const item of (await member.get<CardDetail>(`${board.path}/cards/1`)).checklistItems.slice(0, 2))
    await member.delete(`${board.path}/cards/1/checklist/${item.id}`);
  await panel.getByText('1/98').waitFor();
  await panel.getByRole('button', { name: 'Try again' }).click();
  await panel.getByRole('button', { name: 'Edit item Five' }).waitFor();
});
