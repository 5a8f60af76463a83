import { beforeAll, expect, test } from '@jest/globals';
import type { Card } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { theRecipe } from './recipe.js';
import { tokenOf } from './tokens.js';

const api = theApi();
const recipe = theRecipe('agent');
const { member, secondMember } = api.people;

/** The command for each card. The title of the card decides how it ends. */
const work = `
import { json } from 'node:stream/consumers';
const { title } = await json(process.stdin);
if (title === 'Fails') {
  console.error('No such key');
  process.exitCode = 3;
}
if (title === 'Long') {
  console.log('working');
  setTimeout(() => {}, 60_000);
}`;
let token: string;
beforeAll(async () => {
  await recipe.write('work.mjs', work);
  token = await tokenOf(member, 'read', 'cards');
});

function anAgent({ key }: BoardUnderTest, more: Record<string, string> = {}) {
  const env = { WEIR_URL: api.origin, WEIR_TOKEN: token, WEIR_BOARD: key, RENEW_SECONDS: '0.2', ...more };
  return recipe.node('agent.mjs', { args: [process.execPath, 'work.mjs'], env });
}

const read = async (board: BoardUnderTest, number: number) =>
  (await member.get<Card>(`${board.path}/cards/${number}`)).body;

test('an agent works card after card, blocks what fails, and waits for room and for work', async () => {
  const board = await aBoard().column('Doing').column('Review', { limit: 1 }).make();
  const [busy] = await board.cards('Review', 1);
  const [good] = await board.cards('Ready', 1, { title: 'Good "work"; $(exit 9)' });
  const [bad] = await board.cards('Ready', 1, { title: 'Fails' });
  const agent = anAgent(board);
  await agent.until('complete refused: Review is full');
  expect(await read(board, good)).toMatchObject({
    columnId: board.id('Doing'),
    lease: { by: { id: member.id } },
  });
  // It claims nothing while its finished card has no room.
  expect((await read(board, bad)).columnId).toBe(board.id('Ready'));
  await secondMember.moveCard(board, busy, { column: 'Done' });
  await agent.until(`${board.key}-${bad}: block`);
  expect(await board.order('Review')).toEqual([good]);
  expect((await read(board, bad)).blocked).toMatchObject({ reason: 'It ended with 3. No such key' });
  const [later] = await board.cards('Ready', 1, { title: 'Fails' });
  await agent.until(`${board.key}-${later}: block`);
  expect(await agent.stop()).toMatchObject({ code: 0 });
});

test('an agent stops when a person takes its card, and gives its card back on SIGTERM', async () => {
  const board = await aBoard().column('Doing').make();
  const [taken] = await board.cards('Ready', 1, { title: 'Long' });
  const agent = anAgent(board);
  await agent.until('working');
  await secondMember.moveCard(board, taken, { column: 'Done' });
  await agent.until(`${board.key}-${taken}: lost (taken)`);
  const [next] = await board.cards('Ready', 1, { title: 'Long' });
  await agent.until(`${board.key}-${next}: claimed`);
  expect(await agent.stop()).toMatchObject({ code: 0, output: expect.stringContaining(`${next}: return`) });
  expect([await board.order('Done'), await board.order('Ready')]).toEqual([[taken], [next]]);
  expect(await read(board, next)).toMatchObject({ lease: null, assignees: [] });
});

test('an agent without the right to claim ends and says what it lacks', async () => {
  const board = await aBoard().make();
  const agent = anAgent(board, { WEIR_TOKEN: await tokenOf(member, 'read') });
  expect(await agent.ended).toMatchObject({ code: 1, output: expect.stringContaining('cards') });
});
