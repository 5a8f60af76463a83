import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { intercept } from '../support/intercepting.ts';
import { faultsOf } from '../support/looks.ts';
import { linkOf } from '../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, hasValue, open, reopen } from '../support/until.ts';

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

scene('a part of a web page is pasted as Markdown, and Ctrl+Shift+V pastes its plain text', async () => {
  const board = await aBoard('PSTE', columns);
  await board.card('Described');
  const page = await signedIn('member');
  await open(page, `${board.page}?card=1`);
  const panel = page.getByRole('dialog', { name: 'Card PSTE-1' });
  await panel.getByRole('button', { name: 'Add a description' }).click();
  const text = panel.getByRole('textbox', { name: 'Description' });
  await text.fill('Before');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copy = (html: string, plain: string) =>
    page.evaluate(
      ([html, plain]) =>
        navigator.clipboard.write([
          new ClipboardItem({
            'text/html': new Blob([html!], { type: 'text/html' }),
            'text/plain': new Blob([plain!], { type: 'text/plain' }),
          }),
        ]),
      [html, plain],
    );

  await copy(
    '<h2>Plan</h2><p>Read <a href="https://maps.test/">the <b>map</b></a> and <code>run_all</code>.</p><ul><li>One<ul><li>Deep</li></ul></li></ul><table><tr><th>Name</th><th>Price</th></tr><tr><td>A|b</td><td>2</td></tr></table>',
    'Plan Read the map',
  );
  await text.press('Control+v');
  await hasValue(
    text,
    'Before\n## Plan\n\nRead [the **map**](https://maps.test/) and `run_all`.\n\n- One\n  - Deep\n\n| Name | Price |\n| --- | --- |\n| A\\|b | 2 |',
  );
  await text.press('Control+z');
  await hasValue(text, 'Before');
  await text.press('Control+Shift+V');
  await hasValue(text, 'BeforePlan Read the map');
  await text.fill('');
  await copy('<div style="white-space: pre"><span style="color: red">const</span> a_b</div>', 'const a_b');
  await text.press('Control+v');
  await hasValue(text, 'const a_b');

  // In a block of code nothing is converted.
  await text.fill('```\n');
  await copy('<b>bold</b>', 'bold');
  await text.press('Control+v');
  await hasValue(text, '```\nbold');

  // Browsers clean what a page writes to the clipboard. Other programs don't.
  await text.fill('');
  await text.evaluate((field) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'plain');
    clipboardData.setData(
      'text/html',
      '<script>document.title = 1</script><a href="javascript:alert(1)">run</a> <a href="person:0">@Ada</a> <img src="attachment:0" alt="own" onerror="alert(1)"> [@Ada](person:0)',
    );
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await hasValue(text, 'run @Ada own \\[@Ada\\](person:0)');
});
