import { aBoard, active, done, queue } from '../../support/board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { hasValue, open } from '../../support/until.ts';
import { paste } from './paste.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing'), done('Done')];

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
  await paste(
    text,
    'plain',
    '<script>document.title = 1</script><a href="javascript:alert(1)">run</a> <a href="person:0">@Ada</a> <img src="attachment:0" alt="own" onerror="alert(1)"> [@Ada](person:0)',
  );
  await hasValue(text, 'run @Ada own \\[@Ada\\](person:0)');
});
