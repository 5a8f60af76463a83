import type { Board, QueueList, Request } from '@weir/contract';
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

scene(
  'a trade by keys shows before sending which card makes room, where it goes and what both requesters will read',
  async () => {
    const board = await aBoard('TRAD', columns(1, 1));
    const manager = await as('manager');
    await board.ask('A staging copy');
    await manager.put(`${board.path}/requests/1/answer`, { kind: 'accept' });
    const [copy] = (await board.read()).cards;
    await board.move(copy as Board['cards'][number], 'Doing');
    await board.card('It fills the queue');
    await board.ask('Sandboxes');

    const page = await openIntake(board);
    await heading(page, 'Sandboxes').waitFor();
    await becomes(() => page.getByRole('radio', { name: 'Accept', exact: true }).isDisabled(), true);
    await page.keyboard.press('t');
    // Cards in progress come first, and the first one has the focus.
    await page
      .getByRole('radio', { name: /^TRAD-1 A staging copy/ })
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.press('Space');
    await page.getByText('TRAD-1 leaves the board').waitFor();

    await page.getByRole('button', { name: '1 month' }).press('Enter');
    await choose(page, /Reason/, 'No capacity');
    await page.getByLabel('Message to the requester').fill('Sandboxes stop two teams, so they come first.');
    const theirs = letterOf(page, 'Rana Roy, who requested TRAD-1, will read');
    await theirs.getByText('Sandboxes stop two teams, so they come first.').waitFor();
    await theirs.getByText(/made room for another card and left the board/).waitFor();
    await letterOf(page, 'Rana Roy will read').getByText('TRAD-1', { exact: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await sendDelayed(page);

    await page.getByText('is now card TRAD-3').waitFor();
    expect(await answerOf(board, 2)).toMatchObject({ kind: 'trade', displaced: { ref: 'TRAD-1' } });
    const doing = (await board.read()).columns.find(({ name }) => name === 'Doing');
    expect(
      (await board.read()).cards.map(({ number, columnId }) => [number, columnId === doing?.id]),
    ).toEqual([
      [2, false],
      [3, true],
    ]);
    const notified = await (await as('requester')).get<Request>(`${board.path}/requests/1`);
    expect(notified.displaced?.message).toBe('Sandboxes stop two teams, so they come first.');
  },
);

scene('a question stops the clock visibly, and the reply starts it again', async () => {
  const board = await aBoard('QUES', columns(3));
  await board.ask('Bigger machines');
  const page = await openIntake(board);
  await heading(page, 'Bigger machines').waitFor();
  await page.keyboard.press('q');
  await page.getByLabel('Question to Rana Roy').fill('Which builds are slow?');
  await page.getByRole('button', { name: 'Ask and pause the deadline' }).press('Enter');
  await page.getByText('Deadline paused: waiting for Rana Roy').waitFor();
  await page
    .getByRole('navigation', { name: /^Waiting/ })
    .getByText('Deadline paused')
    .waitFor();
  const messages = page.getByRole('region', { name: 'Conversation' });
  await messages.getByText('Which builds are slow?').waitFor();

  const requester = await as('requester');
  await requester.post(`${board.path}/requests/1/messages`, { body: 'The nightly ones.' });
  await messages.getByText('The nightly ones.').waitFor();
  await page.getByText(/^The clock is stopped/).waitFor({ state: 'hidden' });
  expect(await page.getByText(/changed this request just now/).count()).toBe(0);
  await page.getByText(/^Expires .* if unanswered/).waitFor();
});

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

scene(
  'a part is accepted, the remaining part is “not now”, and the requester reads both in one answer',
  async () => {
    const board = await aBoard('PART', columns(3));
    await board.ask('A new report and its export');
    const page = await openIntake(board);
    await heading(page, 'A new report and its export').waitFor();
    await page.keyboard.press('p');
    await page.getByLabel('The part you accept').fill('A new report');
    await page.getByRole('button', { name: 'Send answer', exact: true }).press('Enter');
    await page.getByText('Choose a reason.').waitFor();
    expect(await page.getByLabel('The part you accept').inputValue()).toBe('A new report');
    await page.getByLabel('The remaining part, which is').fill('The export of the report');
    await choose(page, /Reason/, 'No capacity');
    await page.getByRole('button', { name: '2 weeks' }).press('Enter');
    await page.getByLabel('Message to the requester').fill('The export needs the new storage first.');
    const preview = letterOf(page, 'Rana Roy will read');
    await preview.getByText('The part that is accepted: A new report.').waitFor();
    await page.keyboard.press('Control+Enter');
    await sendDelayed(page);
    await becomes(async () => (await answerOf(board, 1)) !== null, true);
    expect((await board.read()).cards.map(({ title }) => title)).toEqual(['A new report']);
    expect(await answerOf(board, 2)).toMatchObject({ kind: 'defer', reason: 'noCapacity' });

    const requester = await signedIn('requester');
    await open(requester, `${board.page}/requests/1`);
    await requester.getByText('Accepted in part').first().waitFor();
    await requester.getByText('The export needs the new storage first.').waitFor();
    await requester.getByRole('link', { name: 'PART-R2' }).first().click();
    await heading(requester, 'The export of the report').waitFor();
  },
);

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
