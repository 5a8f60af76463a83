import type { CardWatch, Me, NoticeChoices, NoticeMailTimes } from '@weir/contract';
import { stack } from '../../support/addresses.ts';
import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { openLive } from '../../support/live.ts';
import { aNewcomer, confirmed, newcomersPassword } from '../../support/newcomers.ts';
import { signIn } from '../../support/people.ts';
import { aStranger, scene, withBrowser } from '../../support/scene.ts';
import { becomes, open } from '../../support/until.ts';
import { bell } from './bell.ts';

withBrowser();

scene(
  'a colleague’s bell shows an assignment, a comment and a block live; they open each, mark them as read and switch one kind off',
  async () => {
    const board = await aBoard('HEAR', [queue('Ready'), active('Doing', 3), done('Done')]);
    const email = await aNewcomer('Nils Neu', 'member');
    const nils = await confirmed(email);
    const { user } = await nils.get<Me>('/v1/me');
    const member = await as('member');
    const card = `${board.path}/cards/1`;
    await board.card('Export');
    const page = await aStranger();
    await signIn(page.context(), stack().web, { email, password: newcomersPassword });
    await openLive(page, board.page);
    await bell(page, 0).waitFor();

    await member.send('PATCH', card, { assigneeIds: [user.id] });
    await bell(page, 1).waitFor();
    await member.post(`${card}/comments`, { text: 'Is it nearly there?' });
    await bell(page, 2).waitFor();
    await member.send('PUT', `${card}/block`, { reason: 'Waits for a part' });
    await bell(page, 3).click();

    const today = page.getByRole('region', { name: 'Today' });
    await today.getByText('Waits for a part').waitFor();
    await today.getByRole('button', { name: 'Mark as read: Bao Brandt blocked: Export' }).click();
    await bell(page, 2).waitFor();
    await page.getByText('Unread (2)').click();
    await today.getByText('Waits for a part').waitFor({ state: 'hidden' });
    await today.getByRole('link', { name: 'Bao Brandt commented: Export' }).click();
    await page.waitForURL(/\/HEAR\/cards\/1#comment-/);
    await page.getByText('Is it nearly there?').waitFor();
    await bell(page, 1).click();
    await page.getByRole('link', { name: 'Bao Brandt assigned you: Export' }).click();
    const panel = page.getByRole('dialog', { name: 'Card HEAR-1' });
    await panel.getByRole('button', { name: 'Stop watching' }).click();
    await panel.getByRole('button', { name: 'Watch', exact: true }).waitFor();
    const watching = async () => (await nils.get<CardWatch>(`${card}/watch`)).watching;
    expect(await watching()).toBe(false);
    await panel.getByRole('button', { name: 'Watch', exact: true }).click();
    await becomes(watching, true);

    await open(page, '/demo/notices');
    await page.getByRole('link', { name: /Choose which notices you get/ }).click();
    const tabs = page.getByRole('navigation', { name: 'Your account' });
    await tabs.getByRole('link', { name: 'Notices' }).and(page.locator('[aria-current]')).waitFor();
    const comments = page.getByRole('radiogroup', { name: 'Comments' });
    await comments.getByText('Off').click();
    const chosen = async () =>
      (await nils.get<NoticeChoices>('/v1/workspaces/demo/notices/choices')).comments;
    await becomes(chosen, 'off');
    await page.getByText('Quiet hours').click();
    await page.getByLabel('Until', { exact: true }).fill('06:30');
    await page.getByRole('button', { name: 'Save' }).click();
    const times = () => nils.get<NoticeMailTimes>('/v1/workspaces/demo/notices/mail-times');
    await becomes(async () => (await times()).quietHours, { from: '20:00', until: '06:30' });
    await member.post(`${card}/comments`, { text: 'Nobody reads this in the bell' });
    await member.send('DELETE', `${card}/block`);
    await open(page, '/demo/notices');
    await page.getByRole('link', { name: 'Bao Brandt unblocked: Export' }).waitFor();
    await bell(page, 1).waitFor();
    await page.getByRole('button', { name: 'Mark all as read' }).click();
    await bell(page, 0).waitFor();
    await page.getByText('Unread (0)').click();
    await page.getByText('No unread notices').waitFor();
  },
);
