import type { Request } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../support/api.ts';
import { aBoard, active, done, queue } from '../support/board.ts';
import { faultsOf, oneLook } from '../support/looks.ts';
import { anotherTab, scene, signedIn, withBrowser } from '../support/scene.ts';
import { becomes, open } from '../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing', 2), done('Done')];
const decline = { kind: 'decline', reason: 'notAligned', message: 'It is not what we are here for.' };
const lineIn = (page: Page, group: string, title: string) =>
  page.getByRole('region', { name: group }).getByRole('listitem').filter({ hasText: title });

scene(
  'a question of the team comes first in the requester’s home; after the reply the request waits, and later has its answer',
  async () => {
    const board = await aBoard('HOME', columns);
    for (const title of ['It waits its turn', 'They ask back on this']) await board.ask(title);
    const manager = await as('manager');
    await manager.post(`${board.path}/requests/2/messages`, { body: 'For how many people?', asks: true });

    const page = await signedIn('requester');
    const fetched: string[] = [];
    page.on('request', (call) => call.url().includes('_rsc=') && fetched.push(new URL(call.url()).pathname));
    await open(page, '/demo');
    const groups = page.getByRole('main').getByRole('region');
    expect(await groups.first().getAttribute('aria-label')).toBe('Waiting for you');
    const asked = lineIn(page, 'Waiting for you', 'They ask back on this');
    await asked.getByText('The team has a question').waitFor();
    await lineIn(page, 'Waiting for an answer', 'It waits its turn').getByText('Place 1').waitFor();

    // Of all linked pages only the one that somebody points at is prefetched.
    expect(fetched).toEqual([]);
    await asked.getByRole('link').hover();
    await becomes(async () => [...new Set(fetched)], [`${board.page}/requests/2`]);
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      asked.getByRole('link').click({ modifiers: ['ControlOrMeta'] }),
    ]);
    await tab.waitForURL(`${board.page}/requests/2`);
    expect(new URL(page.url()).pathname).toBe('/demo');
    await asked.getByRole('link').click();
    await page.getByRole('textbox', { name: 'Your reply' }).fill('For the six of us.');
    await page.getByRole('button', { name: 'Send' }).first().click();
    await page.getByRole('region', { name: 'The team has a question' }).waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: 'Boards of Demo' }).click();
    await lineIn(page, 'Waiting for an answer', 'They ask back on this').getByText('Place 2').waitFor();
    await asked.waitFor({ state: 'hidden' });

    await manager.put(`${board.path}/requests/2/answer`, decline);
    await lineIn(page, 'Answered', 'They ask back on this').getByText('Declined', { exact: true }).waitFor();
  },
);

scene(
  'a person who works on boards finds their own requests below them, with their current state',
  async () => {
    const board = await aBoard('OWNS', columns);
    const member = await as('member');
    for (const title of ['The member’s first', 'The member’s second'])
      await member.post<Request>(`${board.path}/requests`, { title });
    await board.ask('Not theirs');
    const page = await signedIn('member');
    const live = page.waitForResponse((answer) => answer.url().includes('/api/stream') && answer.ok());
    await open(page, '/demo');
    await live;
    const own = page.getByRole('region', { name: 'Your requests' });
    await lineIn(page, 'Waiting for an answer', 'The member’s second').getByText('Place 2').waitFor();
    expect(await own.getByText('Not theirs').count()).toBe(0);
    expect(await faultsOf(page, oneLook)).toEqual([]);
    const work = await anotherTab(page);
    await open(work, '/demo/my-work');
    await work.getByRole('main').getByText('The member’s second').waitFor();
    expect(await work.getByRole('main').getByText('Not theirs').count()).toBe(0);
    expect(await faultsOf(work, oneLook)).toEqual([]);
    await work.close();
    // The first may arrive with a read when the stream opens, the second only by its event.
    for (const [at, title] of ['The member’s first', 'The member’s second'].entries()) {
      await (await as('manager')).put(`${board.path}/requests/${at + 1}/answer`, decline);
      await lineIn(page, 'Answered', title).getByText('Declined', { exact: true }).waitFor();
    }
  },
);
