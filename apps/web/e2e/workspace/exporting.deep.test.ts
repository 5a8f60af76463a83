import { readFileSync } from 'node:fs';
import type { BoardList } from '@weir/contract';
import { as } from '../support/api.ts';
import { faultsOf } from '../support/looks.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { open } from '../support/until.ts';

withBrowser();

type Listed = { id: string; key: string; boardId: string };
type Exported = { format: string; boards: Listed[]; requests: Listed[]; cards: Listed[]; links: object[] };

scene('an owner exports a workspace and imports one of its boards into an empty one', async () => {
  const page = await signedIn('owner');
  await open(page, '/demo/import');
  await page.getByRole('link', { name: 'Export' }).click();
  await page.getByRole('heading', { name: 'Everything, with files' }).waitFor();
  const saved = async (name: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name }).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  };
  const whole = await saved('Download the JSON');
  expect(whole.name).toMatch(/^demo-export-.*\.json$/);
  const file = JSON.parse(whole.text) as Exported;
  expect(file.format).toBe('weir-workspace');
  const cards = await saved('Download the cards');
  expect(cards.text).toMatch(/^\uFEFFboard,ref,title,/);
  expect(cards.text).toContain('\r\nPLAT,PLAT-');

  // The other stories' boards would only take time.
  const boards = file.boards.filter(({ key }) => key === 'DATA' || key === 'OPS');
  const isWanted = ({ boardId }: Listed) => boards.some(({ id }) => id === boardId);
  const kept = {
    ...{ ...file, boards, links: [] },
    requests: file.requests.filter(isWanted),
    cards: file.cards.filter(isWanted),
  };
  await (await as('owner')).post('/v1/workspaces', { slug: 'moved-in', name: 'Moved in' });
  await open(page, '/moved-in/import');
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Choose a file' }).click(),
  ]);
  const buffer = Buffer.from(JSON.stringify(kept));
  await chooser.setFiles({ name: 'export.json', mimeType: 'application/json', buffer });
  await page.getByRole('heading', { name: 'Import of export.json' }).waitFor();
  await page.getByText('Weir: 2 boards').waitFor();
  await page.getByText('Site Operations', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Key' }).fill('NUMBERS');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Import 1 board' }).click();
  await page.getByText('cards and requests are here now').waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('link', { name: 'Open the boards' }).click();
  await page.getByRole('link', { name: 'Data Science' }).waitFor();
  const { items } = await (await as('owner')).get<BoardList>('/v1/workspaces/moved-in/boards');
  expect(items.map(({ key }) => key)).toEqual(['NUMBERS']);
});
