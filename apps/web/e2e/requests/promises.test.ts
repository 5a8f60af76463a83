import type { AnswerTemplateList, Board, Deferrals, Request } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { sendDelayed } from '../support/intake.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, hasValue, open, pressItem } from '../support/until.ts';

withBrowser();

const heading = (page: Page, title: string) => page.getByRole('heading', { name: title, exact: true });

async function choose(page: Page, field: RegExp, option: string): Promise<void> {
  await page.getByRole('button', { name: field }).press('Enter');
  await page.getByRole('option', { name: option }).press('Enter');
}

scene('a template is created, renamed, fills in an answer and is deleted again', async () => {
  const board = await aBoard('TEMPL', [queue('Ready'), active('Doing', 3), done('Done')]);
  const manager = await as('manager');
  const page = await signedIn('manager');
  await open(page, `${board.page}/settings/answers`);
  await page.getByRole('button', { name: 'New template' }).click();
  const form = page.getByRole('dialog', { name: 'New template' });
  await form.getByLabel('Name').fill('After the audit');
  await choose(page, /^Chosen when used/, 'No capacity');
  await form.getByLabel('Text').fill('Hello {{requester}}, {{title}} waits until {{day}}.');
  await form.getByRole('button', { name: 'Save template' }).click();
  await form.getByText(/Unknown placeholder: .*day/).waitFor();
  await form.getByLabel('Text').fill('Hello {{requester}}, {{title}} waits until {{until}}.');
  await form.getByRole('button', { name: 'Save template' }).click();
  await page.getByRole('button', { name: 'Edit After the audit' }).click();
  const change = page.getByRole('dialog', { name: 'Edit After the audit' });
  await change.getByLabel('Name').fill('After the move');
  await change.getByRole('button', { name: 'Save template' }).click();
  await page.getByRole('button', { name: 'Edit After the move' }).waitFor();

  await board.ask('A sandbox');
  await open(page, `${board.page}/intake`);
  await heading(page, 'A sandbox').waitFor();
  await page.keyboard.press('d');
  await page.getByRole('button', { name: 'Templates' }).press('Enter');
  await pressItem(page.getByRole('menuitem', { name: 'After the move' }));
  // Names become text at once. The day may still change.
  await hasValue(
    page.getByLabel('Message to the requester'),
    'Hello Rana Roy, A sandbox waits until {{until}}.',
  );
  await page.getByRole('button', { name: '1 month' }).press('Enter');
  const letter = page.getByRole('region', { name: 'Rana Roy will read' });
  const said = /^Hello Rana Roy, A sandbox waits until \w+,? \d+ \w+/;
  await letter.getByText(said).waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('No requests are waiting', { exact: true }).waitFor();
  await sendDelayed(page);
  await page.getByText('A sandbox is answered').waitFor();
  const { answer } = await manager.get<Request>(`${board.path}/requests/1`);
  expect(answer).toMatchObject({ kind: 'defer', reason: 'noCapacity', message: expect.stringMatching(said) });

  await open(page, `${board.page}/settings/answers`);
  await page.getByRole('button', { name: 'Delete After the move' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete template' }).click();
  await page.getByText(/^No templates yet/).waitFor();
  // The row is gone. The focus is still among the templates.
  await page.locator('main div:focus').waitFor();
  expect((await manager.get<AnswerTemplateList>(`${board.path}/intake/templates`)).items).toEqual([]);
});

scene(
  'a week that is promised more than it delivers warns before the answer is sent, and is marked afterwards',
  async () => {
    // The demo's own: a new board has no history to go by.
    const path = '/v1/workspaces/demo/boards/DATA';
    const [manager, requester] = [await as('manager'), await as('requester')];
    const { today } = await manager.get<Board>(path);
    const { capacity } = await manager.get<Deferrals>(`${path}/intake/deferrals`);
    if ('unknown' in capacity) throw new Error(capacity.unknown);
    const { p50 } = capacity;
    const monday = dayOn(today, 140 - ((new Date(today).getUTCDay() + 6) % 7));
    const defer = { kind: 'defer', reason: 'noCapacity', message: 'Not before that week.', until: monday };
    const ask = (title: string) => requester.post<Request>(`${path}/requests`, { title });
    for (let n = 1; n <= p50; n += 1) {
      const { number } = await ask(`Promise ${n}`);
      await manager.put(`${path}/requests/${number}/answer`, defer);
    }
    const { number } = await ask('One promise too many');

    const page = await signedIn('manager');
    await open(page, `/demo/DATA/intake?request=${number}`);
    await heading(page, 'One promise too many').waitFor();
    await page.keyboard.press('d');
    const until = page.getByLabel('They can ask again from');
    const warning = page.getByText(/would come back in a week that typically delivers/);
    await until.fill(dayOn(monday, 7));
    await page.getByText('No tickets come due that week yet').waitFor();
    expect(await warning.count()).toBe(0);
    await until.fill(dayOn(monday, 2));
    await page.getByText(`${p50} tickets come due that week`).waitFor();
    expect(await warning.textContent()).toContain(`${p50 + 1} requests would come back`);

    for (const width of [1280, 1024, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await becomes(() => warning.evaluate(isWithinItsColumn), true);
    }
    await page.setViewportSize({ width: 1280, height: 844 });

    // It only warns. The manager decides.
    await choose(page, /Reason/, 'No capacity');
    await page.getByLabel('Message to the requester').fill('Not before that week either.');
    await page.keyboard.press('Control+Enter');
    await sendDelayed(page);
    await becomes(
      async () => (await manager.get<Request>(`${path}/requests/${number}`)).answer?.kind,
      'defer',
    );
    await open(page, '/demo/DATA/intake?show=deferred');
    const week = page.getByRole('region', { name: /^Week of/ }).filter({ hasText: 'Overpromised' });
    await week.getByRole('link', { name: 'One promise too many' }).waitFor();
  },
);

function isWithinItsColumn(said: Element): boolean {
  const column = said.closest('p') ?? document.body;
  return said.getBoundingClientRect().right <= column.getBoundingClientRect().right;
}

function dayOn(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
