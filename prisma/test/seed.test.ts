import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { TemplateDatabase } from '@weir/stack';
import pg from 'pg';
import { cast, demo, seed } from '../src/seed/index.js';
import { follow, loadOf, maxAtFirst, type PlacedCard } from './replay.js';
import { type Board, boardsOf, contents, workStates } from './seeded.js';
import { migratedTemplate } from './support/migrated.js';

const now = new Date('2026-11-24T16:30:00Z');

let template: TemplateDatabase;
let client: pg.Client;
let boards: Board[];
beforeAll(async () => {
  template = await migratedTemplate();
  client = await connect();
  expect(await seed(client, { now })).toBe(true);
  boards = await boardsOf(client);
});
afterAll(() => client.end());

async function connect() {
  const { url } = await template.clone();
  const to = new pg.Client({ connectionString: url });
  await to.connect();
  return to;
}

const keys = ['PLAT', 'DATA', 'OPS'];
const board = (key: string) => boards.find((each) => each.key === key)!;

describe.each(keys)('the history of %s', (key) => {
  test('exceeds no limit at any event without an entry in the override log', () => {
    const { limits, cards, events, overrides } = board(key);
    const max = new Map(limits.map(({ id }) => [id, maxAtFirst(board(key), id)]));
    const placed = new Map<number, PlacedCard>();
    let loads = new Map<string, number>();
    for (const event of events) {
      follow(board(key), placed, event);
      for (const { limit, to } of event.changes)
        if (event.type.startsWith('limit.') && limit && to?.max !== undefined) max.set(limit!, to.max);
      const before = loads;
      loads = new Map(limits.map((limit) => [limit.id, loadOf(board(key), limit, [...placed.values()])]));
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
    const { events, clock } = board(key);
    expect(events.map(({ seq }) => Number(seq))).toEqual(events.map((_, index) => index + 1));
    expect(Number(clock.seq)).toBe(events.length);
    const times = events.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times.at(-1)).toBeLessThanOrEqual(now.getTime());
  });

  test('agrees with the dates of its cards', () => {
    const { events, cards } = board(key);
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
    const { events, requests, intake } = board(key);
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

  test('has a reason for every not-now, a message for those of people, and a card for every acceptance', () => {
    const { answers, cards } = board(key);
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

test('the platform board is full today, with something of everything', () => {
  const { cards, columns, requests, blocks } = board('PLAT');
  const loads = columns.map(
    ({ id }) =>
      cards.filter((c) => c.column_id === id && !c.archived_at && c.class_of_service !== 'expedite').length,
  );
  expect(loads.slice(0, 4)).toEqual([4, 3, 3, 2]);
  const flying = cards.filter((card) => card.committed_at && !card.delivered_at);
  expect(flying.filter((card) => card.class_of_service === 'expedite')).toHaveLength(1);
  expect(blocks.filter((block) => block.unblocked_at === null).length).toBeGreaterThan(0);
  const waiting = requests.filter((request) => request.answered_at === null);
  expect(waiting).toHaveLength(7);
  expect(waiting.filter((request) => request.answer_by < now)).toHaveLength(1);

  const delivered = cards.filter((card) => card.delivered_at);
  expect(delivered.length).toBeGreaterThan(100);
  expect(new Set(delivered.map((card) => card.class_of_service)).size).toBe(4);
  expect(new Set(cards.map((card) => card.title)).size).toBe(cards.length);
});

test('cards of every board have labels, and their events say so', async () => {
  for (const { key, cards, events } of boards) {
    const { rows } = await client.query(
      `SELECT c.number, array_agg(l.label_id::text ORDER BY l.label_id) AS labels FROM card_labels l
         JOIN cards c ON c.id = l.card_id JOIN boards b ON b.id = c.board_id WHERE b.key = $1 GROUP BY 1`,
      [key],
    );
    const shown = cards.filter((card) => !card.archived_at && !card.delivered_at).map(({ number }) => number);
    expect(rows.filter(({ number }) => shown.includes(number)).length).toBeGreaterThanOrEqual(3);
    const told = events.flatMap(({ changes }) =>
      changes.flatMap(({ card, to }) => (to?.labelIds?.length ? [[card, to.labelIds.toSorted()]] : [])),
    );
    expect(new Map(told as [number, string[]][])).toEqual(
      new Map(rows.map(({ number, labels }) => [number, labels])),
    );
  }
});

test('the platform board shows the purpose of limits', () => {
  const { columns, cards, limits, overrides, events } = board('PLAT');
  expect(new Set(limits.map(({ scope }) => scope))).toEqual(
    new Set(['column', 'columns', 'swimlane', 'person', 'board', 'classOfService']),
  );
  const doing = columns.find(({ split }) => split)!;
  const halves = cards
    .filter((card) => card.column_id === doing.id && !card.archived_at)
    .map(({ done }) => done);
  expect(new Set(halves)).toEqual(new Set([true, false]));
  const of = (name: string) =>
    limits.find(({ column_id }) => columns.some((c) => c.name === name && c.id === column_id))!;
  const lately = (name: string) =>
    overrides.filter(
      ({ limit_id, seq }) => limit_id === of(name).id && since(events[Number(seq) - 1]!.at) < 30,
    );
  expect(lately('Release').length).toBeGreaterThanOrEqual(3);
  expect(lately('Review').map(({ mode }) => mode)).toEqual(['reason', 'reason']);
  const countOf = (type: string) => events.filter((event) => event.type === type).length;
  expect([countOf('card.putBack'), countOf('limit.changed')]).toEqual([3, 1]);
  expect(columns.every(({ policy }) => policy)).toBe(true);
});

const since = (at: Date) => (now.getTime() - at.getTime()) / 86_400_000;

test('one board starves, and one person works on two boards within their limit', async () => {
  const { columns, cards, limits } = board('DATA');
  const { column_id, min } = limits.find((limit) => limit.min !== null)!;
  expect(columns.some(({ id }) => id === column_id)).toBe(true);
  expect(cards.filter((card) => card.column_id === column_id && !card.archived_at).length).toBeLessThan(min!);
  const { rows } = await client.query('SELECT weir.load(p) AS load, max FROM person_limits p');
  expect(rows).toHaveLength(1);
  expect(rows[0].load).toBeLessThanOrEqual(rows[0].max);
  const { rows: loaded } = await client.query(
    `SELECT DISTINCT c.board_id FROM person_limits p
       JOIN card_assignees a ON a.user_id = p.user_id
       JOIN cards c ON c.board_id = a.board_id AND c.id = a.card_id AND c.archived_at IS NULL
       JOIN columns k ON k.board_id = c.board_id AND k.id = c.column_id AND k.kind = 'active'`,
  );
  expect(loaded.length).toBeGreaterThan(1);
});

test('the demo’s requester has a request in every state, and a ticket to use', () => {
  const { requests, answers } = board('PLAT');
  const own = requests.filter((request) => request.requester_id === cast.requester.id);
  const endings = own.map(({ id }) => answers.find((answer) => answer.request_id === id));
  expect(new Set(endings.map((answer) => answer?.kind ?? 'waiting'))).toEqual(
    new Set(['waiting', 'accept', 'decline', 'defer', 'withdrawn']),
  );
  const unused = endings.filter(
    (a) => a?.kind === 'defer' && !own.some((r) => r.follows_id === a.request_id),
  );
  expect(unused.some((answer) => answer!.until! <= '2026-11-24')).toBe(true);
  expect(unused.some((answer) => answer!.until! > '2026-11-24')).toBe(true);
});

test('the demo shows accepted work in every state, with what each requester reads', async () => {
  const { requests, steps, displacements, cards } = board('PLAT');
  const lastOf = new Map(steps.map((step) => [step.request_id, step]));
  expect(new Set([...lastOf.values()].map(({ state }) => state))).toEqual(new Set(workStates));
  const [traded] = displacements;
  expect(lastOf.get(traded!.request_id)!.state).toBe('begun');
  expect(lastOf.get(traded!.displaced_request_id)).toEqual(
    expect.objectContaining({
      state: 'putBack',
      reason: 'noCapacity',
      message: expect.stringMatching(/.{40}/),
    }),
  );
  // Its requester can ask again.
  const [off] = requests.filter(({ id }) => lastOf.get(id)?.state === 'takenOff');
  expect(off!.requester_id).toBe(cast.requester.id);
  expect(lastOf.get(off!.id)).toEqual(
    expect.objectContaining({ reason: 'notAligned', message: expect.stringMatching(/.{40}/) }),
  );
  expect(cards.find((card) => card.request_id === off!.id)!.archived_at).not.toBeNull();
  const { rows } = await client.query(
    `SELECT weir.ticket_from(r) <= $1::date AS valid FROM requests r WHERE r.id = $2`,
    [now, off!.id],
  );
  expect(rows).toEqual([{ valid: true }]);
});

test('the seed records the steps that the database finds in its cards and events', async () => {
  const read = async () =>
    (
      await client.query(
        `SELECT DISTINCT ON (request_id) request_id, state, at, message FROM request_steps
          WHERE state <> 'takenOff' ORDER BY request_id, n DESC`,
      )
    ).rows;
  const seeded = await read();
  await client.query('BEGIN');
  await client.query('DELETE FROM request_steps');
  await client.query('SELECT weir.backfill_steps()');
  expect(await read()).toEqual(seeded);
  await client.query('ROLLBACK');
});

test('two boards wait on the full one, each wait with its event, and none is to be settled', async () => {
  const { rows } = await client.query(
    `SELECT b.key AS "from", o.key AS "on", w.state, w.since = e.at AS "isDated", weir.wait_change(NULL, w) = e.changes -> 0 AS "isLogged"
       FROM request_waits w
       JOIN boards b USING (workspace_id)
       JOIN boards o USING (workspace_id)
       JOIN events e ON e.workspace_id = w.workspace_id AND e.board_id = w.board_id AND e.type LIKE '%.waitsChanged'
                    AND e.changes -> 0 ->> 'wait' = w.id::text
      WHERE b.id = w.board_id AND o.id = w.on_board_id`,
  );
  const wait = { on: 'PLAT', state: 'waiting', isDated: true, isLogged: true };
  expect(new Set(rows.map(({ from }) => from))).toEqual(new Set(['DATA', 'OPS']));
  for (const { from, ...row } of rows) expect({ from, ...row }).toEqual({ from, ...wait });
  const { rows: settled } = await client.query(
    'SELECT weir.settle_wait(workspace_id, board_id, id, now()) AS change FROM request_waits',
  );
  expect(settled.every(({ change }) => change === null)).toBe(true);
  expect((await client.query('SELECT FROM wait_checks')).rowCount).toBe(0);
});

test('a trial of a limit was compared with its prediction and decided', async () => {
  const { rows } = await client.query('SELECT * FROM limit_trials');
  expect(rows).toMatchObject([{ cause: 'over', decision: 'keep', rules_changed_on: null }]);
  const [{ limits, outcome }] = rows;
  const { max } = board('PLAT').limits.find(({ id }) => id === limits[0].limit)!;
  expect(limits).toMatchObject([{ was: 4, max }]);
  const verdicts = outcome.figures.map(({ verdict }: { verdict: string }) => verdict);
  expect(verdicts).toHaveLength(8);
  expect(verdicts).toContain('inside');
  expect(verdicts).toContain('outside');
  const types = board('PLAT').events.filter(({ type }) => type.startsWith('limit.trial'));
  expect(types.map(({ type }) => type)).toEqual([
    'limit.trialStarted',
    'limit.trialEnded',
    'limit.trialDecided',
  ]);
});

test('past forecasts are scored as the product scores them, enough of them for a record', async () => {
  await client.query('BEGIN');
  await client.query('SELECT weir.follow_flow(workspace_id, id, 10000) FROM boards');
  const { rows } = await client.query(
    `SELECT f.day, f.n, f.outcome, (weir.outcome_of_forecast(f, i.time_zone, NULL)).outcome AS real
       FROM board_forecasts f JOIN intakes i USING (workspace_id, board_id)
      WHERE f.scored_at IS NOT NULL`,
  );
  await client.query('ROLLBACK');
  expect(rows.length).toBeGreaterThan(45);
  expect(rows.map(({ outcome }) => outcome)).toEqual(rows.map(({ real }) => real));
});

test('in the log of the demo, its owner added everyone, and made the teams, before the first event', async () => {
  const { rows } = await client.query(
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

test('a second seed changes nothing', async () => {
  const before = await contents(client);
  expect(await seed(client, { now: new Date('2026-12-01T09:00:00Z') })).toBe(false);
  expect(await contents(client)).toEqual(before);
});

test('the same now gives the same rows, except for password hashes', async () => {
  const other = await connect();
  await seed(other, { now, password: demo.password });
  expect(await contents(other)).toEqual(await contents(client));
  await other.end();
});

const iso = (at: Date | null) => at?.toISOString() ?? null;
const byNumber = (one: [number, string] | number, other: [number, string] | number) =>
  ([one].flat()[0] as number) - ([other].flat()[0] as number);
