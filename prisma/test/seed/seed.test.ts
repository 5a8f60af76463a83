import { expect, test } from '@jest/globals';
import { demo as account, cast, seed } from '../../src/seed/index.js';
import { migratedDatabase } from '../support/migrated.js';
import { contents, workStates } from './seeded.js';
import { now, SeededDemo } from './seeded-demo.js';

const demo = SeededDemo.beforeTests();

test('the platform board is full today, and has every class of service, a block and an overdue request', () => {
  const { cards, columns, requests, blocks } = demo.board('PLAT');
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

test('cards of every board have labels, and events record all of them', async () => {
  for (const { key, cards, events } of demo.boards) {
    const { rows } = await demo.client.query(
      `SELECT c.number, array_agg(l.label_id::text ORDER BY l.label_id) AS labels FROM card_labels l
         JOIN cards c ON c.id = l.card_id JOIN boards b ON b.id = c.board_id WHERE b.key = $1 GROUP BY 1`,
      [key],
    );
    const shown = cards.filter((card) => !card.archived_at && !card.delivered_at).map(({ number }) => number);
    expect(rows.filter(({ number }) => shown.includes(number)).length).toBeGreaterThanOrEqual(3);
    const recorded = events.flatMap(({ changes }) =>
      changes.flatMap(({ card, to }) => (to?.labelIds?.length ? [[card, to.labelIds.toSorted()]] : [])),
    );
    expect(new Map(recorded as [number, string[]][])).toEqual(
      new Map(rows.map(({ number, labels }) => [number, labels])),
    );
  }
});

test('the platform board shows the purpose of limits', () => {
  const { columns, cards, limits, overrides, events } = demo.board('PLAT');
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
  const { columns, cards, limits } = demo.board('DATA');
  const { column_id, min } = limits.find((limit) => limit.min !== null)!;
  expect(columns.some(({ id }) => id === column_id)).toBe(true);
  expect(cards.filter((card) => card.column_id === column_id && !card.archived_at).length).toBeLessThan(min!);
  const { rows } = await demo.client.query('SELECT weir.load(p) AS load, max FROM person_limits p');
  expect(rows).toHaveLength(1);
  expect(rows[0].load).toBeLessThanOrEqual(rows[0].max);
  const { rows: loaded } = await demo.client.query(
    `SELECT DISTINCT c.board_id FROM person_limits p
       JOIN card_assignees a ON a.user_id = p.user_id
       JOIN cards c ON c.board_id = a.board_id AND c.id = a.card_id AND c.archived_at IS NULL
       JOIN columns k ON k.board_id = c.board_id AND k.id = c.column_id AND k.kind = 'active'`,
  );
  expect(loaded.length).toBeGreaterThan(1);
});

test('the demo’s requester has a request in every state, and a ticket to use', () => {
  const { requests, answers } = demo.board('PLAT');
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

test('the demo shows accepted work in every state, with the message to each requester', async () => {
  const { requests, steps, displacements, cards } = demo.board('PLAT');
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
  const { rows } = await demo.client.query(
    `SELECT weir.ticket_from(r) <= $1::date AS valid FROM requests r WHERE r.id = $2`,
    [now, off!.id],
  );
  expect(rows).toEqual([{ valid: true }]);
});

test('two boards wait on the full board; each wait has an event and the state of its request', async () => {
  const { rows } = await demo.client.query(
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
  const { rows: settled } = await demo.client.query(
    'SELECT weir.settle_wait(workspace_id, board_id, id, now()) AS change FROM request_waits',
  );
  expect(settled.every(({ change }) => change === null)).toBe(true);
  expect((await demo.client.query('SELECT FROM wait_checks')).rowCount).toBe(0);
});

test('a trial of a limit was compared with its prediction and decided', async () => {
  const { rows } = await demo.client.query('SELECT * FROM limit_trials');
  expect(rows).toMatchObject([{ cause: 'over', decision: 'keep', rules_changed_on: null }]);
  const [{ limits, outcome }] = rows;
  const { max } = demo.board('PLAT').limits.find(({ id }) => id === limits[0].limit)!;
  expect(limits).toMatchObject([{ was: 4, max }]);
  const verdicts = outcome.figures.map(({ verdict }: { verdict: string }) => verdict);
  expect(verdicts).toHaveLength(8);
  expect(verdicts).toContain('inside');
  expect(verdicts).toContain('outside');
  const types = demo.board('PLAT').events.filter(({ type }) => type.startsWith('limit.trial'));
  expect(types.map(({ type }) => type)).toEqual([
    'limit.trialStarted',
    'limit.trialEnded',
    'limit.trialDecided',
  ]);
});

test('a second seed changes nothing', async () => {
  const before = await contents(demo.client);
  expect(await seed(demo.client, { now: new Date('2026-12-01T09:00:00Z') })).toBe(false);
  expect(await contents(demo.client)).toEqual(before);
});

test('the same now gives the same rows, except for password hashes', async () => {
  const { client: other } = await migratedDatabase();
  expect(await seed(other, { now, password: account.password })).toBe(true);
  expect(await contents(other)).toEqual(await contents(demo.client));
  await other.end();
});
