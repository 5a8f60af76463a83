import type { Board, CardForecast } from '@weir/contract';
import { as } from '../../support/api.ts';
import { aBoard, active, done, queue } from '../../support/board.ts';
import { cardOf, linkOf } from '../../support/on-the-board.ts';
import { scene, signedIn, withBrowser } from '../../support/scene.ts';
import { becomes, open } from '../../support/until.ts';

withBrowser();

const columns = [queue('Ready'), active('Doing'), done('Done')];

scene('a card from a request shows who asked, and the delivery date that they read', async () => {
  const board = await aBoard('PROM', columns);
  const request = await board.ask('Something needed');
  await (await as('manager')).put(`${board.path}/requests/${request.number}/answer`, { kind: 'accept' });
  const page = await signedIn('viewer');
  await open(page, `${board.page}/cards/1`);
  const promise = page.getByRole('region', { name: 'What the requester reads' });
  await promise.getByText('It is not known yet when it will be delivered.').waitFor();
  await promise.getByText(/^Requested by Rana Roy as/).waitFor();
  await promise.getByRole('link', { name: 'PROM-R1' }).click();
  await page.waitForURL(`${board.page}/requests/1`);
});

scene('a card without a request says when it is expected, by its place on the board', async () => {
  const member = await as('member');
  const { cards } = await member.get<Board>('/v1/workspaces/demo/boards/PLAT');
  const number = cards.find(({ request, deliveredAt }) => !request && !deliveredAt)?.number;
  const forecast = await member.get<CardForecast>(`/v1/workspaces/demo/boards/PLAT/cards/${number}/forecast`);
  if ('unknown' in forecast.inPlace) throw new Error(forecast.inPlace.unknown);
  const page = await signedIn('viewer');
  await open(page, `/demo/PLAT/cards/${number}`);
  const expected = page.getByRole('region', { name: 'When it is expected' });
  const day = Number(forecast.inPlace.p85.slice(8));
  await expected.getByText(new RegExp(`^Expected by .*\\b${day}\\b.*85% likely`)).waitFor();
  await expected.getByText(/were right \d+ of|would have been right \d+/).waitFor();
});

scene('a card says who has claimed it, and once it is open a person can end the claim', async () => {
  const board = await aBoard('CLAIM', columns);
  await board.card('Taken');
  await (await as('manager')).post(`${board.path}/claims`, { card: 1 });
  const page = await signedIn('member');
  await open(page, board.page);
  const claimed = /^Claimed by .+ left$/;
  await cardOf(page, 'Taken').getByText(claimed).waitFor();
  await open(page, `${board.page}?view=list`);
  await page.getByRole('row').getByText(claimed).waitFor();
  await linkOf(page, 'Taken').click();
  const panel = page.getByRole('dialog', { name: 'Card CLAIM-1' });
  await panel.getByText(claimed).waitFor();
  await panel.getByText(/^The claim ends .+ unless it is renewed/).waitFor();
  await panel.getByRole('button', { name: 'End the claim' }).click();
  const question = page.getByRole('alertdialog', { name: /^End .+’s claim on CLAIM-1\?$/ });
  await question.getByRole('button', { name: 'End the claim' }).click();
  await panel.getByText(claimed).waitFor({ state: 'hidden' });
  await becomes(() => panel.evaluate((open) => open.contains(document.activeElement)), true);
  await panel.getByRole('button', { name: 'History' }).click();
  await panel.getByText(/ended the claim of/).waitFor();
});
