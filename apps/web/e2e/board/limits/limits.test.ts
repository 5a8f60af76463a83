import type { MemberList } from '@weir/contract';
import type { Locator } from 'playwright-core';
import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { columnOf, holdOver, linkOf } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { closeByEscape, open, pressItem } from '../../support/until.ts';

withBrowser();

const numberOf = (editor: Locator, name: string) => editor.getByRole('textbox', { name });

scene('clicking a number sets its limit, and shows before saving what it would mean today', async () => {
  const board = await aBoard('SETS', [queue('Ready'), active('Doing'), done('Done')]);
  for (const title of ['One', 'Two', 'Three']) await board.card(title, 'Doing');
  await board.card('Four');
  const page = await signedIn('manager');
  await open(page, board.page);
  const doing = columnOf(page, 'Doing');

  await doing.getByRole('button', { name: 'Doing: 3 cards, no limit' }).click();
  const editor = page.getByRole('dialog', { name: 'Limit of Doing' });
  const preview = editor.getByRole('status');
  await numberOf(editor, 'At most').fill('2');
  await preview
    .getByText(
      '3 cards are here now. That is 1 over the limit. No card is removed. No card enters until 2 have left.',
    )
    .waitFor();
  await numberOf(editor, 'At most').fill('4');
  await numberOf(editor, 'At least').fill('4');
  await preview.getByText('Below minimum of 4').waitFor();
  await numberOf(editor, 'At most').fill('2');
  await editor.getByRole('button', { name: 'Set limit' }).click();
  await editor.getByText('The minimum can’t be above the maximum.').waitFor();
  await numberOf(editor, 'At least').fill('');
  await page.keyboard.press('Tab');
  // The button moves up when the error goes.
  await editor.getByText('The minimum can’t be above the maximum.').waitFor({ state: 'hidden' });
  await editor.getByRole('button', { name: 'Set limit' }).click();
  await editor.waitFor({ state: 'hidden' });

  // Over its limit the column keeps its cards, shows where the limit is, and takes no more.
  await doing.getByRole('button', { name: 'Doing: 3 of 2, 1 over limit' }).waitFor();
  await doing.getByText('over the limit').waitFor();
  await holdOver(page, 'Four', 'Doing');
  await doing.getByText('Doing is over its limit: 3 of 2.').waitFor();
  await page.mouse.up();
  await doing.getByRole('group', { name: 'SETS-4 can’t move to Doing' }).waitFor();
});

scene('a person with enough cards in flight gets no further card, on any path', async () => {
  const board = await aBoard('BUSY', [queue('Ready'), active('Doing'), done('Done')]);
  const id = await idOf('Kasia Borowska');
  await board.card('In their hands', 'Doing', { assigneeIds: [id] });
  await board.card('To be given away', 'Doing');
  const page = await signedIn('manager');
  await open(page, board.page);

  const team = page.getByRole('list', { name: 'Team and cards in progress' });
  await team.getByRole('button', { name: 'Kasia Borowska: 1 in progress, no limit' }).press('Alt+ArrowDown');
  await pressItem(page.getByRole('menuitem', { name: 'Limit of Kasia Borowska…' }));
  const editor = page.getByRole('dialog', { name: 'Limit of Kasia Borowska' });
  await numberOf(editor, 'At most').fill('1');
  await editor.getByText('Kasia Borowska has 1 card in progress now. That is the limit.').waitFor();
  await editor.getByRole('button', { name: 'Set limit' }).click();
  await team.getByRole('button', { name: 'Kasia Borowska: On this board: 1 of 1, full' }).waitFor();

  await linkOf(page, 'To be given away').click();
  const panel = page.getByRole('dialog', { name: 'Card BUSY-2' });
  await panel.getByRole('button', { name: 'People Nobody yet' }).click();
  const people = page.getByRole('dialog', { name: 'People' });
  const kasia = { name: 'Kasia Borowska 1 of 1, full', exact: true };
  await people.getByRole('option', kasia).click();
  await people.getByText('Kasia Borowska has 1 of 1 in progress.').waitFor();
  await people.getByRole('option', { ...kasia, selected: false }).waitFor();
  expect((await board.read()).cards.map(({ assignees }) => assignees.length)).toEqual([1, 0]);
  await closeByEscape(people);
});

scene(
  'columns that share a limit refuse together, and an override shows every limit that it exceeds',
  async () => {
    const board = await aBoard('PAIR', [queue('Ready'), active('Dev'), active('Review', 1), done('Done')]);
    await board.limit({ columns: ['Dev', 'Review'], max: 2 });
    const [first, second] = [await board.card('First', 'Dev'), await board.card('Second', 'Review')];
    await board.card('Third');
    const page = await signedIn('member');
    await open(page, board.page);

    await linkOf(page, 'Third').press(']');
    const refusal = columnOf(page, 'Dev').getByRole('group', { name: 'PAIR-3 can’t move to Dev' });
    await refusal.getByText('Dev + Review has 2 of 2.').waitFor();
    await refusal.getByRole('button', { name: `Swap with ${first.ref}` }).waitFor();
    // A move from one to the other does not increase the load.
    await board.move(second, 'Done');
    await board.card('Fourth', 'Dev');
    await linkOf(columnOf(page, 'Dev'), 'Fourth').waitFor();
    await linkOf(page, 'First').press(']');
    await linkOf(columnOf(page, 'Review'), 'First').waitFor();

    await linkOf(page, 'Third').press('m');
    const choices = page.getByRole('dialog', { name: 'Move PAIR-3' });
    await choices
      .getByRole('button', {
        name: 'Review: Review is full: 1 of 1. Dev + Review has 2 of 2.',
      })
      .waitFor();
  },
);

async function idOf(person: string): Promise<string> {
  const { items } = await (await as('manager')).get<MemberList>('/v1/workspaces/demo/members');
  return items.find(({ name }) => name === person)?.id ?? '';
}
