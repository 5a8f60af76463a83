import type { QueueList } from '@weir/contract';
import { as } from '../support/api.ts';
import { aBoard } from '../support/board.ts';
import {
  answerOf,
  choose,
  columns,
  heading,
  letterOf,
  openIntake,
  sendDelayed,
  wideIntake,
} from '../support/intake.ts';
import { scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

scene('keys choose and change the answer until text is typed, and never choose a reason', async () => {
  const board = await aBoard('KEYB', columns(3), wideIntake);
  for (const title of ['A darker theme', 'A lighter theme']) await board.ask(title);
  const page = await openIntake(board);
  await heading(page, 'A darker theme').waitFor();
  const kind = (name: string) => page.getByRole('radio', { name, exact: true, checked: true });
  const reason = page.getByRole('button', { name: /Reason/ });
  await page.keyboard.press('n');
  await kind('Decline').waitFor();
  await reason.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('d');
  await kind('Defer').waitFor();
  // Neither an answer’s key nor any other letter, pressed or kept down, chooses in the list that has the focus.
  await page.keyboard.press('o');
  await page.keyboard.down('d');
  await page.keyboard.down('d');
  await page.keyboard.up('d');
  await reason.and(page.locator(':focus')).getByText('Choose a reason').waitFor();
  await page.keyboard.press('j');
  await heading(page, 'A lighter theme').waitFor();
  await page.keyboard.press('k');
  await heading(page, 'A darker theme').waitFor();

  await page.keyboard.press('d');
  await reason.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('option', { name: 'No capacity' }).waitFor();
  // Open, it is a list like any other.
  await page.keyboard.press('n');
  await page.getByRole('option', { name: 'No capacity' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await reason.getByText('No capacity').waitFor();
  await page.getByRole('button', { name: '1 month' }).press('Enter');

  const message = page.getByLabel('Message to the requester');
  await message.focus();
  await page.keyboard.type('Not until the audit is done');
  await page.keyboard.press('Escape');
  await kind('Defer').and(page.locator(':focus')).waitFor();
  await page.keyboard.press('n');
  await kind('Decline').waitFor();
  await page.keyboard.press('d');
  await kind('Defer').waitFor();
  await page.keyboard.press('Control+Enter');
  await sendDelayed(page);
  await becomes(async () => (await answerOf(board, 1))?.kind, 'defer');
  expect(await answerOf(board, 1)).toMatchObject({
    reason: 'noCapacity',
    message: 'Not until the audit is done',
  });
});

scene('a duplicate and a request for another team are answered by keys', async () => {
  const other = await aBoard('OTHR', columns(3));
  const board = await aBoard('ELSE', columns(3), wideIntake);
  for (const title of ['A larger disk', 'A larger disk, please', 'New chairs', 'A tape drive'])
    await board.ask(title);
  const no = { kind: 'decline', reason: 'notAligned', message: 'Disks are what we buy now.' };
  await (await as('manager')).put(`${board.path}/requests/4/answer`, no);
  const page = await openIntake(board, '?request=2');
  await heading(page, 'A larger disk, please').waitFor();
  await page.keyboard.press('u');
  // The letter quotes an answer that the original has already.
  await page.getByLabel('Or another request, by number').fill('R4');
  await letterOf(page, 'Rana Roy will read').getByText('“Disks are what we buy now.”').waitFor();
  await page.getByRole('radio', { name: /^ELSE-R1 A larger disk/ }).press('Space');
  await letterOf(page, 'Rana Roy will read')
    .getByText(/You’ll be notified of it/)
    .waitFor();
  await letterOf(page, 'Rana Roy will read').getByText('ELSE-R1', { exact: true }).waitFor();
  await page.keyboard.press('Control+Enter');
  await sendDelayed(page);
  await becomes(async () => (await answerOf(board, 2))?.duplicateOf?.number, 1);

  await heading(page, 'New chairs').waitFor();
  await page.keyboard.press('r');
  await page.getByRole('radio', { name: /^Team OTHR/ }).press('Space');
  await page.getByLabel('Message to the requester').fill('Chairs are theirs: they buy them.');
  await page.keyboard.press('Control+Enter');
  await heading(page, 'A larger disk').waitFor();
  await sendDelayed(page);
  await becomes(async () => (await answerOf(board, 3)) !== null, true);
  expect(await answerOf(board, 3)).toMatchObject({
    kind: 'redirect',
    redirectedTo: { board: 'OTHR', number: 1 },
  });

  await open(page, `${board.page}/intake?show=answered`);
  await page.getByRole('link', { name: 'OTHR-R1' }).waitFor();
  await page.getByRole('link', { name: 'ELSE-R1' }).waitFor();
  const queueOf = await (await as('manager')).get<QueueList>('/v1/workspaces/demo/requests?size=200');
  expect(queueOf.items.some(({ board: { key } }) => key === other.key)).toBe(true);
});

scene('in German a request is deferred, and its requester reads the letter in German', async () => {
  const board = await aBoard('DEAN', columns(3));
  await board.ask('Ein zweiter Monitor');
  const german = { locale: 'de-DE' };
  const page = await signedIn('manager', german);
  await open(page, `${board.page}/intake`);
  await heading(page, 'Ein zweiter Monitor').waitFor();
  await page.getByText(/Noch \d+ Plätze frei\./).waitFor();
  await page.keyboard.press('d');
  await choose(page, /Grund/, 'Keine Kapazität');
  await page.getByRole('button', { name: '2 Wochen' }).press('Enter');
  await page.getByLabel('Nachricht an die anfragende Person').fill('Erst nach dem Umzug.');
  const preview = letterOf(page, 'Das liest Rana Roy');
  await preview.getByText('Nicht jetzt').waitFor();
  await preview.getByText(/^Du kannst ab .* erneut anfragen\./).waitFor();
  await page.keyboard.press('Control+Enter');
  await sendDelayed(page);
  await page.getByText(/Ein zweiter Monitor ist beantwortet/).waitFor();

  const requester = await signedIn('requester', german);
  await open(requester, `${board.page}/requests/1`);
  await requester.getByText('Erst nach dem Umzug.').waitFor();
  await requester.getByText(/^Du kannst ab .* erneut anfragen\./).waitFor();
});
