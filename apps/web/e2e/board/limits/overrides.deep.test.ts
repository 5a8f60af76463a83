import { aBoard, active, done, queue } from '../../support/board.ts';
import { columnOf, linkOf } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { closeByEscape, open } from '../../support/until.ts';

withBrowser();

scene(
  'a column is removed after its cards have a target with room; everyone can read a column’s policy',
  async () => {
    const policy = 'Reviewed by somebody else, and merged.';
    const columns = [
      queue('Ready'),
      active('Dev', 1, { policy }),
      active('Review'),
      active('Test'),
      done('Done'),
    ];
    const board = await aBoard('GONE', columns);
    await board.card('In dev', 'Dev');
    await board.card('In review', 'Review');
    const [page, reader] = [await signedIn('manager'), await signedIn('viewer')];
    await Promise.all([open(page, `${board.page}/settings/columns`), open(reader, board.page)]);
    await columnOf(reader, 'Dev').getByRole('button', { name: 'Policy of Dev' }).click();
    const shown = reader.getByRole('dialog', { name: 'Policy of Dev' });
    await shown.getByText(policy).waitFor();
    await closeByEscape(shown);

    await page.getByRole('button', { name: 'Remove column Review' }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Remove column Review?' });
    const choose = async (name: string) => {
      await dialog.getByRole('button', { name: /Move its card to/ }).click();
      await page.getByRole('option', { name }).click();
    };
    await choose('Dev');
    await dialog.getByText('Dev is full: 1 of 1.').waitFor();
    await choose('Test');
    await dialog.getByRole('button', { name: 'Move and remove' }).click();
    await dialog.waitFor({ state: 'hidden' });

    await columnOf(reader, 'Review').waitFor({ state: 'hidden' });
    await linkOf(columnOf(reader, 'Test'), 'In review').waitFor();
  },
);
