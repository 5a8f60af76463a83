import { describe, expect, test } from '@jest/globals';
import { cast } from '../../src/seed/index.js';
import { follow, loadOf, maxAtFirst, type PlacedCard } from './replay.js';
import { now, SeededDemo } from './seeded-demo.js';

const demo = SeededDemo.beforeTests();

describe.each(['PLAT', 'DATA', 'OPS'])('the history of %s', (key) => {
  test('exceeds no limit at any event without an entry in the override log', () => {
    const board = demo.board(key);
    const { limits, cards, events, overrides } = board;
    const max = new Map(limits.map(({ id }) => [id, maxAtFirst(board, id)]));
    const placed = new Map<number, PlacedCard>();
    let loads = new Map<string, number>();
    for (const event of events) {
      follow(board, placed, event);
      for (const { limit, to } of event.changes)
        if (event.type.startsWith('limit.') && limit && to?.max !== undefined) max.set(limit!, to.max);
      const before = loads;
      loads = new Map(limits.map((limit) => [limit.id, loadOf(board, limit, [...placed.values()])]));
      for (const [id, load] of loads) {
        const passed = overrides.some((each) => each.seq === event.seq && each.limit_id === id);
        const grew = load > (before.get(id) ?? 0);
        expect({ seq: event.seq, id, passed }).toEqual({
          seq: event.seq,
          id,
          passed: grew && load > max.get(id)!,
        });
      }
    }
    const rows = cards.filter((card) => !card.archived_at).map((card) => [card.number, card.column_id]);
    expect(
      [...placed].map(([number, { columnId }]): [number, string] => [number, columnId]).sort(byNumber),
    ).toEqual(rows);
  });

  test('has events numbered without a gap and in order of time, up to now', () => {
    const { events, clock } = demo.board(key);
    expect(events.map(({ seq }) => Number(seq))).toEqual(events.map((_, index) => index + 1));
    expect(Number(clock.seq)).toBe(events.length);
    const times = events.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times.at(-1)).toBeLessThanOrEqual(now.getTime());
  });

  test('agrees with the dates of its cards', () => {
    const { events, cards } = demo.board(key);
    for (const card of cards) {
      const changes = events.flatMap((event) =>
        event.changes
          .filter((change) => change.card === card.number && change.to?.columnId)
          .map((change) => ({ ...change, at: event.at })),
      );
      const moves = changes.filter(({ from }) => from);
      const { to } = changes.at(-1)!;
      expect([to!.committedAt, to!.deliveredAt]).toEqual([iso(card.committed_at), iso(card.delivered_at)]);
      const entered = moves.filter(({ from, to }) => from!.columnId !== to!.columnId);
      expect(card.entered_column_at).toEqual(entered.at(-1)?.at ?? card.created_at);
      const begun = changes.findLast(({ from, to }) => to!.committedAt && !from?.committedAt);
      if (card.delivered_at) expect(begun!.at).toEqual(card.committed_at);
      expect(to!.half === 'done').toBe(card.done);
    }
  });

  test('keeps the depth of the queue and the quota of each requester', () => {
    const { events, requests, intake } = demo.board(key);
    const open = new Map<number, string>();
    for (const { type, changes } of events) {
      const number = changes[0]?.request;
      if (number === undefined) continue;
      if (type === 'request.submitted' || type === 'request.askedAgain')
        open.set(number, requests.find((request) => request.number === number)!.requester_id);
      else if (type !== 'request.asked' && type !== 'request.waitsChanged') open.delete(number);
      expect(open.size).toBeLessThanOrEqual(intake.depth);
      for (const id of open.values())
        expect([...open.values()].filter((each) => each === id).length).toBeLessThanOrEqual(
          intake.open_per_requester,
        );
    }
    const waiting = requests.filter(({ answered_at }) => answered_at === null).map(({ number }) => number);
    expect([...open.keys()].sort(byNumber)).toEqual(waiting);
  });

  test('has a reason for every not-now, a message if a person answered, and a card for every acceptance', () => {
    const { answers, cards } = demo.board(key);
    for (const answer of answers) {
      if (answer.kind === 'accept')
        expect(cards.some((card) => card.request_id === answer.request_id)).toBe(true);
      else if (answer.kind !== 'withdrawn' && answer.kind !== 'duplicate')
        expect(answer).toEqual(
          expect.objectContaining({
            reason: expect.any(String),
            message: answer.kind === 'expired' ? null : expect.stringMatching(/.{40}/),
          }),
        );
    }
  });
});

test('the seed records the steps that the database finds in its cards and events', async () => {
  const read = async () =>
    (
      await demo.client.query(
        `SELECT DISTINCT ON (request_id) request_id, state, at, message FROM request_steps
          WHERE state <> 'takenOff' ORDER BY request_id, n DESC`,
      )
    ).rows;
  const seeded = await read();
  await demo.client.query('BEGIN');
  await demo.client.query('DELETE FROM request_steps');
  await demo.client.query('SELECT weir.backfill_steps()');
  expect(await read()).toEqual(seeded);
  await demo.client.query('ROLLBACK');
});

test('the demo has enough past forecasts for a record, with the outcomes that the database finds', async () => {
  await demo.client.query('BEGIN');
  await demo.client.query('SELECT weir.follow_flow(workspace_id, id, 10000) FROM boards');
  const { rows } = await demo.client.query(
    `SELECT f.day, f.n, f.outcome, (weir.outcome_of_forecast(f, i.time_zone, NULL)).outcome AS real
       FROM board_forecasts f JOIN intakes i USING (workspace_id, board_id)
      WHERE f.scored_at IS NOT NULL`,
  );
  await demo.client.query('ROLLBACK');
  expect(rows.length).toBeGreaterThan(45);
  expect(rows.map(({ outcome }) => outcome)).toEqual(rows.map(({ real }) => real));
});

test('in the log of the demo, its owner added all members and teams before the first event', async () => {
  const { rows } = await demo.client.query(
    `SELECT DISTINCT type, actor_id AS actor, at < (SELECT min(at) FROM events) AS "isFirst" FROM workspace_events
      ORDER BY type`,
  );
  expect(rows).toEqual([
    { type: 'membership.began', actor: cast.owner.id, isFirst: true },
    { type: 'team.created', actor: cast.owner.id, isFirst: true },
    { type: 'team.memberAdded', actor: cast.owner.id, isFirst: true },
    { type: 'workspace.created', actor: null, isFirst: true },
  ]);
});

const iso = (at: Date | null) => at?.toISOString() ?? null;
const byNumber = (one: [number, string] | number, other: [number, string] | number) =>
  ([one].flat()[0] as number) - ([other].flat()[0] as number);
