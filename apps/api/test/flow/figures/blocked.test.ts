import { expect, test } from '@jest/globals';
import type { BlockedTime, BoardDigest } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { figureOf, move } from './board-figures.js';
import { atNine, timeZone } from './clock.js';
import { nextDay } from './local-days.js';

const day = 24 * 3_600;
const api = theApi();
const { manager, member } = api.people;

const block = async ({ path }: BoardUnderTest, card: number, reason: string) =>
  expect((await member.put(`${path}/cards/${card}/block`, { reason })).status).toBe(200);
const blocked = (board: BoardUnderTest, query = '') => figureOf(board, 'blocked', query);

/** Deletes a card and its blocks by plain SQL. */
const deleted = ({ key }: BoardUnderTest, card: number) =>
  api.pool.query(
    `WITH c AS (SELECT c.* FROM cards c JOIN boards b ON b.workspace_id = c.workspace_id AND b.id = c.board_id WHERE b.key = $1 AND c.number = $2),
          x AS (DELETE FROM card_blocks x USING c WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id)
     DELETE FROM cards d USING c WHERE d.workspace_id = c.workspace_id AND d.board_id = c.board_id AND d.id = c.id`,
    [key, card],
  );

test('blocked time ends on delivery, archiving and deletion, goes on when the card comes back, and the past never changes', async () => {
  const board = await aBoard().intake({ timeZone }).column('Doing').column('Review').make();
  const first = atNine();
  await board.cards('Doing', 5);
  await board.cards('Ready', 1);
  const reasons = [
    'Waiting for Finance',
    'waiting for finances!',
    'The keys',
    'The vendor',
    'A lock',
    'Legal review',
  ];
  for (const [at, reason] of reasons.entries()) await block(board, at + 1, reason);
  api.clock.pass({ hours: 12 });
  // A move or a corrected reason does not begin another block.
  await move(board, 1, 'Review');
  await block(board, 3, 'A key card');
  api.clock.pass({ hours: 12 });
  await move(board, 1, 'Done');
  await member.archive(board, 2);
  await deleted(board, 3);
  await member.delete(`${board.path}/cards/4/block`);
  api.clock.pass({ days: 1 });
  const past = `?from=${first}&to=${nextDay(first)}`;
  const then = await blocked(board, past);
  await move(board, 1, 'Doing');
  await member.archive(board, 4);
  expect((await manager.delete(`${board.path}/cards/4`)).status).toBe(204);
  api.clock.pass({ days: 1 });
  await member.restore(board, 2);
  await member.delete(`${board.path}/cards/1/block`);
  api.clock.pass({ days: 1 });

  expect(await blocked(board)).toMatchObject({
    seconds: 14 * day,
    blocks: 8,
    reasons: [
      { reason: 'A lock', seconds: 4 * day, blocks: 1, alike: 1, cards: [`${board.key}-5`] },
      { reason: 'Legal review', seconds: 4 * day, blocks: 1, alike: 1, cards: [`${board.key}-6`] },
      // Card 1 for a day and again for a day, card 2 the same.
      { reason: 'Waiting for Finance', seconds: 4 * day, blocks: 4, alike: 2 },
      // Deleted cards count, but have no link.
      { reason: 'A key card', seconds: day, blocks: 1, cards: [] },
      { reason: 'The vendor', seconds: day, blocks: 1, cards: [] },
    ].toSorted((one, other) => other.seconds - one.seconds || (one.reason < other.reason ? -1 : 1)),
  });
  const now = await blocked(board, past);
  const without = ({ seconds, blocks, reasons: found }: BlockedTime) => ({
    ...{ seconds, blocks },
    reasons: found.map(({ cards: _, ...reason }) => reason),
  });
  expect(without(now)).toEqual(without(then));
  expect(now.reasons.find(({ reason }) => reason === 'Waiting for Finance')?.cards).toEqual([
    `${board.key}-1`,
    `${board.key}-2`,
  ]);
});

test('no digest suggests to look at blocks of cards that are delivered or archived', async () => {
  const board = await aBoard().intake({ timeZone }).column('Doing').make();
  atNine();
  await board.cards('Doing', 3);
  for (const card of [1, 2, 3]) await block(board, card, 'Waiting for Finance');
  const suggested = async () =>
    (await member.get<BoardDigest>(`${board.path}/digest`)).body.suggestion?.code ?? null;
  api.clock.pass({ days: 14 });
  expect(await suggested()).toBe('blocked');
  await move(board, 1, 'Done');
  await move(board, 2, 'Done');
  await member.archive(board, 3);
  api.clock.pass({ days: 14 });
  expect(await suggested()).not.toBe('blocked');
});
