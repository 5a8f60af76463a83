import { stack } from '../../support/addresses.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { openLive } from '../../support/live.ts';
import { aNewcomer, confirmed, newcomersPassword } from '../../support/newcomers.ts';
import { columnOf, holdOver } from '../../support/on-the-board.ts';
import { command } from '../../support/palette.ts';
import { signIn } from '../../support/people.ts';
import { aStranger, scene, withBrowser } from '../../support/scene.ts';
import { closeByEscape } from '../../support/until.ts';
import { bell } from './bell.ts';

withBrowser();

scene(
  'a member waits for a slot in a full column, cancels it, and gets a live notice when one is free',
  async () => {
    const board = await aBoard('SLOT', [queue('Ready'), active('Doing', 1), done('Done')]);
    const email = await aNewcomer('Sina Slot', 'member');
    await confirmed(email);
    const first = await board.card('First', 'Doing');
    await board.card('Second');
    const page = await aStranger();
    await signIn(page.context(), stack().web, { email, password: newcomersPassword });
    await openLive(page, board.page);
    const doing = columnOf(page, 'Doing');

    const choose = async (name: string) => {
      await doing.getByRole('button', { name: 'Actions for column Doing' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await choose('Notify me when a slot is free');
    await doing.getByText('You’ll be notified', { exact: true }).waitFor();
    await choose('Don’t notify me of a free slot');
    await doing.getByText('You’ll be notified', { exact: true }).waitFor({ state: 'hidden' });

    await command(page, 'slot', 'Notify me when Doing has a free slot');
    await doing.getByText('You’ll be notified', { exact: true }).waitFor();
    await command(page, 'slot', 'Don’t notify me of a free slot in Doing');
    await doing.getByText('You’ll be notified', { exact: true }).waitFor({ state: 'hidden' });

    await command(page, 'new card in doing', 'New card in Doing');
    const dialog = page.getByRole('dialog', { name: 'New card' });
    await dialog.getByRole('button', { name: 'Notify me when a slot is free' }).click();
    await dialog.getByRole('button', { name: 'Don’t notify me of a free slot' }).click();
    await dialog.getByRole('button', { name: 'Notify me when a slot is free' }).waitFor();
    await closeByEscape(dialog);

    await holdOver(page, 'Second', 'Doing');
    await page.mouse.up();
    const refusal = doing.getByRole('group', { name: 'SLOT-2 can’t move to Doing' });
    await refusal.getByRole('button', { name: 'Notify me when a slot is free' }).click();
    await refusal.getByText('You’ll be notified once when Doing has a free slot.').waitFor();

    await board.move(first, 'Done');
    await bell(page, 1).click();
    await page.getByRole('link', { name: 'A slot is free: Doing' }).click();
    await page.waitForURL(/\/SLOT#column-/);
    await doing.getByRole('heading', { name: 'Doing' }).waitFor();
  },
);
