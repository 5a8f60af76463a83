import type { MemberList } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { cardOf, columnOf, holdAt, linkOf, titlesIn } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, closeByEscape, open, pressItem } from '../support/until.ts';

withBrowser();

const faceOf = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Team and cards in progress' }).getByRole('button', { name });

scene('a card that is moved on a filtered board lands next to the card where it was seen to go', async () => {
  const board = await aBoard('FDRG', [queue('Ready'), active('Doing'), done('Done')]);
  for (const title of ['Red 1', 'Blue 1', 'Red 2', 'Blue 2', 'Red 3']) await board.card(title);
  const page = await signedIn('member');
  await open(page, `${board.page}?text=red`);
  const order = async () => (await board.read()).cards.map(({ title }) => title);

  const box = await cardOf(page, 'Red 2').boundingBox();
  await holdAt(page, 'Red 3', cardOf(page, 'Red 2'));
  await page.mouse.move(box!.x + 40, box!.y + 6);
  await page.mouse.move(box!.x + 42, box!.y + 8);
  await page.locator('[data-edge="above"]').waitFor();
  await page.mouse.up();
  await becomes(order, ['Red 1', 'Blue 1', 'Red 3', 'Red 2', 'Blue 2']);
  await becomes(() => titlesIn(page, 'Ready'), ['Red 1', 'Red 3', 'Red 2']);

  // One key press passes one card that is seen, and with it the hidden ones.
  await linkOf(page, 'Red 3').press('Alt+ArrowUp');
  await becomes(order, ['Red 3', 'Red 1', 'Blue 1', 'Red 2', 'Blue 2']);
  await linkOf(page, 'Red 1').press('Alt+ArrowDown');
  await becomes(order, ['Red 3', 'Blue 1', 'Red 2', 'Red 1', 'Blue 2']);
});

scene('a person’s limit opens from the menu of their face', async () => {
  const board = await aBoard('FACE', [queue('Ready'), active('Doing'), done('Done')]);
  await board.card('In her hands', 'Doing', { assigneeIds: [await idOf('Kasia Borowska')] });
  const page = await signedIn('manager');
  await open(page, board.page);
  await faceOf(page, 'Kasia Borowska').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Limit of Kasia Borowska…' }).click();
  await page.getByRole('dialog', { name: 'Limit of Kasia Borowska' }).waitFor();
  await closeByEscape(page.getByRole('dialog', { name: 'Limit of Kasia Borowska' }));
  await faceOf(page, 'Kasia Borowska').press('Alt+ArrowDown');
  await pressItem(page.getByRole('menuitem', { name: 'Only cards of Kasia Borowska' }));
  await columnOf(page, 'Doing').getByText('1 of 1 shown').waitFor();
});

async function idOf(person: string): Promise<string> {
  const { items } = await (await as('manager')).get<MemberList>('/v1/workspaces/demo/members');
  return items.find(({ name }) => name === person)?.id ?? '';
}
