import type { LimitList } from '@weir/contract';
import type { Page } from 'playwright-core';
import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { columnOf, linkOf, titlesIn } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, open } from '../../support/until.ts';

withBrowser();

const why = (page: Page) => page.getByLabel('Reason, visible to everyone');

scene('a limit is overridden with a reason, uses the budget, and everyone can read the reason', async () => {
  const board = await aBoard('PASS', [queue('Ready'), active('Doing', 1, { mode: 'reason' }), done('Done')]);
  await board.card('In the way', 'Doing');
  await board.card('Can’t wait');
  const page = await signedIn('manager');
  await open(page, board.page);

  await linkOf(page, 'Can’t wait').press(']');
  const refusal = columnOf(page, 'Doing').getByRole('group', { name: 'PASS-2 can’t move to Doing' });
  await refusal.getByRole('button', { name: 'Override with a reason…' }).click();
  await refusal.getByText('Uses 1 of the 10 overrides left this month.').waitFor();
  await refusal.getByRole('button', { name: 'Move PASS-2 to Doing' }).click();
  await refusal.getByText('Enter a reason.').waitFor();
  await why(page).fill('The certificate ends tonight');

  // Somebody else was quicker: the override names an outdated load, so it has to be confirmed again.
  await (await as('manager')).post(`${board.path}/cards`, {
    title: 'Quicker',
    columnId: (await board.read()).columns[1]?.id,
    override: { reason: 'It was urgent, too', limits: await overridableLimits(board.path) },
  });
  await refusal.getByRole('button', { name: 'Move PASS-2 to Doing' }).press('Enter');
  await refusal.getByRole('alert').getByText('The board has changed since you opened this.').waitFor();
  await refusal.getByRole('button', { name: 'Move PASS-2 to Doing' }).press('Enter');
  await becomes(() => titlesIn(page, 'Doing'), ['In the way', 'Quicker', 'Can’t wait']);

  const reader = await signedIn('viewer');
  await open(reader, `${board.page}/overrides`);
  await reader.getByText('2 of 10').waitFor();
  const latest = reader.getByRole('listitem').filter({ hasText: 'The certificate ends tonight' });
  await latest.getByText('3 of 1', { exact: true }).waitFor();
  await latest.getByText('Mira Mensah').waitFor();
  await latest.getByRole('link', { name: 'PASS-2' }).waitFor();
});

scene('a limit that only warns is exceeded and recorded; members can’t override a limit', async () => {
  const columns = [
    queue('Ready'),
    active('Dev', 1, { mode: 'warn' }),
    active('Review', 1, { mode: 'reason' }),
    done('Done'),
  ];
  const board = await aBoard('WARN', columns);
  await board.card('Before', 'Dev');
  await board.card('In review', 'Review');
  await board.card('One more');
  const [page, reader] = [await signedIn('member'), await signedIn('viewer')];
  await Promise.all([open(page, board.page), open(reader, `${board.page}/overrides`)]);
  await reader.getByText('No limit was exceeded').waitFor();

  await linkOf(page, 'One more').press(']');
  await linkOf(columnOf(page, 'Dev'), 'One more').waitFor();
  // The page is live.
  await reader.getByText('Limit only warns').waitFor();
  await reader.getByText('Bao Brandt').waitFor();

  await linkOf(columnOf(page, 'Dev'), 'One more').press(']');
  const refusal = columnOf(page, 'Review').getByRole('group', { name: 'WARN-3 can’t move to Review' });
  await refusal.getByText('Owners and managers can override this limit with a reason.').waitFor();
});

/** The limits that can be overridden with a reason, with their current load: an override names them. */
async function overridableLimits(path: string) {
  const { items } = await (await as('manager')).get<LimitList>(`${path}/limits`);
  return items.filter(({ mode }) => mode === 'reason').map(({ id, max, load }) => ({ id, max, load }));
}
