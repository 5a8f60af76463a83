import { aBoard, active, done, queue } from '../support/board.ts';
import { cellOf, columnOf, focusOn, holdAt, linkOf, listOf, tabTo } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open, reopen } from '../support/until.ts';

withBrowser();

scene(
  'a card is dragged into another lane, and before the drop each cell shows whether it has room',
  async () => {
    const board = await aBoard('LANE', [queue('Ready'), active('Dev', 3), done('Done')]);
    for (const name of ['Payments', 'Search']) await board.lane(name);
    await board.limit({ lane: 'Payments', column: 'Dev', max: 1 });
    await board.card('Holds the cell', 'Dev', { lane: 'Payments' });
    await board.card('Wants in', 'Ready', { lane: 'Payments' });
    await board.card('Stays out', 'Ready', { lane: 'Search' });
    const page = await signedIn('member');
    await open(page, board.page);
    const [full, free] = [cellOf(page, 'Dev', 'Payments'), cellOf(page, 'Dev', 'Search')];

    // During the drag every cell shows its state, not only the one under the pointer.
    await holdAt(page, 'Wants in', free);
    await full.getByText('No room').waitFor();
    await free.getByText('Has room').waitFor();
    await page.mouse.up();
    await linkOf(free, 'Wants in').waitFor();

    // A card can be dropped on the name of a collapsed lane, which then shows it.
    await page.getByRole('button', { name: 'Payments', exact: true }).click();
    await linkOf(page, 'Holds the cell').waitFor({ state: 'hidden' });
    await holdAt(page, 'Stays out', page.getByRole('button', { name: 'Payments', exact: true }));
    await page.mouse.up();
    await linkOf(cellOf(page, 'Ready', 'Payments'), 'Stays out').waitFor();

    await reopen(page);
    const figure = full.getByRole('button', { name: /1 of 1, full/ });
    const { x } = (await figure.boundingBox())!;
    await holdAt(page, 'Wants in', full.getByRole('list'));
    expect((await figure.boundingBox())!.x).toBe(x);
    const why = full.getByText('Payments · Dev is full: 1 of 1.');
    await why.waitFor();
    // It covers no card, and nothing covers it.
    const [words, card] = [await why.boundingBox(), await linkOf(full, 'Holds the cell').boundingBox()];
    expect(words!.y).toBeGreaterThan(card!.y + card!.height);
    expect(
      await why.evaluate((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        const isIn = bottom <= window.innerHeight && right <= window.innerWidth && top >= 0 && left >= 0;
        return isIn && element.closest(':popover-open') !== null;
      }),
    ).toBe(true);
    await page.mouse.up();
    await full.getByRole('group', { name: 'LANE-2 can’t move to Dev, in Payments' }).waitFor();
    await linkOf(free, 'Wants in').waitFor();
  },
);

scene('the keyboard alone moves a card from lane to lane, and collapses a lane', async () => {
  const board = await aBoard('ROWS', [queue('Ready'), active('Dev', 3), done('Done')]);
  for (const name of ['Payments', 'Search']) await board.lane(name);
  await board.card('Walks', 'Ready', { lane: 'Payments' });
  await board.card('Stands', 'Ready', { lane: 'Search' });
  const page = await signedIn('member');
  await open(page, board.page);

  await tabTo(page, 'Walks');
  await page.keyboard.press('Alt+Shift+ArrowDown');
  await linkOf(cellOf(page, 'Ready', 'Search'), 'Walks').waitFor();
  await focusOn(page, 'Walks');
  await page.keyboard.press(']');
  await linkOf(cellOf(page, 'Dev', 'Search'), 'Walks').waitFor();
  await focusOn(page, 'Walks');

  await page.keyboard.press('m');
  const choices = page.getByRole('dialog', { name: 'Move ROWS-1' });
  await choices.getByRole('button', { name: /Swimlane/ }).click();
  await page.getByRole('option', { name: 'Payments' }).click();
  await choices.getByRole('button', { name: /^Dev: / }).press('Enter');
  await linkOf(cellOf(page, 'Dev', 'Payments'), 'Walks').waitFor();
  await focusOn(page, 'Walks');

  // A lane stays collapsed in this browser. The arrow keys skip it, and it expands when a card moves in.
  const search = page.getByRole('button', { name: 'Search', exact: true });
  await search.press('Enter');
  await linkOf(page, 'Stands').waitFor({ state: 'hidden' });
  await reopen(page);
  await page.getByText('1 card hidden').filter({ visible: true }).waitFor();
  expect(await search.getAttribute('aria-expanded')).toBe('false');
  // A phone counts what each column hides.
  await page.setViewportSize({ width: 390, height: 844 });
  await cellOf(page, 'Ready', 'Search').getByText('1 card hidden').waitFor();
  await cellOf(page, 'Dev', 'Search').getByText('no cards').filter({ visible: true }).waitFor();
  await page.setViewportSize({ width: 1280, height: 800 });
  await linkOf(page, 'Walks').press('Alt+Shift+ArrowDown');
  await linkOf(cellOf(page, 'Dev', 'Search'), 'Walks').waitFor();
  await focusOn(page, 'Walks');
  await linkOf(page, 'Stands').waitFor();
});

scene('a card in the doing half can’t be pulled to the next column before it is done', async () => {
  const board = await aBoard('HALF', [
    queue('Ready'),
    active('Dev', 2, { split: true }),
    active('Review', 2),
    done('Done'),
  ]);
  await board.card('Half done', 'Dev');
  await board.card('Just begun', 'Dev');
  const page = await signedIn('member');
  await open(page, board.page);
  const review = columnOf(page, 'Review');

  await holdAt(page, 'Half done', review.getByRole('heading'));
  await review.getByText('Mark it ready to pull first: it is still being worked on in Dev.').waitFor();
  await page.mouse.up();
  const refusal = review.getByRole('group', { name: 'HALF-1 can’t move to Review' });
  await refusal.getByRole('button', { name: 'Mark HALF-1 ready to pull' }).click();
  await linkOf(listOf(page, 'Dev (ready to pull)'), 'Half done').waitFor();
  await columnOf(page, 'Dev').getByRole('paragraph').filter({ hasText: 'Ready to pull 1' }).waitFor();
  // Both halves share the limit.
  await columnOf(page, 'Dev').getByText('Full', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Move HALF-1 to Review' }).click();
  await linkOf(review, 'Half done').waitFor();

  // By key: into the done half first, then on.
  await linkOf(page, 'Just begun').press(']');
  await linkOf(listOf(page, 'Dev (ready to pull)'), 'Just begun').waitFor();
  await focusOn(page, 'Just begun');
  await page.keyboard.press(']');
  await linkOf(review, 'Just begun').waitFor();
});
