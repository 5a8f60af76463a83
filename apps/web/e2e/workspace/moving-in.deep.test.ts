import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Board, Me, Request } from '@weir/contract';
import { stack } from '../support/addresses.ts';
import { as } from '../support/api.ts';
import { linkIn, mailTo, mailWith } from '../support/mailbox.ts';
import { newcomersPassword, sessionOf } from '../support/newcomers.ts';
import { columnOf, linkOf } from '../support/on-the-board.ts';
import { aStranger, scene, signedIn, withBrowser } from '../support/scene.ts';
import { chooseFile, jsonFile, trelloBoard } from '../support/trello.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

const pushed: string[] = [];
const pushService = createServer((request, response) => {
  pushed.push(request.headers['content-encoding'] ?? '');
  response.writeHead(201).end();
});
const pushAddress = () => stack().push[1];
beforeAll(async () => {
  pushService.listen(Number(new URL(pushAddress()).port), '127.0.0.1');
  await once(pushService, 'listening');
});
afterAll(() => {
  pushService.close();
  pushService.closeAllConnections();
});

scene(
  'a team moves in: a Trello board, two people, a mention by mail and push, an answer, and a limit that is hit',
  async () => {
    const owner = await as('owner');
    await owner.post('/v1/workspaces', { slug: 'moving-in', name: 'Moving in' });
    const path = '/v1/workspaces/moving-in/boards/MOVE';
    const page = await signedIn('owner');
    await open(page, '/moving-in');
    await page.getByRole('link', { name: 'Import', exact: true }).click();
    await chooseFile(page, jsonFile('moving.json', trelloBoard(300)));
    await page.getByText('Trello: 300 cards').waitFor();
    await page.getByText('Doing has a limit of 3. 5 cards go to a queue column instead').waitFor();
    await page.getByRole('textbox', { name: 'Key' }).fill('MOVE');
    await page.getByRole('button', { name: 'Import 300 cards' }).click();
    await page.getByText('300 cards are in Moving day now.').waitFor();

    await open(page, '/moving-in/members');
    await page.getByRole('button', { name: 'Invite' }).click();
    await page.getByLabel('Email addresses').fill('tess@people.test, tom@people.test');
    await page.getByRole('button', { name: 'Invite 2 people' }).click();
    await page.getByText('2 links are on their way').waitFor();
    await mailTo('tom@people.test', 1);
    const guest = await aStranger();
    await open(guest, linkIn((await mailTo('tess@people.test', 1)).text, '/invitations/[^#]+'));
    await guest.getByLabel('Your name').fill('Tess Tide');
    await guest.getByLabel('Email').fill('tess@people.test');
    await guest.getByLabel('Password').fill(newcomersPassword);
    await guest.getByRole('button', { name: 'Sign up and join' }).click();
    await guest.getByRole('heading', { name: 'Boards', exact: true }).waitFor();
    const tess = await sessionOf('tess@people.test');
    expect((await tess.get<Me>('/v1/me')).user.name).toBe('Tess Tide');
    const curve = createECDH('prime256v1');
    const keys = { p256dh: curve.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') };
    await tess.post('/v1/me/push-subscriptions', { endpoint: `${pushAddress()}/tess`, keys });

    await open(page, '/moving-in/MOVE');
    await linkOf(page, 'Card 2').click();
    const comment = page.getByRole('dialog', { name: /^Card MOVE-/ }).getByLabel('New comment');
    await comment.pressSequentially('Can you look, @Tess');
    await page.getByRole('option', { name: 'Tess Tide' }).click();
    await page.keyboard.press('Control+Enter');
    await mailWith('tess@people.test', 'Can you look, @Tess Tide');
    await becomes(async () => pushed, ['aes128gcm']);

    await tess.post<Request>(`${path}/requests`, { title: 'A ramp for the piano' });
    await open(page, '/moving-in/overview');
    await page.getByRole('link', { name: /^Moving day: 1 of/ }).click();
    await page.getByRole('heading', { name: 'A ramp for the piano', level: 2 }).waitFor();
    await page.keyboard.press('a');
    await page.getByRole('button', { name: /Column/ }).waitFor();
    await page.getByLabel('Message to the requester').fill('Gladly.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('The answer is sent in a few seconds.').waitFor();

    // Leaving the page sends it. The new card is below a hundred others.
    await open(page, '/moving-in/MOVE?text=piano');
    await linkOf(page, 'A ramp for the piano').waitFor();
    await mailWith('tess@people.test', 'Gladly.');
    await linkOf(page, 'A ramp for the piano').focus();
    await page.keyboard.press(']');
    const doing = columnOf(page, 'Doing');
    const refusal = doing.getByRole('group', { name: /can’t move to Doing/ });
    await refusal.getByRole('button', { name: 'Swap with MOVE-1' }).click();
    await refusal.waitFor({ state: 'hidden' });
    await linkOf(doing, 'A ramp for the piano').waitFor();
    const titlesInDoing = async () => {
      const { columns, cards } = await owner.get<Board>(path);
      const { id, load, limit } = columns.find(({ name }) => name === 'Doing')!;
      expect([load, limit?.max]).toEqual([3, 3]);
      return cards.flatMap(({ columnId, title }) => (columnId === id ? [title] : [])).sort();
    };
    await becomes(titlesInDoing, ['A ramp for the piano', 'Card 1', 'Card 2']);
  },
);
