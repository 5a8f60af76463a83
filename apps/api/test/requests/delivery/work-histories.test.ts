import { expect, test } from '@jest/globals';
import type { Board, Card, Work } from '@weir/contract';
import fc from 'fast-check';
import { isDeep, seed } from '../../model/depth.js';
import { toRequester } from '../../support/answers.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

// Random histories of accepted work, over HTTP and in plain SQL, under a clock that moves. After every step the state that
// a requester sees follows from the card. In the end they know of the state it is in, and got no notice twice.

const api = theApi();
const { manager, member, requester } = api.people;
const steps = isDeep ? 600 : 45;
const most = 4;

type Step =
  | { does: 'accept'; column: 'Ready' | 'Doing' }
  | { does: 'move'; nth: number; column: 'Ready' | 'Doing' | 'Review' | 'Done' }
  | { does: 'block' | 'unblock' | 'archive' | 'restore' | 'putBack' | 'sql'; nth: number }
  | { does: 'board' }
  | { does: 'pass'; minutes: number };

const nth = fc.nat({ max: 3 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    does: fc.constant('accept' as const),
    column: fc.constantFrom('Ready' as const, 'Doing' as const),
  }),
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('move' as const),
      nth,
      column: fc.constantFrom('Ready' as const, 'Doing' as const, 'Review' as const, 'Done' as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom(
        ...([
          'block',
          'unblock',
          'archive',
          'restore',
          'putBack',
          'sql',
          'block',
          'unblock',
          'restore',
        ] as const),
      ),
      nth,
    }),
  },
  fc.constant({ does: 'board' as const }),
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('pass' as const), minutes: fc.constantFrom(0, 1, 2, 30, 3000) }),
  },
);

/** Every kind of step has its effect at least once, whatever the seed. */
const opening: Step[] = [
  { does: 'accept', column: 'Ready' },
  { does: 'accept', column: 'Doing' },
  { does: 'block', nth: 1 },
  { does: 'pass', minutes: 2 },
  { does: 'unblock', nth: 0 },
  { does: 'archive', nth: 0 },
  { does: 'board' },
  { does: 'pass', minutes: 2 },
  { does: 'restore', nth: 0 },
  { does: 'putBack', nth: 0 },
  { does: 'sql', nth: 0 },
  { does: 'sql', nth: 0 },
  { does: 'move', nth: 0, column: 'Done' },
];

test(`accepted work is what its card is after each random step, and its requester knows`, async () => {
  const program = [...opening, ...fc.sample(fc.noBias(step), { numRuns: steps, seed })];
  const board = await aBoard()
    .column('Doing')
    .column('Review')
    .intake({ depth: 9, openPerRequester: 9 })
    .make();
  const wasCommitted = new Set<number>();
  const seen = new Set<string>();
  for (const [n, each] of program.entries()) {
    await take(board, each);
    const cards = await cardsOf(board);
    for (const card of cards) {
      if (card.committedAt) wasCommitted.add(card.number);
      const { work } = (await requester.readRequest(board, card.request?.number as number)).body;
      const wanted = stateOf(card, wasCommitted.has(card.number));
      expect({ n, each, card: card.number, state: work?.state }).toEqual({
        n,
        each,
        card: card.number,
        state: wanted,
      });
      checkReason(work as Work);
      seen.add(wanted);
    }
  }
  api.clock.pass({ minutes: 2 });
  await api.service('SweepService').sweep();
  await checkNotices(board);
  if (!process.env.WEIR_MODEL_SEED)
    expect([...seen].sort()).toEqual(['begun', 'blocked', 'delivered', 'putBack', 'queued', 'takenOff']);
});

async function take(board: BoardUnderTest, each: Step): Promise<void> {
  if (each.does === 'pass') {
    api.clock.pass({ minutes: each.minutes });
    return api.service('SweepService').sweep();
  }
  if (each.does === 'board') {
    await manager.patch(board.path, { archived: true, toRequester });
    await manager.patch(board.path, { archived: false });
    return;
  }
  const cards = await cardsOf(board);
  if (each.does === 'accept') {
    if (cards.length >= most) return;
    const { number } = await board.ask('A thing');
    await manager.answer(board, number, { kind: 'accept', column: each.column });
    return;
  }
  const fit = cards.filter((card) => canTake(card, each.does));
  const card = fit[each.nth % Math.max(1, fit.length)];
  if (!card) return;
  const path = `${board.path}/cards/${card.number}`;
  switch (each.does) {
    case 'move':
      await member.moveCard(board, card.number, { column: each.column, toRequester });
      return;
    case 'block':
      await member.put(`${path}/block`, { reason: `A key is missing ${each.nth}` });
      return;
    case 'unblock':
      await member.delete(`${path}/block`);
      return;
    case 'archive':
      await member.archive(board, card.number, { toRequester });
      return;
    case 'restore':
      await member.restore(board, card.number);
      return;
    case 'putBack':
      await member.putBack(board, card.number, {
        reason: 'noCapacity',
        message: `The lab is closed ${each.nth}.`,
      });
      return;
    case 'sql':
      await api.pool.query(
        `UPDATE cards SET archived_at = CASE WHEN archived_at IS NULL THEN now() END
          WHERE board_id = (SELECT id FROM boards WHERE key = $1) AND number = $2`,
        [board.key, card.number],
      );
      return;
  }
}

/** Whether the step would change the card, so that few steps are wasted. */
function canTake({ blocked, archivedAt, committedAt }: Card, does: Step['does']): boolean {
  if (does === 'unblock') return blocked !== null;
  if (does === 'restore') return archivedAt !== null;
  if (does === 'sql') return true;
  return (
    archivedAt === null && (does !== 'putBack' || committedAt !== null) && (does !== 'block' || !blocked)
  );
}

async function cardsOf(board: BoardUnderTest): Promise<Card[]> {
  const { body } = await manager.get<Board>(`${board.path}?include=archived,delivered`);
  return body.cards.toSorted((one, other) => one.number - other.number);
}

function stateOf(
  { deliveredAt, archivedAt, blocked, committedAt }: Card,
  wasCommitted: boolean,
): Work['state'] {
  if (deliveredAt) return 'delivered';
  if (archivedAt) return 'takenOff';
  if (blocked) return 'blocked';
  if (committedAt) return 'begun';
  return wasCommitted ? 'putBack' : 'queued';
}

function checkReason({ state, reason, message }: Work): void {
  const hasReason = ['blocked', 'putBack', 'takenOff'].includes(state);
  expect({ state, has: (reason ?? message) !== null }).toEqual({ state, has: hasReason });
}

/** Each announced step is one notice, the last step is announced or the same as the one announced last, and no two in a row are the same. */
async function checkNotices(board: BoardUnderTest): Promise<void> {
  const { rows } = await api.pool.query<{ steps: string[]; last: string; open: number; notices: number }>(
    `SELECT array_agg(concat_ws(' ', s.state, s.reason, s.message) ORDER BY s.n) FILTER (WHERE s.announced) AS steps,
            (array_agg(concat_ws(' ', s.state, s.reason, s.message) ORDER BY s.n DESC))[1] AS last,
            count(*) FILTER (WHERE s.settled_at IS NULL)::int AS open,
            (SELECT count(*)::int FROM notices n
              WHERE n.request_id = s.request_id AND n.kind NOT IN ('newRequest', 'answered', 'expected')) AS notices
       FROM request_steps s JOIN boards b ON b.id = s.board_id WHERE b.key = $1 GROUP BY s.request_id`,
    [board.key],
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { steps: announced, last, open, notices } of rows) {
    expect(open).toBe(0);
    expect(announced.at(-1)?.split(' ')[0]).toBe(last.split(' ')[0]);
    expect(notices).toBeLessThanOrEqual(announced.length - 1);
    expect(announced.filter((each, at) => each === announced[at - 1])).toEqual([]);
  }
}
