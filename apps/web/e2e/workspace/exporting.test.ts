import { readFileSync } from 'node:fs';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

scene('a manager downloads the whole workspace, and its cards as a table', async () => {
  const page = await signedIn('manager');
  await open(page, '/demo/import');
  await page.getByRole('link', { name: 'Export' }).click();
  await page.getByRole('heading', { name: 'Everything, as JSON' }).waitFor();
  const saved = async (name: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  };
  const whole = await saved('Download everything');
  expect(whole.name).toMatch(/^demo-export-.*\.json$/);
  const { format, boards } = JSON.parse(whole.text) as { format: string; boards: { key: string }[] };
  expect(format).toBe('weir-workspace');
  expect(boards.map(({ key }) => key)).toContain('PLAT');
  const cards = await saved('Download the cards');
  expect(cards.text).toMatch(/^\uFEFFboard,ref,title,/);
  expect(cards.text).toContain('\r\nPLAT,PLAT-');
});
