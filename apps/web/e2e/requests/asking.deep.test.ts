import type { Intake } from '@weir/contract';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { answer, tomorrow } from '../support/intake.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, hasValue, open, reopen } from '../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing', 2), done('Done')];

scene(
  'a request of an archived board says that nobody can ask again or write, and offers neither',
  async () => {
    const board = await aBoard('OVER', columns, { timeZone: 'Etc/GMT+12' });
    await board.ask('Something for later');
    const message = 'We close this board; another team takes it over.';
    await answer(board, 1, { kind: 'defer', reason: 'noCapacity', message, until: tomorrow() });
    await (await as('manager')).send('PATCH', board.path, { archived: true });
    const page = await signedIn('requester');
    await open(page, `${board.page}/requests/1`);
    await page.getByText('You can’t ask again: this board is archived.').waitFor();
    expect(await page.getByRole('button', { name: /^Ask again/ }).count()).toBe(0);
    await page.getByText('Nobody can write here any more: this board is archived.').waitFor();
    expect(await page.getByLabel('Write a message').count()).toBe(0);
  },
);

scene('the bell shows a new answer, and opening it marks it as read', async () => {
  const board = await aBoard('BELL', columns);
  for (const title of ['Tell me of this', 'And of that']) await board.ask(title);
  const decline = { kind: 'decline', reason: 'notAligned', message: 'It is not what we are here for.' };
  for (const number of [1, 2]) await answer(board, number, decline);
  const page = await signedIn('requester');
  await open(page, `${board.page}/ask`);
  await page.getByRole('link', { name: /^Notices, \d+ new/ }).click();
  const line = (title: string) => page.getByRole('listitem').filter({ hasText: title });
  await line('Tell me of this').getByText('New', { exact: true }).waitFor();
  await line('Tell me of this').getByRole('link').click();
  await page.getByRole('heading', { name: 'Tell me of this' }).waitFor();

  await open(page, '/demo/notices');
  const isNew = (title: string) => line(title).getByText('New', { exact: true }).count();
  await becomes(() => isNew('Tell me of this'), 0);
  expect(await isNew('And of that')).toBe(1);
  await page.getByRole('button', { name: 'Mark all as read' }).click();
  await becomes(() => isNew('And of that'), 0);
});

scene('a policy is refused at its field, saved with its part, and says what it means', async () => {
  const board = await aBoard('POLI', columns);
  const page = await signedIn('manager');
  await open(page, `${board.page}/settings/intake`);
  const shedding = page.getByRole('region', { name: 'Overload' });
  await shedding.getByRole('textbox', { name: /^High watermark/ }).fill('6');
  await shedding.getByRole('button', { name: 'Save: Overload' }).click();
  await shedding.getByText('Set both watermarks or neither.').waitFor();
  await shedding.getByRole('textbox', { name: /^Low watermark/ }).fill('4');
  await shedding.getByText(/^When 7 requests wait, .* until 4 wait:/).waitFor();
  await page.keyboard.press('Enter');
  await shedding.getByText('Saved', { exact: true }).waitFor();

  const answerTime = page.getByRole('region', { name: 'Answer time' });
  await answerTime.getByText('Count only working hours').click();
  await answerTime.getByText(/Working hours: Monday to Friday, 09:00 to 17:00\./).waitFor();
  await answerTime.getByText('Saved', { exact: true }).waitFor();
  const saved = await (await as('manager')).get<Intake>(`${board.path}/intake`);
  expect(saved).toMatchObject({ highWatermark: 6, lowWatermark: 4, workingHours: { from: '09:00' } });

  // The same part in German, with what the settings mean now.
  await page
    .context()
    .addCookies([{ name: 'weir-language', value: 'de', url: new URL('/', page.url()).href }]);
  await reopen(page);
  const overload = page.getByRole('region', { name: 'Überlast' });
  await hasValue(overload.getByRole('textbox', { name: /^Obere Schwelle/ }), '6');
  await overload.getByText(/^Sobald 7 Anfragen warten, .* bis noch 4 warten:/).waitFor();
  await page.getByText('Arbeitszeit: Montag bis Freitag, 09:00 bis 17:00.').waitFor();
  const intakeQueue = page.getByRole('region', { name: 'Eingangswarteschlange' });
  await intakeQueue.getByRole('textbox', { name: /^Tiefe/ }).fill('3');
  await intakeQueue.getByRole('button', { name: 'Speichern: Eingangswarteschlange' }).click();
  await intakeQueue.getByText('Muss mindestens 6 sein, die obere Schwelle.').waitFor();
});

scene('the ledger shows the outcome of all requests, in total, by requester and as a file', async () => {
  const board = await aBoard('BOOK', columns);
  for (const title of ['Yes', 'No', 'Later on']) await board.ask(title);
  await answer(board, 1, { kind: 'accept' });
  await answer(board, 2, { kind: 'decline', reason: 'tooLarge', message: 'Half of it would be fine.' });
  const page = await signedIn('viewer');
  await open(page, `${board.page}/intake`);
  await page.getByRole('link', { name: 'Ledger' }).click();
  await page.getByText('1 of them is still waiting').waitFor();
  await page.getByText('Too large: 1').waitFor();
  await page.getByText('By requester').click();
  await page.getByRole('row', { name: /^Rana Roy 3 1 1 0 1/ }).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/\.csv$/);
});

scene('similar open requests are shown while a title is typed, and block nothing', async () => {
  const board = await aBoard('LIKE', columns);
  await board.ask('A second region for the search');
  const page = await signedIn('requester');
  await open(page, `${board.page}/ask`);
  await page.getByLabel('What do you need?').fill('Second region for search');
  await page
    .getByRole('status', { name: 'Similar open requests' })
    .getByRole('link', { name: 'LIKE-R1 A second region for the search' })
    .waitFor();
  await page.getByRole('button', { name: 'Submit request' }).click();
  await page.getByRole('status').getByText('LIKE-R2 is in the queue').waitFor();
});
