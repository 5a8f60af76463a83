import type { Locator, Page } from 'playwright-core';

export const columnOf = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
/** The cell of a column and a lane: `cellOf(page, 'Dev', 'Payments')`. */
export const cellOf = (page: Page, column: string, lane: string) =>
  page.getByRole('group', { name: `${column}, in ${lane}`, exact: true });
/** The list of cards in a place: `listOf(page, 'Dev (ready to pull)')`. */
export const listOf = (page: Page, place: string) =>
  page.getByRole('list', { name: `Cards in ${place}`, exact: true });
export const linkOf = (at: Page | Locator, title: string) =>
  at.getByRole('link', { name: title, exact: true });
export const cardOf = (page: Page, title: string) =>
  page.getByRole('listitem').filter({ has: page.getByRole('link', { name: title, exact: true }) });
export const titlesIn = (page: Page, column: string) =>
  columnOf(page, column).getByRole('list', { name: /cards/i }).getByRole('link').allTextContents();

/** Picks up a card and drags it over a column, below its cards. */
export const holdOver = (page: Page, title: string, column: string): Promise<void> =>
  holdAt(page, title, columnOf(page, column).getByRole('heading').first());

/** Picks up a card and drags it over an element. */
export async function holdAt(page: Page, title: string, target: Locator): Promise<void> {
  const card = cardOf(page, title);
  await card.hover();
  // What a drag needs loads with the pointer.
  await card.and(page.locator('[draggable="true"]')).waitFor();
  await page.mouse.down();
  let at = await middleOf(target);
  // A drag starts with the first move; then the board makes room for the verdict of each place.
  await page.mouse.move(at.x, at.y, { steps: 4 });
  for (let before = { x: 0, y: 0 }; at.x !== before.x || at.y !== before.y; at = await middleOf(target)) {
    before = at;
    await page.mouse.move(at.x, at.y);
    await page.mouse.move(at.x + 2, at.y + 2);
  }
}

async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses Tab until the card has the focus. */
export async function tabTo(page: Page, title: string): Promise<void> {
  const card = linkOf(page, title);
  for (let presses = 0; presses < 90; presses++) {
    await page.keyboard.press('Tab');
    if (await card.evaluate((link) => link === document.activeElement)) return;
  }
  throw new Error(`Tab does not lead to ${title}`);
}

/** Waits until a card has the focus: the move is drawn, and the next key press goes to the card. */
export const focusOn = (page: Page, title: string): Promise<void> =>
  linkOf(page, title).and(page.locator('a:focus')).waitFor();
