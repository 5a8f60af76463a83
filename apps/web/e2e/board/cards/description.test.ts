import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { intercept } from '../../support/intercepting.ts';
import { faultsOf } from '../../support/looks.ts';
import { linkOf } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, hasValue, open, reopen } from '../../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing'), done('Done')];

scene('a description is written in Markdown and read as text, lists and links', async () => {
  const board = await aBoard('MARK', columns);
  await board.card('Described');
  const page = await signedIn('member');
  await open(page, board.page);
  await linkOf(page, 'Described').click();
  const panel = page.getByRole('dialog', { name: 'Card MARK-1' });
  await panel.getByRole('heading', { name: 'Described', level: 2 }).waitFor();

  // By keyboard alone: E opens the editor, Ctrl + Enter saves.
  await page.keyboard.press('e');
  const text = panel.getByRole('textbox', { name: 'Description' });
  await text.and(page.locator(':focus')).waitFor();
  await page.keyboard.insertText(
    '# Plan\n- [x] paid\n- [ ] packed\n- **first**\n- [the map](https://maps.test/)\n\n<img src=x onerror="document.title=1"> ![spy](https://spy.test/p.png) [run](javascript:alert(1))',
  );
  await panel.getByRole('radio', { name: 'Preview' }).click();
  await panel.getByRole('heading', { name: 'Plan', level: 3 }).waitFor();
  await panel.getByRole('radio', { name: 'Write' }).click();
  await text.press('Control+Enter');
  await text.waitFor({ state: 'hidden' });

  await panel.getByRole('listitem').filter({ hasText: 'first' }).waitFor();
  const boxOf = (text: string) =>
    panel.getByRole('listitem').filter({ hasText: text }).getByRole('checkbox', { disabled: true });
  expect([await boxOf('paid').isChecked(), await boxOf('packed').isChecked()]).toEqual([true, false]);
  expect(await faultsOf(page)).toEqual([]);
  const link = panel.getByRole('link', { name: 'the map' });
  expect(await link.getAttribute('target')).toBe('_blank');
  expect(await link.getAttribute('rel')).toContain('noopener');
  await panel.getByText('<img src=x onerror=').waitFor();
  await panel.getByText('[run](javascript:alert(1))').waitFor();
  expect(await panel.getByRole('link', { name: 'spy' }).getAttribute('href')).toBe('https://spy.test/p.png');
  expect(await panel.locator('img, script').count()).toBe(0);
  await panel.getByRole('button', { name: 'Edit description' }).and(page.locator(':focus')).waitFor();
});

scene(
  'a typed description survives Escape, a reload, a lost connection and an edit by somebody else',
  async () => {
    const board = await aBoard('DESC', columns);
    await board.card('Described');
    const page = await signedIn('member');
    await open(page, `${board.page}?card=1`);
    const panel = page.getByRole('dialog', { name: 'Card DESC-1' });
    const text = panel.getByRole('textbox', { name: 'Description' });
    await panel.getByRole('button', { name: 'Add a description' }).click();
    await text.fill('Half a thought');
    await page.keyboard.press('Escape');
    await panel.getByText('Your changes to the description are not saved yet.').waitFor();
    await reopen(page);
    await panel.getByRole('button', { name: 'Continue editing' }).click();
    await hasValue(text, 'Half a thought');

    const connect = await intercept(page, '**/api/weir/**', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.fallback(),
    );
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Weir can’t be reached').waitFor();
    await hasValue(text, 'Half a thought');
    await text.fill('x'.repeat(100_000));
    await panel.getByText('80,000 characters too many').waitFor();
    await text.fill('A whole thought');
    connect();
    // Somebody moves the card meanwhile: that is no conflict.
    await board.move({ number: 1 }, 'Doing');
    await panel.getByRole('button', { name: 'Save' }).click();
    await text.waitFor({ state: 'hidden' });
    await panel.getByText('A whole thought').waitFor();

    await page.keyboard.press('e');
    await text.fill('What I know');
    const path = `${board.path}/cards/1`;
    const manager = await as('manager');
    await manager.send('PATCH', path, { description: 'What they know' });
    await panel.getByRole('button', { name: 'Save' }).click();
    const conflict = panel.getByRole('alert');
    await conflict.getByText('Both of you changed these lines').waitFor();
    await conflict.getByText('What they know').waitFor();
    await hasValue(text, 'What I know');
    await conflict.getByRole('button', { name: 'Save both' }).click();
    await text.waitFor({ state: 'hidden' });
    const described = async () => (await manager.get<{ description: string }>(path)).description;
    await becomes(described, 'What I know\n\nWhat they know');
    await panel.getByRole('button', { name: 'Edit description' }).and(page.locator(':focus')).waitFor();
  },
);
