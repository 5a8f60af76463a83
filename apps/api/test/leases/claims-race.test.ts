import { beforeAll, expect, test } from '@jest/globals';
import { isDeep } from '../model/depth.js';
import { all, boardIdsOf, deadlocksOf, type Isolation } from '../races/crowd.js';
import { historyOf, unloggedOverrides } from '../races/history.js';
import { twoInstances } from '../races/instances.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { MovableClock } from '../support/clock.js';
import { claim, holding, under } from './claimed.js';

const ahead = new MovableClock();
const { api, second, aCrowd } = twoInstances(ahead);
// The rounds of a deep run make more boards than a workspace may have.
beforeAll(async () => {
  await api.pool.query(`UPDATE workspaces SET caps = '{"boards": 1000}' WHERE slug = 'demo'`);
});
const anywhere = (n: number) => (n % 2 === 0 ? api : second).people;
const somebody = (n: number) => anywhere(n)[n % 4 < 2 ? 'member' : 'secondMember'];
const leased = async (board: BoardUnderTest) =>
  (await board.read()).cards.filter(({ lease }) => lease).map(({ number }) => number);

test('24 claims at once of a column with three slots take the first three cards, each once', async () => {
  const before = await deadlocksOf(api);
  for (let round = 0; round < (isDeep ? 20 : 2); round += 1) {
    const board = await aBoard().column('Doing', { limit: 3 }).make();
    const [, , , last] = await board.cards('Ready', 4);
    const answers = await all(24, (n) => claim(somebody(n), board));
    const taken = answers.filter(({ status }) => status === 201).map(({ body }) => body.card.number);
    expect(taken.toSorted()).toEqual([1, 2, 3]);
    for (const { status, body } of answers)
      if (status !== 201)
        expect(body).toMatchObject({ code: 'wip-limit-reached', limits: [{ max: 3, load: 3 }] });
    expect(await leased(board)).toEqual([1, 2, 3]);
    expect(await board.order('Ready')).toEqual([last]);
    expect(await unloggedOverrides(api.people.member, board.path)).toEqual([]);
  }
  expect(await deadlocksOf(api)).toBe(before);
});

test('a person limit across boards lets through as many claims at once as it has places', async () => {
  const boards = await Promise.all([aBoard().make(), aBoard().make()]);
  for (const board of boards) await board.cards('Ready', 4);
  const limit = await boards[0]!.limit({
    scope: 'person',
    userId: api.people.manager.id,
    across: 'workspace',
    max: 2,
  });
  const answers = await all(16, (n) => claim(anywhere(n).manager, boards[(n >> 1) % 2]!));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
  await api.people.manager.delete(`${boards[0]!.path}/limits/${limit.id}`);
});

const isolations: Isolation[] = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];
test.each(isolations)(
  'claims and moves in plain SQL at %s keep a limit of three together',
  async (isolation) => {
    const sql = aCrowd(isolation, 12);
    const before = await deadlocksOf(api);
    for (let round = 0; round < (isDeep ? 12 : 1); round += 1) {
      const board = await aBoard().column('Doing', { limit: 3 }).make();
      const numbers = await board.cards('Ready', 12);
      const { boardId } = await boardIdsOf(api, board);
      const outcomes = await all(24, (n) =>
        n % 2 === 0
          ? claim(somebody(n), board).then(({ status }) => status === 201)
          : sql
              .write(
                'SELECT count(*) FROM cards',
                'UPDATE cards SET column_id = $1 WHERE board_id = $2 AND number = $3',
                [board.id('Doing'), boardId, numbers[n >> 1]],
              )
              .then((done) => done === 'done'),
      );
      expect((await board.column('Doing')).load).toBe(3);
      // A card can be claimed and then moved again to where it is.
      expect(outcomes.filter(Boolean).length).toBeGreaterThanOrEqual(3);
      expect(await unloggedOverrides(api.people.member, board.path)).toEqual([]);
    }
    expect(await deadlocksOf(api, sql)).toBe(before);
  },
);

test('of completion and expiry at the same moment one takes effect, and the other changes nothing', async () => {
  const outcomes = new Set<string>();
  // To the second instance the lease is over; to the first, which completes, it is not.
  ahead.pass({ minutes: 2 });
  for (let round = 0; round < (isDeep ? 100 : 8); round += 1) {
    const board = await aBoard().make();
    const [card] = await board.cards('Ready', 1);
    const { body } = await claim(api.people.member, board, { seconds: 60 });
    const sweeps = () => all(2, () => second.service('LeaseSweepService').sweep());
    const complete = () => holding(api.people.member, board, card, body.lease.token).complete();
    const [completed] = await Promise.all(
      round % 2 === 0 ? [complete(), sweeps()] : [sweeps().then(complete)],
    );
    const types = (await historyOf(api.people.member, board.path)).map(({ type }) => type);
    const ends = types.filter((type) => type === 'card.completed' || type === 'card.leaseExpired');
    expect(ends).toEqual([completed.status === 200 ? 'card.completed' : 'card.leaseExpired']);
    expect(await board.order(completed.status === 200 ? 'Done' : 'Ready')).toEqual([card]);
    expect(await leased(board)).toEqual([]);
    outcomes.add(ends[0]!);
  }
  ahead.reset();
  expect(outcomes).toContain('card.leaseExpired');
});

test('a claim, takeovers and writes under its token at once end in one order that each answer fits', async () => {
  for (let round = 0; round < (isDeep ? 50 : 3); round += 1) {
    const board = await aBoard().column('Doing').column('Check').make();
    const [card] = await board.cards('Ready', 1);
    const { body } = await claim(api.people.member, board);
    const { token } = body.lease;
    const answers = await all<{ status: number }>(12, (n) => {
      const by = anywhere(n);
      if (n % 4 === 3) return by.secondMember.moveCard(board, card, { column: 'Ready' });
      if (n % 4 === 2) return holding(by.member, board, card, token).renew();
      if (n % 4 === 1) return by.member.patchCard(board, card, { title: `Title ${n}` }, under(token));
      return holding(by.member, board, card, token).complete();
    });
    const events = await historyOf(api.people.member, board.path);
    const end = events.findIndex(({ type }) => type === 'card.completed' || type === 'card.moved');
    const mine = (event: { type: string; actor: { id: string } | null }) =>
      event.actor?.id === api.people.member.id &&
      event.type !== 'card.created' &&
      event.type !== 'card.claimed';
    // After its end no write of the holder took effect.
    expect(events.slice(end + 1).filter(mine)).toEqual([]);
    const succeeded = answers.filter(({ status }, n) => n % 4 !== 3 && status === 200);
    expect(succeeded).toHaveLength(events.filter(mine).length);
  }
});
